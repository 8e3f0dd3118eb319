"""How pages that are no article name themselves and what they say: `data/walls.toml` read for use.

Words in quotation marks are not looked at: an article about walls quotes them.
"""

from __future__ import annotations

import re
from functools import cache

from provenance.extract.lines import count_words
from provenance.text.tables import read_table

MAX_SENTENCE = 1_000
"""Characters of a sentence that are looked at; the sentences of walls are short."""

MAX_TITLE = 300
"""Characters of a title that are looked at."""

# “Verify you are human” | "Access denied" | «…» | „…“
_QUOTED = re.compile(r"“[^“”\n]{0,300}”|\"[^\"\n]{0,300}\"|«[^«»\n]{0,300}»|„[^„“\n]{0,300}“|「[^「」\n]{0,300}」")

# the space between "browser." and "Please", the end of 。
_STOP = re.compile(r"(?<=[.!?…])\s|(?<=[。！？])|\n")

# " | ", " - ", " – ", "|": what parts a title from the name of the site
_PART = re.compile(r"\s[-–—·•:»/]\s|\s?[|｜]\s?")

_EDGES = " .…!?:;,-–—|\"'“”‘’»«()[]"


def share_of(kind: str, text: str) -> float:
    """How much of the text, by words from 0 to 1, stands in sentences of the `kind`."""
    whole = count_words(text)
    return words_of(kind, text) / whole if whole else 0.0


def words_of(kind: str, text: str) -> int:
    """How many words of the text stand in sentences of the `kind`."""
    return sum(count_words(sentence) for sentence in split_wording(text) if is_kind(kind, sentence))


def split_wording(text: str) -> list[str]:
    """The sentences of a text, roughly, at every line end and full stop."""
    return [sentence.strip() for sentence in _STOP.split(text) if sentence.strip()]


def is_kind(kind: str, sentence: str) -> bool:
    """Whether a sentence is one of those that pages of the `kind` consist of."""
    own = _QUOTED.sub(" ", sentence[:MAX_SENTENCE].lower())
    if _reports().search(own):
        return False
    if kind == "consent" and not _persons().search(own):
        return False
    needed = 2 if kind == "consent" else 1  # any page may speak of cookies
    found = 0
    for pattern in _sentences(kind):
        found += pattern.search(own) is not None
        if found >= needed:
            return True
    return False


def title_parts(title: str) -> list[str]:
    """The parts of a title in lower case, as in `page not found` and `ap news`, without marks at their ends."""
    shown = "".join(letter if letter.isprintable() else " " for letter in title[:MAX_TITLE].lower())
    parts = (" ".join(part.split()).strip(_EDGES) for part in _PART.split(shown.replace("’", "'")))
    return [part for part in parts if part]


@cache
def plain_titles(kind: str) -> frozenset[str]:
    """Titles that only pages of the `kind` bear."""
    return frozenset(read_table("walls")["titles"][kind]["plain"])


@cache
def loose_titles(kind: str) -> frozenset[str]:
    """Titles that pages of the `kind` bear, and articles too."""
    return frozenset(read_table("walls")["titles"][kind]["loose"])


@cache
def _reports() -> re.Pattern[str]:
    return re.compile(read_table("walls")["reports"])


@cache
def _persons() -> re.Pattern[str]:
    return re.compile(read_table("walls")["persons"])


@cache
def _sentences(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in read_table("walls")["sentences"][kind])
