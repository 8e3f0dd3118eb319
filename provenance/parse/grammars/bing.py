"""Marks of Bing and Copilot: `[^1^][2]`, resolved by `[2]: url`, `[^1^]: url` or `[1. apnews.com](url)` below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.brackets import link_target
from provenance.parse.grammars.footnote import note_urls
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "bing"

# [^1^][2], [^167^]; group 1: the number shown, group 2: that of the definition
_MARK = re.compile(r"\[\^(\d{1,4})\^\](?:\[(\d{1,3})\])?(?![:(])")
# [1. apnews.com](; group 1: the number
_LISTED = re.compile(r"\[(\d{1,3})\.\s[^\[\]\n]{1,200}\]\(")


def find_bing_marks(draft: Draft) -> Finding:
    """Every such mark, with its address when the text has a list that tells it, else with its number."""
    text = draft.text
    if "^]" not in text:
        return Finding()
    listed = {match[1]: target[0] for match in _LISTED.finditer(text) if (target := link_target(text, match.end()))}
    tags = []
    for match in _MARK.finditer(text):
        url = _defined(draft, shown=match[1], defined=match[2] or "") or listed.get(match[1], "")
        host = url_host(url)
        tags.append(
            FoundTag(
                span=Span(start=match.start(), end=match.end()),
                style=STYLE,
                labels=(host,) if host else (),
                urls=(url,) if host else (),
                keys=() if host else (match[1],),
            )
        )
    return Finding(tags=tuple(tags))


def _defined(draft: Draft, *, shown: str, defined: str) -> str:
    """The address that the definition of the mark gives, or an empty string."""
    note = draft.layout.notes.get(shown)
    urls = note_urls(note.read(draft.text)) if note else ()
    return draft.layout.links.get(defined) or (urls[0] if urls else "")
