"""How much of one body stands in another: in the same runs of words, or in sentences that are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from provenance.model import Span
from provenance.trace.bodies import read_measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.trace.bodies import Body, Run

HOLDERS = 20
"""Pages that are kept for a run of words: a copy of many is found through the first of them."""

MAX_QUOTE = 240
"""Characters of the shared words that are quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What two bodies share: the share of the shorter one's words, how many, and where the longest stretch begins.

    Words that are only repeated count once. `place` lies in the first of the two and is none when no run is shared.
    """

    share: float
    words: int
    place: Span | None


def find_sharing(bodies: Sequence[Body]) -> set[tuple[int, int]]:
    """The pairs of bodies, by their numbers, the lower first, that share a run of words, and the same ones whole."""
    holders: dict[Run, list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for number, body in enumerate(bodies):
        near: set[int] = set()
        for run in body.runs:
            known = holders.setdefault(run, [])
            near.update(known)
            if len(known) < HOLDERS:
                known.append(number)
        pairs.update((other, number) for other in near)
    return pairs


def share_bodies(first: Body, second: Body) -> Share:
    """What the two have in common; a text trimmed, put in another order or added to shares nearly all of its words."""
    measures = read_measures()
    shorter, longer = sorted((first, second), key=lambda body: (len(body.runs), body.text))
    if not shorter.runs:
        return Share(share=0.0, words=0, place=None)
    shared = shorter.runs.keys() & longer.runs.keys()
    share = len(shared) / len(shorter.runs)
    if measures.look_closer <= share < measures.whole:
        share = max(share, _share_of_sentences(shorter, longer))
    place = _longest(first, shared) if shared else None
    distinct = len(shorter.runs) + measures.run - 1
    return Share(share=share, words=round(share * distinct), place=place)


def _share_of_sentences(shorter: Body, longer: Body) -> float:
    """The share of the shorter one's sentences, by length, that stand in the longer one nearly as they are."""
    total = sum(map(len, shorter.sentences))
    alike = sum(
        len(sentence)
        for sentence in shorter.sentences
        if process.extractOne(sentence, longer.sentences, scorer=fuzz.ratio, score_cutoff=read_measures().alike)
    )
    return alike / total if total else 0.0


def _longest(body: Body, shared: set[tuple[str, ...]]) -> Span:
    """The place of the longest stretch of shared runs, `MAX_QUOTE` characters at most."""
    best = current = Span(start=0, end=0)
    for run, place in body.runs.items():
        if run not in shared:
            current = Span(start=place.end, end=place.end)
            continue
        joined = current.start < place.start < current.end
        current = Span(start=current.start, end=place.end) if joined else place
        if len(current) > len(best):
            best = current
    return _cut(body, best)


def _cut(body: Body, span: Span) -> Span:
    """The span up to the last word that fits."""
    if len(span) <= MAX_QUOTE:
        return span
    end = body.text.rfind(" ", span.start, span.start + MAX_QUOTE)
    return Span(start=span.start, end=end if end > span.start else span.start + MAX_QUOTE)
