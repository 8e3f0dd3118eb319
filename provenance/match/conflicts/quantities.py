"""Quantities: borne out by the same value for the same thing, in conflict with another value for the same thing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from provenance.match.agreement import agree, comparable, disagree, may_be_same, same_thing
from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.events import (
    has_grown,
    is_outdated,
    names_in_common,
    names_in_sentence,
    on_another_day,
)
from provenance.match.conflicts.near import by_context
from provenance.match.slots import UNNAMED, fit_slot, names_fit, outweighs, read_slot
from provenance.model import FactKind
from provenance.model.facts import Bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from provenance.match.comparison import Comparison, Finding
    from provenance.match.slots import Fit, Slot
    from provenance.model.facts import Quantity

    Told = Callable[[Quantity], tuple[Quantity, ...]]

FOUND_CONTEXT = 0.2
"""Share of the claim's words around a value that bears it out: two men elsewhere on the page are other men."""

TELLING_CONTEXT = 0.1
"""The same for a value above `SMALL`: 478 is rarely said of two things on one page, and a long claim has many words."""

SMALL = 12
"""Counts up to here are said of anything: two men, ten days, twelve points."""

SAME_NOUN_FIT = 0.3
"""Least fit of a value for the same thing that contradicts: an accusation needs the same event, not only a noun."""

NAMED_FIT = 0.15
"""The same where the sentence of the value has a name of the claim: `50,000 Russian troops are massed near Sumy`."""

UNIT_FIT = 0.35
"""The same for measures, money and percentages without a noun in common: pages are full of years and dollars."""

BARE_FIT = 0.45
"""The same where the claim does not say what it counts: `aged nine`, `a toll of 12`."""

BETTER = 0.35
"""How much better a contradicting value must fit than one that agrees for the agreeing one to be of another thing."""

NEARER = 0.15
"""How much nearer the claim's words must stand to it where both stand in one sentence."""

WEIGHED = 12
"""Values of the page that are looked at closely, those among most of the claim's words first."""

MOST_PAIRS = 100_000
"""Values of the claim times values of the page that are compared, in a second. A claim with five is held against twenty
thousand of a page; one that is a list of three hundred, against the 333 that stand among most of its words."""


# " of the" of "478 of the drones", which are some of them
_OF_ALL = re.compile(r"\s+(?:out\s+)?of\s+(?:the|these|those|them|its|his|her|their|all)\b", re.IGNORECASE)


# "to " of "fell to 210" | "from " | "seven of the " of "seven of the nine"
_STANDING = re.compile(
    r"(?<!\w)(?:(from|to)|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:out\s)?of(?:\s(?:the|its|his|their))?)\s$",
    re.IGNORECASE,
)


