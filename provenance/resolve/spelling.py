"""Names that no table has as they are written, and the known name that they are nearest to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from provenance.resolve.publishers import name_key, names_owned, names_shared
from provenance.urls.domains import registrable_domain

if TYPE_CHECKING:
    from provenance.resolve.publishers import Publisher

SAME_NAME = 94.0
"""Likeness from which a name is read as the known one. `benchmarks/names.py`: of 2,602 names no two of different
publishers are nearer than 91.7 (BusinessLine, BusinessLIVE), and of 143 labels that no table has none is nearer than
85.7; at 94 half the names that lost a letter and two in three with a letter doubled are still read."""
NEAR_NAME = 82.0
"""Likeness from which the known name is told, though not taken."""
SHORTEST_NAME = 6
"""Letters of a name that may be misspelt: of a shorter one, a letter more is another name."""
LONGEST_NAME = 100
"""Letters of a label that is compared; no publisher's name is half as long."""
MOST_NEAR = 12
"""Names that are looked at in full for one label."""
# "24" of "france 24"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The known publisher whose name is the nearest, and how near: 0 to 100, 100 for the same letters in order."""

    publisher: Publisher
    score: float

    @property
    def is_same(self) -> bool:
        """Whether the name is near enough to be the publisher's own, misspelt."""
        return self.score >= SAME_NAME


@lru_cache(maxsize=4096)
def find_nearest_name(name: str) -> Likeness | None:
    """The publisher whose name is nearest to `name`; none when no name is near, or those of two are equally so."""
    near = near_names(name)
    best = [known for known, score in near if score == near[0][1]]
    bearers = {publisher.name: publisher for known in best for publisher in _bearers(known)}
    if len(bearers) != 1:
        return None
    return Likeness(publisher=next(iter(bearers.values())), score=near[0][1])


def near_names(name: str) -> list[tuple[str, float]]:
    """The known names near to `name` with their likeness, the nearest first."""
    key = name_key(name)
    if not is_long_enough(key) or len(key) > LONGEST_NAME:
        return []
    found = process.extract(key, _names(), scorer=fuzz.ratio, score_cutoff=NEAR_NAME, limit=MOST_NEAR)
    return [(known, score) for known, score, _ in found if _may_be_misspelt(key, known)]


def _may_be_misspelt(key: str, known: str) -> bool:
    """Whether the two differ in long words only: a letter more makes SABC of ABC, and 2 of 24 is another channel."""
    words, others = key.split(), known.split()
    if len(words) != len(others) or _DIGITS.findall(key) != _DIGITS.findall(known):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return all(is_long_enough(word) for pair in differing for word in pair)


def is_long_enough(key: str) -> bool:
    """Whether a name has so many letters that a misspelling of it is nearer to it than to another name."""
    return sum(map(str.isalpha, key)) >= SHORTEST_NAME


def can_be_misspelt(key: str) -> bool:
    """Whether a known name is compared with others: it is long enough, no host, and not the table's own with a bracket,
    which tells two of one name apart and is written by nobody.
    """
    return is_long_enough(key) and "(" not in key and registrable_domain(key) is None


def _bearers(key: str) -> tuple[Publisher, ...]:
    return names_shared().get(key) or (names_owned()[key],)


@cache
def _names() -> tuple[str, ...]:
    """Every known name that can be misspelt."""
    return tuple(key for key in (*names_owned(), *names_shared()) if can_be_misspelt(key))
