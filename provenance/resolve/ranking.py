"""Which entries of a sitemap, a feed or a search answer a claim may have come from."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import replace
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING

from provenance.model import Candidate
from provenance.resolve.comparing import Profile, reason_of, score_entry
from provenance.resolve.entries import Entry
from provenance.resolve.slugs import slug_words
from provenance.resolve.terms import keys_of_text
from provenance.text.commonness import word_weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provenance.resolve.providers.contract import Query

__all__ = ["Entry", "EntryIndex", "rank_entries", "slug_words"]

PREFILTERED = 200
"""Entries that are looked at closely, those that share the most telling words: closer looks cost ten times as much."""
MOST_LOOKS = 40_000
"""Places in the lists of words that are followed for one claim, the rarest words first: a bound on its time."""
LEAST = 45.0
"""The score below which an entry is no candidate: no page found is better than a wrong one."""
SETTLED = 200
"""Entries from which on how rare a word is among them counts as much as how rare it is at large."""


def rank_entries(entries: Sequence[Entry], query: Query, *, found_by: str, most: int = 10) -> tuple[Candidate, ...]:
    """The entries that the claim of `query` may have come from, the best first, at most `most`."""
    index = EntryIndex()
    index.add(entries)
    return index.rank(query, found_by=found_by, most=most)


class EntryIndex:
    """The entries of one source by their words; filled as listings are read, asked for every claim.

    Its length is the number of distinct pages in it.
    """

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._places: dict[str, int] = {}
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in the entries whose address is new; a title replaces a missing one, and known days stay."""
        for entry in entries:
            place = self._places.setdefault(entry.url, len(self._entries))
            known = self._entries[place] if place < len(self._entries) else None
            if known is None:
                self._entries.append(entry)
            elif known.title or not entry.title:
                continue
            else:
                published, modified = entry.published or known.published, entry.modified or known.modified
                self._entries[place] = replace(entry, published=published, modified=modified)
            for key in _keys_of(entry) - (_keys_of(known) if known else frozenset()):
                self._postings[key].append(place)

    def rank(self, query: Query, *, found_by: str, most: int = 10) -> tuple[Candidate, ...]:
        """The entries that the claim of `query` may have come from, the best first, at most `most`."""
        claim = Profile.of(query, weigh=self._weigh)
        scored = [
            (score, entry, shared)
            for entry in self._nearest(claim.weights)
            for score, shared in [score_entry(entry, claim)]
            if score >= LEAST
        ]
        scored.sort(key=lambda one: (-one[0], one[1].url))
        return tuple(
            Candidate(
                url=entry.url,
                found_by=found_by,
                rank=rank,
                reason=reason_of(entry, shared, claim),
                title=entry.title,
                published=entry.published,
                score=score,
            )
            for rank, (score, entry, shared) in enumerate(scored[:most], start=1)
        )

    def _nearest(self, weights: Mapping[str, float]) -> list[Entry]:
        """The entries that share the most with the claim, by the weights of the words they share."""
        sums: defaultdict[int, float] = defaultdict(float)
        looks = 0
        for key in sorted((key for key in weights if key in self._postings), key=lambda key: len(self._postings[key])):
            places = self._postings[key]
            looks += len(places)
            if looks > MOST_LOOKS and sums:
                break
            for place in places[:MOST_LOOKS]:
                sums[place] += weights[key]
        best = nlargest(PREFILTERED, sums, key=lambda place: (sums[place], -place))
        return [self._entries[place] for place in best]

    def _weigh(self, key: str) -> float:
        """How much a word tells, 0 to 1: rare among the entries and rare at large."""
        size = len(self._entries)
        held = len(self._postings[key]) if key in self._postings else 0
        own = log((size + 1) / (held + 0.5)) / log(2 * size + 2) if size else 1.0
        trust = size / (size + SETTLED)
        return max(0.01, trust * own + (1 - trust) * word_weight(key))


def _keys_of(entry: Entry) -> frozenset[str]:
    return frozenset(keys_of_text(f"{entry.title} {slug_words(entry.url)} {entry.about}"))
