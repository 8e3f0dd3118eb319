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


@cache
def publishers_press() -> frozenset[str]:
    """The names, in lower case, of those that report the news, without everyday words."""
    return _names_of("agency", "newspaper", "broadcaster", "magazine") - publishers_words()


@cache
def publishers_products() -> frozenset[str]:
    """Everyday words, in lower case, that name what a firm sells rather than what it writes: `claude`."""
    return _names_of("company", "platform") & publishers_words()


def _names_of(*kinds: str) -> frozenset[str]:
    rows = [row for row in read_table("publishers")["publisher"] if row["kind"] in kinds]
    return frozenset(name.lower() for row in rows for name in (row["name"], *row.get("aliases", ())))


@cache
def plus_names() -> tuple[str, ...]:
    """The publishers' names that begin with a plus: "+972 Magazine"."""
    return tuple(sorted(name for name in publishers_spellings() if name.startswith("+")))
