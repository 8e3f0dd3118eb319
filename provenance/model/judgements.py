"""What a page says of a claim, and what all pages together say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from provenance.model.article import Claim
from provenance.model.captures import Missed
from provenance.model.sources import SURE, Candidate, Search, Source
from provenance.model.spans import Quote, Span


class Verdict(StrEnum):
    """What the pages say of a claim. Never mixed with whether they could be read (`Access`).

    `conflicting` (pages disagree) is said of a claim, never of one page.
    """

    SUPPORTED = "supported"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    CONFLICTING = "conflicting"
    NOT_FOUND = "not_found"
    UNCHECKED = "unchecked"


class FactKind(StrEnum):
    """The kinds of facts a claim is taken apart into.

    `speaker` is who is said to have said something, `certainty` a hedge or its lack (`may`, `reportedly`),
    `superlative` a rank (`largest ever`, `first`, `only`). `statement` is the claim as a whole: only a judge says of it
    that a page has it differently.
    """

    QUANTITY = "quantity"
    DATE = "date"
    QUOTATION = "quotation"
    NAME = "name"
    NEGATION = "negation"
    SPEAKER = "speaker"
    CERTAINTY = "certainty"
    SUPERLATIVE = "superlative"
    STATEMENT = "statement"


class Outcome(StrEnum):
    """What a page does with one fact of a claim: states the same, states it differently, or does not state it."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One bar of the score: a name, its log-odds `weight` (natural logarithm), and the sentence that explains it."""

    name: str
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The claim states one thing, the page another: both values as written, and the page's words around its own."""

    kind: FactKind
    stated: str
    found: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A fact that the claim states and the page does not.

    `found` is what the page has in its place, if that comes near: `478 weapons` for 478 drones.
    """

    kind: FactKind
    stated: str
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFact:
    """One fact of a claim beside a page: as the claim states it and where, what became of it, what the page has.

    `span` is the fact's place in the claim's text. `found` and `quote` are the page's value and the words around it;
    they are empty and none when the page states nothing that comes near.
    """

    kind: FactKind
    span: Span
    stated: str
    outcome: Outcome
    found: str = ""
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the page that bear on the claim; `similarity` is 0 (none) to 100 (the same words).

    `place` is where on the page they stand, when the page has numbered or dated parts: `page 3`.
    """

    quote: Quote
    similarity: float
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeOpinion:
    """What a language model that the user named says of a claim beside one page.

    `judge` is the model and its host; `verdict` and `reason` are its own words, never proof. `quotes` are those of its
    quotes that stand on the page, `invented` counts those that do not. `before` is the verdict of the rules.
    """

    judge: str
    verdict: Verdict
    reason: str
    quotes: tuple[Quote, ...]
    invented: int
    before: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What one page says of one claim.

    `claim` is the claim's id, `page` the sha256 of the capture. `evidence` comes best first. `facts` are all facts of
    the claim in the order of its text; those that contradict are in `conflicts`, those that are missing in `gaps`.
    `opinion` is a judge's, where one was asked; it may have lowered the verdict, and is no part of the score.
    """

    claim: str
    page: str
    verdict: Verdict
    prior: float
    signals: tuple[Signal, ...]
    conflicts: tuple[Conflict, ...]
    gaps: tuple[Gap, ...]
    evidence: tuple[Evidence, ...]
    facts: tuple[CheckedFact, ...] = ()
    opinion: JudgeOpinion | None = None

    @property
    def score(self) -> float:
        """Log-odds of support: the prior plus every signal's weight, and nothing else."""
        return fsum((self.prior, *(signal.weight for signal in self.signals)))

    @property
    def lowered(self) -> bool:
        """Whether a judge's opinion has lowered the verdict of the rules."""
        return self.opinion is not None and self.opinion.before is not self.verdict

    @property
    def asks_look(self) -> bool:
        """Whether a judge sees it otherwise than the verdict says, so that a person should look."""
        return self.opinion is not None and self.opinion.verdict is not self.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What became of one source of a claim: the pages looked for on it, those read and those missed.

    `tag` is none for a page that was listed for the claim itself. `searches` are the ways in which pages were looked
    for, empty when all candidates were named by the mark or the user. A candidate without assessment or miss was not
    read: a better one had decided.
    """

    tag: int | None
    source: Source
    candidates: tuple[Candidate, ...]
    assessments: tuple[Assessment, ...]
    misses: tuple[Missed, ...]
    searches: tuple[Search, ...] = ()

    @property
    def looked_at(self) -> int:
        """How many entries one provider compared with the claim: the most; two may have seen the same pages."""
        return max((search.looked_at for search in self.searches), default=0)

    @property
    def is_sure(self) -> bool:
        """Whether the pages are those that were meant: named by the mark or the user, or found and fitting well."""
        return not self.searches or any(candidate.score >= SURE for candidate in self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A page that the article cites for something else and that bears on the claim: wherever the claim's own do not.

    `source` is what the article calls it by, `page` the sha256 of its capture, `url` where it was asked for.
    """

    source: str
    page: str
    url: str
    verdict: Verdict
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimResult:
    """The verdict on a claim over all its pages; `reason` is the sentence that says why.

    `elsewhere` are pages cited for other claims that bear it out although its own do not; they never change the
    verdict. `jointly` are the digests of the pages that only together bear it out. `independent` is how many sources
    that do not come from each other support it.
    """

    claim: Claim
    verdict: Verdict
    reason: str
    checks: tuple[SourceCheck, ...]
    hidden: int
    elsewhere: tuple[Elsewhere, ...] = ()
    jointly: tuple[str, ...] = ()
    independent: int = 0

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """Every page's own assessment, once a page."""
        every = (assessment for check in self.checks for assessment in check.assessments)
        return tuple({assessment.page: assessment for assessment in every}.values())

    @property
    def misses(self) -> tuple[Missed, ...]:
        """Every page that could not be read, once an address."""
        every = (missed for check in self.checks for missed in check.misses)
        return tuple({missed.url: missed for missed in every}.values())
