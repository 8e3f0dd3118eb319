"""A set of places in a text that answers at once whether a range is free."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model.spans import Span


class Places:
    """Disjoint ranges in order; what touches or overlaps is one range. Never changed once made."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._fill(sorted([(span.start, span.end) for span in spans]))

    def _fill(self, ranges: list[tuple[int, int]]) -> None:
        starts, ends = self._starts, self._ends
        last = -1
        for start, end in ranges:
            if start == end:
                continue
            if start > last:
                starts.append(start)
                ends.append(end)
                last = end
            elif end > last:
                ends[-1] = last = end

    def together(self, spans: Iterable[Span]) -> Places:
        """These places and `spans`."""
        both = Places()
        # two rows in order, which Python's sort merges in linear time
        both._fill(sorted([*zip(self._starts, self._ends, strict=True), *((span.start, span.end) for span in spans)]))
        return both

    def are_free(self, start: int, end: int) -> bool:
        """Whether no place shares a character with the range."""
        at = bisect_right(self._ends, start)
        return at == len(self._starts) or self._starts[at] >= end

    def last_end(self, position: int, *, default: int = 0) -> int:
        """Where the last place that begins before `position` ends, `default` when there is none."""
        at = bisect_left(self._starts, position)
        return self._ends[at - 1] if at else default

    def end_at(self, position: int) -> bool:
        """Whether a place ends exactly at `position`."""
        at = bisect_left(self._ends, position)
        return at < len(self._ends) and self._ends[at] == position

    def start_at(self, position: int) -> bool:
        """Whether a place begins exactly at `position`."""
        at = bisect_left(self._starts, position)
        return at < len(self._starts) and self._starts[at] == position
