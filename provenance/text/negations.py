"""Negations: the words that turn a statement round, and what they turn."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from provenance.model.facts import Negation
from provenance.model.spans import Span
from provenance.text.tables import read_table, read_words
from provenance.text.tokens import read_tokens, stem_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text.tokens import Token

REACH = 2
"""Content words behind a negation that it is taken to turn: the verb and, often, its object."""

# a break that a negation does not reach across
_STOPS = frozenset(".;:!?\n")


def read_negations(text: str, *, tokens: Sequence[Token] | None = None) -> tuple[Negation, ...]:
    """The negations of `text` in order, with the stems of up to `REACH` words that each of them turns."""
    words = tuple(read_tokens(text) if tokens is None else tokens)
    found: list[Negation] = []
    for place, token in enumerate(words):
        if token.word in _prefixed():
            found.append(Negation(span=_span(token), targets=(_prefixed()[token.word],)))
        elif token.word in read_words("negations", "before") and not _turns_nothing(words, place):
            found.append(Negation(span=_span(token), targets=_targets(text, words, place)))
    return tuple(found)


def _span(token: Token) -> Span:
    return Span(start=token.start, end=token.end)


def _turns_nothing(words: Sequence[Token], place: int) -> bool:
    following = words[place + 1].word if place + 1 < len(words) else ""
    return f"{words[place].word} {following}" in read_table("negations")["pairs"]


def _targets(text: str, words: Sequence[Token], place: int) -> tuple[str, ...]:
    targets: list[str] = []
    for before, token in zip(words[place:], words[place + 1 :], strict=False):
        if len(targets) >= REACH or not _STOPS.isdisjoint(text[before.end : token.start]):
            break
        if token.word not in read_words("negations", "skip") and token.stem:
            targets.append(token.stem)
    return tuple(targets)


@cache
def _prefixed() -> dict[str, str]:
    pairs = (pair.split("=") for pair in read_table("negations")["prefixed"].split())
    return {word: stem_word(turned) for word, turned in pairs}
