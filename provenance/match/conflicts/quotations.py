"""Quotations: borne out by the same words in the same order; in conflict with a quotation of much the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from provenance.match.comparison import Status, make_finding
from provenance.model import FactKind
from provenance.model.facts import QuotationKind
from provenance.text.quotations import find_words, quoted_parts
from provenance.text.tokens import stem_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.match.comparison import Comparison, Finding
    from provenance.model import Span
    from provenance.model.facts import Quotation

ALIKE = 72.0
"""Least likeness (0 to 100, rapidfuzz ratio of the folded words) of another quotation that is the same one, altered."""

SHARED = 0.5
"""Least share of the words of the claim's quotation that the other one must have."""


def check_quotations(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each quotation of the claim; letter case, ellipses and brackets do not matter."""
    return tuple(_check_quotation(comparison, quotation) for quotation in comparison.claim.facts.quotations)


def _check_quotation(comparison: Comparison, quotation: Quotation) -> Finding:
    span = find_quotation(comparison, quotation)
    if span is not None:
        return make_finding(comparison, FactKind.QUOTATION, Status.FOUND, place=quotation.span, span=span)
    parts = quoted_parts(quotation.span.read(comparison.claim.facts.text))
    if quotation.kind is not QuotationKind.SPEECH and _has_words(comparison, parts):
        return make_finding(comparison, FactKind.QUOTATION, Status.FOUND, place=quotation.span)
    rival = _nearest(comparison, tuple(word for part in parts for word in part))
    if rival is None:
        return make_finding(comparison, FactKind.QUOTATION, Status.MISSING, place=quotation.span)
    return make_finding(comparison, FactKind.QUOTATION, Status.CONFLICT, place=quotation.span, span=rival.span)


def _has_words(comparison: Comparison, parts: Sequence[Sequence[str]]) -> bool:
    """Whether a passage has all words of a title or a term, in whatever form and order: nobody is said to say them."""
    stems = {stem_word(word) for part in parts for word in part}
    return bool(stems) and any(stems <= passage.stems for passage in comparison.passages)


def find_quotation(comparison: Comparison, quotation: Quotation) -> Span | None:
    """Where the page has the words of a quotation of the claim, in quotation marks or not; or none."""
    parts = quoted_parts(quotation.span.read(comparison.claim.facts.text))
    places = comparison.page.places_of(parts[0][0]) if parts else ()
    return find_words(parts, comparison.page.tokens, places) if parts else None


def _nearest(comparison: Comparison, words: tuple[str, ...]) -> Quotation | None:
    """The page's quotation that is most alike, if one is alike enough to be the same one with other words."""
    if len(words) < 2:
        return None
    best, best_likeness = None, ALIKE
    for quotation in comparison.page.quotations:
        other = tuple(word for part in quoted_parts(quotation.span.read(comparison.page.text)) for word in part)
        if len(set(words) & set(other)) < SHARED * len(set(words)):
            continue
        likeness = fuzz.ratio(" ".join(words), " ".join(other))
        if likeness >= best_likeness:
            best, best_likeness = quotation, likeness
    return best
