"""Grok's cards: `<grok-card data-id="2ffb09" data-type="citation_card">`, `<grok:render>`, `[](grok_render_...)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame, Unread

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft, Mark

STYLE = "grok"

# <grok-card data-id="2ffb09" data-type="citation_card" ></grok-card>, over lines too; group 1: the attributes
_CARD = re.compile(r"<grok-card(\s[^<>]{0,500})>(?:\s{0,40}</grok-card>)?")
# <grok:render card_id="9489d4" card_type="citation_card"><argument name="citation_id">0</argument></grok:render>
_RENDER = re.compile(r"<grok:render(\s[^<>]{0,500})>(?:(?:(?!</?grok:render)[\s\S]){0,1000}</grok:render>)?")
# [](grok_render_citation_card_json={"cardIds":["285162","97ea85"]})
_JSON = re.compile(r"\[\]\(grok_render_(\w{1,60}=[^()\n]{0,1000})\)")
# data-id="2ffb09", card_id="9489d4"; group 1: the card's key
_KEY = re.compile(r"(?:data-id|card_id)\s{0,4}=\s{0,4}[\"'“]?([\w-]{1,80})")
_QUOTED = re.compile(r"\"([\w-]{1,80})\"(?=[\],])")


def find_grok_cards(draft: Draft) -> Finding:
    """Every citation card with its key; cards of pictures cite nothing, any other card is unread."""
    text = draft.text
    if "grok" not in text:
        return Finding()
    marks = [
        _mark(match, tuple(_KEY.findall(match[1])))
        for form in (_CARD, _RENDER)
        for match in (form.finditer(text) if "<grok" in text else ())
    ]
    if "(grok_render_" in text:
        marks.extend(_mark(match, tuple(_QUOTED.findall(match[1]))) for match in _JSON.finditer(text))
    return Finding(
        tags=tuple(mark for mark in marks if isinstance(mark, FoundTag)),
        unread=tuple(mark for mark in marks if isinstance(mark, Unread)),
        frames=tuple(mark for mark in marks if isinstance(mark, Frame)),
    )


def _mark(match: re.Match[str], keys: tuple[str, ...]) -> Mark:
    span = Span(start=match.start(), end=match.end())
    if "citation" in match[1] and keys:
        return FoundTag(span=span, style=STYLE, keys=keys)
    if "image" in match[1] or "video" in match[1]:
        return Frame(span=span)
    return Unread(span=span, style="card of a chatbot")
