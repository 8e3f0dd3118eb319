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

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft, Mark

STYLE = "private_use"
UNKNOWN = "private-use mark of a chatbot"

_OPENS, _CLOSES, _BETWEEN = "\ue200", "\ue201", "\ue202"
_SIGNS = re.compile("[\ue200-\ue20f]")
# <E200>cite<E202>turn0search3<E202>turn1view0<E201>, up to the next mark when the end was lost
_CLOSED = re.compile(r"\ue200([^\ue200-\ue202]{0,40})\ue202?([^\ue200\ue201]{0,4000})\ue201")
# <E202>turn0search3<E202>turn1view0, cite<E202>turn0search3: the other signs were lost; at least one of them is left
_BROKEN = re.compile(rf"\ue200?(?:(?:file)?cite|navlist)?(?:\ue202?{TURN_KEY}(?:\ue202{LINES})?)+[\ue201\ue202]?")
# entity<E202>["company","Acme","maker of anvils"]; group 1: the words that are shown
_ENTITY = re.compile(
    r"\ue200?(?:product_)?entity\ue202?\[\"(?:[^\"\\\n]|\\.){0,200}\",\s?\"((?:[^\"\\\n]|\\.){0,300})\"[^\]\ue200\ue201\n]{0,500}\]\ue201?"
)
# <E200>cite<E202>turn14, <E200>entity<E202>[: cut off
_CUT = re.compile(r"\ue200[a-z_]{0,30}(?:\ue202[^\s\ue200-\ue202]{0,100}){0,20}")
# <E203>They were closed.<E204>, <E205>...<E206>: where the words begin and end that the next mark cites
_WORDS_EDGE = re.compile("[\ue203-\ue206]")
_WITH_WORDS = frozenset({"url", "link", "link_title"})
_PICTURES = frozenset(
    [
        "i",
        "image",
        "image_group",
        "video",
        "genui",
        "products",
        "product",
        "product_carousel",
        "business",
        "businesses_map",
        "businesses",
        "forecast",
        "finance",
        "schedule",
        "standing",
        "sports",
        "map",
        "alert",
    ]
)


def find_private_use(draft: Draft) -> Finding:
    """Every such mark, whole or with some of its signs lost; a kind that is not known is unread."""
    text = draft.text
    if not _SIGNS.search(text):
        return Finding()
    marks: list[Mark] = []
    marks.extend(
        Frame(span=Span(start=match.start(), end=match.end()), kept=_group(match, 1) if match[1] else None)
        for match in _ENTITY.finditer(text)
        if _SIGNS.search(match[0])
    )
    marks.extend(_closed(match) for match in _CLOSED.finditer(text) if not _ENTITY.match(text, match.start()))
    ends = {mark.span.end for mark in marks}
    marks.extend(
        FoundTag(span=Span(start=match.start(), end=match.end()), style=STYLE, keys=read_turn_keys(match[0]))
        for match in _BROKEN.finditer(text)
        if match.end() not in ends and _SIGNS.search(match[0])
    )
    starts = {mark.span.start for mark in marks}
    marks.extend(
        Unread(span=Span(start=match.start(), end=match.end()), style=UNKNOWN)
        for match in _CUT.finditer(text)
        if match.start() not in starts
    )
    marks.extend(Frame(span=Span(start=match.start(), end=match.end())) for match in _WORDS_EDGE.finditer(text))
    return Finding(
        tags=tuple(mark for mark in marks if isinstance(mark, FoundTag)),
        unread=tuple(mark for mark in marks if isinstance(mark, Unread)),
        frames=tuple(mark for mark in marks if isinstance(mark, Frame)),
    )


def _group(match: re.Match[str], number: int) -> Span:
    return Span(start=match.start(number), end=match.end(number))


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
