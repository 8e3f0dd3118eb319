"""The passages of a page that may bear on a claim: windows of up to three sentences, found by the words that tell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from provenance.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.match.reading import ClaimReading, PageReading
    from provenance.text.tokens import Token

SEEDS = 6
"""Sentences that passages are grown from."""

KEPT = 3
"""Passages kept: the best one is judged, the others may hold what it lacks."""

LONGER = 0.03
"""What a further sentence must add to the share of the claim's words to be taken into a passage."""

HINTED = 0.2
"""What a passage gains, of a share of 1, when it has all words of the claim's surroundings."""

MAX_COMMON = 2_000
"""Sentences that a word may stand in and still help to find one: beyond, it tells nothing on this page."""

CUT_ABOVE = 500
"""Characters of a passage above which its quote is cut down to the part that rapidfuzz aligns with the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences `first` to `last` of the page; `cover` is the weighted share of the claim's words in them."""

    first: int
    last: int
    span: Span
    stems: frozenset[str]
    cover: float
    likeness: float


def find_passages(claim: ClaimReading, page: PageReading) -> tuple[Passage, ...]:
    """Up to `KEPT` passages that share words with the claim, the best first; empty when none does."""
    seeds = _find_seeds(claim, page)
    windows = {window for seed in seeds for window in _windows(seed, len(page.sentences))}
    ranked = sorted(windows, key=lambda window: (-_worth(claim, page, window), window))
    kept: list[tuple[int, int]] = []
    for first, last in ranked:
        if len(kept) < KEPT and all(last < other[0] or other[1] < first for other in kept):
            kept.append((first, last))
    return tuple(make_passage(claim, page, window) for window in kept)


def empty_passage(page: PageReading) -> Passage:
    """What stands for a passage on a page that shares no word with the claim: its first sentence, emptied."""
    return Passage(first=0, last=0, span=page.span(0, 0), stems=frozenset(), cover=0.0, likeness=0.0)


def cover_of(claim: ClaimReading, stems: frozenset[str]) -> float:
    """The share of the claim's words, by weight, that are among `stems`; 0 for a claim without such words."""
    total = sum(claim.clues.values())
    return sum(weight for stem, weight in claim.clues.items() if stem in stems) / total if total else 0.0


def find_contexts(claim: ClaimReading, page: PageReading) -> dict[int, float]:
    """For each sentence the share of the claim's words, by weight, in it and its neighbours; without those at 0.

    Numbers do not count: a value would be its own witness.
    """
    contexts: defaultdict[int, float] = defaultdict(float)
    total = claim.weight
    for stem, weight in claim.terms.items():
        holders, share = page.postings.get(stem, ()), weight / total
        for number in {near for holder in holders for near in (holder - 1, holder, holder + 1)}:
            contexts[number] += share
    return dict(contexts)


def _find_seeds(claim: ClaimReading, page: PageReading) -> list[int]:
    """The sentences with the greatest weight of the claim's words; a word counts less the more sentences hold it."""
    scores: dict[int, float] = {}
    count = len(page.sentences)
    for stem, weight in {**claim.around.hints, **claim.clues}.items():
        holders = page.postings.get(stem, ())
        if not holders or len(holders) > MAX_COMMON:
            continue
        rarity = log(1 + count / len(holders)) / log(1 + count)
        for number in holders:
            scores[number] = scores.get(number, 0.0) + weight * (0.3 + 0.7 * rarity)
    return nlargest(SEEDS, scores, key=lambda number: (scores[number], -number))


def _windows(seed: int, count: int) -> Iterable[tuple[int, int]]:
    bounds = ((seed, seed), (seed - 1, seed), (seed, seed + 1), (seed - 1, seed + 1), (seed, seed + 2))
    return ((first, last) for first, last in bounds if first >= 0 and last < count)


def _worth(claim: ClaimReading, page: PageReading, window: tuple[int, int]) -> float:
    first, last = window
    return cover_of(claim, page.stems(first, last)) + _hinted(claim, page, window) - LONGER * (last - first)


def _hinted(claim: ClaimReading, page: PageReading, window: tuple[int, int]) -> float:
    """What the words that the claim takes from its surroundings add, in the window and the sentence before it."""
    hints = claim.around.hints
    if not hints:
        return 0.0
    stems = page.stems(max(0, window[0] - 1), window[1])
    return HINTED * sum(weight for stem, weight in hints.items() if stem in stems) / sum(hints.values())


def make_passage(claim: ClaimReading, page: PageReading, window: tuple[int, int]) -> Passage:
    """The passage of the sentences `window`, first and last included, beside the claim."""
    span = page.span(*window)
    stems = page.stems(*window)
    tokens = page.tokens[page.sentences[window[0]].first : page.sentences[window[1]].last]
    return Passage(
        first=window[0],
        last=window[1],
        span=_cut(claim, page, span),
        stems=stems,
        cover=cover_of(claim, stems),
        likeness=fuzz.token_set_ratio(_words(claim.tokens), _words(tokens)),
    )


def _words(tokens: Sequence[Token]) -> str:
    return " ".join(token.word for token in tokens)


def _cut(claim: ClaimReading, page: PageReading, span: Span) -> Span:
    """The place to quote: the whole passage, or the part of a long one that aligns with the claim, at word ends."""
    if len(span) <= CUT_ABOVE:
        return span
    found = fuzz.partial_ratio_alignment(claim.text[:CUT_ABOVE].lower(), _lower(span.read(page.text)))
    if found is None:
        return span
    start = span.start + max(0, found.dest_start - CUT_ABOVE // 4)
    end = min(span.end, span.start + found.dest_end + CUT_ABOVE // 4)
    return Span(start=_word_start(page.text, start, span.start), end=_word_end(page.text, end, span.end))


def _lower(text: str) -> str:
    """The text in lower case with every character in its place: `İ` would become two."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)


def _word_start(text: str, start: int, least: int) -> int:
    while start > least and text[start - 1].isalnum():
        start -= 1
    return start


def _word_end(text: str, end: int, most: int) -> int:
    while end < most and text[end].isalnum():
        end += 1
    return end
