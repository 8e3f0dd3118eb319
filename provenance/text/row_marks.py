"""Numbers that mark a place in a text and count nothing: `[12]` of a reference, `2.` of a list."""

from __future__ import annotations

LOOK_BACK = 40
"""Characters before a number in which the end of what stands before is looked for."""

LONGEST_MARK = 3
"""Digits of a number that marks a reference; a row of a list has one less."""


def is_mark(text: str, *, start: int, end: int) -> bool:
    """Whether a number is the mark of a reference or of a row of a list: `[12]`, `2. ` where a line begins."""
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        return end - start <= LONGEST_MARK
    if text[end : end + 1] not in {".", ")"} or end - start > LONGEST_MARK - 1:
        return False
    before = text[max(0, start - LOOK_BACK) : start].rstrip(" ")
    first = text[start:end] == "1"
    opens = not before or before[-1] in ("\n.!?:" if first else "\n.!?")
    goes_on = text[end + 1 : end + 2].isspace() and (first or not text[end + 2 : end + 3].islower())
    return opens and (goes_on or (first and end + 1 >= len(text)))
