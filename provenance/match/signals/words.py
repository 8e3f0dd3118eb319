"""Signals of shared words: in the best passage, on the page, in what likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.signals.measure import Measure, percent

if TYPE_CHECKING:
    from collections.abc import Collection

    from provenance.match.comparison import Comparison, Judged

NAMED = 6
"""Missing words that a sentence lists."""


def measure_word_cover(judged: Judged) -> Measure:
    """The share of the claim's words, weighted by how rare they are, that stand together in the best passage."""
    share = _share(judged.comparison, judged.comparison.best.stems)
    return Measure(value=share, shown=percent(share))


def measure_lone_words(judged: Judged) -> Measure:
    """The share of the claim's words, weighted by how rare they are, that the page has nowhere."""
    comparison = judged.comparison
    share = 1.0 - _share(comparison, comparison.page.postings.keys()) if comparison.claim.weight else 0.0
    return Measure(value=share, shown=_missing_words(comparison) or "none")


def measure_likeness(judged: Judged) -> Measure:
    """How alike the words of claim and best passage are: rapidfuzz token_set_ratio, 0 to 1."""
    likeness = judged.comparison.best.likeness / 100
    return Measure(value=likeness, shown=percent(likeness))


def _share(comparison: Comparison, stems: Collection[str]) -> float:
    total = comparison.claim.weight
    own = comparison.claim.terms.items()
    return sum(weight for stem, weight in own if stem in stems) / total if total else 0.0


def _missing_words(comparison: Comparison) -> str:
    """The heaviest of the claim's words that the page has nowhere, as written there."""
    claim = comparison.claim
    missing = [stem for stem in claim.terms if stem not in comparison.page.postings]
    heaviest = set(sorted(missing, key=lambda stem: -claim.terms[stem])[:NAMED])
    words: dict[str, str] = {}
    for token in claim.tokens:
        if token.stem in heaviest:
            words.setdefault(token.stem, claim.text[token.start : token.end])
    return ", ".join(words.values())
