"""A language model that the user named, asked for its opinion on a claim beside a page.

It is asked after the rules have decided, and it can only make an editor look closer: it lowers a verdict or asks for
a look, it never raises one. What it quotes is found again on the page by code, or discarded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from provenance.match.meaning.judge_answer import Unanswered, read_answer
from provenance.match.meaning.judge_prompt import write_request
from provenance.match.meaning.judge_question import MOST_PAGE
from provenance.match.meaning.judge_quotes import find_quotes, may_refute, stands_on
from provenance.model import Conflict, FactKind, JudgeOpinion, Verdict

if TYPE_CHECKING:
    from provenance.match.meaning.judge_answer import JudgeAnswer
    from provenance.match.meaning.judge_question import Question
    from provenance.model import Assessment, Page, Quote

LOWER = {
    Verdict.SUPPORTED: frozenset({Verdict.PARTIAL, Verdict.NOT_FOUND, Verdict.CONTRADICTED}),
    Verdict.PARTIAL: frozenset({Verdict.NOT_FOUND, Verdict.CONTRADICTED}),
}
"""What a judge may make of a verdict. What is not here stands: a contradiction shows both values, and absence is not
argued away."""

ASKED = frozenset({Verdict.SUPPORTED, Verdict.PARTIAL, Verdict.CONTRADICTED})
"""Verdicts of the rules on which a judge is heard."""


KEPT_OUT = "[key]"
"""Stands in a reason where the judge repeated the key."""


class Send(Protocol):
    """Sends the body of a request to the judge's address; raises nothing of the network's."""

    def __call__(self, body: bytes, /) -> bytes | Unanswered:
        """The body of the answer, or why there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A model at a host, and the way to it; `key` is what it may repeat and nobody shall read."""

    model: str
    host: str
    send: Send
    key: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The model and the host that runs it."""
        return f"{self.model} at {self.host}"

    def ask(self, question: Question) -> JudgeAnswer | Unanswered:
        """Its answer, or why there is none."""
        body = self.send(write_request(question, model=self.model))
        answer = body if isinstance(body, Unanswered) else read_answer(body)
        if isinstance(answer, Unanswered) or not self.key:
            return answer
        return replace(answer, reason=answer.reason.replace(self.key, KEPT_OUT))


def apply_judgement(assessment: Assessment, page: Page, answer: JudgeAnswer, *, claim: str, judge: str) -> Assessment:
    """The assessment with the judge's opinion, its verdict as it was or lowered.

    `claim` is the claim's text, `judge` the name of the judge.
    """
    quotes, invented = find_quotes(answer.quotes, page)
    opinion = JudgeOpinion(
        judge=judge,
        verdict=answer.verdict,
        reason=answer.reason,
        quotes=quotes,
        invented=invented,
        before=assessment.verdict,
    )
    return _hear(assessment, page, opinion, claim=claim)


def recall_judgement(assessment: Assessment, page: Page, opinion: JudgeOpinion, *, claim: str) -> Assessment:
    """The assessment with an opinion that was given before, its quotes looked for on the page again."""
    quotes = tuple(quote for quote in opinion.quotes if stands_on(quote, page))
    invented = opinion.invented + len(opinion.quotes) - len(quotes)
    again = replace(opinion, quotes=quotes, invented=invented, before=assessment.verdict)
    return _hear(assessment, page, again, claim=claim)


def _hear(assessment: Assessment, page: Page, opinion: JudgeOpinion, *, claim: str) -> Assessment:
    if assessment.verdict not in ASKED:
        return assessment
    against = next((quote for quote in opinion.quotes if may_refute(quote, claim)), None)
    verdict = _lower(assessment.verdict, opinion, against=against)
    if verdict is Verdict.NOT_FOUND:
        verdict = _silence(page)
    conflicts = assessment.conflicts
    if against is not None and verdict is not assessment.verdict and verdict is Verdict.CONTRADICTED:
        both = Conflict(kind=FactKind.STATEMENT, stated=claim.strip(), found=against.exact, quote=against)
        conflicts = (*conflicts, both)
    return replace(assessment, verdict=verdict, conflicts=conflicts, opinion=opinion)


def _silence(page: Page) -> Verdict:
    """What it means that the judge found nothing: what it was not sent, or nobody could read, may say it."""
    if page.partial:
        return Verdict.UNCHECKED
    return Verdict.NOT_FOUND if len(page.text) <= MOST_PAGE else Verdict.PARTIAL


def _lower(verdict: Verdict, opinion: JudgeOpinion, *, against: Quote | None) -> Verdict:
    """The verdict after the opinion. An accusation needs words of the page `against` the claim; made-up quotes decide
    nothing."""
    if opinion.verdict not in LOWER.get(verdict, ()):
        return verdict
    if opinion.verdict is Verdict.CONTRADICTED:
        return verdict if against is None else opinion.verdict
    return verdict if opinion.invented and not opinion.quotes else opinion.verdict
