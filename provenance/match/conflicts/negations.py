"""Negations: a sentence with the claim's own words, turned round by a negation or by a word that says the opposite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.near import near_sentences, place_of, tokens_of
from provenance.match.slots import fit_slot, names_fit, read_slot
from provenance.model import FactKind, Span
from provenance.text.negations import opposites_of, read_negations
from provenance.text.tokens import stem_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.match.comparison import Comparison, Finding
    from provenance.model.facts import Negation
    from provenance.text.tokens import Token

TIGHT = 0.7
"""Share of the claim's words that one sentence must have for a missing or added negation to be a contradiction."""

LOOSE = 0.45
"""The same for a word turned round to keep a claim from being supported, without a contradiction."""

TURNED_FIT = 0.6
"""Least fit of the page's word that is turned round, or says the opposite, in the place of the claim's own."""

TURNED_CLOSE = 0.35
"""How close the words around it must stand: a long sentence says no of other things."""

DENYING = frozenset(map(stem_word, "lack lacks absent absence missing fail fails avoid only barely hardly".split()))  # noqa: SIM905
"""Words by which a claim may say without a negation what its page says with one."""

CONVERSE = frozenset({"win", "lose"})
"""Words whose opposite is true of the other side: that Paris won is no word against Milan having lost."""


def check_negations(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each negation of the claim; a conflict or a gap for a word of it that the page turns round."""
    own = comparison.claim.facts.negations
    if own:
        return tuple(_check_negation(comparison, negation) for negation in own)
    turned = next(_turned(comparison), None)
    if turned is not None:
        return (turned,)
    negated = (_missing(comparison, stem) for stem in dict.fromkeys(_negated(comparison)))
    return (*negated, *_opposed(comparison), *_compared(comparison))


def _missing(comparison: Comparison, stem: str) -> Finding:
    return make_finding(comparison, FactKind.NEGATION, Status.MISSING, place=place_of(comparison, stem))


def _check_negation(comparison: Comparison, stated: Negation) -> Finding:
    """Found when the page negates the same word; a conflict when a tight sentence has the word and negates nothing."""
    place = _phrase(comparison.claim.facts.text, stated)
    for number in comparison.covers:
        negations = _page_negations(comparison, number)
        if any(not set(stated.targets).isdisjoint(other.targets) or not stated.targets for other in negations):
            return _find(comparison, Status.FOUND, place, number)
    for number in near_sentences(comparison, least=TIGHT):
        stems = comparison.page.stem_sets[number]
        if set(stated.targets) <= stems and stated.targets and not _page_negations(comparison, number):
            return _find(comparison, Status.CONFLICT, place, number)
    return make_finding(comparison, FactKind.NEGATION, Status.MISSING, place=place)


def _find(comparison: Comparison, status: Status, place: Span, number: int) -> Finding:
    span = comparison.page.span(number, number)
    return make_finding(comparison, FactKind.NEGATION, status, place=place, span=span)


def _turned(comparison: Comparison) -> Iterator[Finding]:
    """A tight sentence that negates a word which the claim states; not where the claim denies it in another way."""
    if any(token.stem in DENYING for token in comparison.claim.tokens):
        return
    for number in near_sentences(comparison, least=TIGHT):
        for negation in _page_negations(comparison, number):
            stem = next(iter(negation.targets), "")
            if not negation.near and stem in comparison.claim.terms and _stands_for(comparison, stem, negation.span):
                yield _find(comparison, Status.CONFLICT, place_of(comparison, stem), number)


def _stands_for(comparison: Comparison, stem: str, place: Span) -> bool:
    """Whether the page's word at a place is said of what the claim says its own of."""
    slot = read_slot(comparison.claim, place_of(comparison, stem))
    fit = fit_slot(slot, comparison.page, place)
    return fit.share >= TURNED_FIT and fit.close >= TURNED_CLOSE and names_fit(slot, comparison.page, place)


def _negated(comparison: Comparison) -> Iterator[str]:
    """The claim's words that the nearest sentence with them negates."""
    for number in near_sentences(comparison, least=LOOSE)[:1]:
        targets = (negation.targets[:1] for negation in _page_negations(comparison, number))
        yield from (stem for target in targets for stem in target if stem in comparison.claim.terms)


def _opposed(comparison: Comparison) -> Iterator[Finding]:
    """The claim's words in whose place the nearest sentence about them has the opposite: `raised` where it has `cut`.

    A conflict in a tight sentence, a gap in a looser one. A claim or a sentence with words of both sides says too much
    for a comparison of words; ranks are compared on their own.
    """
    ranks = [rank.span for rank in comparison.claim.facts.superlatives]
    own = {token.stem for token in comparison.claim.tokens}
    for stem in comparison.claim.terms:
        side, opposite = opposites_of(stem)
        if not opposite or not own.isdisjoint(opposite) or _lies_in(place_of(comparison, stem), ranks):
            continue
        for number in near_sentences(comparison, least=LOOSE):
            words = [token for token in tokens_of(comparison, number) if token.stem in side | opposite]
            if words:
                if all(word.stem in opposite for word in words):
                    yield _say_opposed(comparison, stem, words[0], number)
                break


def _compared(comparison: Comparison) -> Iterator[Finding]:
    """`Sleep more` where the nearest sentence with either has `sleep less`: a conflict in a tight one, else a gap."""
    for word, before, after in _comparatives(comparison.claim.tokens):
        for number in near_sentences(comparison, least=LOOSE):
            found = list(_comparatives(tokens_of(comparison, number)))
            if any((other.word == "more") == (word.word == "more") for other, _, _ in found):
                break
            turned = [other for other, *beside in found if beside[0] == before or (after and beside[1] == after)]
            if turned:
                place, span = (Span(start=one.start, end=one.end) for one in (word, turned[0]))
                status = Status.CONFLICT if comparison.covers[number] >= TIGHT else Status.MISSING
                yield make_finding(comparison, FactKind.NEGATION, status, place=place, span=span)
                break


def _comparatives(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, str]]:
    """Each `more`, `less` and `fewer` of a text that compares no number, with the stems before and behind it."""
    for before, token, behind in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.word in _LESS | {"more"} and behind.word != "than":
            yield token, before.stem, behind.stem


_LESS = frozenset({"less", "fewer"})


def _say_opposed(comparison: Comparison, stem: str, word: Token, number: int) -> Finding:
    tight = stem not in CONVERSE and comparison.covers[number] >= TIGHT - 1 / (len(comparison.claim.terms) + 1)
    place = Span(start=word.start, end=word.end)
    if tight and not _page_negations(comparison, number) and _stands_for(comparison, stem, place):
        return _find(comparison, Status.CONFLICT, place_of(comparison, stem), number)
    return _missing(comparison, stem)


def _lies_in(place: Span, spans: list[Span]) -> bool:
    return any(span.covers(place) for span in spans)


# "not attack the base" of "did not attack the base."
_FOUR_WORDS = re.compile(r"\S+(?:\s+\S+){0,3}")


def _phrase(text: str, negation: Negation) -> Span:
    """The place of the negation with what follows it, four words at most: `not attack the base`."""
    match = _FOUR_WORDS.match(text, negation.span.start)
    words = match[0].rstrip(".,;:!?") if match else ""
    return Span(start=negation.span.start, end=max(negation.span.end, negation.span.start + len(words)))


def _page_negations(comparison: Comparison, number: int) -> tuple[Negation, ...]:
    return read_negations(comparison.page.text, tokens=tokens_of(comparison, number))
