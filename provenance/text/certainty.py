"""Hedges: words by which a statement is less than certain (`may`, `reportedly`, `plans to`), and what they bear on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from provenance.model.facts import Hedge, Sureness
from provenance.text.phrases import find_phrases, index_phrases, span_of
from provenance.text.tables import read_table
from provenance.text.targets import read_targets
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text.phrases import FoundPhrase
    from provenance.text.tokens import Token


def read_hedges(text: str, *, tokens: Sequence[Token] | None = None) -> tuple[Hedge, ...]:
    """The hedges of `text` in order, with the stems of the words that each of them bears on.

    `May` with a capital is a month or a name, `the will of voters` no future.
    """
    words = tuple(read_tokens(text) if tokens is None else tokens)
    return tuple(
        Hedge(
            span=span_of(words, phrase.first, phrase.last),
            sureness=Sureness(phrase.meaning),
            targets=() if words[phrase.first].word == "according" else read_targets(text, words, phrase.last),
        )
        for phrase in find_phrases(text, words, _phrases())
        if _hedges(text, words, phrase)
    )


def _hedges(text: str, words: Sequence[Token], phrase: FoundPhrase) -> bool:
    token = words[phrase.first]
    if phrase.first != phrase.last:
        return True
    if token.word in _adjectives():
        return text[token.end : token.end + 1].isspace()
    if token.word not in _nouns():
        return True
    if text[token.start].isupper():
        return False
    before = words[phrase.first - 1] if phrase.first else None
    return before is None or before.word not in _before_nouns()


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    return index_phrases(read_table("certainty")["phrases"])


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(read_table("certainty")["adjectives"]["words"].split())


@cache
def _nouns() -> frozenset[str]:
    return frozenset(read_table("certainty")["nouns"]["words"].split())


@cache
def _before_nouns() -> frozenset[str]:
    return frozenset(read_table("certainty")["nouns"]["after"].split())
