"""The words that stand in the address of a page."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

MOST_ADDRESS = 1_000
"""Characters of an address in which words are looked for."""

# -0123456789abcdef0123456789abcdef | -9f8e7d6c-... of a UUID | _12345678 at the end of a slug
_IDENTIFIER = re.compile(
    r"(?:^|[-_.])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,40}|[a-z]{0,6}\d{6,})$"
)
# .html of senate-votes.html
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|cms|amp|shtml|xml)$")
# the joints of senate-votes_on+tariff.bill
_JOINTS = re.compile(r"[-_.+~,:;\s]+")
# 3 4 of "rises-3-4-percent", 1 200 of "1-200-people"
_SPLIT_NUMBER = re.compile(r"(?<![\d.])(\d{1,3}) (\d{1,3})(?![\d.])")


def slug_words(url: str) -> str:
    """The words of the part of an address that has most of them, without the identifier that some sites put behind.

    A number that the slug has cut (`3-4` for 3.4, `1-200` for 1,200) stands behind them in both readings.
    """
    try:
        path = unquote(urlsplit(url[:MOST_ADDRESS]).path)
    except ValueError:
        return ""
    slugs = [_words(piece) for piece in path.split("/")]
    best = max(slugs, key=lambda words: sum(map(str.isalpha, words)), default="")
    return _with_numbers(best)


def _words(piece: str) -> str:
    slug = _ENDING.sub("", piece)
    stripped = _IDENTIFIER.sub("", slug.lower())
    return _JOINTS.sub(" ", slug[: len(stripped)]).strip()


def _with_numbers(words: str) -> str:
    """The words with both readings of numbers that were cut at their point or comma."""
    cut = [(match[1], match[2]) for match in _SPLIT_NUMBER.finditer(words)]
    read = [f"{first}{rest}" if len(rest) == 3 else f"{first}.{rest}" for first, rest in cut]
    return " ".join((words, *read)) if read else words
