"""Marks in lenticular brackets: `【turn0search5】`, `【8†L115-L124】`, `【24†source】`, `【4:0†report.pdf】`.

Chinese and Japanese texts use the same brackets for words, which stay: a mark holds a dagger, a key or a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.hosts import is_host
from provenance.parse.grammars.turn_keys import TURN_KEY
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "lenticular"

# 【8†L115-L124】, 【4:0†report.pdf】, 【F:app/main.py†L3-L9】, [8†source]; group 1: what stands between the brackets
_DAGGER = re.compile(
    r"(?:【\s?([^【】\n†]{0,120}†[^【】\n]{0,160})】|\[(\d{1,3}(?::\d{1,3})?†[^\[\]\n]{1,120})\](?![(\[:]))"
)
# 【turn0search5】, 【turn0search5, turn1view0】, 【citation:3】
_KEYS = re.compile(
    rf"【\s?((?:(?:{TURN_KEY}|(?:citation|source|oaicite|web|file):\s?\d{{1,4}})[ ,;、]{{0,2}}){{1,20}})】"
)
# 【3】 behind a word or a full stop, never at the head of a line
_NUMBER = re.compile(r"(?<=[^\s【])【(\d{1,3})】")
_PARTS = re.compile(r"[\s,;、]+")


def find_lenticular_marks(draft: Draft) -> Finding:
    """Every such mark with its keys, and the host or the address when it bears one."""
    text = draft.text
    if "†" not in text and "【" not in text:
        return Finding()
    tags = [_dagger(match) for match in _DAGGER.finditer(text)]
    for form in (_KEYS, _NUMBER):
        tags.extend(
            FoundTag(
                span=Span(start=match.start(), end=match.end()),
                style=STYLE,
                keys=tuple(filter(None, _PARTS.split(match[1].replace(": ", ":")))),
            )
            for match in form.finditer(text)
        )
    return Finding(tags=tuple(tags))


def _dagger(match: re.Match[str]) -> FoundTag:
    inner = (match[1] or match[2]).strip()
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
