"""When two values say the same and when they cannot both be true: quantities as intervals, dates as intervals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from provenance.model.facts import Bound
from provenance.text.dates import overlap_dates, within_date

if TYPE_CHECKING:
    from provenance.model.facts import DateMention, Quantity

ROUND_COUNT = Decimal(1000)
"""A count from here on may be rounded where it ends in zeros (67,000 for 67,342); a smaller one is meant exactly."""

ROUNDED = Decimal("0.05")
"""The most that rounding may change a value, as a share of it: 50,000 is no rounding of 46,000."""

ABOUT = Decimal("0.1")
"""The most that `about` allows; a value given to the last digit (`about 539`) is allowed one in that digit only."""

FAR = Decimal(10)
"""Values further apart than this factor are two different figures rather than one that was told wrongly."""

VAGUE = Decimal(4)
"""How many times its least value the greatest of an interval is when nobody counted: `dozens`, `hundreds`."""

LAST_TWO = 99
"""The last digits of the greatest value of such an interval."""

UNDERSTATED = Decimal("1.5")
"""How far a value may lie beyond what a bound names and still be what it speaks of: nobody says `at least 20` of 93."""

CLOSE = Decimal("1.1")
"""How far apart two bounds of one kind may lie and still say the same: `over half a million`, `over 530,000`."""

YEAR = 365
"""Days from which on a mention means a year or more."""

NIGHT = 2
"""Days of a mention that may stand for one of them: the night of 3 to 4 July is 4 July."""


def same_thing(stated: Quantity, found: Quantity) -> bool:
    """Whether the two count or measure the same: one unit, the same nouns, and of people the same state.

    Two measures agree in kind without nouns; two bare numbers may be about anything.
    """
    if stated.unit != found.unit:
        return False
    if stated.state != found.state and (stated.state or found.state) and "person" in (*stated.nouns, *found.nouns):
        return False
    if stated.nouns and found.nouns:
        return set(stated.nouns) == set(found.nouns)
    return bool(stated.unit)


def may_be_same(stated: Quantity, found: Quantity) -> bool:
    """Whether nothing speaks against the two being about one thing: the same unit, and a noun in common or missing.

    Two states of people are two things: 78 missing are not 78 killed.
    Behind a unit the words differ more than what is measured: `125 km² of territory`, `125 km² of the Sumy region`.
    """
    if stated.unit or stated.unit != found.unit:
        return stated.unit == found.unit
    if stated.state and found.state and stated.state != found.state:
        return False
    return not stated.nouns or not found.nouns or not set(stated.nouns).isdisjoint(found.nouns)


def agree(stated: Quantity, found: Quantity) -> bool:
    """Whether the value found bears out the value stated: equal up to rounding, or inside what `at least` leaves open.

    `Stated 550, found about 500` does not agree, nor does it conflict: the page is only less exact. A bound is borne
    out by a value near it; two ranges agree at both ends.
    """
    if {stated.bound, found.bound} == {Bound.AT_LEAST, Bound.AT_MOST}:
        return False
    if _is_range(stated) and _is_range(found):
        return _same_ends(stated, found)
    beyond = CLOSE if stated.bound is found.bound else UNDERSTATED
    if stated.bound is Bound.AT_LEAST and found.low >= stated.low:
        return found.low <= stated.low * beyond or found.high - stated.low <= 1
    if stated.bound is Bound.AT_MOST and found.high <= stated.high:
        return found.high * beyond >= stated.high or stated.high - found.high <= 1
    slack = _slack(stated)
    given = _slack(found) if stated.written_unit != found.written_unit else Decimal(0)
    return stated.low - slack <= found.low + given and found.high - given <= stated.high + slack


def disagree(stated: Quantity, found: Quantity) -> bool:
    """Whether no value can be both what is stated and what is found.

    Two ranges with one end alike disagree in the other. Two bounds of one kind (`up to 30%`, `up to 23%`) disagree as
    their values do where something is measured, and where one lies far beyond what the other speaks of: nobody says
    `over 100` of 300. The dead and the wounded grow in number: `at least 12 killed` becomes `at least 19`.
    """
    if _is_range(stated) and _is_range(found) and not _same_ends(stated, found):
        return True
    if stated.bound is found.bound and stated.bound in _ONE_SIDED and not (stated.state or found.state):
        if stated.unit:
            return not agree(replace(stated, bound=Bound.EXACT), replace(found, bound=Bound.EXACT))
        small, large = sorted((stated.low, found.low))
        return large > small * UNDERSTATED
    (low, high), (least, most) = _interval(stated), _interval(found)
    return high < least or most < low


_ONE_SIDED = frozenset({Bound.AT_LEAST, Bound.AT_MOST})


def comparable(stated: Quantity, found: Quantity) -> bool:
    """Whether two values are near enough to be one figure told in two ways, not two figures: a factor of `FAR`."""
    small, large = sorted((max(abs(stated.low), Decimal(1)), max(abs(found.low), Decimal(1))))
    return large <= small * FAR


def _is_range(quantity: Quantity) -> bool:
    """Whether two ends were given: `20-25`; of `dozens` (24 to 99) only the magnitude is meant."""
    vague = quantity.step == 1 and quantity.high >= quantity.low * VAGUE and quantity.high % 100 == LAST_TWO
    return quantity.low < quantity.high and not vague


def _same_ends(stated: Quantity, found: Quantity) -> bool:
    slack = _slack(stated) + (_slack(found) if stated.written_unit != found.written_unit else Decimal(0))
    return abs(stated.low - found.low) <= slack and abs(stated.high - found.high) <= slack


def _slack(quantity: Quantity) -> Decimal:
    """How far the true value may lie from the one given."""
    value = max(abs(quantity.low), abs(quantity.high))
    if quantity.bound is Bound.ABOUT:
        return min(quantity.step, value * ABOUT)
    if quantity.unit or value >= ROUND_COUNT or quantity.step < 1:
        return min(quantity.step / 2, value * ROUNDED)
    return Decimal(0)


def _interval(quantity: Quantity) -> tuple[Decimal, Decimal]:
    slack = _slack(quantity)
    low, high = quantity.low - slack, quantity.high + slack
    if quantity.bound is Bound.AT_LEAST:
        high = Decimal("Infinity")
    if quantity.bound is Bound.AT_MOST:
        low = Decimal("-Infinity")
    return low, high


def agree_dates(stated: DateMention, found: DateMention) -> bool:
    """Whether the date found bears out the date stated: it is as exact, or a night of which the day is part.

    `After March 2009` is borne out by a later day, `before 1985` by an earlier one, a year by no date without one.
    """
    if stated.bound is not Bound.EXACT and found.bound is Bound.EXACT:
        return _on_right_side(stated, found)
    if stated.bound is not Bound.EXACT and stated.bound is not found.bound:
        return False
    if stated.days >= YEAR and stated.year_known and not found.year_known:
        return False
    if within_date(found, stated):
        return True
    return found.days <= max(NIGHT, stated.days) and overlap_dates(stated, found)


def disagree_dates(stated: DateMention, found: DateMention) -> bool:
    """Whether no day is meant by both; two bounds of one kind are compared by the days they name."""
    if stated.bound is found.bound is not Bound.EXACT:
        return not overlap_dates(stated, found)
    if stated.bound is not Bound.EXACT:
        known = stated.year_known and found.year_known
        return known and found.bound is Bound.EXACT and not _on_right_side(stated, found)
    return found.bound is Bound.EXACT and not overlap_dates(stated, found)


def _on_right_side(stated: DateMention, found: DateMention) -> bool:
    """Whether the date found lies after, or before, the one stated as its bound says; the day itself lies on neither.

    Without the year of one of them nothing can be said, and nothing is.
    """
    if not (stated.year_known and found.year_known):
        return False
    if stated.bound is Bound.AT_LEAST:
        return found.end > stated.end
    return found.start < stated.start
