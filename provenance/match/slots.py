"""The words around a value: whether a value of the page stands where the claim has its own.

Two values are about one thing when the words about them are: what happened, to whom, where. A slot holds the words of
the claim around a value, the nearer the heavier; a value of the page fits it as far as its own sentence has them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model import Span
from provenance.text.commonness import word_weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provenance.match.reading import ClaimReading, PageReading
    from provenance.text.tokens import Token

FALL = 3
"""Words from a value at which a word of the claim counts half."""

REACH = 40
"""Words on either side of a value that are looked at."""

NEARER = 0.25
"""How much nearer the claim's words must stand to one of two values of a sentence for it to be the one meant."""

OTHER_CLAUSE = 0.4
"""What is left of the weight of a word for each clause between it and the value."""

NAMED = 6
"""Words from a value within which a name says of whom or what it is."""

UNNAMED = 0.2
"""How much better a value must fit to contradict where a name near the claim's value is not about it."""

NEAR = 4
"""The same on the page, where it tells which of two values of a sentence is meant."""

BESIDE = 0.4
"""How much a word counts that stands in the sentence beside: the subject is often named there."""

LIGHTEST = 0.05
"""Weight up to which a word tells nothing of what happened: `was`, `said`."""

# ". T" of "said. The" | " . " of text that was taken apart | "; "
_SENTENCE_END = re.compile(r"[.!?;]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The stems of the claim's words around a value with their weight; empty when it stands alone.

    `names` are the stems of each name that stands near the value: of whom or what it is said.
    """

    weights: Mapping[str, float]
    names: tuple[frozenset[str], ...]

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(self.weights.values())


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fit:
    """How well a place of the page fits a slot, 0 to 1: `share` of its words in the sentence, and how `close`."""

    share: float
    close: float

    @property
    def worth(self) -> float:
        """What one of two places is chosen by."""
        return self.share + self.close


def outweighs(rival: Fit, match: Fit, *, better: float) -> bool:
    """Whether a place fits so much better that what agrees elsewhere is of another thing: by its words or nearness."""
    return rival.share >= match.share + better or (
        rival.share >= match.share and rival.close >= match.close + min(better, NEARER)
    )


NO_FIT = Fit(share=0.0, close=0.0)


def read_slot(claim: ClaimReading, place: Span, *, left_out: Sequence[Span] = ()) -> Slot:
    """The words of the claim's sentence around `place`, without those of the place itself and of `left_out`."""
    weights: dict[str, float] = {}
    outside = (place, *left_out)
    first = bisect_left(claim.tokens, (place.start,))
    last = bisect_left(claim.tokens, (place.end,))
    sides = (range(first - 1, max(-1, first - 1 - REACH), -1), range(last, min(len(claim.tokens), last + REACH)))
    for side in sides:
        edge, nearness = place, 1.0
        for away, token in enumerate(_same_sentence(claim, place, side)):
            nearness *= _parting(claim.text, edge, token)
            edge = Span(start=token.start, end=token.end)
            weight = word_weight(token.stem) if token.stem in claim.terms else 0.0
            if weight > LIGHTEST and not any(span.start <= token.start < span.end for span in outside):
                weights[token.stem] = max(weights.get(token.stem, 0.0), weight * nearness / (1 + away / FALL))
    near = Span(start=_edge(claim, first - NAMED), end=_edge(claim, last + NAMED))
    names = (name for name in claim.facts.names if near.covers(name.span) and not place.overlaps(name.span))
    stems = (frozenset(name.tokens) for name in names)
    return Slot(weights=weights, names=tuple(own for own in stems if not own.isdisjoint(weights)))


def _parting(text: str, edge: Span, token: Token) -> float:
    """What is left of a word's weight: `OTHER_CLAUSE` beyond a comma, a bracket or a joining word, else all."""
    gap = text[edge.end : token.start] if token.start >= edge.end else text[token.end : edge.start]
    return OTHER_CLAUSE if token.word in _JOINING or not _CLAUSE_END.isdisjoint(gap) else 1.0


_CLAUSE_END = frozenset(",;:()—–")
_JOINING = frozenset({"and", "but", "while", "when", "which", "who", "where", "then", "although", "because"})


def _edge(claim: ClaimReading, number: int) -> int:
    """Where the word of a number stands, or the end of the text."""
    return claim.tokens[max(0, number)].start if number < len(claim.tokens) else len(claim.text)


def _same_sentence(claim: ClaimReading, place: Span, side: Iterable[int]) -> Iterable[Token]:
    """The words on one side of a place, the nearest first, up to the end of the sentence."""
    edge = place
    for number in side:
        token = claim.tokens[number]
        gap = (edge.end, token.start) if token.start >= edge.end else (token.end, edge.start)
        if _SENTENCE_END.search(claim.text, gap[0], min(len(claim.text), gap[1] + 1)):
            return
        yield token
        edge = Span(start=token.start, end=token.end)


def names_fit(slot: Slot, page: PageReading, place: Span) -> bool:
    """Whether the page has every name near the claim's value in the sentence of the place or beside it."""
    number = page.sentence_at(place.start)
    stems = page.stems(max(0, number - 1), min(len(page.sentences) - 1, number + 1))
    return all(not own.isdisjoint(stems) for own in slot.names)


def fit_slot(slot: Slot, page: PageReading, place: Span) -> Fit:
    """How well the place in the page fits the slot; nothing fits an empty slot."""
    total = slot.total
    if not total:
        return NO_FIT
    number = page.sentence_at(place.start)
    nearest = _nearest_words(slot, page, number, place)
    share = close = 0.0
    for stem, weight in slot.weights.items():
        if stem in nearest:
            share += weight
            close += weight / (1 + nearest[stem] / NEAR)
        elif page.has_beside(stem, number):
            share += weight * BESIDE
    return Fit(share=share / total, close=close / total)


def _nearest_words(slot: Slot, page: PageReading, number: int, place: Span) -> dict[str, int]:
    """How many words each of the slot's words stands from the place, in its sentence."""
    sentence = page.sentences[number]
    first = bisect_left(page.tokens, (place.start,))
    last = bisect_left(page.tokens, (place.end,)) - 1
    nearest: dict[str, int] = {}
    for index in range(sentence.first, sentence.last):
        stem = page.tokens[index].stem
        if stem in slot.weights and not first <= index <= last:
            away = first - index if index < first else index - last
            nearest[stem] = min(away, nearest.get(stem, away))
    return nearest
