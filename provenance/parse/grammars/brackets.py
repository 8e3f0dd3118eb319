"""Square brackets and what belongs to them, found in one pass."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TARGET = 4_096
"""Characters looked at between the round brackets of a link."""

_BRACKET = re.compile(r"[\[\]]")
# a blank line, over which no link reaches
_BLANK_LINE = re.compile(r"\n[ \t]*+\r?\n")
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


class Brackets:
    """The pairs of square brackets of a text, found when they are first asked for and kept for every grammar."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def pairs(self) -> Mapping[int, Pair]:
        """`bracket_pairs` of the text."""
        return bracket_pairs(self._text)


def bracket_pairs(text: str) -> dict[int, Pair]:
    """Every pair of square brackets by the place of its opening one, in order; none reaches over a blank line."""
    blank_lines = (match.start() for match in _BLANK_LINE.finditer(text))
    pairs: list[Pair] = []
    open_at: list[int] = []
    blank = next(blank_lines, len(text))
    for match in _BRACKET.finditer(text):
        at = match.start()
        while blank < at:
            open_at.clear()
            blank = next(blank_lines, len(text))
        if text[at - 1 : at] == "\\" and is_escaped(text, at):
            continue
        if text[at] == "[":
            open_at.append(at)
        elif open_at:
            pairs.append(Pair(open_at.pop(), at))
    return {pair.opens: pair for pair in sorted(pairs)}


def is_escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before `at`."""
    start = at
    while start > 0 and at - start < LONGEST_TARGET and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


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
