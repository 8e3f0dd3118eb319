"""Names: on the page or not. An absent name is a gap, for pages call people by many names; it is a conflict where the
page has the claim's own sentence with another name in its place. A name that the page has is a gap where the sentence
that tells of the same has another in its place, or tells it of another place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.rivals import find_other, find_rival
from provenance.model import FactKind, Span
from provenance.text.commonness import word_weight
from provenance.text.tables import read_words

if TYPE_CHECKING:
    from provenance.match.comparison import Comparison, Finding
    from provenance.match.reading import PageReading
    from provenance.model.facts import Name
    from provenance.text.tokens import Token

GENERIC = 0.75
"""Weight up to which the last word of a name says little (`Force`): then its other words count."""


def check_names(comparison: Comparison) -> tuple[Finding, ...]:
    """Whether each name of the claim stands on the page, once a name."""
    findings: dict[tuple[str, ...], Finding] = {}
    for name in comparison.claim.facts.names:
        if name.tokens and name.tokens not in findings:
            findings[name.tokens] = _check_name(comparison, name)
    return tuple(findings.values())


def _check_name(comparison: Comparison, name: Name) -> Finding:
    if _is_on_page(comparison, name):
        other = find_other(comparison, name)
        if other is not None:
            return make_finding(comparison, FactKind.NAME, Status.MISSING, place=name.span, span=other.span)
        span = _place_on_page(comparison, name)
        return make_finding(comparison, FactKind.NAME, Status.FOUND, place=name.span, span=span)
    rival = find_rival(comparison, name)
    if rival is None:
        return make_finding(comparison, FactKind.NAME, Status.MISSING, place=name.span)
    known = any(stem in comparison.page.postings for stem in name.tokens)
    status = Status.MISSING if known else Status.CONFLICT
    return make_finding(comparison, FactKind.NAME, status, place=name.span, span=rival.span)


def _place_on_page(comparison: Comparison, name: Name) -> Span | None:
    """Where the page has the last word of the name that it has, in the passage that is judged if there."""
    page, best = comparison.page, comparison.best
    for stem in reversed(name.tokens):
        holders = page.postings.get(stem, ())
        if holders:
            number = next((one for one in holders if best.first <= one <= best.last), holders[0])
            return page.place_in(number, stem)
    return None


def _is_on_page(comparison: Comparison, name: Name) -> bool:
    """The last name is enough (`Zelensky`); of a name that ends in a common word, half of its words."""
    present = [stem for stem in name.tokens if stem in comparison.page.postings]
    if word_weight(name.tokens[-1]) > GENERIC and len(name.tokens) <= 2:
        return name.tokens[-1] in present or (len(name.tokens) == 2 and _is_place(comparison, name))
    return 2 * len(present) > len(name.tokens) or _is_called_so(comparison, name)


def _is_called_so(comparison: Comparison, name: Name) -> bool:
    """Whether the page calls somebody by the last of two names alone: `Trump`, though his is a common word by now."""
    page = comparison.page
    last = next((token.word for token in reversed(comparison.claim.tokens) if name.span.covers(_span_of(token))), "")
    return len(name.tokens) == 2 and any(_stands_alone(page, place) for place in page.places_of(last))


def _span_of(token: Token) -> Span:
    return Span(start=token.start, end=token.end)


def _stands_alone(page: PageReading, place: int) -> bool:
    """Whether the word is a name of its own: capitalised, and not behind another capitalised word than a title."""
    token = page.tokens[place]
    if not page.text[token.start].isupper():
        return False
    before = page.tokens[place - 1] if place else None
    if before is None or page.text[before.end : token.start] != " " or not page.text[before.start].isupper():
        return True
    return before.word in read_words("names", "titles")


def _is_place(comparison: Comparison, name: Name) -> bool:
    """Whether the first of two words is enough: the second is a kind of place (`Sumy Oblast`, `Sumy region`)."""
    return name.tokens[1] in _PLACES and name.tokens[0] in comparison.page.postings


_PLACES = frozenset({"oblast", "region", "provinc", "district", "countri", "counti", "stat", "rayon", "krai"})
