"""The frame of a document that ChatGPT writes: `:::writing{variant="document" id="73481"}` to `:::`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, Frame

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

# :::writing{variant=“standard” id=“47261”}, and ::: on a line of its own
_EDGE = re.compile(
    r"(:::writing(?:\{[^{}\n]{0,400}\}|(?=[ \t]{0,40}$)))|^[ \t]{0,40}(:::)(?=[ \t]{0,40}$)", re.MULTILINE
)


def find_writing_blocks(draft: Draft) -> Finding:
    """The first and the last line of every such frame, which are no words and cite nothing."""
    if ":::writing" not in draft.text:
        return Finding()
    frames = []
    is_open = False
    for match in _EDGE.finditer(draft.text):
        opens = match[1] is not None
        if opens or is_open:
            frames.append(Frame(span=Span(start=match.start(1 if opens else 2), end=match.end())))
        is_open = opens
    return Finding(frames=tuple(frames))
