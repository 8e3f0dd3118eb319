"""Claude's tags around words: `<cite index="1-2,3-4">They were closed.</cite>`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "cite_tag"

# <cite index="1-2,3-4">, (cite index="1-2">, and </cite>; group 1: what the first names
_TAG = re.compile(r"[<(](?:\w{1,10}:)?cite index=[\"“']([\w,.: -]{1,200})[\"”']\s?>|</(?:\w{1,10}:)?cite\s?>")


def find_cite_tags(draft: Draft) -> Finding:
    """Every pair of tags: the mark is the closing one, its keys stand in the opening one, the words between stay."""
    if "cite index=" not in draft.text:
        return Finding()
    tags, frames = [], []
    opened: list[tuple[str, ...]] = []
    for match in _TAG.finditer(draft.text):
        span = Span(start=match.start(), end=match.end())
        if match[1]:
            opened.append(tuple(filter(None, map(str.strip, match[1].split(",")))))
            frames.append(Frame(span=span))
        elif opened:
            tags.append(FoundTag(span=span, style=STYLE, keys=opened.pop()))
    return Finding(tags=tuple(tags), frames=tuple(frames))
