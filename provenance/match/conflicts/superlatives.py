"""Ranks: `the largest` where the page has the second-largest, one of the largest, the smallest, or no such rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.near import near_sentences, tokens_of
from provenance.model import FactKind, Span
from provenance.text.superlatives import opposite_scales, read_superlatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.match.comparison import Comparison, Finding
    from provenance.model.facts import Superlative

NEAR = 0.3
"""Share of the claim's words in a sentence whose rank bears the claim's out."""

TIGHT = 0.5
"""The same for one whose rank contradicts."""

AMONG = 40
"""Characters before a rank in which `one of` stands."""

LOOSE = frozenset({"first", "last", "only", "ever", "most", "least"})
"""Ranks that are told in too many other ways for their absence to mean something: `for the first time`, `its debut`."""


def check_superlatives(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each rank of the claim."""
    return tuple(_check(comparison, stated) for stated in comparison.claim.facts.superlatives)


def _check(comparison: Comparison, stated: Superlative) -> Finding:
    ranks = [(number, rank) for number, rank in _ranks(comparison) if _about_the_same(stated, rank)]
    for _, found in ranks:
        if stated.scale == found.scale and (stated.rank, stated.among) == (found.rank, found.among):
            return _find(comparison, Status.FOUND, stated, found)
    for number, found in ranks:
        surely = comparison.covers[number] >= TIGHT and stated.scale not in LOOSE
        if stated.scale == found.scale:
            status = Status.CONFLICT if surely and stated.rank != found.rank else _unless_weaker(stated, found)
            return _find(comparison, status, stated, found)
        if surely and opposite_scales(stated.scale, found.scale):
            return _find(comparison, Status.CONFLICT, stated, found)
    passed = stated.scale in LOOSE or _has_words(comparison, stated)
    return _find(comparison, Status.PASSED if passed else Status.MISSING, stated, None)


def _unless_weaker(stated: Superlative, found: Superlative) -> Status:
    """Found when the claim says less: `one of the largest` of the page's largest; else missing."""
    weaker = stated.among and not found.among and stated.rank == found.rank
    return Status.FOUND if weaker else Status.MISSING


def _about_the_same(stated: Superlative, found: Superlative) -> bool:
    return not stated.targets or not found.targets or not set(stated.targets).isdisjoint(found.targets)


def _ranks(comparison: Comparison) -> Iterator[tuple[int, Superlative]]:
    """The ranks of the sentences near the claim, the nearest sentence first."""
    for number in near_sentences(comparison, least=NEAR):
        for rank in read_superlatives(comparison.page.text, tokens=tokens_of(comparison, number)):
            yield number, rank


def _has_words(comparison: Comparison, stated: Superlative) -> bool:
    """Whether the passages have the words of the rank in another use: `the attack, largest of the war`."""
    own = [token.stem for token in comparison.claim.tokens if stated.span.covers(_span(token.start, token.end))]
    return all(any(stem in comparison.page.stem_sets[number] for number in comparison.covers) for stem in own if stem)


def _span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


def _find(comparison: Comparison, status: Status, stated: Superlative, found: Superlative | None) -> Finding:
    span = None if found is None else _whole(comparison, found)
    return make_finding(comparison, FactKind.SUPERLATIVE, status, place=stated.span, span=span)


def _whole(comparison: Comparison, found: Superlative) -> Span:
    """The place of the rank with the `one of the` that makes it one among others."""
    opened = comparison.page.text.rfind("one of", max(0, found.span.start - AMONG), found.span.start)
    return Span(start=opened, end=found.span.end) if found.among and opened >= 0 else found.span
