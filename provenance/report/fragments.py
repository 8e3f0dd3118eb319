"""Addresses that an editor may follow, down to the words on the page (WICG Scroll to Text Fragment).

The directive is `#:~:text=[prefix-,]start[,end][,-suffix]`. Inside its parts `-`, `,` and `&` have a meaning, so they
are percent-encoded with everything else that is not a letter, digit, `_`, `.` or `~`. A part matches only within one
block of the page and only at word boundaries; parts are therefore cut at line ends and at blanks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from provenance.model.spans import CONTEXT

if TYPE_CHECKING:
    from provenance.model.spans import Quote

WHOLE_WORDS = 10
"""A quote of up to this many words on one line is given whole; a longer one by its ends."""
END_WORDS = 4
"""Words of each end of a longer quote."""
SURE_WORDS = 5
"""A quote of fewer words may stand on the page more than once and gets its surroundings."""
CONTEXT_WORDS = 3
"""Words of prefix and suffix."""

# https://apnews.com/article, with nothing in it that a parser would skip, repair or take for another part
_FOLLOWABLE = re.compile(r"https?://[^\s\\<>\"`{}|^]+", re.IGNORECASE)

# "ssian" at the end of "Ukraine said that Ru|ssian": the rest of a word that the quote cuts
_WORD_TAIL = re.compile(r"\w+\Z")
_WORD_HEAD = re.compile(r"\A\w+")


def followable_url(url: str) -> str | None:
    """`url` if an editor may be sent there, else none: http or https, a host, no user name, nothing to disguise it."""
    if not url.isprintable() or not _FOLLOWABLE.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.hostname and "@" not in parts.netloc else None


def fragment_url(url: str, quote: Quote) -> str | None:
    """`url` with the text fragment of `quote`; none where `followable_url` is none."""
    base = followable_url(url)
    if base is None:
        return None
    directive = text_directive(quote)
    if not directive:
        return base
    page, _, anchor = base.partition("#")
    return f"{page}#{anchor.partition(':~:')[0]}:~:{directive}"


def text_directive(quote: Quote) -> str:
    """The directive `text=…` that finds `quote` on its page, or an empty string for a quote without words."""
    before, lines, after = _whole_words(quote)
    words = [word for line in lines for word in line]
    if not words:
        return ""
    parts = _ends(lines) if len(lines) > 1 or len(words) > WHOLE_WORDS else [_encode(words)]
    if len(words) < SURE_WORDS:
        head = [f"{_encode(before)}-"] if before else []
        tail = [f"-{_encode(after)}"] if after else []
        parts = [*head, *parts, *tail]
    return f"text={','.join(parts)}"


def _whole_words(quote: Quote) -> tuple[list[str], list[list[str]], list[str]]:
    """The words before the quote, those of its lines and those after, a word that the quote cuts made whole."""
    head, tail = _WORD_TAIL.search(quote.prefix), _WORD_HEAD.search(quote.suffix)
    exact, prefix, suffix = quote.exact, quote.prefix, quote.suffix
    if head and exact[:1].isalnum():
        exact, prefix = head.group() + exact, prefix[: head.start()]
    if tail and exact[-1:].isalnum():
        exact, suffix = exact + tail.group(), suffix[tail.end() :]
    lines = [words for line in exact.split("\n") if (words := line.split())]
    before = _last_words(prefix, cut=len(quote.prefix) >= CONTEXT)
    return before, lines, _first_words(suffix, cut=len(quote.suffix) >= CONTEXT)


def _last_words(prefix: str, *, cut: bool) -> list[str]:
    """The last words on the prefix's last line; of a prefix that was cut, the first word may be half a word."""
    _, line_end, line = prefix.rpartition("\n")
    words = line.split()
    return (words[1:] if cut and not line_end else words)[-CONTEXT_WORDS:]


def _first_words(suffix: str, *, cut: bool) -> list[str]:
    """The first words on the suffix's first line; of a suffix that was cut, the last word may be half a word."""
    line, line_end, _ = suffix.partition("\n")
    words = line.split()
    return (words[:-1] if cut and not line_end else words)[:CONTEXT_WORDS]


def _ends(lines: list[list[str]]) -> list[str]:
    """The first words of the first line and the last words of the last, the two never overlapping."""
    return [_encode(lines[0][:END_WORDS]), _encode(lines[-1][-END_WORDS:])]


def _encode(words: list[str]) -> str:
    return percent_encode(" ".join(words), safe="", errors="replace").replace("-", "%2D")
