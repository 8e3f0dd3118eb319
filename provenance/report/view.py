"""What the formats for people show: a report put into words once, every text from outside already cleaned.

A format only lays these out and escapes them in its own way; it decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.judgements import Verdict

if TYPE_CHECKING:
    from provenance.report.wording import VerdictWords


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """Words of a page with their surroundings, on one line; `link` leads to them on the live page."""

    prefix: str
    exact: str
    suffix: str
    link: str | None

    @property
    def text(self) -> str:
        """The whole quote in quotation marks, the deciding words in inner ones where words stand around them."""
        if not (self.prefix or self.suffix):
            return f"“{self.exact}”"
        return f"“{self.prefix}«{self.exact}»{self.suffix}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """The value stated and the value found, with the page's words."""

    kind: str
    stated: str
    found: str
    quote: QuoteView

    @property
    def text(self) -> str:
        """The conflict in a sentence."""
        return f"states {self.stated} — page has {self.found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """One step of the score: from `start` over `width`, in hundredths of the widest reach to either side."""

    name: str
    weight: str
    sentence: str
    start: float
    width: float
    rises: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """The score as a sum: its total and every step to it."""

    total: str
    bars: tuple[BarView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One page that was held against a claim.

    `telling` pages decide the claim's verdict, the others were read and bear on it less; a format may fold them away.
    `url` is for reading; `link` is none unless the address may be followed. `marks` warn (stand-in, visible part only);
    `read` is when and under which digest; `details` are further facts, each with its label.
    """

    verdict: Verdict
    words: VerdictWords
    telling: bool
    title: str
    url: str
    link: str | None
    marks: tuple[str, ...]
    conflicts: tuple[ConflictView, ...]
    gaps: tuple[str, ...]
    evidence: tuple[QuoteView, ...]
    read: str
    digest: str
    details: tuple[tuple[str, str], ...]
    score: ScoreView

    @property
    def deciding(self) -> tuple[QuoteView, ...]:
        """The quotes that every format shows: all that make a page support a claim, of any other page the nearest."""
        return self.evidence if self.verdict is Verdict.SUPPORTED else self.evidence[:1]

    @property
    def further(self) -> tuple[QuoteView, ...]:
        """The other quotes."""
        return self.evidence[len(self.deciding) :]

    @property
    def short_digest(self) -> str:
        """The first 12 digits, enough to tell the captures of a report apart."""
        return self.digest[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissView:
    """A page that was not read: its address, why, and what an editor can do; `url` is empty where none was given."""

    url: str
    link: str | None
    why: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source of a claim: its name, what became of it in a few words, its pages read, missed and left aside."""

    name: str
    outcome: str
    pages: tuple[PageView, ...]
    misses: tuple[MissView, ...]
    untried: tuple[str, ...]

    @property
    def read(self) -> bool:
        """Whether at least one of its pages was read."""
        return bool(self.pages)

    @property
    def telling(self) -> tuple[PageView, ...]:
        """The pages that decide the claim's verdict."""
        return tuple(page for page in self.pages if page.telling)

    @property
    def quiet(self) -> tuple[PageView, ...]:
        """The other pages that were read."""
        return tuple(page for page in self.pages if not page.telling)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim with its verdict; `number` counts the claims of the article from 1 and is how the report names it."""

    id: str
    number: int
    sentence: int
    verdict: Verdict
    words: VerdictWords
    problem: bool
    attachment: str
    text: str
    reason: str
    missing: tuple[str, ...]
    sources: tuple[SourceView, ...]
    hidden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadView:
    """A source of which no page was read for any claim: why, what to do, and the numbers of the claims it was for."""

    name: str
    why: str
    advice: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictGroup:
    """The claims of one verdict, in the article's order."""

    verdict: Verdict
    words: VerdictWords
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The report in words. `groups` and `claims` hold the same claims: by verdict, and in the article's order."""

    title: str
    coverage: tuple[str, ...]
    warning: str
    groups: tuple[VerdictGroup, ...]
    claims: tuple[ClaimView, ...]
    unread: tuple[UnreadView, ...]
    notices: tuple[str, ...]
    hosts: tuple[str, ...]
    made: str
    article_digest: str
    settings_digest: str

    @property
    def problems(self) -> tuple[ClaimView, ...]:
        """The claims that need an editor, the worst verdicts first."""
        return tuple(claim for group in self.groups for claim in group.claims if claim.problem)
