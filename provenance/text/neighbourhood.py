"""A text with its words in order, to look at what stands beside a number."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Sequence

    from provenance.text.tokens import Token

REACH = 6
"""Words on either side of a number among which its noun is looked for (`11 cruise and ballistic missiles` needs four)
and what became of those counted."""


class Neighbourhood:
    """A text with its words in order, to look at what stands beside a place."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self._starts = [token.start for token in tokens]
        self._places: list[int] | None = None

    def place(self, offset: int) -> int:
        """The place among the words of the first one that begins at `offset` or behind it."""
        return bisect_left(self._starts, offset)

    def places_with(self, stems: Container[str]) -> list[int]:
        """The places of the words that have one of `stems`, looked for once: always ask for the same ones."""
        if self._places is None:
            self._places = [place for place, token in enumerate(self.tokens) if token.stem in stems]
        return self._places

    def word_after(self, end: int) -> Token | None:
        """The first word from `end` on."""
        place = bisect_left(self._starts, end)
        return self.tokens[place] if place < len(self.tokens) else None

    def word_before(self, start: int) -> Token | None:
        """The last word that begins before `start`."""
        place = bisect_left(self._starts, start)
        return self.tokens[place - 1] if place else None

    def after(self, end: int) -> Sequence[Token]:
        """The `REACH` words from `end` on."""
        place = bisect_left(self._starts, end)
        return self.tokens[place : place + REACH]

    def before(self, start: int) -> Sequence[Token]:
        """The `REACH` words before `start`, the nearest first."""
        place = bisect_left(self._starts, start)
        return self.tokens[max(0, place - REACH) : place][::-1]

    def parted(self, start: int, end: int, by: re.Pattern[str]) -> bool:
        """Whether a break stands between two places, the earlier first; a single space, as mostly, is none."""
        if end - start == 1 and self.text[start] == " ":
            return False
        return by.search(self.text, start, end) is not None
