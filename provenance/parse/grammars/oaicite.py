"""ChatGPT's content references: `:contentReference[oaicite:0]{index=0}`, `[oaicite:0]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "oaicite"

# [oaicite:0]{index=0}, [oaicite:12], with a backslash before a bracket; group 1: the number
_REFERENCE = re.compile(r"\[oaicite:\s?(\d{1,5})\\?\](?:\\?\{index=\d{1,5}\\?\})?")
# ":contentReference" before it
_HEAD = re.compile(r"(?::?contentReference)?\\?\Z")
LONGEST_HEAD = 18


def find_content_references(draft: Draft) -> Finding:
    """Every content reference; its number means something in the conversation only."""
    if "oaicite:" not in draft.text:
        return Finding()
    return Finding(
        tags=tuple(
            FoundTag(
                span=Span(start=_start(draft.text, match.start()), end=match.end()),
                style=STYLE,
                keys=(f"oaicite:{match[1]}",),
            )
            for match in _REFERENCE.finditer(draft.text)
        )
    )


def _start(text: str, start: int) -> int:
    """Where the mark begins whose bracket stands at `start`."""
    head = _HEAD.search(text, max(0, start - LONGEST_HEAD), start)
    return head.start() if head else start
