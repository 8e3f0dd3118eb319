"""Square brackets and what belongs to them, found in one pass."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_TARGET = 4_096
"""Characters looked at between the round brackets of a link."""

# the brackets, and a blank line, over which no link reaches
_SIGNS = re.compile(r"\\.|[\[\]]|\n[ \t]*\r?\n")
# "<https://x y> "title")" or "https://x/a_(b) "title")"
_ANGLES = re.compile(r"\s*<([^<>\n]{0,4096})>")
_TITLE = re.compile(r"(?:\s+(?:\"[^\"\n]{0,1000}\"|'[^'\n]{0,1000}'|\([^()\n]{0,1000}\)))?\s*\)")
_TARGET_SIGN = re.compile(r"[\s()\[\]<>]")


class Pair(NamedTuple):
    """A pair of square brackets: the positions of `[` and of the `]` that closes it."""

    opens: int
    closes: int

    @property
    def end(self) -> int:
        """Behind the closing bracket."""
        return self.closes + 1


def bracket_pairs(text: str) -> dict[int, Pair]:
    """Every pair of square brackets by the place of its opening one; none reaches over a blank line."""
    pairs: dict[int, Pair] = {}
    open_at: list[int] = []
    for match in _SIGNS.finditer(text):
        sign = match[0]
        if sign == "[":
            open_at.append(match.start())
        elif sign == "]":
            if open_at:
                opens = open_at.pop()
                pairs[opens] = Pair(opens=opens, closes=match.start())
        elif sign[0] == "\n":
            open_at.clear()
    return pairs


def link_target(text: str, start: int) -> tuple[str, int] | None:
    """The address behind `](` and the end of the link, `start` being behind the bracket; none when it is no link."""
    angles = _ANGLES.match(text, start)
    if angles:
        url, end = angles[1], angles.end()
    else:
        begin = start
        while begin < len(text) and text[begin] in " \t":
            begin += 1
        end = _target_end(text, begin)
        url = text[begin:end]
    closing = _TITLE.match(text, end)
    return (url, closing.end()) if closing else None


def _target_end(text: str, start: int) -> int:
    """Where an address without angle brackets ends: at white space or at the bracket that closes the link."""
    depth = 0
    for match in _TARGET_SIGN.finditer(text, start, start + LONGEST_TARGET):
        sign = match[0]
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign != "[":
            return match.start()
    return min(len(text), start + LONGEST_TARGET)
