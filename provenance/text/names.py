"""Proper names: runs of capitalised words, with the small words that stand inside a name."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from provenance.model.facts import Name
from provenance.model.spans import Span
from provenance.text.commonness import is_common, word_weight
from provenance.text.counting import is_plural
from provenance.text.tables import read_words
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.text.tokens import Token

MAX_NAMES = 500
"""Names read from one text; a claim has a handful."""


def read_names(text: str, *, tokens: Sequence[Token] | None = None, taken: Sequence[Span] = ()) -> tuple[Name, ...]:
    """The proper names of `text` in order; `taken` are places of dates and quantities, whose months and
    units are no names.

    A capitalised word that opens a sentence counts only before another one, or when it is no common word. Titles
    before a name and adjectives of office are not part of it.
    """
    words = tuple(read_tokens(text) if tokens is None else tokens)
    blocked = _places_in(words, taken)
    found: list[Name] = []
    for run in _runs(text, words, blocked):
        parts = (_trim(text, words, part) for part in _part_at_titles(text, words, run))
        found.extend(part for part in parts if part is not None)
        if len(found) >= MAX_NAMES:
            break
    return tuple(found)


def _places_in(words: Sequence[Token], taken: Sequence[Span]) -> set[int]:
    """The places of the words that lie in one of the spans, whatever their order."""
    blocked: set[int] = set()
    for span in taken:
        place = max(0, bisect_left(words, (span.start,)) - 1)
        while place < len(words) and words[place].start < span.end:
            if words[place].end > span.start:
                blocked.add(place)
            place += 1
    return blocked


def _runs(text: str, words: Sequence[Token], blocked: set[int]) -> Iterator[range]:
    """Ranges of words that stand together as one name."""
    end = 0
    for place in [place for place, token in enumerate(words) if text[token.start].isupper()]:
        if place < end or place in blocked or not _is_capital(text, words[place]):
            continue
        end = place + 1
        while end < len(words) and end not in blocked:
            step = _step(text, words, end)
            if step == 0:
                break
            end += step
        yield range(place, end)


def _step(text: str, words: Sequence[Token], place: int) -> int:
    """How many words from `place` on still belong to the name before it: 0, 1, or 2 with a particle."""
    gap = text[words[place - 1].end : words[place].start]
    length = words[place - 1].end - words[place - 1].start
    if gap not in _GAPS or (gap == ". " and length > 2) or (gap == "." and length > 1):
        return 0
    if _ends_possessive(text, words[place - 1]) or (gap == ". " and _begins_sentence(text, words, place)):
        return 0
    if _is_capital(text, words[place]):
        return 1
    return _small_words(text, words, place)


def _begins_sentence(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether the word behind a full stop goes on with no name: `a B&B. She`, `at Acme UK. Critics`."""
    before = words[place - 1]
    capitals = before.end - before.start > 1 and text[before.start : before.end].isupper()
    return capitals or words[place].word in _no_names()


def _small_words(text: str, words: Sequence[Token], place: int) -> int:
    """The small words from `place` on inside a name and the capital behind them, or 0: `of the Study` is 3."""
    body = words[place - 1].word in read_words("names", "bodies")
    joins = words[place].word in _JOINTS and (body if words[place].word != "and" else _is_listed(text, words, place))
    if not joins and words[place].word not in read_words("names", "particles"):
        return 0
    for end in range(place, min(place + (SMALL if body else 1), len(words) - 1)):
        gap = text[words[end].end : words[end + 1].start]
        if text[words[end].start].isupper() or gap not in {" ", "-", "\u00a0"}:
            return 0
        if _is_capital(text, words[end + 1]):
            alone = end + 2 >= len(words) or not _is_capital(text, words[end + 2])
            return end + 2 - place if words[place].word != "the" or alone else 0
        if words[end + 1].word not in read_words("names", "particles"):
            return 0
    return 0


