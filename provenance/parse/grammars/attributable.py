"""An attribution around words: `^[They were closed.]({"attribution":{"attributableIndex":"1513-8"}})`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "attributable"
LONGEST_WORDS = 4_000
"""Characters before the mark in which the bracket that opens around its words is looked for."""

# ]({"attribution":{"attributableIndex":"1513-8"}}), with a backslash before a bracket; group 1: what closes the words,
# group 2: the mark, group 3: its key
_ATTRIBUTION = re.compile(
    r"(\]?\\?)(\(\s?\{\s?\"attribution\":\s?\{\s?\"attributableIndex\":\s?\"([^\"\n]{1,40})\"[^{}\n]{0,200}\}\s?\}\s?\\?\))"
)


def find_attributions(draft: Draft) -> Finding:
    """Every attribution with its index; the words between its brackets stay in the sentence."""
    text = draft.text
    if "attributableIndex" not in text:
        return Finding()
    tags, frames = [], []
    floor = 0
    for match in _ATTRIBUTION.finditer(text):
        tags.append(FoundTag(span=Span(start=match.start(2), end=match.end(2)), style=STYLE, keys=(match[3],)))
        if match[1]:
            frames.append(Frame(span=Span(start=match.start(1), end=match.end(1))))
        opens = text.rfind("^[", max(floor, match.start() - LONGEST_WORDS), match.start())
        if match[1].startswith("]") and opens >= 0:
            frames.append(Frame(span=Span(start=opens, end=opens + 2)))
        floor = match.end()
    return Finding(tags=tuple(tags), frames=tuple(frames))
