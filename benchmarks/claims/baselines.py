"""What one would use instead: likeness of words, cover of rare words, a logistic regression on plain features.

They share nothing with the matcher but the table of how common a word is, so that they stand still while it changes.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from benchmarks.claims.logistic import Point, fit_logistic
from provenance.text.commonness import word_weight
from provenance.text.tokens import fold_word, stem_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.claims.sets import Row

WINDOW = 60
"""Words of a window in which the rare words of a claim are counted."""

STRIDE = 20
"""Words from the start of one window to that of the next."""

RIDGE = 1.0

# 539 | 1,234.5 | 4
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# naïve | Kyiv's
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

PLAIN = ("cover", "page_cover", "token_set_ratio", "numbers", "no_number", "names", "no_name", "bigrams", "length")
"""The plain features, in order; each 0 to 1 but for the last, the logarithm of the number of words."""


def plain_features(row: Row) -> tuple[float, ...]:
    """The plain features of a row, in the order of `PLAIN`."""
    claim, page = _stems(row.claim), _stems(row.document)
    numbers, names = _numbers(row.claim), _names(row.claim)
    own_pairs = list(pairwise(claim))
    pairs = set(pairwise(page))
    whole = set(page)
    return (
        _best_cover(claim, page),
        _cover(claim, whole),
        fuzz.token_set_ratio(row.claim.lower(), row.document.lower()) / 100,
        _share(numbers, _numbers(row.document)),
        float(not numbers),
        _share(names, whole),
        float(not names),
        sum(pair in pairs for pair in own_pairs) / max(1, len(own_pairs)),
        log(1 + len(claim)),
    )


def fit_plain(rows: Sequence[tuple[tuple[float, ...], int, str]]) -> tuple[float, ...]:
    """The weights of the plain features from (features, label, set); every set and, in it, every label counts alike."""
    counts = Counter((label, name) for _, label, name in rows)
    points = [
        Point(values=values, label=label, weight=500 / counts[label, name])
        for values, label, name in rows
    ]  # fmt: skip
    return fit_logistic(points, ridge=RIDGE)


@lru_cache(maxsize=8)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem_word(fold_word(word)) for word in _WORD.findall(text))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(number.replace(",", "") for number in _NUMBER.findall(text))


def _names(text: str) -> frozenset[str]:
    """The stems of the capitalised words but the first."""
    words = _WORD.findall(text)[1:]
    return frozenset(stem_word(fold_word(word)) for word in words if word[0].isupper())


def _share(own: frozenset[str], found: frozenset[str] | set[str]) -> float:
    return len(own & found) / len(own) if own else 0.0


def _cover(claim: Sequence[str], found: set[str]) -> float:
    weights = {stem: word_weight(stem) for stem in claim}
    total = sum(weights.values())
    return sum(weight for stem, weight in weights.items() if stem in found) / total if total else 0.0


def _best_cover(claim: Sequence[str], page: Sequence[str]) -> float:
    starts = range(0, max(1, len(page) - WINDOW + STRIDE), STRIDE)
    own = set(claim)
    return max(_cover(claim, own.intersection(page[start : start + WINDOW])) for start in starts)
