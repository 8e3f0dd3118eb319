"""ChatGPT's marks between characters of a private use area: U+E200 kind U+E202 parts U+E201, none of them on a key.

`cite` carries the keys of its sources, `entity` words of the sentence, `image_group` and its like a picture or a card.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame, Unread
from provenance.parse.grammars.turn_keys import LINES, TURN_KEY, read_turn_keys
from provenance.parse.grammars.url import url_host
from provenance.parse.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft, Mark

STYLE = "private_use"
UNKNOWN = "private-use mark of a chatbot"

_OPENS, _BETWEEN = "\ue200", "\ue202"
_SIGNS = re.compile("[\ue200-\ue20f]")
# <E200>cite<E202>turn0search3<E202>turn1view0<E201>, up to the next mark when the end was lost
_CLOSED = re.compile(r"\ue200([^\ue200-\ue202]{0,40})\ue202?([^\ue200\ue201]{0,4000})\ue201")
# cite<E202>turn0search3, <E202>turn1view0<E201>: the other signs were lost; at least one of them is left
_BROKEN = re.compile(
    rf"(?:[\ue200\ue202]|(?:file)?cite|navlist){{0,4}}(?:\ue202?{TURN_KEY}(?:\ue202{LINES})?)+[\ue201\ue202]?"
)
# "cite" or "citeturn0search3" before the first sign that is left
_HEAD = re.compile(rf"(?:(?:file)?cite|navlist)?(?:{TURN_KEY})?$")
# entity<E202>["company","Acme","maker of anvils"]; group 1: the words that are shown
_ENTITY = re.compile(
    r"entity\ue202?\[\"(?:[^\"\\\n]|\\.){0,200}\",\s?\"((?:[^\"\\\n]|\\.){0,300})\"[^\]\ue200\ue201\n]{0,500}\]\ue201?"
)
# <E200>cite<E202>turn14, <E200>entity<E202>[: cut off
_CUT = re.compile(r"\ue200[a-z_]{0,30}(?:\ue202[^\s\ue200-\ue202]{0,100}){0,20}")
# <E203>They were closed.<E204>, <E205>...<E206>: where the words begin and end that the next mark cites
_WORDS_EDGE = re.compile("[\ue203-\ue206]")
_WITH_WORDS = frozenset({"url", "link", "link_title"})
_PICTURES = frozenset(
    {"i", "image", "image_group", "video", "genui", "product", "products", "product_carousel", "businesses_map"}
    | {"forecast", "finance", "schedule", "standing", "sports", "map", "alert"}
)


def find_private_use(draft: Draft) -> Finding:
    """Every such mark, whole or with some of its signs lost; a kind that is not known is unread."""
    text = draft.text
    if not has_signs(text):
        return Finding()
    marks: list[Mark] = [frame for match in _ENTITY.finditer(text) if (frame := _entity(text, match))]
    entities = {mark.span.start for mark in marks}
    marks.extend(_closed(match) for match in _CLOSED.finditer(text) if match.start() not in entities)
    marks.extend(_broken(text, Places(mark.span for mark in marks)))
    marks.extend(Frame(span=Span(start=match.start(), end=match.end())) for match in _WORDS_EDGE.finditer(text))
    return Finding(
        tags=tuple(mark for mark in marks if isinstance(mark, FoundTag)),
        unread=tuple(mark for mark in marks if isinstance(mark, Unread)),
        frames=tuple(mark for mark in marks if isinstance(mark, Frame)),
    )


def has_signs(text: str) -> bool:
    """Whether the text holds any character that such marks are made with."""
    return any(chr(sign) in text for sign in range(0xE200, 0xE210))


def _entity(text: str, match: re.Match[str]) -> Frame | None:
    """The entity whose words stay, none when no sign of a mark is left at it."""
    start = match.start()
    if text.startswith("product_", max(0, start - 8)) and start >= 8:
        start -= 8
    start -= text[start - 1 : start] == _OPENS
    span = Span(start=start, end=match.end())
    if not _SIGNS.search(text, span.start, span.end):
        return None
    return Frame(span=span, kept=Span(start=match.start(1), end=match.end(1)) if match[1] else None)


def _broken(text: str, whole: Places) -> Iterator[Mark]:
    """The marks of which some signs were lost, outside those that are `whole`; one that is cut off is unread."""
    reached = 0
    for sign in _SIGNS.finditer(text):
        at = sign.start()
        if at < reached or not whole.are_free(at, at + 1):
            continue
        head = _HEAD.search(text, max(reached, at - 60), at) if text[at - 1 : at].isalnum() else None
        broken = _BROKEN.match(text, head.start() if head else at)
        cut = _CUT.match(text, at)
        if broken and broken.end() > at:
            reached = broken.end()
            span = Span(start=broken.start(), end=reached)
            yield FoundTag(span=span, style=STYLE, keys=read_turn_keys(broken[0]))
        elif cut:
            reached = cut.end()
            yield Unread(span=Span(start=at, end=reached), style=UNKNOWN)


def _closed(match: re.Match[str]) -> Mark:
    """The mark that stands between its signs."""
    span = Span(start=match.start(), end=match.end())
    kind, body = match[1], match[2]
    if kind in _PICTURES:
        return Frame(span=span)
    urls = tuple(part for part in body.split(_BETWEEN) if url_host(part))
    keys = read_turn_keys(match[0])
    if kind in {"cite", "filecite"} and not keys and not urls:
        keys = tuple(part for part in body.split(_BETWEEN) if part.strip())
    if not keys and not urls:
        return Unread(span=span, style=UNKNOWN)
    words = body.partition(_BETWEEN)[0]
    start = match.start(2)
    return FoundTag(
        span=span,
        style=STYLE,
        labels=tuple(map(url_host, urls)),
        urls=urls,
        keys=keys,
        kept=Span(start=start, end=start + len(words)) if kind in _WITH_WORDS and words else None,
    )
