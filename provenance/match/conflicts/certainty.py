"""Certainty: a claim that states as done what its page has as possible, planned or alleged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.near import near_sentences, place_of, tokens_of
from provenance.model import FactKind, Span
from provenance.model.facts import Sureness
from provenance.text.certainty import read_hedges

if TYPE_CHECKING:
    from provenance.match.comparison import Comparison, Finding
    from provenance.model.facts import Hedge

NEAR = 0.5
"""Share of the claim's words that a sentence must have for its hedge to be about what the claim states."""

STEP = 2
"""How many ranks a hedge must be less firm than the claim's own: `likely` and `expected` are much the same."""

PLAIN = -1
"""The rank of a statement without a hedge."""


def check_certainty(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each hedge of the claim, and a gap for what it states more surely than its page.

    A claim that is less sure than its page is borne out.
    """
    own = comparison.claim.facts.hedges
    numbers = near_sentences(comparison, least=NEAR)
    findings = [_check_hedge(comparison, hedge, numbers) for hedge in own]
    firmer = next((found for number in numbers[:1] for found in _hedged(comparison, number)), None)
    if firmer is not None:
        stem, hedge = firmer
        findings.append(
            make_finding(
                comparison,
                FactKind.CERTAINTY,
                Status.MISSING,
                place=place_of(comparison, stem),
                span=_with_target(comparison, numbers[0], stem, hedge),
            )
        )
    return tuple(findings)


def _check_hedge(comparison: Comparison, stated: Hedge, numbers: list[int]) -> Finding:
    """The hedge on the page if the nearest sentence has one as weak or weaker; else passed: the page is surer."""
    for number in numbers:
        for hedge in read_hedges(comparison.page.text, tokens=tokens_of(comparison, number)):
            if hedge.sureness.rank + STEP > stated.sureness.rank:
                return make_finding(comparison, FactKind.CERTAINTY, Status.FOUND, place=stated.span, span=hedge.span)
    return make_finding(comparison, FactKind.CERTAINTY, Status.PASSED, place=stated.span)


def _hedged(comparison: Comparison, number: int) -> list[tuple[str, Hedge]]:
    """The claim's words that a sentence hedges more than the claim does, and no passage states without a hedge.

    Whose word it is (`reportedly`) is no matter of this: an article need not repeat it.
    """
    hedges = read_hedges(comparison.page.text, tokens=tokens_of(comparison, number))
    found = []
    for hedge in hedges:
        stem = next(iter(hedge.targets), "")
        if hedge.sureness is Sureness.REPORTED or stem not in comparison.claim.terms:
            continue
        if hedge.sureness.rank >= _own_rank(comparison) + STEP and not _is_plain_elsewhere(comparison, stem, number):
            found.append((stem, hedge))
    return found


def _own_rank(comparison: Comparison) -> int:
    """The rank of the claim's least firm hedge."""
    return max((hedge.sureness.rank for hedge in comparison.claim.facts.hedges), default=PLAIN)


def _is_plain_elsewhere(comparison: Comparison, stem: str, number: int) -> bool:
    """Whether another sentence of the passages has the word without a hedge on it."""
    for other in comparison.covers:
        if other != number and stem in comparison.page.stem_sets[other]:
            hedges = read_hedges(comparison.page.text, tokens=tokens_of(comparison, other))
            if all(stem not in hedge.targets for hedge in hedges):
                return True
    return False


def _with_target(comparison: Comparison, number: int, stem: str, hedge: Hedge) -> Span:
    """The hedge with the word that it bears on: `may have launched`."""
    words = tokens_of(comparison, number)
    end = next((word.end for word in words if word.stem == stem and word.start >= hedge.span.end), hedge.span.end)
    return Span(start=hedge.span.start, end=end)
