"""Superlatives and ranks: by what, of what, among what (`the second-largest drone attack since 2022`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from provenance.model.facts import Superlative
from provenance.model.spans import Span
from provenance.text.counting import is_plural
from provenance.text.marked import MarkedWords
from provenance.text.tables import read_table
from provenance.text.targets import REACH, read_targets
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text.tokens import Token

AMONG_REACH = 5
"""Words before a rank among which `one of` or `among` is looked for: `one of the city's oldest bridges`."""

TARGETS = 4
"""Words behind a rank among which are those that it ranks; numbers and `such` are none."""

SCOPE_REACH = 90
"""Characters behind a rank in which is looked for the words that say among what or since when."""

# a break that no rank reaches across
_STOPS = frozenset(".;:!?,\n")
# since 2022 | on record | in history | ever | of the war | in the country | in more than ten years
_SCOPE = re.compile(
    r"\b(?:since\s[^.,;:!?\n\"”»]{1,30}|on\srecord|of\sall\stime|ever\b|to\sdate|so\sfar|yet\b"
    r"|in\s(?:the\s|more\sthan\s|over\s|nearly\s|almost\s|at\sleast\s|about\s|an?\s)?[^\W_]+(?:\s(?:years|months|decades|weeks|days))?"
    r"|of\s(?:the|its|his|her|their|this)\s[^\W_]+(?:\s(?:century|decade|year|season|war|quarter|half|month))?)",
    re.IGNORECASE,
)


class _Rank(NamedTuple):
    """A rank word: its first and last word, and what it ranks by."""

    first: int
    last: int
    scale: str


def read_superlatives(text: str, *, tokens: Sequence[Token] | None = None) -> tuple[Superlative, ...]:
    """The superlatives and ranks of `text` in order; `third attack` alone is an ordinal and told apart as a figure."""
    words = tuple(read_tokens(text) if tokens is None else tokens)
    found: list[Superlative] = []
    free = 0
    for place in _ranking().places(words):
        if place < free:
            continue
        rank = _rank_at(text, words, place)
        if rank is not None:
            found.append(_make(text, words, rank))
            free = rank.last + 1
    return tuple(found)


_OTHERS = frozenset({"most", "least", "record", "never"})


@cache
def _ranking() -> MarkedWords:
    return MarkedWords(lambda word: word in _scales() or word in _OTHERS)


def opposite_scales(one: str, other: str) -> bool:
    """Whether two scales rank from opposite ends: `large` and `small`."""
    return f"{one} {other}" in _opposites() or f"{other} {one}" in _opposites()


def _rank_at(text: str, words: Sequence[Token], place: int) -> _Rank | None:
    """The rank that the word at `place` states, or none where it is used otherwise."""
    word = words[place].word
    before = words[place - 1].word if place and _joined(text, words, place) else ""
    after = words[place + 1] if place + 1 < len(words) and _joined(text, words, place + 1) else None
    if before == "at" and word in {"best", "worst", "least", "most", "first", "last"}:
        return None
    if word in {"most", "least"}:
        return _degree(words, place, ranked=_is_ranked(text, words, place), after=after)
    if word == "record":
        return _Rank(place, place, "record") if _is_record(before, after) else None
    if word == "never":
        return _Rank(place, place + 1, "ever") if after is not None and after.word == "before" else None
    scale = _scales()[word]
    loose = scale in _LOOSE and not _is_ranked(text, words, place)
    if loose or _is_name(text, words, place) or not _ranks(scale, _ranked_word(words, place, after)):
        return None
    return None if word == "final" and _is_game(after) else _Rank(place, place, scale)


def _is_game(after: Token | None) -> bool:
    """Whether `final` is the last game of a cup: nothing follows that it could rank."""
    return after is None or after.word in _words("unranked", "behind_final")


def _is_name(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether the word has a capital in the midst of a sentence: `the First World War`, `Callum Best`."""
    if not place or not text[words[place].start].isupper() or not _joined(text, words, place):
        return False
    before = words[place - 1]
    if text[before.start].isupper():
        return text[before.end - 2 : before.end] not in {"'s", "’s"} and before.word not in _words("articles", "words")
    return place + 1 < len(words) and text[words[place + 1].start].isupper()


def _ranked_word(words: Sequence[Token], place: int, after: Token | None) -> Token | None:
    """The word behind a rank, or behind the number that follows it: `weeks` of `the first six weeks`."""
    numbers = read_table("counting")["numbers"]
    if (
        after is None
        or place + 2 >= len(words)
        or not (after.word[0].isdigit() or after.word in numbers or after.word == "few")
    ):
        return after
    return words[place + 2]


