"""Where in the draft something stands, as editors and programs count it."""

from __future__ import annotations


def locate(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of the character at `offset`, both from 1, in code points; lines end at a line feed."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
