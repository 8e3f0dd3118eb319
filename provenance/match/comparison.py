"""A claim beside a page: the passages found, and what becomes of each fact of the claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.match.meaning.contracts import Opinion
    from provenance.match.passages import Passage
    from provenance.match.reading import ClaimReading, PageReading
    from provenance.model import FactKind, Span


class Status(StrEnum):
    """What the page does with a fact of the claim: bears it out, says otherwise, is silent, or need not say it.

    `passed` is a fact that the page does not state and that is not held against the claim: `on Friday` on a page
    that was published that day.
    """

    FOUND = "found"
    CONFLICT = "conflict"
    MISSING = "missing"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What becomes of one fact: as stated at `place` in the claim, and as the page has it at `span` in its text.

    `found` is empty for a missing fact, unless the page has the same value of another thing.
    """

    kind: FactKind
    status: Status
    place: Span
    stated: str
    found: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A claim, a page, and the passages of the page that may bear on the claim, the best first; at least one.

    `contexts` is, for a sentence's number, the share of the claim's words in it and its neighbours; 0 is left out.
    `covers` is, for each sentence of the passages, the share of the claim's words in it alone.
    """

    claim: ClaimReading
    page: PageReading
    passages: tuple[Passage, ...]
    contexts: Mapping[int, float]
    covers: Mapping[int, float]

    @property
    def best(self) -> Passage:
        """The passage that is judged."""
        return self.passages[0]

    def context(self, offset: int) -> float:
        """The share of the claim's words in the sentence at `offset` and its neighbours, 0 to 1."""
        return self.contexts.get(self.page.sentence_at(offset), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A comparison with what became of every fact of the claim, and an entailer's opinion if one was asked."""

    comparison: Comparison
    findings: tuple[Finding, ...]
    opinion: Opinion | None = None

    def share(self, kind: FactKind, status: Status) -> float:
        """The share of the claim's facts of a kind that have a status, of those not passed; 0 when it has none."""
        own = [finding for finding in self.findings if finding.kind is kind and finding.status is not Status.PASSED]
        return sum(finding.status is status for finding in own) / len(own) if own else 0.0

    def stated(self, kind: FactKind, status: Status) -> str:
        """Those facts as the claim states them, for a sentence."""
        own = [item.stated for item in self.findings if item.kind is kind and item.status is status]
        return ", ".join(dict.fromkeys(own))


def make_finding(
    comparison: Comparison, kind: FactKind, status: Status, *, place: Span, span: Span | None = None
) -> Finding:
    """The finding on the fact at `place` in the claim, with the words there and those at `span` in the page."""
    return Finding(
        kind=kind,
        status=status,
        place=place,
        stated=place.read(comparison.claim.text),
        found="" if span is None else span.read(comparison.page.text),
        span=span,
    )
