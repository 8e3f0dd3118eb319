"""What the formats for people show: a report put into words once, every text from outside already cleaned.

A format only lays these out and escapes them in its own way; it decides nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.judgements import Outcome, Verdict
from provenance.report.wording import FOUND_BY_SEARCH

if TYPE_CHECKING:
    from provenance.report.remedies import Step
    from provenance.report.view_lineage import ElsewhereView, LineageView
    from provenance.report.view_opinion import OpinionView
    from provenance.report.view_search import CandidateView, SearchView
    from provenance.report.view_unread import UnreadSection
    from provenance.report.wording import OutcomeWords, VerdictWords


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """Words of a page with their surroundings, on one line; `link` leads to them on the live page.

    `place` is where on the page they stand, for one with numbered or dated parts: `page 3`.
    """

    prefix: str
    exact: str
    suffix: str
    link: str | None
    place: str = ""

    @property
    def text(self) -> str:
        """The whole quote in quotation marks, the deciding words in inner ones where words stand around them."""
        place = f" ({self.place})" if self.place else ""
        if not (self.prefix or self.suffix):
            return f"“{self.exact}”{place}"
        return f"“{self.prefix}«{self.exact}»{self.suffix}”{place}"


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
class FactView:
    """One fact of the claim and what the page has in its place; `found` is empty when it has nothing."""

    kind: str
    stated: str
    outcome: Outcome
    words: OutcomeWords
    found: str

    @property
    def text(self) -> str:
        """The row of a table as a line."""
        page = f", page has {self.found}" if self.found else ""
        return f"{self.words.icon} {self.words.word}: {self.kind} {self.stated}{page}"


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
    `read` is when it was read, `found` how it was found, `searched` whether by a search; `details` are further facts,
    each with its label.
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
    facts: tuple[FactView, ...] = ()
    opinion: OpinionView | None = None
    found: str = ""
    searched: bool = False

    @property
    def fact_count(self) -> str:
        """How many facts there are of each outcome: `3 same, 1 not stated`."""
        counts = Counter(fact.outcome for fact in self.facts)
        words = {fact.outcome: fact.words.word for fact in self.facts}
        return ", ".join(f"{counts[outcome]} {words[outcome]}" for outcome in Outcome if counts[outcome])

    @property
    def borne_out(self) -> bool:
        """Whether the page has every fact as the claim states it."""
        return all(fact.outcome is Outcome.SAME for fact in self.facts)

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
    """A page that was not read: its headline or address, why, and the steps that an editor can take.

    Title and `url` are empty where no page is known.
    """

    url: str
    title: str
    link: str | None
    why: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source of a claim: its name, what became of it in a few words, its pages read, missed and left aside.

    `key` tells it from other sources of the report and is not shown.
    `untried_words` say why pages were left aside, `searches` what every provider did to find its pages.
    """

    key: str
    name: str
    outcome: str
    pages: tuple[PageView, ...]
    misses: tuple[MissView, ...]
    untried: tuple[CandidateView, ...]
    untried_words: str
    searches: tuple[SearchView, ...]

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
    elsewhere: tuple[ElsewhereView, ...]
    independent: str

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to bear in mind of the pages that decide: their marks, and that nobody named them, if that is so."""
        pages = tuple(page for source in self.sources for page in source.telling)
        searched = (FOUND_BY_SEARCH,) if pages and all(page.searched for page in pages) else ()
        return (*searched, *dict.fromkeys(mark for page in pages for mark in page.marks))


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
    dated: str
    groups: tuple[VerdictGroup, ...]
    claims: tuple[ClaimView, ...]
    unread: UnreadSection
    lineage: LineageView
    notices: tuple[str, ...]
    hosts: tuple[str, ...]
    made: str
    article_digest: str
    settings_digest: str

    @property
    def problems(self) -> tuple[ClaimView, ...]:
        """The claims that need an editor, the worst verdicts first."""
        return tuple(claim for group in self.groups for claim in group.claims if claim.problem)