_LOOSE = frozenset({"first", "last", "only"})


def _degree(words: Sequence[Token], place: int, *, ranked: bool, after: Token | None) -> _Rank | None:
    """`the most expensive` by `expens`, `the most seats` by `most`; `most people` and `at least` rank nothing."""
    if after is None or not ranked or not after.word.isalpha() or after.word in _words("unranked", "degree"):
        return None
    word = words[place].word
    if is_plural(after.word):
        return _Rank(place, place, word)
    return _Rank(place, place + 1, after.stem if word == "most" else f"least {after.stem}")


def _is_ranked(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether an article, a possessive or an ordinal stands before the word."""
    if not place or not _joined(text, words, place):
        return False
    before = words[place - 1]
    owned = text[max(0, before.end - 2) : before.end] in {"'s", "’s"} or text[before.end] in "'’"
    ordinal = before.word in read_table("counting")["ordinals"] or before.word in _ENDINGS
    return owned or ordinal or before.word in _words("articles", "words")


def _ranks(scale: str, after: Token | None) -> bool:
    if after is None:
        return scale not in _LOOSE
    return after.word not in read_table("superlatives")["unranked"].get(scale, "").split()


def _is_record(before: str, after: Token | None) -> bool:
    following = "" if after is None else after.word
    if following in _words("record", "unranked"):
        return False
    return following in _words("record", "before") or before in _words("record", "after")


def _make(text: str, words: Sequence[Token], rank: _Rank) -> Superlative:
    number, first = _ordinal_before(text, words, rank.first)
    end = words[rank.last].end
    scope = _scope(text, words, first, end)
    last = bisect_left(words, (scope.start,)) if scope and scope.start > end else len(words)
    ranked = words[rank.last : min(last, rank.last + 2 * TARGETS)]
    targets = read_targets(text, ranked, 0, reach=TARGETS, stops=_STOPS)
    return Superlative(
        span=Span(start=words[first].start, end=end),
        scale=rank.scale,
        rank=number,
        among=_is_among(words, first),
        targets=tuple(stem for stem in targets if stem.isalpha() and stem not in _NO_TARGETS)[:REACH],
        scope=scope,
    )


_NO_TARGETS = frozenset({"such", "and", "or", "but", "most", "least"})


def _ordinal_before(text: str, words: Sequence[Token], place: int) -> tuple[int, int]:
    """The rank of `second-largest` or `3rd largest` and where it begins; 1 and the word itself without an ordinal."""
    if not place or not _joined(text, words, place):
        return 1, place
    word = words[place - 1].word
    ordinals: dict[str, int] = read_table("counting")["ordinals"]
    if word in ordinals:
        return ordinals[word], place - 1
    number = words[place - 2] if place > 1 and word in _ENDINGS else None
    if number is None or not number.word.isdigit() or number.end != words[place - 1].start:
        return 1, place
    return int(number.word[:6]), place - 2


_ENDINGS = frozenset({"st", "nd", "rd", "th"})


def _is_among(words: Sequence[Token], place: int) -> bool:
    """Whether `one of` or `among` stands close before."""
    before = [token.word for token in words[max(0, place - AMONG_REACH) : place]]
    if not _words("among", "words").isdisjoint(before):
        return True
    return any(one in _words("among", "of") and other == "of" for one, other in pairwise(before))


def _scope(text: str, words: Sequence[Token], first: int, end: int) -> Span | None:
    """Among what or since when: words behind the rank, or the owner before it (`Europe's largest`)."""
    stops = (text.find(mark, end, end + SCOPE_REACH) for mark in _STOPS)
    stop = min((at for at in stops if at >= 0), default=end + SCOPE_REACH)
    match = _SCOPE.search(text, end, min(stop, len(text)))
    if match is not None:
        return Span(start=match.start(), end=match.end())
    if first and text[words[first - 1].end - 2 : words[first - 1].end] in {"'s", "’s"}:
        return Span(start=words[first - 1].start, end=words[first - 1].end)
    return None


def _joined(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether nothing but a space or a hyphen stands before the word."""
    gap = text[words[place - 1].end : words[place].start]
    return gap in {"", " ", "-", "’ ", "' "} or gap.isspace()


@cache
def _scales() -> dict[str, str]:
    return {word: scale for scale, row in read_table("superlatives")["scales"].items() for word in row.split()}


@cache
def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(read_table("superlatives")[section][key].split())


@cache
def _opposites() -> frozenset[str]:
    return frozenset(read_table("superlatives")["opposites"]["pairs"])
