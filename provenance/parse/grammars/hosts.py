"""Host names as they stand in a pasted text: lower case, and at times glued to the words around them."""

from __future__ import annotations

import re
from functools import cache

from provenance.text.tables import read_table, read_words
from provenance.urls.domains import MAX_HOST, registrable_domain

_HOST_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789-." + "".join(
    letter for letter in map(chr, range(0xDF, 0x250)) if letter.islower()
)
"""What a host is made of as chips print it: no capitals, but the letters of `münchen.de`."""
SHORTEST_GLUED = 5
"""Letters that a known host's first part must have to be cut off a longer word: `ft.com` would cut `microsoft.com`."""


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
    """Whether `label` is a name under a public suffix, as `en.wikipedia.org` is and `main.invalidtld` is not."""
    return "." in label and registrable_domain(label) is not None


def host_ahead(text: str, start: int) -> str:
    """The host that begins at `start`, or an empty string; a full stop after it is not part of it."""
    match = _HOST_AHEAD.match(text, start, start + MAX_HOST)
    return match[0] if match and is_host(match[0]) else ""


def glued_start(host: str, *, known: frozenset[str], closed: bool) -> int:
    """How many characters at the head of `host` are no part of it but the end of the word or sentence before.

    `known` are hosts seen elsewhere: `includelearn.microsoft.com` is cut before `learn.microsoft.com`, and
    `people.reuters.com` before a known publisher's `reuters.com` unless the sentence is `closed` by a full stop after
    the mark.
    """
    if host in known:
        return 0
    for at in range(1, len(host) - 3):
        if host[at] == "." or host[at:] not in known:
            continue
        if host[at - 1] == ".":
            return 0 if closed or host[at:] not in publishers_hosts() else _sentence_end(host[:at])
        first = host[at:].partition(".")[0]
        return at if len(first) >= SHORTEST_GLUED and host[:at].isalpha() and host[:at] != "the" else 0
    return 0


def _sentence_end(head: str) -> int:
    """The length of `head` ("people.") when it is a word and its full stop rather than a subdomain, else 0."""
    word = head[:-1]
    return (
        len(head)
        if word.isalpha() and len(word) > 3 and word not in read_words("mark_words", "usual_host_parts")
        else 0
    )


@cache
def publishers_hosts() -> frozenset[str]:
    """The domains of the table of publishers."""
    return frozenset(domain for row in read_table("publishers")["publisher"] for domain in row["domains"])


@cache
def publishers_spellings() -> frozenset[str]:
    """The names and aliases of the table of publishers as they are written."""
    rows = read_table("publishers")["publisher"]
    return frozenset(name for row in rows for name in (row["name"], *row.get("aliases", ())))


@cache
def publishers_names() -> frozenset[str]:
    """The names and aliases of the table of publishers, in lower case."""
    return frozenset(map(str.lower, publishers_spellings()))
