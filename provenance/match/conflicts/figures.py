"""Figures: a score, a clock time, an ordinal or a number in a name: as stated, or another one in the same place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.events import names_in_common
from provenance.match.conflicts.near import near_sentences
from provenance.match.reading import facts_within
from provenance.match.slots import fit_slot, names_fit, read_slot
from provenance.model import FactKind, Span
from provenance.text.figures import FigureKind, read_figures
from provenance.text.tokens import fold_word, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.match.comparison import Comparison, Finding
    from provenance.text.figures import Figure

NEAR = 0.45
"""Share of the claim's words that a sentence must have alone for its figure to contradict."""

FIT = 0.55
"""Least share of the words around the claim's figure around another one that contradicts it."""

# "time" of " time" behind `third`
_NEXT_WORD = re.compile(r"[\s-]{1,3}([^\W\d_]+)")
_LETTERS = re.compile(r"[^\W\d_]+")


def check_figures(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each figure of the claim: found in a passage, another one in its place, or missing."""
    facts = comparison.claim.facts
    taken = [quantity.span for quantity in facts.quantities] + [mention.span for mention in facts.dates]
    return tuple(_check(comparison, figure) for figure in read_figures(facts.text, taken=taken))


def _check(comparison: Comparison, stated: Figure) -> Finding:
    span = next(_places(comparison, stated.spelling), None)
    if span is not None:
        return make_finding(comparison, FactKind.QUANTITY, Status.FOUND, place=stated.span, span=span)
    rival = _find_rival(comparison, stated)
    status = Status.MISSING if rival is None else Status.CONFLICT
    return make_finding(comparison, FactKind.QUANTITY, status, place=stated.span, span=rival)


def _places(comparison: Comparison, spelling: re.Pattern[str]) -> Iterator[Span]:
    """Where the passages have the figure, each passage whole: their own spans may be cut."""
    for passage in comparison.passages:
        whole = comparison.page.span(passage.first, passage.last)
        match = spelling.search(comparison.page.text, whole.start, whole.end)
        if match is not None:
            yield Span(start=match.start(), end=match.end())


def _find_rival(comparison: Comparison, stated: Figure) -> Span | None:
    """The one other figure of the kind in the sentences nearest to the claim, if the page has that stated nowhere.

    Two others are a list, of which nothing can be said; a score the other way round is told from the other side.
    """
    page = comparison.page
    if not stated.values or not names_in_common(comparison) or stated.spelling.search(page.text):
        return None
    own = comparison.claim.facts.text
    around = _around(own, stated)
    slot = read_slot(comparison.claim, stated.span)
    found: dict[tuple[int, ...], Span] = {}
    for number in near_sentences(comparison, least=NEAR):
        for other in _figures_of(comparison, number):
            if other.kind is not stated.kind or _around(page.text, other) != around or other.spelling.search(own):
                continue
            if sorted(other.values) == sorted(stated.values):
                return None
            if fit_slot(slot, page, other.span).share >= FIT and names_fit(slot, page, other.span):
                found.setdefault(other.values, other.span)
    return next(iter(found.values())) if len(found) == 1 else None


def _around(text: str, figure: Figure) -> str:
    """What a figure is of: the letters of a name (`flight`), the word behind an ordinal; empty for the other kinds."""
    if figure.kind is FigureKind.NAME:
        return " ".join(fold_word(word) for word in _LETTERS.findall(figure.span.read(text)))
    if figure.kind is not FigureKind.ORDINAL:
        return ""
    match = _NEXT_WORD.match(text, figure.span.end)
    return stem_word(fold_word(match[1])) if match else ""


def _figures_of(comparison: Comparison, number: int) -> tuple[Figure, ...]:
    """The figures of a sentence of the page, with their places on the page."""
    page = comparison.page
    place = page.span(number, number)
    counted = [one.span for one in facts_within(page.quantities, place)]
    dated = [one.span for one in facts_within(page.dates, place)]
    taken = [Span(start=span.start - place.start, end=span.end - place.start) for span in (*counted, *dated)]
    return tuple(
        figure._replace(span=Span(start=figure.span.start + place.start, end=figure.span.end + place.start))
        for figure in read_figures(place.read(page.text), taken=taken)
    )
