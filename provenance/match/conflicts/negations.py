"""Negations: a sentence with the claim's own words, turned round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.match.comparison import Status, make_finding
from provenance.match.passages import cover_of
from provenance.match.reading import facts_within
from provenance.model import FactKind, Span
from provenance.text.negations import opposites_of, read_negations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.match.comparison import Comparison, Finding
    from provenance.model.facts import Negation

TIGHT = 0.7
"""Share of the claim's words that one sentence must have for a missing or added negation to be a contradiction."""

LOOSE = 0.45
"""The same for a word turned round to keep a claim from being supported, without a contradiction."""


def check_negations(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each negation of the claim; a conflict or a gap for a word of it that the page turns round."""
    own = comparison.claim.facts.negations
    if own:
        return tuple(_check_negation(comparison, negation) for negation in own)
    turned = next(_turned(comparison), None)
    if turned is not None:
        return (turned,)
    stems = dict.fromkeys((*_negated(comparison), *_opposed(comparison)))
    return tuple(
        make_finding(comparison, FactKind.NEGATION, Status.MISSING, place=_place_of(comparison, stem)) for stem in stems
    )


def _check_negation(comparison: Comparison, stated: Negation) -> Finding:
    """Found when the page negates the same word; a conflict when a tight sentence has the word and negates nothing."""
    place = _phrase(comparison.claim.facts.text, stated)
    for number in _sentences(comparison):
        span = comparison.page.span(number, number)
        negations = _page_negations(comparison, number)
        if any(not set(stated.targets).isdisjoint(other.targets) or not stated.targets for other in negations):
            return make_finding(comparison, FactKind.NEGATION, Status.FOUND, place=place, span=span)
    for number in _tight_sentences(comparison):
        stems = comparison.page.stems(number, number)
        if set(stated.targets) <= stems and stated.targets and not _page_negations(comparison, number):
            span = comparison.page.span(number, number)
            return make_finding(comparison, FactKind.NEGATION, Status.CONFLICT, place=place, span=span)
    return make_finding(comparison, FactKind.NEGATION, Status.MISSING, place=place)


def _turned(comparison: Comparison) -> Iterator[Finding]:
    """A tight sentence that negates a word which the claim states."""
    for number in _tight_sentences(comparison):
        for negation in _page_negations(comparison, number):
            if negation.targets and not negation.near and negation.targets[0] in comparison.claim.terms:
                place = _place_of(comparison, negation.targets[0])
                span = comparison.page.span(number, number)
                yield make_finding(comparison, FactKind.NEGATION, Status.CONFLICT, place=place, span=span)


def _negated(comparison: Comparison) -> Iterator[str]:
    """The claim's words that the nearest sentence with them negates."""
    for number in _near_sentences(comparison)[:1]:
        targets = (negation.targets[:1] for negation in _page_negations(comparison, number))
        yield from (stem for target in targets for stem in target if stem in comparison.claim.terms)


def _opposed(comparison: Comparison) -> Iterator[str]:
    """The claim's words in whose place the nearest sentence about them has the opposite: `raised` where it has `cut`.

    A claim or a sentence with words of both sides says too much for a comparison of words.
    """
    own = {token.stem for token in comparison.claim.tokens}
    for stem in comparison.claim.terms:
        side, opposite = opposites_of(stem)
        if not opposite or not own.isdisjoint(opposite):
            continue
        sentences = (comparison.page.stems(number, number) for number in _near_sentences(comparison))
        nearest = next((stems for stems in sentences if not stems.isdisjoint(side | opposite)), frozenset())
        if nearest and nearest.isdisjoint(side):
            yield stem


def _place_of(comparison: Comparison, stem: str) -> Span:
    token = next(token for token in comparison.claim.tokens if token.stem == stem)
    return Span(start=token.start, end=token.end)


# "not attack the base" of "did not attack the base."
_FOUR_WORDS = re.compile(r"\S+(?:\s+\S+){0,3}")


def _phrase(text: str, negation: Negation) -> Span:
    """The place of the negation with what follows it, four words at most: `not attack the base`."""
    match = _FOUR_WORDS.match(text, negation.span.start)
    words = match[0].rstrip(".,;:!?") if match else ""
    return Span(start=negation.span.start, end=max(negation.span.end, negation.span.start + len(words)))


def _sentences(comparison: Comparison) -> Iterator[int]:
    for passage in comparison.passages:
        yield from range(passage.first, passage.last + 1)


def _near_sentences(comparison: Comparison) -> list[int]:
    """The sentences of the passages that have about half of the claim's words each alone, those with most first."""
    covers = {
        number: cover_of(comparison.claim, comparison.page.stems(number, number)) for number in _sentences(comparison)
    }
    return sorted((number for number in covers if covers[number] >= LOOSE), key=lambda number: -covers[number])


def _tight_sentences(comparison: Comparison) -> Iterator[int]:
    """The sentences of the passages that have most of the claim's words each alone."""
    for number in _sentences(comparison):
        if cover_of(comparison.claim, comparison.page.stems(number, number)) >= TIGHT:
            yield number


def _page_negations(comparison: Comparison, number: int) -> tuple[Negation, ...]:
    page = comparison.page
    sentence = page.sentences[number]
    negations = read_negations(page.text, tokens=page.tokens[sentence.first : sentence.last])
    return facts_within(negations, page.span(number, number))
