"""DeepSeek's marks: `[citation:1][citation:8]`, a run of which is one mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "deepseek"

# [citation:1][citation:8], [citation:1, 8]
_RUN = re.compile(r"(?:\[citation:\s?\d{1,4}(?:[,，、]\s?(?:citation:)?\d{1,4}){0,20}\]){1,60}")
_NUMBER = re.compile(r"\d{1,4}")


def find_deepseek_marks(draft: Draft) -> Finding:
    """Every run of such marks, its numbers the keys."""
    if "[citation:" not in draft.text:
        return Finding()
    return Finding(
        tags=tuple(
            FoundTag(
                span=Span(start=match.start(), end=match.end()),
                style=STYLE,
                keys=tuple(f"citation:{number}" for number in dict.fromkeys(_NUMBER.findall(match[0]))),
            )
            for match in _RUN.finditer(draft.text)
        )
    )
