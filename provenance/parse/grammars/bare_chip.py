"""The bare chip: a domain in lower case without `+N` that closes a sentence, as in `planned in Denmark apnews.com.`"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.hosts import host_start, is_host
from provenance.parse.grammars.placement import ends_sentence, follows_sentence, in_brackets, leads_on

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "bare_chip"

# Suffixes that are file names far more often than countries: main.py, README.md, build.sh
_FILE_SUFFIXES = frozenset(["cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip"])
# ".com" of "apnews.com" where the host ends: no letter, digit or hyphen follows, nor another part
_SUFFIX = re.compile(r"\.[a-z]{2,24}(?![\w@/:=+-]|\.[a-z0-9])")
_SPACES = re.compile(r"[ \t]+")
_BEFORE = frozenset(' \t\r\n\u00a0\u200b.!?…。！？)]”’"»）')


def find_bare_chips(draft: Draft) -> Finding:
    """Every domain that stands as a mark: it closes a sentence or touches another mark, and no word leads on to it."""
    text, taken = draft.text, draft.taken
    tags = []
    refused = 0
    for match in _SUFFIX.finditer(text):
        end = match.end()
        if not taken.are_free(match.start(), end):
            continue
        start = host_start(text, end, floor=taken.last_end(end))
        if not _is_bare_chip(draft, start, end) or _SPACES.fullmatch(text, refused, start):
            refused = end  # a host behind a host that is a word is one too: "mkcert example.com app.example.com"
        else:
            tags.append(FoundTag(span=Span(start=start, end=end), style=STYLE, labels=(text[start:end],)))
    return Finding(tags=tuple(tags))


def _is_bare_chip(draft: Draft, start: int, end: int) -> bool:
    text = draft.text
    host = text[start:end]
    if host.count(".") == 1 and host.rpartition(".")[2] in _FILE_SUFFIXES:
        return False
    if in_brackets(text, Span(start=start, end=end)):
        return is_host(host)
    touches = draft.taken.end_at(start)
    if not touches and (start == 0 or text[start - 1] not in _BEFORE or leads_on(text, start)):
        return False
    return is_host(host) and (ends_sentence(text, end) or _before_mark(draft, end) or _between(text, start, end))


def _before_mark(draft: Draft, end: int) -> bool:
    """Whether another mark begins at `end`, white space aside."""
    text = draft.text
    while end < len(text) and text[end] in " \t":
        end += 1
    return draft.taken.start_at(end)


def _between(text: str, start: int, end: int) -> bool:
    """Whether the host stands between two sentences: "damage. apnews.com The"."""
    following = text[end:].lstrip() if end > len(text) - 40 else text[end : end + 40].lstrip()
    return follows_sentence(text, start) and text[end : end + 1].isspace() and following[:1].isupper()
