"""The sentences of a page that are nearest to a claim, and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.match.comparison import Comparison
    from provenance.match.reading import Placed
    from provenance.text.tokens import Token


def near_sentences(comparison: Comparison, *, least: float) -> list[int]:
    """The sentences of the passages that have at least this share of the claim's words each alone, the most first."""
    covers = comparison.covers
    return sorted((number for number in covers if covers[number] >= least), key=lambda number: -covers[number])


def tokens_of(comparison: Comparison, number: int) -> Sequence[Token]:
    """The words of a sentence of the page."""
    sentence = comparison.page.sentences[number]
    return comparison.page.tokens[sentence.first : sentence.last]


def place_of(comparison: Comparison, stem: str) -> Span:
    """Where the claim has its first word of a stem that it has."""
    token = next(token for token in comparison.claim.tokens if token.stem == stem)
    return Span(start=token.start, end=token.end)


def by_context(comparison: Comparison, facts: Sequence[Placed]) -> list[Placed]:
    """The facts of the page that stand among most of the claim's words first, the earlier of two equals first."""
    return sorted(facts, key=lambda fact: -comparison.context(fact.span.start))
