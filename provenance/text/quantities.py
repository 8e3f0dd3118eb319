"""Quantities in prose: a number, what bounds it, its unit, and what is counted.

Ordinals, dates, clock times, scores, version numbers and numbers that are part of a name (`F-16`, `Su-34`,
`9to5mac`, `Boeing 737`) are no quantities. Shares, multiples and ages are (`provenance.text.shares`). Arithmetic is
`decimal`, so that 1.1 million is 1,100,000.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from provenance.model.facts import Bound, Quantity
from provenance.model.spans import Span
from provenance.text.compounds import read_rest
from provenance.text.counting import (
    find_bound,
    find_bound_after,
    find_nouns,
    find_state,
    find_whole,
    is_difference,
    is_label,
)
from provenance.text.neighbourhood import Neighbourhood
from provenance.text.numbers import number_starts
from provenance.text.row_marks import is_mark
from provenance.text.shares import AGE, PERCENT, TIMES, read_shares
from provenance.text.tokens import fold_word, read_tokens
from provenance.text.units import Unit, may_be_unit, unit_after, unit_pattern
from provenance.text.written_numbers import match_number, read_range, read_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text.shares import Share
    from provenance.text.tokens import Token
    from provenance.text.written_numbers import WrittenNumber

MAX_QUANTITIES = 5_000
"""Quantities read from one text. A page with more is a table of data: reading on would cost seconds."""

# 4th, 1990s, 10:30, 7/2025, 2.0.1, 5 p.m., 14.30 GMT, 3D, 9to5mac, 5'9"
_NOT_AFTER = re.compile(
    r"['’]?s\b|['’]\d|[:/]\d|\.\d|\s?(?:a\.m|p\.m|am\b|pm\b|o['’]clock)|[^\W\d_]"
    r"|\s?(?:gmt|utc|bst|cet|cest|eet|eest|edt|est|cdt|cst|mdt|mst|pdt|pst)\b",
    re.IGNORECASE,
)
# "magnitude " of "magnitude 7.7" and of "a magnitude of 7.7"
_UNIT_BEFORE = re.compile(r"\b(magnitude)\s+(?:of\s+)?$", re.IGNORECASE)
# "-old" of "34-year-old", " old" of "34 years old"
_OLD = re.compile(r"[\s-]olds?\b", re.IGNORECASE)
# "minus " | "-" before a number of degrees or a percentage
_MINUS = re.compile(r"(?:\bminus\s|(?<![\w%°)-])[-−])$", re.IGNORECASE)


def read_quantities(
    text: str, *, tokens: Sequence[Token] | None = None, taken: Sequence[Span] = ()
) -> tuple[Quantity, ...]:
    """The quantities of `text` in order, `MAX_QUANTITIES` at most; `taken` are places of dates, in order."""
    around = Neighbourhood(text, read_tokens(text) if tokens is None else tokens)
    shares = [share for share in read_shares(text, around.tokens) if not _overlaps(share, taken)]
    found = [_make_share(share, around) for share in shares]
    blocks = sorted((*((span.start, span.end) for span in taken), *((share.start, share.end) for share in shares)))
    blocks.reverse()
    free = 0
    for start in number_starts(text, around.tokens):
        match = match_number(text, start) if start >= free else None
        if match is None:
            continue
        while blocks and blocks[-1][1] <= match.start():
            blocks.pop()
        blocked = bool(blocks) and blocks[-1][0] < match.end()
        quantity = None if blocked else _read_quantity(match, around)
        if quantity is not None:
            found.append(quantity)
        free = blocks[-1][1] if blocked else match.end() if quantity is None else quantity.span.end
        if len(found) >= MAX_QUANTITIES:
            break
    return tuple(sorted(found, key=_start_of)[:MAX_QUANTITIES])


def _start_of(quantity: Quantity) -> int:
    return quantity.span.start


def _overlaps(share: Share, taken: Sequence[Span]) -> bool:
    """Whether a share stands in the place of a date."""
    place = bisect_left(taken, share.end, key=_span_start) - 1
    return place >= 0 and taken[place].end > share.start


def _span_start(span: Span) -> int:
    return span.start


def _make_share(share: Share, around: Neighbourhood) -> Quantity:
    """A share as a quantity: bounded by the words before it, its noun behind `of`."""
    bound, start = find_bound(around, start=share.start)
    later, end = find_bound_after(around.text, end=share.end)
    nouns: tuple[str, ...] = ()
    if not share.state and share.unit != AGE:
        nouns, end = find_nouns(around, end=end, measured=True)
    return Quantity(
        span=Span(start=share.start, end=share.end),
        whole=Span(start=start, end=end),
        low=share.value,
        high=share.value,
        step=share.step,
        bound=later if bound is Bound.EXACT else bound,
        unit=share.unit,
        written_unit=share.written,
        nouns=("person",) if share.state else nouns,
        state=share.state,
    )


def _read_quantity(match: re.Match[str], around: Neighbourhood) -> Quantity | None:
    """The quantity at a number, or none when the number there is something else. Steps: number, range, unit, noun."""
    number = read_written(match, around)
    if number is None or is_mark(around.text, start=number.start, end=number.end):
        return None
    number = read_range(number, around)
    if number is None:
        return None
    unit, end = _read_unit(number, around.text)
    if unit is None and match["vague"] is None and is_label(around, start=number.start, end=number.end):
        return None
    if unit is None and _NOT_AFTER.match(around.text, end):
        return None
    return _make_quantity(number, unit=unit, end=end, around=around)


def _read_unit(number: WrittenNumber, text: str) -> tuple[Unit | None, int]:
    """The unit after the number and where it ends; money keeps the currency of its sign."""
    if number.money is not None:
        return number.money, number.end
    match = _unit_pattern().match(text, number.end) if may_be_unit(text, number.end) else None
    if match is None or match["unit"] == "M":
        before = _UNIT_BEFORE.search(text, max(0, number.start - 20), number.start)
        return None if before is None else unit_after(before[1].lower()), number.end
    unit = unit_after(" ".join(fold_word(word) for word in match["unit"].split()))
    return (None, number.end) if unit is None else (unit, match.end())


@cache
def _unit_pattern() -> re.Pattern[str]:
    """Matches ` km²`, `-day`, ` square miles`, `%` behind a number."""
    return re.compile(rf"[\s-]?(?P<unit>{unit_pattern()})", re.IGNORECASE)


def _make_quantity(number: WrittenNumber, *, unit: Unit | None, end: int, around: Neighbourhood) -> Quantity:
    rest = read_rest(unit, end, around.text) if unit is not None and number.low == number.high else None
    end = end if rest is None else rest.end
    unit, end = _age_unit(unit, end, around.text)
    sign = 1 if unit is None else _sign_of(number, unit, around.text)
    if unit is not None and unit.difference and is_difference(around, start=number.start, end=end):
        unit = unit.between()
    bound, start = find_bound(around, start=number.start)
    later, behind = find_bound_after(around.text, end=end)
    nouns, whole_end = _nouns_of(unit, behind, around)
    whole = Span(start=start, end=max(whole_end, behind))
    state = find_state(around, whole=whole) if unit is None or unit.base in _OF_PEOPLE else ""
    low, high, step = +number.low, +number.high, number.step
    if unit is not None:
        offset = unit.offset if rest is None else unit.offset + rest.value
        low, high = sorted((sign * low * unit.factor + offset, sign * high * unit.factor + offset))
        step = step * unit.factor if rest is None else rest.step
    return Quantity(
        span=Span(start=number.start, end=end),
        whole=whole,
        low=low,
        high=high,
        step=step,
        bound=later if bound is Bound.EXACT else bound,
        unit="" if unit is None else unit.base,
        written_unit="" if unit is None else unit.name,
        nouns=nouns if nouns or unit is not None or not state else ("person",),
        state=state,
    )


_OF_PEOPLE = frozenset({PERCENT, TIMES, AGE})
"""Units of a value that tells of people, of whom something may have become: `30 percent were injured`."""


def _nouns_of(unit: Unit | None, end: int, around: Neighbourhood) -> tuple[tuple[str, ...], int]:
    """What is counted or measured, and where its words end; of an age it is nobody, whoever stands behind it."""
    if unit is not None and unit.base == AGE:
        return (), end
    if unit is None:
        whole = find_whole(around, end=end)
        if whole > end:
            return find_nouns(around, end=whole, measured=False)[0], end
    return find_nouns(around, end=end, measured=unit is not None)


def _age_unit(unit: Unit | None, end: int, text: str) -> tuple[Unit | None, int]:
    """Years and months before `old` are an age, in years."""
    if unit is None or unit.base not in _AGES:
        return unit, end
    old = _OLD.match(text, end)
    if old is None:
        return unit, end
    return Unit(base=AGE, name="years old", factor=unit.factor / _AGES[unit.base]), old.end()


_AGES = {"month": Decimal(12), "second": Decimal(31_557_600)}
"""How many of a base unit of time make a year."""


def _sign_of(number: WrittenNumber, unit: Unit, text: str) -> int:
    """-1 for `-5 °C` and `minus 5 %`, else 1: before a count a dash is a dash."""
    if unit.base not in {"celsius", "percent"}:
        return 1
    return 1 if _MINUS.search(text, max(0, number.start - 6), number.start) is None else -1
