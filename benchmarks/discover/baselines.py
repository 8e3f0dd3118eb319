"""What one would use instead to find a headline for a claim: likeness of strings, and BM25."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz import fuzz, process, utils

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TOP = 10
Find: TypeAlias = "Callable[[str, Sequence[int]], list[int]]"
"""The places of the texts that fit a claim, best first, among those given."""

# kyiv | 539
_WORD = re.compile(r"[^\W_]+")


def make_likeness(texts: Sequence[str], scorer: Callable[..., float]) -> Find:
    """Finds the texts most alike by a scorer of rapidfuzz."""
    plain = [utils.default_process(text) for text in texts]

    def find(claim: str, among: Sequence[int]) -> list[int]:
        choices = {place: plain[place] for place in among}
        found = process.extract(utils.default_process(claim), choices, scorer=scorer, limit=TOP)
        return [place for _, _, place in found]

    return find


def make_bm25(texts: Sequence[str], *, saturation: float = 1.2, length: float = 0.75) -> Find:
    """Finds texts by Okapi BM25 over lower-case words."""
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    mean = sum(map(Counter.total, counts)) / max(1, len(counts))
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(counts):
        for word in words:
            postings[word].append(place)

    def find(claim: str, among: Sequence[int]) -> list[int]:
        scores: defaultdict[int, float] = defaultdict(float)
        for word in set(_WORD.findall(claim.lower())):
            held = len(postings.get(word, ()))
            weight = log(1 + (len(counts) - held + 0.5) / (held + 0.5))
            for place in postings.get(word, ()):
                times = counts[place][word]
                norm = saturation * (1 - length + length * counts[place].total() / mean)
                scores[place] += weight * times * (saturation + 1) / (times + norm)
        return nlargest(TOP, (place for place in among if place in scores), key=lambda place: scores[place])

    return find


LIKENESS: dict[str, Callable[..., float]] = {"token_set_ratio": fuzz.token_set_ratio, "WRatio": fuzz.WRatio}
