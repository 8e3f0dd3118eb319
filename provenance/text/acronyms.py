"""Acronyms and the names they stand for: `WHO` is the World Health Organization, by a table or by the text itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from provenance.model import Span
from provenance.text.tables import read_table, read_words
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.text.tokens import Token

Stems = tuple[str, ...]

# (WHO) | (AFP) behind what it stands for
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z]{1,7})\)")

# "Health. Organization" is no name, "U.S. Geological Survey" is one
_STOP = re.compile(r"[;:!?()]|(?<![A-Z])\.")

LONGEST = 9
"""Words that an acronym may stand for, the small ones included."""

MOST_EXPLAINED = 100
"""Acronyms that one text may explain; a long report has some thirty, and every one is looked for at every word."""

WRITTEN_SMALL = 4
"""Letters from which on an acronym of the table may be written as a name is: Nato, Opec, Unicef."""


class Alias(NamedTuple):
    """A place where a text has an acronym or the whole name, and the stems of the other form of it."""

    place: Span
    stems: Stems


def find_aliases(text: str, tokens: Sequence[Token]) -> list[Alias]:
    """Where `text`, whose words are `tokens`, has an acronym or what it stands for; both forms are then there.

    Known are the acronyms of the table `names.toml` and those that the text explains. In a run of capitals, as in a
    headline, no word is taken for an acronym.
    """
    forms = _table() | read_acronyms(text, tokens=tokens)
    return [*_short_forms(text, tokens, forms), *_long_forms(text, tokens, forms)]


def find_name(tokens: Sequence[Token], stems: Stems) -> Span | None:
    """Where the words first stand one after the other that have these stems, small ones between them left out."""
    for place, token in enumerate(tokens):
        if token.stem == stems[0] and (end := _end_of_run(tokens, place, stems)):
            return Span(start=token.start, end=end)
    return None


def read_acronyms(text: str, *, tokens: Sequence[Token]) -> dict[str, Stems]:
    """The acronyms that a text explains in brackets, folded, with the stems of the words they stand for.

    `World Health Organization (WHO)`: the words right before whose initials the letters are.
    """
    found: dict[str, Stems] = {}
    for match in _IN_BRACKETS.finditer(text):
        place = bisect_left(tokens, (match.start(),))
        meaning = _spelled_out(match[1].lower(), tokens[max(0, place - LONGEST) : place])
        if meaning:
            found.setdefault(_stem_of(match[1]), meaning)
        if len(found) >= MOST_EXPLAINED:
            break
    return found


def _spelled_out(letters: str, before: Sequence[Token]) -> Stems:
    """The shortest run of the words before whose initials are the letters, with or without the small words."""
    for first in range(len(before) - 1, -1, -1):
        run = [token for token in before[first:] if token.stem]
        told = [token for token in run if token.word not in _small_words()]
        if letters in {_initials(run), _initials(told)}:
            return tuple(token.stem for token in told)
    return ()


def _initials(tokens: Sequence[Token]) -> str:
    return "".join(token.word[0] for token in tokens if token.word)


def _short_forms(text: str, tokens: Sequence[Token], forms: Mapping[str, Stems]) -> list[Alias]:
    places = [place for place, token in enumerate(tokens) if token.stem in forms]
    return [
        Alias(Span(start=tokens[place].start, end=tokens[place].end), forms[tokens[place].stem])
        for place in places
        if _is_acronym(text, tokens, place)
    ]


def _is_acronym(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is written as an acronym, and not because all words around it are."""
    token = tokens[place]
    written = text[token.start : token.end]
    if not written.isupper():
        return written[:1].isupper() and len(written) >= WRITTEN_SMALL and token.stem in _table()
    near = [tokens[at] for at in (place - 1, place + 1) if 0 <= at < len(tokens)]
    return not any(len(word := text[one.start : one.end]) > 1 and word.isupper() for one in near)


def _long_forms(text: str, tokens: Sequence[Token], forms: Mapping[str, Stems]) -> list[Alias]:
    """The places of whole names; each with the stem of its acronym."""
    openers: defaultdict[str, list[tuple[Stems, str]]] = defaultdict(list)
    for short, stems in forms.items():
        openers[stems[0]].append((stems, short))
    found: list[Alias] = []
    for place in [place for place, token in enumerate(tokens) if token.stem in openers]:
        for stems, short in openers[tokens[place].stem]:
            start, end = tokens[place].start, _end_of_run(tokens, place, stems)
            if end and text[start].isupper() and not _STOP.search(text, start, end):
                found.append(Alias(Span(start=start, end=end), (short,)))
    return found


def _end_of_run(tokens: Sequence[Token], place: int, stems: Stems) -> int:
    """Where the words end that have these stems one after the other, small ones between them left out; 0 for none."""
    left = list(reversed(stems))
    for token in tokens[place : place + LONGEST]:
        if token.stem == left[-1]:
            left.pop()
            if not left:
                return token.end
        elif token.stem and token.word not in _small_words():
            return 0
    return 0


def _stem_of(acronym: str) -> str:
    """As it stands in a text: `WHO` is another word than `who`."""
    return read_tokens(acronym)[0].stem


@cache
def _small_words() -> frozenset[str]:
    return read_words("names", "particles") | {"for", "and", "in", "on", "to"}


@cache
def _table() -> dict[str, Stems]:
    rows = read_table("names")["acronyms"].items()
    return {
        _stem_of(short.upper()): tuple(
            token.stem for token in read_tokens(long) if token.word not in _small_words() and token.stem
        )
        for short, long in rows
    }
