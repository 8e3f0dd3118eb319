"""A judge heard on what the rules say: asked now, recalled from an earlier report, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from provenance.match.meaning.judge import ASKED, apply_judgement, recall_judgement
from provenance.match.meaning.judge_answer import Unanswered
from provenance.match.meaning.judge_question import make_question
from provenance.model import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from provenance.fetch.post import Post
    from provenance.match.meaning.judge import Judge
    from provenance.model import Assessment, HostContact, JudgeOpinion, Page

MOST_FAILURES = 3
"""Answers in a row that a judge may owe before it is left alone."""


class Counsel(Protocol):
    """Hears a judge on assessments; what came of that stands in `notices` and `hosts` afterwards."""

    @property
    def name(self) -> str:
        """The judge's name, or empty when none is heard."""
        ...

    def hear(self, assessment: Assessment, page: Page, *, claim: str, context: tuple[str, ...]) -> Assessment:
        """The assessment as it is, or with an opinion; `claim` is the claim's text, `context` what stands before it."""
        ...

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the editor must know of it."""
        ...

    @property
    def hosts(self) -> tuple[HostContact, ...]:
        """The hosts that were asked."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCounsel:
    """No judge."""

    name: str = ""
    notices: tuple[Notice, ...] = ()
    hosts: tuple[HostContact, ...] = ()

    def hear(self, assessment: Assessment, page: Page, *, claim: str, context: tuple[str, ...]) -> Assessment:
        """The assessment as it is."""
        del page, claim, context
        return assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalledCounsel:
    """The opinions of an earlier run, by claim and page; nobody is asked."""

    name: str
    opinions: Mapping[tuple[str, str], JudgeOpinion]
    notices: tuple[Notice, ...] = ()
    hosts: tuple[HostContact, ...] = ()

    def hear(self, assessment: Assessment, page: Page, *, claim: str, context: tuple[str, ...]) -> Assessment:
        """The assessment with the opinion that was given then, if one was."""
        del context
        opinion = self.opinions.get((assessment.claim, assessment.page))
        return assessment if opinion is None else recall_judgement(assessment, page, opinion, claim=claim)


@dataclass(slots=True, kw_only=True)
class LiveCounsel:
    """A judge that is asked once for a claim and a page, at most `most` times, and left alone when it fails.

    `on_asked` is told after every answer how many there were.
    """

    judge: Judge
    post: Post
    most: int
    on_asked: Callable[[int], None] | None = None
    asked: int = 0
    left_out: int = 0
    failures: list[str] = field(default_factory=list)
    in_a_row: int = 0
    closed: bool = False
    opinions: dict[tuple[str, str], JudgeOpinion | None] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The judge's name."""
        return self.judge.name

    def hear(self, assessment: Assessment, page: Page, *, claim: str, context: tuple[str, ...]) -> Assessment:
        """The assessment with the judge's opinion, where it has one."""
        if assessment.verdict not in ASKED:
            return assessment
        key = (assessment.claim, assessment.page)
        if key not in self.opinions:
            asked = self._ask(assessment, page, claim=claim, context="\n".join(filter(None, context)))
            self.opinions[key] = asked.opinion
        opinion = self.opinions[key]
        return assessment if opinion is None else recall_judgement(assessment, page, opinion, claim=claim)

    def _ask(self, assessment: Assessment, page: Page, *, claim: str, context: str) -> Assessment:
        if self.closed or self.asked >= self.most:
            self.left_out += 1
            return assessment
        self.asked += 1
        answer = self.judge.ask(make_question(claim, page, assessment, context=context))
        if self.on_asked is not None:
            self.on_asked(self.asked)
        if isinstance(answer, Unanswered):
            self._count_failure(answer)
            return assessment
        self.in_a_row = 0
        return apply_judgement(assessment, page, answer, claim=claim, judge=self.name)

    def _count_failure(self, answer: Unanswered) -> None:
        self.failures.append(answer.reason)
        self.in_a_row += 1
        self.closed = answer.final or self.in_a_row >= MOST_FAILURES

    @property
    def notices(self) -> tuple[Notice, ...]:
        """How often it had no answer and why, and how much it was not asked about."""
        return tuple(Notice(code="judge_failed", message=message) for message in self._say())

    def _say(self) -> Iterator[str]:
        if self.failures:
            reasons = "; ".join(dict.fromkeys(self.failures))
            times = f"{len(self.failures)} of {self.asked} times"
            yield f"The judge {self.name} could not be asked {times}: {reasons}. The verdicts of the rules stand there."
        if self.left_out:
            why = "it had failed" if self.closed else f"it is asked {self.most} times at most (setting judge_most)"
            yield f"The judge {self.name} was not asked about {self.left_out} claims and pages: {why}."

    @property
    def hosts(self) -> tuple[HostContact, ...]:
        """The judge's host, if it was contacted."""
        return self.post.hosts