def check_quantities(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each quantity of the claim."""
    own = comparison.claim.facts.quantities
    if not own:
        return ()
    # what stands among none of the claim's words can neither bear it out nor contradict it
    every = [one for one in by_context(comparison, comparison.page.quantities) if comparison.context(one.span.start)]
    weighed = every[: MOST_PAIRS // len(own)]

    @cache
    def told(found: Quantity) -> tuple[Quantity, ...]:
        return tuple(one for one in own if may_be_same(one, found) and agree(one, found))

    return tuple(_check_quantity(comparison, quantity, weighed, told=told) for quantity in own)


def _check_quantity(comparison: Comparison, stated: Quantity, every: Sequence[Quantity], *, told: Told) -> Finding:
    """What becomes of `stated`; `every` are the page's quantities, those among most of the claim's words first.

    `told` gives the claim's quantities that one of the page bears out.
    """
    slot = read_slot(comparison.claim, stated.whole)
    match = _best(comparison, slot, (found for found in every if _bears_out(comparison, stated, found)))
    rival = _best(
        comparison, slot, (found for found in every if _contradicts(comparison, slot, stated, found, told=told))
    )
    if match is not None and (rival is None or not _outweighs(comparison, rival, match)):
        return _find(comparison, Status.FOUND, stated, match[1])
    if match is not None and rival is not None:
        return _find(comparison, Status.MISSING, stated, rival[1])
    namesake = _best(comparison, slot, (found for found in every if _has_value(comparison, stated, found)))
    if namesake is not None and (rival is None or rival[0].share < namesake[0].share + BETTER):
        return _find(comparison, Status.MISSING, stated, namesake[1])
    if rival is not None:
        passed = is_outdated(comparison) or has_grown(comparison, stated, rival[1])
        return _find(comparison, Status.MISSING if passed else Status.CONFLICT, stated, rival[1])
    return make_finding(comparison, FactKind.QUANTITY, Status.MISSING, place=stated.whole)


def _outweighs(comparison: Comparison, rival: tuple[Fit, Quantity], match: tuple[Fit, Quantity]) -> bool:
    """Whether another value is the one that the claim's words are about: in one sentence, by what stands nearer."""
    page = comparison.page
    if page.sentence_at(rival[1].span.start) == page.sentence_at(match[1].span.start):
        return rival[0].share >= match[0].share and rival[0].close >= match[0].close + NEARER
    return outweighs(rival[0], match[0], better=BETTER)


def _find(comparison: Comparison, status: Status, stated: Quantity, found: Quantity) -> Finding:
    return make_finding(comparison, FactKind.QUANTITY, status, place=stated.whole, span=found.whole)


def _best(comparison: Comparison, slot: Slot, found: Iterable[Quantity]) -> tuple[Fit, Quantity] | None:
    """The value that fits the claim best with its fit, of the first ones, which stand among most of its words."""
    fits = [(fit_slot(slot, comparison.page, one.whole), one) for one in islice(found, WEIGHED)]
    return max(
        fits,
        key=lambda pair: (pair[0].worth, comparison.context(pair[1].span.start), -pair[1].span.start),
        default=None,
    )


def _bears_out(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    if not may_be_same(stated, found) or not _is_near(comparison, found):
        return False
    return agree(stated, found) and _stands_alike(comparison, stated, found)


def _stands_alike(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether the word before says the same of both: `fell to 210` is not `from 210`, `seven of nine` are not nine."""
    own = _standing(comparison.claim.facts.text, stated.span.start)
    other = _standing(comparison.page.text, found.span.start)
    return own == other or (not (own and other) and "of" not in {own, other})


def _is_other_end(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether one value is what it came from, the other what it came to."""
    ends = {
        _standing(comparison.claim.facts.text, stated.span.start),
        _standing(comparison.page.text, found.span.start),
    }
    return ends == {"from", "to"}


def _standing(text: str, start: int) -> str:
    """The word before a value that says which of two it is: from, to, or the `of` of a part; or empty."""
    match = _STANDING.search(text, max(0, start - 30), start)
    return "" if match is None else "of" if match[1] is None else match[1].lower()


def _is_near(comparison: Comparison, found: Quantity) -> bool:
    """Whether enough of the claim stands around a value for it to be the claim's own."""
    least = TELLING_CONTEXT if found.high > SMALL else FOUND_CONTEXT
    return comparison.context(found.span.start) >= least


def _has_value(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether the page has the value nearby for another thing: `478 weapons` makes 478 drones a gap, not a conflict.

    So does a value that is only less exact, or an end of a range. Another currency is another thing.
    """
    if not _is_near(comparison, found) or _is_other_end(comparison, stated, found):
        return False
    two_sided = found.bound in {Bound.EXACT, Bound.ABOUT}
    if two_sided and may_be_same(stated, found) and comparable(stated, found) and not disagree(stated, found):
        return True
    alike = stated.unit == found.unit or (stated.unit.isupper() and found.unit.isupper())
    return alike and agree(stated if stated.bound is Bound.EXACT else replace(stated, bound=Bound.EXACT), found)


def _contradicts(comparison: Comparison, slot: Slot, stated: Quantity, found: Quantity, *, told: Told) -> bool:
    """Whether the page's value is another one for the same thing of the same event.

    Not when it is the value of another quantity of the claim, nor when the sentence dates it to a day that the claim
    does not mean: 728 drones on 9 July say nothing against 539 drones on 4 July.
    """
    least = _least_fit(comparison, stated, found) if stated.unit == found.unit else None
    if least is None or not comparable(stated, found) or not disagree(stated, found):
        return False
    if _is_part(comparison, stated, found):
        return False
    if any(other is not stated for other in told(found)):
        return False
    if not names_fit(slot, comparison.page, found.whole):
        least += UNNAMED
    if fit_slot(slot, comparison.page, found.whole).share < least or not names_in_common(comparison):
        return False
    return not on_another_day(comparison, found.span)


def _least_fit(comparison: Comparison, stated: Quantity, found: Quantity) -> float | None:
    """How well a value must fit to contradict, by what the two count; none when they count two things."""
    if same_thing(stated, found) and stated.nouns and found.nouns:
        named = names_in_sentence(comparison, found.span) and comparison.context(found.span.start) >= FOUND_CONTEXT
        return NAMED_FIT if named else SAME_NOUN_FIT
    if stated.unit:
        return UNIT_FIT
    if stated.state and found.state and stated.state != found.state:
        return None
    return None if stated.nouns else BARE_FIT


def _is_part(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether one value is a part of the other: `478 of the drones` were stopped, 539 drones came."""
    stated_as_part = _OF_ALL.match(comparison.claim.facts.text, stated.span.end) is not None
    found_as_part = _OF_ALL.match(comparison.page.text, found.span.end) is not None
    if stated_as_part == found_as_part:
        return False
    return stated.high < found.low if stated_as_part else found.high < stated.low
