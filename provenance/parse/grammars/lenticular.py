"""Marks in lenticular brackets: `【turn0search5】`, `【8†L115-L124】`, `【24†source】`, `【4:0†report.pdf】`.

Chinese and Japanese texts use the same brackets for words, which stay: a mark holds a dagger, a key or a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Unread
from provenance.parse.grammars.hosts import is_host
from provenance.parse.grammars.turn_keys import TURN_KEY
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "lenticular"
EMPTY = "citation without a source"

# 【8†L115-L124】, 【4:0†report.pdf】, 【F:app/main.py†L3-L9】; group 1: what stands between the brackets
_DAGGER = re.compile(r"【\s?([^【】\n†]{0,120}†[^【】\n]{0,160})】")
# [8†source], [turn0search3†L1-L3]
_SQUARE_DAGGER = re.compile(rf"\[((?:\d{{1,3}}(?::\d{{1,3}})?|{TURN_KEY})†[^\[\]\n]{{1,120}})\](?![(\[:])")
# 【turn0search5】, 【turn0search5, turn1view0】, 【citation:3】
_KEYS = re.compile(
    rf"【\s?((?:(?:{TURN_KEY}|(?:citation|source|oaicite|web|file):\s?\d{{1,4}})[ ,;、]{{0,2}}){{1,20}})】"
)
# 【3】, never at the head of a line or behind a space; the same in the other brackets of Chinese and Japanese
_NUMBER = re.compile(r"【(\d{1,3})】")
_OTHER_NUMBER = re.compile(r"[〔［](\d{1,3})[〕］]")
# 【source】, 【来源】: a citation whose source was lost
_EMPTY = re.compile(r"【\s?(?:sources?|来源|來源|出典)\s?】", re.IGNORECASE)
_PARTS = re.compile(r"[\s,;、]+")


def find_lenticular_marks(draft: Draft) -> Finding:
    """Every such mark with its keys, and the host or the address when it bears one."""
    text = draft.text
    tags = [_dagger(match) for match in _SQUARE_DAGGER.finditer(text)] if "†" in text else []
    numbers = list(_OTHER_NUMBER.finditer(text)) if "〔" in text or "［" in text else []
    if "【" not in text:
        return Finding(tags=(*tags, *map(_keyed, filter(_stands_behind_word, numbers))))
    tags.extend(_dagger(match) for match in _DAGGER.finditer(text))
    tags.extend(map(_keyed, _KEYS.finditer(text)))
    tags.extend(map(_keyed, filter(_stands_behind_word, (*_NUMBER.finditer(text), *numbers))))
    empty = (Unread(span=Span(start=match.start(), end=match.end()), style=EMPTY) for match in _EMPTY.finditer(text))
    return Finding(tags=tuple(tags), unread=tuple(empty))


def _stands_behind_word(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()]
    return bool(before.strip()) and before not in "【〔［"


def _keyed(match: re.Match[str]) -> FoundTag:
    keys = tuple(filter(None, _PARTS.split(match[1].replace(": ", ":"))))
    return FoundTag(span=Span(start=match.start(), end=match.end()), style=STYLE, keys=keys)


def _dagger(match: re.Match[str]) -> FoundTag:
    inner = match[1].strip()
    parts = [part.strip() for part in inner.split("†")]
    urls = tuple(part for part in parts if url_host(part))
    labels = tuple(map(url_host, urls)) or tuple(part for part in parts[1:] if is_host(part) and part.islower())
    named = labels and not inner.lower().endswith((".md", ".py", ".sh", ".rs", ".pl", ".zip"))
    return FoundTag(
        span=Span(start=match.start(), end=match.end()),
        style=STYLE,
        labels=labels if named else (),
        urls=urls,
        keys=() if named else (inner,),
    )
