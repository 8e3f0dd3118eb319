"""The name that stands on the page where the claim has another: `elected in Portugal` for `elected in Spain`."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from provenance.match.conflicts.near import near_sentences, tokens_of
from provenance.match.slots import fit_slot, read_slot
from provenance.text.names import read_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.match.comparison import Comparison
    from provenance.model import Span
    from provenance.model.facts import Name
    from provenance.text.tokens import Token

OWN = 0.4
"""Share of the claim's words, its name among them, that a sentence must have to be the claim's own but for the name."""

SPELLING = 75
"""Likeness (0 to 100) from which on two names may be one that was spelled wrongly."""

FIT = 0.8
"""Least share of the words around the name."""


def find_rival(comparison: Comparison, name: Name) -> Name | None:
    """The other name, if a sentence of the page is nearly the claim's own and has a name in the same place.

    The same place is behind the same word or before the same word. A name that the claim has too is no other name, nor
    is an abbreviation or another form of it.
    """
    slot = read_slot(comparison.claim, name.span)
    sides = _sides(comparison.claim.tokens, name.span)
    own = {stem for one in comparison.claim.facts.names for stem in one.tokens}
    for number in near_sentences(comparison, least=OWN):
        tokens = tokens_of(comparison, number)
        for other in read_names(comparison.page.text, tokens=tokens):
            if not own.isdisjoint(other.tokens) or not other.tokens or _may_be_one(name, other):
                continue
            if _fills(sides, _sides(tokens, other.span)) and fit_slot(slot, comparison.page, other.span).share >= FIT:
                return other
    return None


def _sides(tokens: Sequence[Token], place: Span) -> tuple[str, str]:
    """The stems of the words right before and behind a place, empty where there is none."""
    first, last = bisect_left(tokens, (place.start,)), bisect_left(tokens, (place.end,))
    return (tokens[first - 1].stem if first else "", tokens[last].stem if last < len(tokens) else "")


def _fills(stated: tuple[str, str], found: tuple[str, str]) -> bool:
    """Whether two places have the same word on either side; a name that opens the claim opens the page's sentence."""
    if stated == found and all(stated):
        return True
    opens, closes = not stated[0] and not found[0], not stated[1] or not found[1]
    return (opens and stated[1] == found[1]) or (closes and stated[0] == found[0])


def _may_be_one(name: Name, other: Name) -> bool:
    """Whether one may be an abbreviation (`WHO`), an adjective, another spelling or a longer form of the other."""
    short, long = sorted(("".join(name.tokens), "".join(other.tokens)), key=len)
    initials = {"".join(stem[0] for stem in one.tokens) for one in (name, other)}
    return short[:4] == long[:4] or short in initials or len(short) <= 2 or fuzz.ratio(short, long) >= SPELLING
