"""Quantities: borne out by the same value for the same thing, in conflict with another value for the same thing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.match.agreement import agree, comparable, disagree, disagree_dates, may_be_same, same_thing
from provenance.match.comparison import Finding, Status
from provenance.match.passages import cover_of
from provenance.match.reading import facts_within
from provenance.model import FactKind, Span
from provenance.model.facts import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.match.comparison import Comparison
    from provenance.model.facts import Quantity

FOUND_CONTEXT = 0.2
"""Share of the claim's words around a value that bears it out: two men elsewhere on the page are other men."""

TELLING_CONTEXT = 0.1
"""The same for a value above `SMALL`: 478 is rarely said of two things on one page, and a long claim has many words."""

SMALL = 12
"""Counts up to here are said of anything: two men, ten days, twelve points."""

CONFLICT_CONTEXT = 0.3
"""Share of the claim's words around a value that contradicts: an accusation needs the same event, not only a noun."""

NAMED_CONTEXT = 0.2
"""The same where the sentence of the value has a name of the claim: `50,000 Russian troops are massed near Sumy`."""

MEASURE_CONTEXT = 0.4
"""The same in the sentence alone for measures, money and percentages without a noun in common: pages are full of
years and dollars."""


# " of the" of "478 of the drones", which are some of them
_OF_ALL = re.compile(r"\s+(?:out\s+)?of\s+(?:the|these|those|them|its|his|her|their|all)\b", re.IGNORECASE)


def check_quantities(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each quantity of the claim."""
    return tuple(_check_quantity(comparison, quantity) for quantity in comparison.claim.facts.quantities)


def _check_quantity(comparison: Comparison, stated: Quantity) -> Finding:
    words = stated.whole.read(comparison.claim.facts.text)
    every = comparison.page.quantities
    match = _nearest(comparison, (found for found in every if _bears_out(comparison, stated, found)))
    if match is not None:
        return _finding(comparison, Status.FOUND, words, match)
    namesake = _nearest(comparison, (found for found in every if _has_value(comparison, stated, found)))
    if namesake is not None:
        return _finding(comparison, Status.MISSING, words, namesake)
    rival = _nearest(comparison, (found for found in every if _contradicts(comparison, stated, found)))
    if rival is not None:
        return _finding(comparison, Status.CONFLICT, words, rival)
    return Finding(kind=FactKind.QUANTITY, status=Status.MISSING, stated=words)


def _finding(comparison: Comparison, status: Status, stated: str, found: Quantity) -> Finding:
    words = found.whole.read(comparison.page.text)
    return Finding(kind=FactKind.QUANTITY, status=status, stated=stated, found=words, span=found.whole)


def _nearest(comparison: Comparison, found: Iterable[Quantity]) -> Quantity | None:
    """The one among most of the claim's words; the earlier of two equals."""

    def worth(quantity: Quantity) -> tuple[float, int]:
        return comparison.context(quantity.span.start), -quantity.span.start

    return max(found, key=worth, default=None)


def _bears_out(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    return _is_near(comparison, found) and agree(stated, found) and may_be_same(stated, found)


def _is_near(comparison: Comparison, found: Quantity) -> bool:
    """Whether enough of the claim stands around a value for it to be the claim's own."""
    least = TELLING_CONTEXT if found.high > SMALL else FOUND_CONTEXT
    return comparison.context(found.span.start) >= least


def _has_value(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether the page has the value nearby for another thing: `478 weapons` makes 478 drones a gap, not a conflict.

    Another currency is another thing.
    """
    alike = stated.unit == found.unit or (stated.unit.isupper() and found.unit.isupper())
    return alike and _is_near(comparison, found) and agree(replace(stated, bound=Bound.EXACT), found)


def _contradicts(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether the page's value is another one for the same thing of the same event.

    Not when it is the value of another quantity of the claim, nor when the sentence dates it to a day that the claim
    does not mean: 728 drones on 9 July say nothing against 539 drones on 4 July.
    """
    if not same_thing(stated, found) or not disagree(stated, found) or not comparable(stated, found):
        return False
    if _is_part(comparison, stated, found):
        return False
    others = (other for other in comparison.claim.facts.quantities if other is not stated)
    if any(may_be_same(other, found) and agree(other, found) for other in others):
        return False
    near = _tells_of_the_same(comparison, stated, found)
    return near and not _on_another_day(comparison, found)


def _is_part(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether one value is a part of the other: `478 of the drones` were stopped, 539 drones came."""
    stated_as_part = _OF_ALL.match(comparison.claim.facts.text, stated.span.end) is not None
    found_as_part = _OF_ALL.match(comparison.page.text, found.span.end) is not None
    if stated_as_part == found_as_part:
        return False
    return stated.high < found.low if stated_as_part else found.high < stated.low


def _tells_of_the_same(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether enough of the claim's words stand around a value that contradicts it."""
    number = comparison.page.sentence_at(found.span.start)
    stems = comparison.page.stems(number, number)
    if set(stated.nouns).isdisjoint(found.nouns):
        return cover_of(comparison.claim, stems) >= MEASURE_CONTEXT
    names = {stem for name in comparison.claim.facts.names for stem in name.tokens}
    least = CONFLICT_CONTEXT if names.isdisjoint(stems) else NAMED_CONTEXT
    return comparison.context(found.span.start) >= least


def _on_another_day(comparison: Comparison, found: Quantity) -> bool:
    sentence = comparison.page.sentences[comparison.page.sentence_at(found.span.start)]
    days = facts_within(comparison.page.dates, Span(start=sentence.start, end=sentence.end))
    own = comparison.claim.facts.dates
    return bool(days and own) and all(disagree_dates(date, day) for date in own for day in days)
