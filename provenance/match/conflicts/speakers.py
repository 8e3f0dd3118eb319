"""Speakers: who is said to have said it, and to whom the page gives the words."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.near import near_sentences, tokens_of
from provenance.match.conflicts.quotations import find_quotation
from provenance.model import FactKind
from provenance.text.attributions import read_attributions
from provenance.text.commonness import is_common

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.match.comparison import Comparison, Finding
    from provenance.model import Span
    from provenance.model.facts import Attribution

NEAR = 0.6
"""Share of the claim's words in a sentence that reports the same without a quotation."""

APPOSED = 7
"""Words from the start of a speaker's name or office within which the one may be told beside the other."""


def check_speakers(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each speaker of the claim that is named."""
    own = (one for one in comparison.claim.facts.attributions if one.tokens and one.named)
    return tuple(_check(comparison, stated) for stated in own)


def _check(comparison: Comparison, stated: Attribution) -> Finding:
    """A conflict when the page gives the quotation to another name alone; a gap when it so reports the same."""
    quoted = _quoted(comparison, stated)
    speakers = [one for span in quoted for one in _speakers_of(comparison, span)]
    other = next((one for one in speakers if one.named), None)
    if other is not None and not any(_is_named(comparison, one, stated) for one in speakers):
        surely = _is_person(stated) and _is_person(other)
        return _find(comparison, Status.CONFLICT if surely else Status.MISSING, stated, other.speaker)
    numbers = [comparison.page.sentence_at(span.start) for span in quoted] or near_sentences(comparison, least=NEAR)[:1]
    around = {near for number in numbers for near in (number - 1, number, number + 1)}
    stems = frozenset().union(*(comparison.page.stem_sets[at] for at in around if 0 <= at < _count(comparison)))
    if not stems.isdisjoint(stated.tokens):
        return _find(comparison, Status.FOUND, stated, _own(comparison, stated, around))
    others = [other for number in numbers for other in _attributions(comparison, number) if other.named]
    if not others:
        return _find(comparison, Status.PASSED, stated, None)
    return _find(comparison, Status.MISSING, stated, others[0].speaker)


def _is_named(comparison: Comparison, found: Attribution, stated: Attribution) -> bool:
    """Whether a speaker of the page is the one stated, or is called so right behind: `said party leader Ann Lee`."""
    words = tokens_of(comparison, comparison.page.sentence_at(found.span.start))
    first = bisect_left(words, (found.speaker.start,))
    return any(word.stem in stated.tokens for word in words[first : first + APPOSED])


def _is_person(speaker: Attribution) -> bool:
    """Whether the speaker is called by two names that are no common words: for a ministry a person may have spoken."""
    return len(speaker.tokens) > 1 and not any(map(is_common, speaker.tokens))


def _count(comparison: Comparison) -> int:
    return len(comparison.page.sentences)


def _quoted(comparison: Comparison, stated: Attribution) -> list[Span]:
    """Where the page has the quotations which the claim gives to the speaker."""
    quotations = (one for one in comparison.claim.facts.quotations if one.speaker == stated.speaker)
    spans = (find_quotation(comparison, quotation) for quotation in quotations)
    return [span for span in spans if span is not None]


def _speakers_of(comparison: Comparison, place: Span) -> list[Attribution]:
    """To whom the page's sentence gives the words at a place."""
    every = _attributions(comparison, comparison.page.sentence_at(place.start))
    return [one for one in every if one.said.overlaps(place) and one.tokens]


def _attributions(comparison: Comparison, number: int) -> tuple[Attribution, ...]:
    sentence = comparison.page.sentences[number]
    return read_attributions(comparison.page.text, tokens=comparison.page.tokens[sentence.first : sentence.last])


def _own(comparison: Comparison, stated: Attribution, numbers: Iterable[int]) -> Span | None:
    """Where the page has a word of the speaker."""
    page = comparison.page
    known = (number for number in sorted(numbers) if 0 <= number < _count(comparison))
    places = (page.place_in(number, stem) for number in known for stem in stated.tokens)
    return next((place for place in places if place is not None), None)


def _find(comparison: Comparison, status: Status, stated: Attribution, span: Span | None) -> Finding:
    return make_finding(comparison, FactKind.SPEAKER, status, place=stated.speaker, span=span)
