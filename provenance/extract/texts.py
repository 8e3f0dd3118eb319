"""Blocks of a text and the corrections among them, for pages of every kind."""

from __future__ import annotations

import re

from provenance.model import Span

# A line with words in it; the line end is no part of a block.
_LINE = re.compile(r"[^\n]*\S")

# "Correction: an earlier version", "Editor's note: this story", "CLARIFICATION -"
_CORRECTION = re.compile(
    r"(?:correction|clarification|editor['’]s note|this (?:story|article) (?:has been|was) (?:corrected|updated))\b",
    re.IGNORECASE,
)


def find_blocks(text: str) -> tuple[Span, ...]:
    """The lines of the text that are not empty."""
    return tuple(Span(start=match.start(), end=match.end()) for match in _LINE.finditer(text))


def find_corrections(text: str, blocks: tuple[Span, ...]) -> tuple[Span, ...]:
    """Those among the blocks that announce a correction."""
    return tuple(block for block in blocks if _CORRECTION.match(text, block.start))
