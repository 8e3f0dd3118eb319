"""When two names are one: last name alone, initials, short first names, acronyms, words for the kind of thing.

Spelling variants, demonyms and accents are brought to one form where words are read (`data/spellings.toml`): the
tokens of a `Name` are compared as they are. For the matcher: `same_name` of a name of the claim and one of the page
bears it out; `rival_names` are two of one kind that differ in one word (`Ann Lee`, `Bob Lee`), of which one may stand
in the place of the other; of any other two nothing can be said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from provenance.text.tables import read_table, read_words
from provenance.text.tokens import fold_word, read_tokens, stem_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.model.facts import Name
    from provenance.text.tokens import Token

Words = tuple[str, ...]

# (WHO) | (AFP) behind what it stands for
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z]{1,7})\)")

LONGEST = 9
"""Words that an acronym may stand for, the small ones included."""


def same_name(one: Name, other: Name, *, acronyms: Mapping[str, Words] | None = None) -> bool:
    """Whether two names may be one and the same; `acronyms` are those that a text explains (`read_acronyms`)."""
    first, second = _core(one.tokens), _core(other.tokens)
    if not first or not second:
        return one.tokens == other.tokens
    if first == second or _stands_for(one, other, acronyms) or _stands_for(other, one, acronyms):
        return True
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return short[0] == long[-1]
    if short == long[-len(short) :] or (len(short) > 2 and short == long[: len(short)]):
        return True
    return short[-1] == long[-1] and same_first_name(short[0], long[0])


def rival_names(one: Name, other: Name) -> bool:
    """Whether two names differ in one word that cannot be read as the other: `North Korea`, `South Korea`."""
    first, second = one.tokens, other.tokens
    if len(first) != len(second) or len(first) < 2 or same_name(one, other):
        return False
    unlike = [(own, found) for own, found in zip(first, second, strict=True) if own != found]
    return len(unlike) == 1 and not same_first_name(*unlike[0])


def same_first_name(one: str, other: str) -> bool:
    """Whether two first names may be one: the same, an initial, or a short form (`Joe`, `J`, `Joseph`)."""
    one, other = one.replace(".", ""), other.replace(".", "")
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return bool(_first_names().get(one, set()) & _first_names().get(other, set()))


def read_acronyms(text: str, *, tokens: Sequence[Token] | None = None) -> dict[str, Words]:
    """The acronyms that a text explains in brackets, folded, with the stems of the words they stand for.

    `World Health Organization (WHO)`: the words right before whose initials the letters are.
    """
    words = tuple(read_tokens(text) if tokens is None else tokens)
    found: dict[str, Words] = {}
    for match in _IN_BRACKETS.finditer(text):
        place = bisect_left(words, (match.start(),))
        meaning = _spelled_out(match[1].lower(), words[max(0, place - LONGEST) : place])
        if meaning:
            found.setdefault(fold_word(match[1]), meaning)
    return found


def initials_of(words: Sequence[str]) -> str:
    """The first letters of words, joined."""
    return "".join(word[0] for word in words if word)


def _spelled_out(letters: str, before: Sequence[Token]) -> Words:
    """The shortest run of the words before whose initials are the letters, with or without the small words."""
    small = read_words("names", "particles") | {"for", "and", "in", "on", "to"}
    for first in range(len(before) - 1, -1, -1):
        run = [token for token in before[first:] if token.stem]
        told = [token for token in run if token.word not in small]
        if letters in {initials_of([token.word for token in run]), initials_of([token.word for token in told])}:
            return tuple(token.stem for token in told)
    return ()


def _stands_for(short: Name, long: Name, acronyms: Mapping[str, Words] | None) -> bool:
    """Whether a single word is the acronym of the other name."""
    if len(short.tokens) != 1 or len(long.tokens) < 2:
        return False
    word = short.tokens[0]
    explained = (acronyms or {}).get(word) or _acronyms().get(word)
    return explained == long.tokens or (len(word) > 2 and word == initials_of(long.tokens))


def _core(tokens: Words) -> Words:
    """The words of a name without those that say what kind of thing it is: `Sumy` of `Sumy Oblast`."""
    first, last = 0, len(tokens)
    while last > 1 and tokens[last - 1] in _kinds():
        last -= 1
    while first < last - 1 and tokens[first] in _kinds():
        first += 1
    return tokens[first:last]


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(stem_word, read_words("names", "kinds")))


@cache
def _acronyms() -> dict[str, Words]:
    small = read_words("names", "particles") | {"for", "and", "in"}
    rows = read_table("names")["acronyms"].items()
    return {
        stem_word(short): tuple(token.stem for token in read_tokens(long) if token.word not in small and token.stem)
        for short, long in rows
    }


@cache
def _first_names() -> dict[str, set[str]]:
    """Every form of a first name, as a stem, with the names that it may be a form of."""
    forms: dict[str, set[str]] = {}
    for name, others in read_table("names")["first_names"].items():
        for form in (name, *others.split()):
            forms.setdefault(stem_word(fold_word(form)), set()).add(name)
    return forms