def _is_listed(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether `and` stands in what a body is for: `Centers for Disease Control and Prevention`."""
    before = place - 1
    while before > place - LISTED and before > 0 and text[words[before].start].isupper():
        before -= 1
    return words[before].word == "for" and before > 0 and words[before - 1].word in read_words("names", "bodies")


_JOINTS = frozenset({"for", "on", "against", "and"})
"""Small words inside the name of a body alone: `Institute for the Study of War`."""

LISTED = 5
"""Words behind `for` among which `and` goes on with a name."""


SMALL = 2
"""Small words in a row behind a body: `University of the Arts`."""


# between the words of a name: Ann Lee, Glynn-Barntown, St. Louis, O.J Simpson, Marks & Spencer, AT&T
_GAPS = frozenset({" ", "-", "–", "\u00a0", ". ", ".", " & ", "&"})


def _ends_possessive(text: str, token: Token) -> bool:
    return text[token.end - 2 : token.end] in {"'s", "’s"}


def _is_capital(text: str, token: Token) -> bool:
    """Whether the word has a capital and is no unit at a number: `3000C`, `2K`."""
    return text[token.start].isupper() and not (token.start and text[token.start - 1].isdigit())


def _part_at_titles(text: str, words: Sequence[Token], run: range) -> Iterator[list[int]]:
    """The parts of a run between titles: `Ukrainian President Volodymyr Zelensky` holds two names."""
    part: list[int] = []
    for place in run:
        if _is_office(words, place):
            continue
        if _is_title(text, words, place, run):
            if not _is_nation(words, part):
                yield part
            part = []
        else:
            part.append(place)
    yield part


def _is_title(text: str, words: Sequence[Token], place: int, run: range) -> bool:
    """Whether a word of a run is a title; before a body it is none: `Russian Defense Ministry`."""
    body = place + 1 in run and words[place + 1].word in read_words("names", "bodies")
    return words[place].word in read_words("names", "titles") and text[words[place].start].isupper() and not body


def _is_office(words: Sequence[Token], place: int) -> bool:
    """Whether the word ends a title: the `State` of `Secretary of State Marco Rubio`."""
    return (
        place > 1
        and words[place].word in read_words("names", "offices")
        and words[place - 1].word == "of"
        and words[place - 2].word in read_words("names", "titles")
    )


def _is_nation(words: Sequence[Token], part: list[int]) -> bool:
    """Whether the part is a country alone, which before a title says whose office it is."""
    return len(part) == 1 and words[part[0]].word in read_words("names", "nations")


def _trim(text: str, words: Sequence[Token], places: list[int]) -> Name | None:
    """The name in a part of a run, without a particle or a common word that opens it, or none."""
    particles = read_words("names", "particles")
    while places and (
        words[places[0]].word in particles
        or (_opens_sentence(text, words, places[0]) and _is_no_name(text, words, places))
    ):
        places = places[1:]
    while places and words[places[-1]].word in particles and text[words[places[-1]].start].islower():
        places = places[:-1]
    if not places or _is_designation(text, words[places[-1]]) or all(_is_never(text, words[place]) for place in places):
        return None
    small = particles | _JOINTS
    tokens = tuple(words[place].stem for place in places if words[place].stem and words[place].word not in small)
    return Name(span=Span(start=words[places[0]].start, end=words[places[-1]].end), tokens=tokens)


def _is_designation(text: str, token: Token) -> bool:
    """Whether the word is the letter of `F-16`, which is told apart as a figure."""
    return (
        token.end - token.start == 1
        and text[token.end : token.end + 1] == "-"
        and text[token.end + 1 : token.end + 2].isdigit()
    )


def _is_never(text: str, token: Token) -> bool:
    """Whether the word alone is no name; in capitals it is one: `WHO`."""
    capitals = token.end - token.start > 1 and text[token.start : token.end].isupper() and token.word.isalpha()
    own, _, ending = token.word.partition("'")
    return (own in read_words("names", "never") or ending == "t") and not capitals


def _opens_sentence(text: str, words: Sequence[Token], place: int) -> bool:
    if place == 0:
        return True
    gap = text[words[place - 1].end : words[place].start]
    return not _OPENING.isdisjoint(gap)


_OPENING = frozenset('.!?:“"\n')
"""Marks behind which a word has a capital because it opens a sentence."""


def _is_no_name(text: str, words: Sequence[Token], places: list[int]) -> bool:
    """Whether the word that opens a sentence and a run of capitals is no part of the name that follows.

    `Black Celebration` and `Book Club` are names; `Meanwhile Ann Lee`, `Investigators Ann Lee`, `Singer Ann Lee` hold
    one. A word alone, or one that names those who do something, is no name when it is a common word.
    """
    token = words[places[0]]
    if not _is_ordinary(text, token):
        return False
    if text[token.end : token.end + 1] == "&" or (len(places) > 1 and token.word in read_words("names", "leading")):
        return False
    if len(places) == 1 or token.word in _no_names():
        return True
    doer = token.word.endswith(("ly", "er", "or", "ist", "ian"))
    return doer or is_plural(token.word) or word_weight(token.stem) < TELLING


TELLING = 0.5
"""Weight below which a word that opens a sentence is one that opens many: `New`, `Just`, `National`."""


def _is_ordinary(text: str, token: Token) -> bool:
    """Whether a capitalised word is capitalised only because it opens a sentence."""
    if token.end - token.start > 1 and text[token.start : token.end].isupper():
        return token.word in read_words("names", "never")
    return is_common(token.stem) or token.word in _no_names() or token.word.endswith(_ADVERBS)


_ADVERBS = (
    "ingly",
    "edly",
    "ously",
    "ently",
    "antly",
    "ively",
    "fully",
    "ically",
    "ably",
    "ibly",
    "ionally",
    "ordingly",
)
"""Endings of adverbs that no name has, whatever opens a sentence: `Accordingly`."""


@cache
def _no_names() -> frozenset[str]:
    return read_words("names", "never") | read_words("names", "openers")
