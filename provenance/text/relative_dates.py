"""Dates told from the day of writing: `on Friday`, `last month`, `two weeks ago`, `overnight`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from provenance.text.calendars import make_mention, month_end, weekdays
from provenance.text.tables import read_table

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from provenance.model.facts import DateMention


def read_weekday(match: re.Match[str], base: date | None) -> DateMention | None:
    """The last such day up to the base, for news tells of days past; after `next` the first behind it.

    A night lasts until the next morning.
    """
    if base is None:
        return None
    words = match.group().lower().split()
    wanted = next(weekdays()[word] for word in words if word in weekdays())
    back = (base.weekday() - wanted) % 7
    start = base + timedelta(days=7 - back) if words[0] == "next" else base - timedelta(days=back)
    days = 2 if words[-1] in {"night", "evening"} else 1
    return make_mention(match, start, start + timedelta(days=days), relative=True)


def read_relative(match: re.Match[str], base: date | None) -> DateMention | None:
    """`yesterday`, `last week`, `next year`: the days they mean at the base."""
    if base is None:
        return None
    start, end = _RELATIVE[" ".join(match.group().lower().split())](base)
    return make_mention(match, start, end, relative=True)


def read_ago(match: re.Match[str], base: date | None) -> DateMention | None:
    """`three days ago` is a day; `two weeks ago` some days around one; of months and years the whole."""
    if base is None:
        return None
    number, unit, *_ = match.group().lower().split()
    count = int(number) if number.isdigit() else read_table("counting")["numbers"].get(number, 1)
    start, end = _AGO[unit.rstrip("s")](base, count)
    return make_mention(match, start, end, relative=True)


def _days_from(base: date, *, first: int, count: int) -> tuple[date, date]:
    start = base + timedelta(days=first)
    return start, start + timedelta(days=count)


def _month_from(base: date, *, first: int) -> tuple[date, date]:
    """The month that many months after that of the base."""
    number = max(12, base.year * 12 + base.month - 1 + first)
    return date(number // 12, number % 12 + 1, 1), month_end(number // 12, number % 12 + 1)


def _years_from(base: date, *, first: int, count: int = 1) -> tuple[date, date]:
    year = max(1, base.year + first)
    return date(year, 1, 1), date(year + count, 1, 1)


_AGO: dict[str, Callable[[date, int], tuple[date, date]]] = {
    "day": lambda base, count: _days_from(base, first=-count, count=1),
    "week": lambda base, count: _days_from(base, first=-7 * count - 3, count=7),
    "month": lambda base, count: _month_from(base, first=-count),
    "year": lambda base, count: _years_from(base, first=-count),
    "decade": lambda base, count: _years_from(base, first=-10 * count - 2, count=5),
}

_RELATIVE: dict[str, Callable[[date], tuple[date, date]]] = {
    "yesterday": lambda base: _days_from(base, first=-1, count=1),
    "last night": lambda base: _days_from(base, first=-1, count=2),
    "overnight": lambda base: _days_from(base, first=-1, count=2),
    "today": lambda base: _days_from(base, first=0, count=1),
    "tonight": lambda base: _days_from(base, first=0, count=1),
    "this morning": lambda base: _days_from(base, first=0, count=1),
    "this afternoon": lambda base: _days_from(base, first=0, count=1),
    "this evening": lambda base: _days_from(base, first=0, count=1),
    "tomorrow": lambda base: _days_from(base, first=1, count=1),
    "last week": lambda base: _days_from(base, first=-7 - base.weekday(), count=7),
    "this week": lambda base: _days_from(base, first=-base.weekday(), count=7),
    "next week": lambda base: _days_from(base, first=7 - base.weekday(), count=7),
    "last weekend": lambda base: _days_from(base, first=-2 - base.weekday(), count=2),
    "this weekend": lambda base: _days_from(base, first=5 - base.weekday(), count=2),
    "last month": lambda base: _month_from(base, first=-1),
    "this month": lambda base: _month_from(base, first=0),
    "next month": lambda base: _month_from(base, first=1),
    "last year": lambda base: _years_from(base, first=-1),
    "this year": lambda base: _years_from(base, first=0),
    "next year": lambda base: _years_from(base, first=1),
}
