"""Signals of shared words: in the best passage, on the page, in what likeness."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from math import fsum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from provenance.match.comparison import Status
from provenance.match.signals.measure import Measure, count_up, percent
from provenance.model import FactKind
from provenance.text.tables import read_words
from provenance.text.tokens import stem_word

if TYPE_CHECKING:
    from collections.abc import Collection

    from provenance.match.comparison import Comparison, Judged
    from provenance.text.tokens import Token

NAMED = 6
"""Missing words that a sentence lists."""

LIGHT = 0.4
"""What is left of a word's weight when it carries little (`film`, `began`)."""

RELATED = 0.5
"""What a word counts in whose place the passage has one of its family: `attackers` for `attack`."""

NAMING = frozenset({FactKind.NAME, FactKind.QUANTITY})
"""Kinds of facts whose words may be other ones on the page: a first name, what is counted."""

ROOT = 5
"""Letters that the words of a family have in common at least."""


def measure_word_cover(judged: Judged) -> Measure:
    """The share of the claim's words, weighted by how much they tell, that stand together in the best passage."""
    best = judged.comparison.best.stems
    share = _share(judged.comparison, best | _borne_out(judged, best))
    return Measure(value=share, shown=percent(share))


def measure_lone_words(judged: Judged) -> Measure:
    """The share of the claim's words, weighted by how rare they are, that the page has nowhere."""
    claim, lone = judged.comparison.claim, _lone_stems(judged)
    share = fsum(claim.terms[stem] for stem in lone) / claim.weight if claim.weight else 0.0
    return Measure(value=share, shown=_show(judged.comparison, lone))


def measure_strict_words(judged: Judged) -> Measure:
    """How many words that leave no room (`only`, `never`, `all`) the claim has and the best passage has not."""
    claim, best = judged.comparison.claim, judged.comparison.best
    strict = {token.stem: token for token in claim.tokens if token.stem in _strict_stems() - best.stems}
    words = ", ".join(claim.text[token.start : token.end] for token in strict.values())
    return Measure(value=count_up(len(strict)), shown=words or "none")


def measure_likeness(judged: Judged) -> Measure:
    """How alike the words of claim and best passage are: rapidfuzz token_set_ratio, 0 to 1."""
    likeness = judged.comparison.best.likeness / 100
    return Measure(value=likeness, shown=percent(likeness))


def measure_closeness(judged: Judged) -> Measure:
    """How alike they are when the words that only the passage has count too: rapidfuzz token_sort_ratio, 0 to 1."""
    comparison = judged.comparison
    if not comparison.best.cover:
        return Measure(value=0.0, shown=percent(0.0))
    first, last = comparison.page.sentences[comparison.best.first], comparison.page.sentences[comparison.best.last]
    words = _words(comparison.page.tokens[first.first : last.last])
    closeness = fuzz.token_sort_ratio(_words(comparison.claim.tokens), words) / 100
    return Measure(value=closeness, shown=percent(closeness))


def _words(tokens: Collection[Token]) -> str:
    return " ".join(token.word for token in tokens)


def _share(comparison: Comparison, stems: Collection[str]) -> float:
    """The share of the claim's words in `stems`, by weight; a word of the same family counts `RELATED`."""
    roots = {stem[:ROOT] for stem in stems if len(stem) >= ROOT}
    total = found = 0.0
    for stem, rarity in comparison.claim.terms.items():
        weight = rarity * (LIGHT if stem in _light_stems() else 1.0)
        total += weight
        if stem in stems:
            found += weight
        elif stem[:ROOT] in roots:
            found += RELATED * weight
    return found / total if total else 0.0


def _lone_stems(judged: Judged) -> frozenset[str]:
    """The claim's words that the page has nowhere; the first name of somebody whom it calls by the last is none."""
    claim, page = judged.comparison.claim, judged.comparison.page
    return frozenset(claim.terms.keys() - page.postings.keys() - _borne_out(judged, page.postings.keys()))


def _borne_out(judged: Judged, stems: Collection[str]) -> frozenset[str]:
    """All words of the facts that the page bears out and of which one is in `stems`: of `Ann Lee`, who is Lee there."""
    claim = judged.comparison.claim
    stands: set[str] = set()
    for item in judged.findings:
        if item.status is Status.FOUND and item.kind in NAMING:
            first = bisect_left(claim.tokens, item.place.start, key=_start_of)
            last = bisect_left(claim.tokens, item.place.end, lo=first, key=_start_of)
            own = {token.stem for token in claim.tokens[first:last]}
            stands |= own if any(stem in stems for stem in own) else set()
    return frozenset(stands)


def _start_of(token: Token) -> int:
    return token.start


def _show(comparison: Comparison, stems: Collection[str]) -> str:
    """The heaviest of `stems` as the claim writes them, in its order."""
    claim = comparison.claim
    heaviest = set(sorted(stems, key=lambda stem: (-claim.terms[stem], stem))[:NAMED])
    words: dict[str, str] = {}
    for token in claim.tokens:
        if token.stem in heaviest:
            words.setdefault(token.stem, claim.text[token.start : token.end])
    return ", ".join(words.values()) or "none"


@cache
def _light_stems() -> frozenset[str]:
    return frozenset(map(stem_word, read_words("telling_words", "light")))


@cache
def _strict_stems() -> frozenset[str]:
    return frozenset(map(stem_word, read_words("telling_words", "strict")))
