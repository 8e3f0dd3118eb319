"""Gemini's marks: `[cite_start]` before the words, `[cite: 4, 5, 230-234]` behind them, `[span_0](start_span)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame
from provenance.parse.grammars.number_lists import NUMBER_LIST, read_numbers

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "gemini"

# [cite: 4, 5, 230-234], [cite:1]; group 1: the numbers
_CITE = re.compile(rf"\[cite:\s?({NUMBER_LIST})\s?\]", re.IGNORECASE)
# [cite_start], [cite_end], [span_0](start_span), [span_0](end_span)
_FRAME = re.compile(r"\[cite_(?:start|end)\]|\[span_\d{1,5}\]\((?:start|end)_span\)")


def find_gemini_marks(draft: Draft) -> Finding:
    """Every `[cite: ...]` with its numbers one by one; the signs where its words begin or end cite nothing."""
    text = draft.text
    cites = _CITE.finditer(text) if "cite:" in text else ()
    frames = _FRAME.finditer(text) if "[cite_" in text or "_span)" in text else ()
    return Finding(
        tags=tuple(
            FoundTag(span=Span(start=match.start(), end=match.end()), style=STYLE, keys=read_numbers(match[1]))
            for match in cites
        ),
        frames=tuple(Frame(span=Span(start=match.start(), end=match.end())) for match in frames),
    )
