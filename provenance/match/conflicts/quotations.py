"""Quotations: borne out by the same words in the same order; in conflict with a quotation of much the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from provenance.match.comparison import Status, make_finding
from provenance.model import FactKind, Span
from provenance.text.names import find_speakers, read_names
from provenance.text.quotations import find_words, quoted_parts

if TYPE_CHECKING:
    from provenance.match.comparison import Comparison, Finding
    from provenance.model.facts import Name, Quotation

ALIKE = 72.0
"""Least likeness (0 to 100, rapidfuzz ratio of the folded words) of another quotation that is the same one, altered."""

SHARED = 0.5
"""Least share of the words of the claim's quotation that the other one must have."""


def check_quotations(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each quotation of the claim; letter case, ellipses and brackets do not matter."""
    return tuple(_check_quotation(comparison, quotation) for quotation in comparison.claim.facts.quotations)


def _check_quotation(comparison: Comparison, quotation: Quotation) -> Finding:
    words = quotation.span.read(comparison.claim.facts.text)
    page = comparison.page
    parts = quoted_parts(words)
    places = page.places.get(parts[0][0], ()) if parts else ()
    span = find_words(parts, page.tokens, places) if parts else None
    if span is not None and (speaker := _wrong_speaker(comparison, quotation, span)) is not None:
        start, end = (min(speaker.span.start, quotation.span.start - 1), max(speaker.span.end, quotation.span.end + 1))
        return make_finding(comparison, FactKind.QUOTATION, Status.MISSING, place=Span(start=start, end=end))
    if span is not None:
        return make_finding(comparison, FactKind.QUOTATION, Status.FOUND, place=quotation.span, span=span)
    rival = _nearest(comparison, tuple(word for part in parts for word in part))
    if rival is None:
        return make_finding(comparison, FactKind.QUOTATION, Status.MISSING, place=quotation.span)
    return make_finding(comparison, FactKind.QUOTATION, Status.CONFLICT, place=quotation.span, span=rival.span)


def _wrong_speaker(comparison: Comparison, quotation: Quotation, found: Span) -> Name | None:
    """The claim's speaker of a quotation when the page's sentence gives the words to somebody else, else none."""
    facts, page = comparison.claim.facts, comparison.page
    outside = [name for name in facts.names if not quotation.span.covers(name.span)]
    stated = find_speakers(facts.text, outside, tokens=comparison.claim.tokens)
    first, last = page.sentence_at(found.start), page.sentence_at(found.end - 1)
    tokens = page.tokens[page.sentences[first].first : page.sentences[last].last]
    speakers = find_speakers(page.text, read_names(page.text, tokens=tokens), tokens=tokens)
    own = {token.stem for token in tokens}
    if not stated or not speakers or any(not own.isdisjoint(name.tokens) for name in stated):
        return None
    return stated[0]


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
