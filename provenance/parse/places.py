"""A set of places in a text that answers at once whether a range is free."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from provenance.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Places:
    """Disjoint ranges in order; what touches or overlaps is one range. Never changed once made."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(span for span in spans if len(span)):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def together(self, spans: Iterable[Span]) -> Places:
        """These places and `spans`."""
        own = (Span(start=start, end=end) for start, end in zip(self._starts, self._ends, strict=True))
        return Places([*own, *spans])

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
