"""What stands around a number: the words that bound it, the noun it counts, what became of those counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from provenance.model.facts import Bound
from provenance.text.neighbourhood import REACH
from provenance.text.tables import read_table
from provenance.text.tokens import fold_word, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.spans import Span
    from provenance.text.neighbourhood import Neighbourhood
    from provenance.text.tokens import Token

LOOK_BACK = 40
"""Characters before a number in which the words that bound it are looked for."""

# a break that no noun phrase crosses: . , ; : ( ) " — and line ends, a dash between spaces
_BREAK = re.compile(r"[.,;:()\[\]\"“”—\n|/]|\s[–-]\s")
# a break that a clause may not cross
_CLAUSE = re.compile(r"[.;:\n]")


def find_bound(around: Neighbourhood, *, start: int) -> tuple[Bound, int]:
    """What the words before the number at `start` make of it, and where they begin."""
    before = around.text[max(0, start - LOOK_BACK) : start]
    may_bind = before.rstrip().lower().endswith(_bound_ends()) or not before.isascii()
    match = _bound_pattern().search(before) if may_bind else None
    if match is None:
        return Bound.EXACT, start
    words = " ".join(match["bound"].lower().split())
    return _bounds()[words], start - (match.end() - match.start("bound"))


def find_bound_after(text: str, *, end: int) -> tuple[Bound, int]:
    """What the words right behind a number make of it (`50 or more`, `50+`), and where they end."""
    match = _bound_after_pattern().match(text, end)
    if match is None:
        return Bound.EXACT, end
    words = match["bound"] or match["words"]
    return _bounds_after()[" ".join(words.lower().split())], match.end()


def is_difference(around: Neighbourhood, *, start: int, end: int) -> bool:
    """Whether degrees tell by how much two temperatures differ: `rose by 2 °C`, `3 degrees warmer`."""
    before, after = around.word_before(start), around.word_after(end)
    words = {"" if token is None else token.word for token in (before, after)}
    if not words.isdisjoint(_differences()):
        return True
    rising = [token.word for token in around.before(start)[1:3]]
    return before is not None and before.word == "of" and not _differences().isdisjoint(rising)


@cache
def _differences() -> frozenset[str]:
    return frozenset(read_table("counting")["differences"]["words"].split())


def find_nouns(around: Neighbourhood, *, end: int, measured: bool) -> tuple[tuple[str, ...], int]:
    """The stems of what the number that ends at `end` counts, none to two of them, and where they end.

    The first plural among the next words is the noun: `11 cruise and ballistic missiles` counts missiles. A second
    plural joined by `and` or `or` without a number of its own is counted along: `550 drones and missiles`. A word
    tied to the number is the noun: `a 5-page letter`. Without a plural the first word is taken, since a verb may follow
    (`539 Shahed struck`); behind a unit (`measured`) it is rarely what is measured, unless `of` says so, and then the
    last word is taken: `125 km² of Ukrainian territory`.
    """
    phrase = _noun_phrase(around, end=end)
    if phrase and not measured and around.text[end : phrase[0].start] == "-":
        if phrase[0].word not in _tied():
            return (noun_stem(phrase[0].word),), phrase[0].end
        phrase = phrase[1:]
    plurals = [
        place
        for place, token in enumerate(phrase)
        if is_plural(token.word) and not (measured and token.stem in _states() and not token.word.endswith("s"))
    ]
    if plurals:
        first = plurals[0]
        joined = [first]
        if first + 2 < len(phrase) and phrase[first + 1].word in _JOINTS and first + 2 in plurals:
            joined.append(first + 2)
        nouns = tuple(dict.fromkeys(noun_stem(phrase[place].word) for place in joined))
        return nouns, phrase[joined[-1]].end
    words = [token for token in phrase if token.word not in _JOINTS and token.word.isalpha()]
    if not words or (measured and around.text[end : words[0].start].split()[:1] != ["of"]):
        return (), end
    noun = words[-1 if measured else 0]
    return (noun_stem(noun.word),), noun.end


_JOINTS = frozenset({"and", "or"})


@cache
def _tied() -> frozenset[str]:
    """Words tied to a number by a hyphen that are not what it counts: `20,000-strong`."""
    return frozenset(read_table("counting")["tied"]["words"].split())


def find_whole(around: Neighbourhood, *, end: int) -> int:
    """Where the whole ends of which the number before it is a part: behind the `539` of `478 of 539 drones`."""
    match = _OF_NUMBER.match(around.text, end)
    return end if match is None else match.end()


# " of 539" | " of the 26" | " out of 120"; no year and no share
_OF_NUMBER = re.compile(
    r"\s(?:out\s)?of\s(?:the\s|its\s|their\s|some\s|about\s|more\sthan\s|nearly\s)?\d{1,3}(?:,?\d{3})*(?=\s[a-z]{3})"
)


def _noun_phrase(around: Neighbourhood, *, end: int) -> list[Token]:
    """The words after `end` that may name what is counted: up to a break, a function word or another number."""
    found: list[Token] = []
    place, stops = end, _stops()
    for token in around.after(end):
        word = token.word
        if around.parted(place, token.start, _BREAK) or not word[0].isalpha():
            break
        place = token.end
        if not found and word in {"of", "the"}:
            continue
        if word in stops and not (found and word in _JOINTS):
            break
        found.append(token)
    return found


def find_state(around: Neighbourhood, *, whole: Span) -> str:
    """What became of those counted in `whole` (`injured`, `killed`), or nothing.

    Asked in turn: the words of the phrase itself (`23 wounded`), the word right before it (`injuring 26`), the words
    after it (`23 people were hurt`), the words before it; never beyond the clause or another number.
    """
    first, last = around.place(whole.start), around.place(whole.end)
    stated = around.places_with(_states())
    nearest = bisect_left(stated, first - REACH)
    if nearest == len(stated) or stated[nearest] >= last + REACH:
        return ""
    inside = around.tokens[first:last]
    before = list(_clause(around, around.before(whole.start), place=whole.start))
    after = list(_clause(around, around.after(whole.end), place=whole.end))
    asked = (*inside, *before[:1], *after, *before[1:])
    return next((_states()[token.stem] for token in asked if token.stem in _states()), "")


def _clause(around: Neighbourhood, tokens: Sequence[Token], *, place: int) -> Iterator[Token]:
    """Those of the words from `place` on that stand before the end of the clause and any other number."""
    for token in tokens:
        first, last = (place, token.start) if token.start >= place else (token.end, place)
        if token.word[0].isdigit() or around.parted(first, last, _CLAUSE):
            return
        yield token
        place = token.end if token.start >= place else token.start


def is_label(around: Neighbourhood, *, start: int, end: int) -> bool:
    """Whether the number is part of a name: a capitalised word right before, no noun right after (`Boeing 737`).

    What opens a sentence is capitalised anyway: there the table of labels alone decides (`Article 5`).
    """
    before = around.word_before(start)
    if before is None or around.text[before.end : start] not in {" ", "-"}:
        return before is not None and around.text[before.end : start] == ". " and before.word in _numbering()
    if before.word in _labels():
        return True
    if is_plural_next(around, end=end):
        return False
    if not around.text[before.start].isupper() or before.word in _bound_words() or before.word in _stops():
        return False
    return around.text[max(0, before.start - 2) : before.start].strip(" \n") not in {".", "!", "?", ""}


def is_plural_next(around: Neighbourhood, *, end: int) -> bool:
    """Whether the next word is a plural, as in `5m people`."""
    following = around.word_after(end)
    return following is not None and is_plural(following.word)


@cache
def is_plural(word: str) -> bool:
    """Whether a folded word looks like a plural: an s at the end, or in the table of plurals without one."""
    if word in _plurals():
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _stops()


@cache
def noun_stem(word: str) -> str:
    """The stem of what is counted; words that may stand for one another share it: `civilians`, `people`."""
    stem = stem_word(word)
    return _nouns().get(stem, stem)


@cache
def _bound_pattern() -> re.Pattern[str]:
    """Matches `at least `, `more than `, `≥`, `< ` at the end of the words before a number."""
    spellings = sorted(_bounds(), key=len, reverse=True)
    words = "|".join(spelling.replace(" ", r"\s+") for spelling in spellings if spelling[0].isalpha())
    marks = "|".join(re.escape(spelling) for spelling in spellings if not spelling[0].isalpha())
    return re.compile(rf"(?P<bound>(?<!\w)(?:{words})(?=\s)|(?<![=<>-])(?:{marks}))\s*$", re.IGNORECASE)


@cache
def _bound_ends() -> tuple[str, ...]:
    """What text before a number ends with, in lower case, where something may bound it."""
    return tuple({spelling.split()[-1] for spelling in _bounds()})


@cache
def _bound_after_pattern() -> re.Pattern[str]:
    """Matches `+`, ` or more`, `-odd` behind a number."""
    spellings = sorted(_bounds_after(), key=len, reverse=True)
    marks = "|".join(re.escape(spelling) for spelling in spellings if not spelling[0].isalpha())
    words = "|".join(spelling.replace(" ", r"\s+") for spelling in spellings if spelling[0].isalpha())
    return re.compile(rf"(?:(?P<bound>{marks})|\s+(?P<words>{words}))(?!\w)", re.IGNORECASE)


@cache
def _bounds_after() -> dict[str, Bound]:
    table = read_table("counting")["bounds_after"]
    return {spelling.strip(): Bound(name) for name, row in table.items() for spelling in row}


@cache
def _bounds() -> dict[str, Bound]:
    return {spelling: Bound(name) for name, row in read_table("counting")["bounds"].items() for spelling in row}


@cache
def _bound_words() -> frozenset[str]:
    return frozenset(word for spelling in _bounds() for word in spelling.split())


@cache
def _nouns() -> dict[str, str]:
    return _by_form("nouns")


@cache
def _states() -> dict[str, str]:
    return _by_form("states")


def _by_form(key: str) -> dict[str, str]:
    return {stem_word(form): name for name, forms in read_table("counting")[key].items() for form in forms.split()}


@cache
def _plurals() -> frozenset[str]:
    return frozenset(read_table("counting")["plurals"]["words"].split())


@cache
def _labels() -> frozenset[str]:
    return frozenset(read_table("counting")["labels"]["words"].split())


@cache
def _numbering() -> frozenset[str]:
    """Short words before a number in a row, with a full stop: `No. 5`, `vol. 2`."""
    return frozenset(read_table("counting")["labels"]["short"].split())


@cache
def _stops() -> frozenset[str]:
    return frozenset(fold_word(word) for word in read_table("counting")["stops"]["words"].split())
