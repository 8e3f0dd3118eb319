"""How much a word tells, by how many documents hold it: the table `data/common_words.toml`."""

from __future__ import annotations

from functools import cache
from math import log

from provenance.text.tables import read_table, read_words

RAREST = 0.001
"""The share of documents assumed for a word in no band, a third of the least band."""


def word_weight(stem: str) -> float:
    """The inverse document frequency of a stem, 0 for one that all documents hold to 1 for a rare one."""
    return _weights().get(stem, 1.0)


def is_common(stem: str) -> bool:
    """Whether the stem is in the table and no name: a rare word at the start of a sentence may be a name."""
    return stem in _weights() and stem not in read_words("common_words", "capitalised")


@cache
def _weights() -> dict[str, float]:
    bands = [(row["least"], row["words"].split()) for row in read_table("common_words")["band"]]
    return {stem: _inverse(least) for least, stems in bands for stem in stems}


def _inverse(share: float) -> float:
    # a word that a quarter of all documents hold still tells a little: half of its share is what is counted
    return 0.05 if share >= 0.25 else log(1 / share) / log(1 / RAREST)
