"""The name that stands on the page where the claim has another: `elected in Portugal` for `elected in Spain`."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from provenance.match.conflicts.near import near_sentences, tokens_of
from provenance.match.slots import fit_slot, read_slot
from provenance.model import Span
from provenance.text.names import read_names
from provenance.text.tables import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.match.comparison import Comparison
    from provenance.model.facts import Name
    from provenance.text.tokens import Token

OWN = 0.4
"""Share of the claim's words, its name among them, that a sentence must have to be the claim's own but for the name."""

SPELLING = 75
"""Likeness (0 to 100) from which on two names may be one that was spelled wrongly."""

TELLING = 0.5
"""Share of the claim's words, those of the name left out, in a sentence that tells of the same thing."""

AS_NEAR = 0.15
"""What another sentence may have less and still be the one that tells of it."""

FIT = 0.8
"""Least share of the words around the name."""


def find_rival(comparison: Comparison, name: Name) -> Name | None:
    """The other name, if a sentence of the page is nearly the claim's own and has a name in the same place."""
    return _in_place(comparison, name, near_sentences(comparison, least=OWN))


def find_other(comparison: Comparison, name: Name) -> Name | None:
    """The name that the sentence nearest to the claim has where the claim has one that the page has elsewhere alone.

    It stands in the same place, or says where it was: `in Cuba, where 300 were hurt` for `in Haiti, 300 were hurt`.
    """
    claim, page = comparison.claim, comparison.page
    shares = {stem: claim.terms.get(stem, 0.0) / (sum(claim.clues.values()) or 1.0) for stem in name.tokens}
    rest = {
        number: cover - sum(share for stem, share in shares.items() if stem in page.stem_sets[number])
        for number, cover in comparison.covers.items()
    }
    most = max(rest.values())
    alike = sorted((one for one in rest if rest[one] >= most - AS_NEAR), key=lambda one: (-rest[one], one))
    if most < TELLING * (1 - sum(shares.values())):
        return None
    if any(not page.stem_sets[one].isdisjoint(name.tokens) for one in alike):
        return None
    return _in_place(comparison, name, alike) or _elsewhere(comparison, name, alike[0])


def _in_place(comparison: Comparison, name: Name, numbers: Sequence[int]) -> Name | None:
    """The other name in the same place: behind the same word or before it.

    A name that the claim has too is no other name, nor is an abbreviation or another form of it.
    """
    slot = read_slot(comparison.claim, name.span)
    own = comparison.claim.tokens
    for number in numbers:
        tokens = tokens_of(comparison, number)
        for other in _others(comparison, name, number):
            fills = any(_fills(sides(own, name.span), sides(tokens, other.span)) for sides in (_sides, _untitled_sides))
            if fills and fit_slot(slot, comparison.page, other.span).share >= FIT:
                return other
    return None


def _others(comparison: Comparison, name: Name, number: int) -> Iterator[Name]:
    """The names of a sentence of the page that the claim has not."""
    own = {stem for one in comparison.claim.facts.names for stem in one.tokens}
    for other in read_names(comparison.page.text, tokens=tokens_of(comparison, number)):
        if own.isdisjoint(other.tokens) and other.tokens and not _may_be_one(name, other):
            yield other


def _elsewhere(comparison: Comparison, name: Name, number: int) -> Name | None:
    """Where the sentence says that it was, if the claim says it was somewhere else.

    The one may lie in the other: that is for a reader to see.
    """
    claim, page = comparison.claim, comparison.page
    if not _is_where(claim.facts.text, claim.tokens, name):
        return None
    tokens = tokens_of(comparison, number)
    others = _others(comparison, name, number)
    return next((other for other in others if _is_where(page.text, tokens, other)), None)


def _is_where(text: str, tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name says where something was: `in Cuba`, `across eastern Cuba`, `Cuba, where`."""
    if text.startswith(", where ", name.span.end):
        return True
    first = bisect_left(tokens, (name.span.start,))
    before = [token.word for token in tokens[max(0, first - 2) : first]]
    return bool(before) and (before[-1] in _WHERE or (before[0] in _WHERE and before[-1].endswith(_DIRECTION)))


_WHERE = frozenset({"in", "at", "near", "across", "outside", "throughout", "around"})
_DIRECTION = ("ern", "the", "central", "rural")


def _sides(tokens: Sequence[Token], place: Span) -> tuple[str, str]:
    """The stems of the words right before and behind a place, empty where there is none."""
    first, last = bisect_left(tokens, (place.start,)), bisect_left(tokens, (place.end,))
    return (tokens[first - 1].stem if first else "", tokens[last].stem if last < len(tokens) else "")


def _untitled_sides(tokens: Sequence[Token], place: Span) -> tuple[str, str]:
    """The same without the titles before a name."""
    first = bisect_left(tokens, (place.start,))
    while first and tokens[first - 1].word in read_words("names", "titles"):
        first -= 1
    start = tokens[first].start if first < len(tokens) else place.start
    return _sides(tokens, Span(start=min(start, place.start), end=place.end))


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
