"""Negations: the words that turn a statement round, and what they turn."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from provenance.model.facts import Negation
from provenance.model.spans import Span
from provenance.text.marked import MarkedWords
from provenance.text.tables import read_table, read_words
from provenance.text.targets import read_targets
from provenance.text.tokens import read_tokens, stem_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text.tokens import Token


def read_negations(text: str, *, tokens: Sequence[Token] | None = None) -> tuple[Negation, ...]:
    """The negations of `text` in order, with the stems of up to two words that each of them turns."""
    words = tuple(read_tokens(text) if tokens is None else tokens)
    found: list[Negation] = []
    for place in _turning().places(words):
        token = words[place]
        if token.word in _prefixed():
            found.append(Negation(span=_span(token), targets=(_prefixed()[token.word],)))
        elif _nearly_turns(text, words, place):
            found.append(Negation(span=_span(token), targets=read_targets(text, words, place), near=True))
        elif _turns(text, words, place):
            found.append(Negation(span=_span(token), targets=read_targets(text, words, place)))
    return tuple(found)


def _nearly_turns(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether the word leaves little of what follows: `hardly`, `not all`, `few` but not `a few`."""
    word = words[place].word
    if word in read_words("negations", "near"):
        return True
    if word == "few":
        before = words[place - 1].word if place else ""
        return before not in read_words("negations", "not_before_few") or f"{before} few" in _near_pairs()
    return word == "not" and f"{word} {_following(text, words, place)}" in _near_pairs()


def _following(text: str, words: Sequence[Token], place: int) -> str:
    """The next word, when nothing but space parts it from this one."""
    after = words[place + 1] if place + 1 < len(words) else None
    return after.word if after and text[words[place].end : after.start].isspace() else ""


@cache
def _turning() -> MarkedWords:
    """Every word that may turn something."""
    keys = ("before", "before_verb", "near")
    every = frozenset(("few", *_prefixed())).union(*(read_words("negations", key) for key in keys))
    return MarkedWords(every.__contains__)


@cache
def _near_pairs() -> frozenset[str]:
    return frozenset(read_table("negations")["near_pairs"])


def _span(token: Token) -> Span:
    return Span(start=token.start, end=token.end)


def _turns(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether the word turns what follows: `not`, but not in `not only`; `denied` before a statement alone."""
    word = words[place].word
    following = _following(text, words, place)
    if word == "no" and _is_number(text, words, place):
        return False
    if word == "not" and place and words[place - 1].word == "or":
        return False
    if word in read_words("negations", "before_verb"):
        return following in read_words("negations", "statement") or following.endswith("ing")
    return word in read_words("negations", "before") and f"{word} {following}" not in read_table("negations")["pairs"]


def _is_number(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether the word is short for number: `No. 5`, `No 10`."""
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or not after.word[0].isdigit():
        return False
    gap = text[words[place].end : after.start]
    return gap in {". ", "."} or (gap == " " and place > 0 and text[words[place].start].isupper())


@cache
def opposites_of(stem: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems on the side of a stem and those that say the opposite; two empty sets for a word without opposites."""
    sides = [pair if stem in pair[0] else pair[::-1] for pair in _opposites() if stem in pair[0] | pair[1]]
    own = frozenset().union(*(side[0] for side in sides))
    return own, frozenset().union(*(side[1] for side in sides)) - own


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    pairs = read_table("negations")["opposites"]
    return tuple((_stems(one), _stems(other)) for one, other in pairs)


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem_word, words.split()))


@cache
def _prefixed() -> dict[str, str]:
    pairs = (pair.split("=") for pair in read_table("negations")["prefixed"].split())
    return {word: stem_word(turned) for word, turned in pairs}
