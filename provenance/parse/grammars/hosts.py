"""Host names as they stand in a pasted text: lower case, and at times glued to the words around them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.text.commonness import is_common, word_weight
from provenance.text.tables import read_table, read_words
from provenance.text.tokens import stem_word
from provenance.urls.domains import MAX_HOST, registrable_domain

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_HOST_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789-." + "".join(
    letter for letter in map(chr, range(0xDF, 0x250)) if letter.islower()
)
"""What a host is made of as chips print it: no capitals, but the letters of `münchen.de`."""
SHORTEST_GLUED = 5
"""Letters that a known host's first part must have to be cut off a longer word: `ft.com` would cut `microsoft.com`."""
RAREST_LAST_WORD = 0.75
"""Weight of a word above which it is rather a subdomain than the end of a sentence: `tile.loc.gov`."""
_FILE_SUFFIXES = frozenset(["cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip"])
"""Suffixes that are file names far more often than countries: main.py, README.md, build.sh."""

# apnews.com, 9news.com.au, with whatever follows: "9to5mac.com." at the beginning of a string
_HOST_AHEAD = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}")


def host_start(text: str, end: int, *, floor: int) -> int:
    """Where the longest host that ends at `end` may begin, not before `floor`; `end` itself when there is none."""
    lowest = max(floor, end - MAX_HOST)
    start = lowest + len(text[lowest:end].rstrip(_HOST_SIGNS))
    doubled = text.rfind("..", start, end)
    if doubled >= 0:
        start = doubled + 2
    while start < end and text[start] in ".-":
        start += 1
    return start


def is_host(label: str) -> bool:
    """Whether `label` is a name under a public suffix, as `en.wikipedia.org` is and `main.invalidtld` is not.

    A suffix that is a publisher's own site is one too: `gov.cn`.
    """
    return "." in label and (registrable_domain(label) is not None or label in publishers_hosts())


def is_file(host: str) -> bool:
    """Whether `host` is rather the name of a file: `main.py`, `README.md`."""
    return host.count(".") == 1 and host.rpartition(".")[2] in _FILE_SUFFIXES


def is_digit_label(label: str) -> bool:
    """Whether `label` is known to begin with a digit, so that it may stand behind a `+N`: `9news.com.au`, `3GPP`."""
    return label.lower() in _digit_labels()


@cache
def _digit_labels() -> frozenset[str]:
    listed = (*read_words("mark_words", "digit_hosts"), *read_table("mark_words")["digit_names"])
    return publishers_names() | publishers_hosts() | frozenset(listed)


def host_ahead(text: str, start: int) -> str:
    """The host that begins at `start`, or an empty string; a full stop after it is not part of it."""
    match = _HOST_AHEAD.match(text, start, start + MAX_HOST)
    return match[0] if match and is_host(match[0]) else ""


def glued_start(host: str, *, known: AbstractSet[str], closed: bool) -> int:
    """How many characters at the head of `host` are no part of it but the end of the word or sentence before.

    `known` are hosts seen elsewhere: `includelearn.microsoft.com` is cut before `learn.microsoft.com`, and
    `people.reuters.com` before a known publisher's `reuters.com` unless the sentence is `closed` by a full stop after
    the mark.
    """
    if host in known:
        return 0
    first, _, rest = host.partition(".")
    usual = read_words("mark_words", "usual_host_parts")
    if rest.count(".") > 1 and first.isalpha() and first not in usual and (second := rest.partition(".")[0]) in usual:
        return 0 if second != "www" and len(first) < 4 else len(first) + 1  # "juin.docs.python.org"
    for at in range(1, len(host) - 3):
        if host[at] == "." or host[at:] not in known:
            continue
        if host[at - 1] != ".":
            return at if _parts_from(host[:at], host[at:]) else 0
        if host[at:] in publishers_hosts():
            return _glued_part(host[: at - 1]) or (0 if closed else _sentence_end(host[:at]))
        return 0
    return 0


def _parts_from(word: str, host: str) -> bool:
    """Whether `word` before a known host is a word of the sentence; before a short host it must be an everyday one."""
    if not word.isalpha() or word == "the":
        return False
    first = host.partition(".")[0]
    return len(first) >= SHORTEST_GLUED or (_is_everyday(word) and not _is_everyday(first))


def _sentence_end(head: str) -> int:
    """The length of `head` ("people.") when it is an everyday word and its full stop, else 0."""
    word = head[:-1]
    usual = word in read_words("mark_words", "usual_host_parts")
    return 0 if usual or not _is_everyday(word) or word_weight(stem_word(word)) > RAREST_LAST_WORD else len(head)


def _glued_part(part: str) -> int:
    """The length of the word in `part` ("includelearn") before a usual first part of hosts ("learn"), else 0."""
    usual = read_words("mark_words", "usual_host_parts")
    if part in usual:
        return 0
    ends = (at for at in range(3, len(part) - 1) if part[at:] in usual)
    return next((at for at in ends if part[:at] not in usual and _is_everyday(part[:at])), 0)


def _is_everyday(word: str) -> bool:
    """Whether a word of more than three letters is common in English: short ones begin the names of sites."""
    return len(word) > 3 and word.isalpha() and is_common(stem_word(word))


@cache
def publishers_hosts() -> frozenset[str]:
    """The domains of the table of publishers."""
    return frozenset(domain for row in read_table("publishers")["publisher"] for domain in row["domains"])


@cache
def publishers_spellings() -> frozenset[str]:
    """The names of the table of publishers as they are written, those that several of them bear too."""
    rows = read_table("publishers")["publisher"]
    return frozenset(name for row in rows for name in (row["name"], *row.get("aliases", ()), *row.get("shared", ())))


@cache
def publishers_names() -> frozenset[str]:
    """The names and aliases of the table of publishers, in lower case."""
    return frozenset(map(str.lower, publishers_spellings()))


@cache
def publishers_words() -> frozenset[str]:
    """Those of them, in lower case, that are everyday words too: `time`, `nature`."""
    return frozenset(word.lower() for row in read_table("publishers")["publisher"] for word in row.get("words", ()))
