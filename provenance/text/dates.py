"""Dates in prose as half-open intervals of days: `July 2025` is the whole month, never its first day.

The forms of English news are read: `July 4`, `4 July 2025`, `3 to 4 July`, `2025-07-04`, `early June`, `mid-2024`,
`the 1990s`, years, and, where a day to count from is known, `on Friday`, `yesterday`, `last month`. A date of digits
alone (`7/4/2025`) is read only when it can mean one day: which of the two is the month depends on the country.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from provenance.model.facts import Bound, DateMention
from provenance.model.spans import Span
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

NO_YEAR = 2000
"""The year of a mention without one: a leap year, so that 29 February stands."""

MAX_DATES = 5_000
"""Dates read from one text; a page with more is a table of data."""

_YEAR = r"(?:1[1-9]|20)\d{2}(?![\d,.]\d|\d|%|\s?(?:km|metres|people|troops|drones))"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"


def read_dates(text: str, *, base: date | None = None) -> tuple[DateMention, ...]:
    """The dates of `text` in order, `MAX_DATES` at most.

    `base` is the day the text was written: it gives a year to dates without one and meaning to `on Friday`. Without it
    a date without a year has `year_known` false, and relative mentions are left out.
    """
    found: list[DateMention] = []
    for match in _pattern().finditer(text):
        kind = match.lastgroup or ""
        mention = _READERS[kind](match, base)
        if mention is not None:
            found.append(mention)
        if len(found) >= MAX_DATES:
            break
    return tuple(found)


@cache
def _pattern() -> re.Pattern[str]:
    """One alternative a form, the longest first; the name of the group that closes last is the form.

    Matches `2025-07-04`, `July 3-4, 2025`, `3 to 4 July`, `July 4`, `early June 2024`, `1990s`, `2019-2021`, `2022`.
    """
    months = "|".join(_month_spelling(name) for name in sorted(_months(), key=len, reverse=True))
    month = f"(?-i:{months})"
    weekday = "|".join(_weekdays())
    to = r"\s?(?:[-–—]|to|and|or)\s?"
    year = rf"(?:,?\s+{_YEAR})?"
    forms = (
        ("iso", r"(?:1[0-9]|20)\d\d-(?:0\d|1[0-2])-[0-3]\d(?!\d)"),
        ("digits", r"\d{1,2}[/.]\d{1,2}[/.](?:1[0-9]|20)\d\d(?!\d)"),
        ("month_days", rf"{month}\s+{_DAY}{to}{_DAY}{year}(?!\w)"),
        ("days_month", rf"{_DAY}{to}{_DAY}\s+(?:of\s+)?{month}{year}"),
        ("month_day", rf"{month}\s+(?:the\s+)?{_DAY}{year}(?![\w%]|[.,:]\d)"),
        ("day_month", rf"{_DAY}\s+(?:of\s+)?{month}{year}"),
        ("part_month", rf"(?:early|mid|late)[\s-]+(?:in\s+)?{month}{year}"),
        ("month_year", rf"{month}(?:\s+of)?,?\s+{_YEAR}"),
        ("month", rf"(?:in|of|for|since|until|by|during|from|to|last|this|through)\s+{month}(?!\.?,?\s+\d)"),
        ("decade", r"(?:the\s+)?(?:1[0-9]|20)\d0['’]?s\b"),
        ("years", r"(?:1[0-9]|20)\d\d\s?[-–]\s?(?:(?:1[0-9]|20)\d\d|\d\d)(?!\d|[,-]\d)"),
        ("year", _YEAR),
        ("weekday", rf"(?:on\s+|last\s+|late\s+|early\s+)?(?:{weekday})"),
        ("relative", r"yesterday|today|tonight|last\s+night|(?:last|this)\s+(?:week|month|year)"),
    )
    alternatives = "|".join(f"(?P<{name}>{pattern})" for name, pattern in forms)
    return re.compile(rf"(?<![\w$€£#])(?<!\d[.,:/-])(?:{alternatives})(?!\w|-\w)", re.IGNORECASE)


def _month_spelling(name: str) -> str:
    """Matches `July`, `JULY`; of a short form also the full stop, which behind a whole name ends the sentence."""
    short = any(other.startswith(name) and other != name for other in _months())
    return rf"(?:{name.title()}|{name.upper()})\b" + (r"\.?" if short else "")


def _numbers(match: re.Match[str]) -> list[int]:
    # 4 of "July 4th", 2025
    return [int(digits) for digits in re.findall(r"\d+", match.group())]


def _month_in(match: re.Match[str]) -> int:
    words = re.findall(r"[a-z]+", match.group().lower())
    return next(_months()[word] for word in words if word in _months())


def _interval(
    match: re.Match[str], start: date, end: date, *, year_known: bool = True, relative: bool = False
) -> DateMention:
    span = Span(start=match.start(), end=match.end())
    before = _BEFORE.search(match.string, max(0, match.start() - 10), match.start())
    bound = _BOUNDS[before[1].lower()] if before else Bound.EXACT
    return DateMention(span=span, start=start, end=end, year_known=year_known, relative=relative, bound=bound)


# "after " of "after 2015" | "before the " of "before the 1990s"
_BEFORE = re.compile(r"\b(after|before)\s+$", re.IGNORECASE)
_BOUNDS = {"after": Bound.AT_LEAST, "before": Bound.AT_MOST}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June, 29 February 2025
        return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _guess_year(base: date | None, month: int) -> tuple[int, bool]:
    """The year of a date without one: the one that brings it nearest before the base; unknown without a base.

    A month more than half a year ahead of the base was in the year before it.
    """
    if base is None:
        return NO_YEAR, False
    return base.year - 1 if month > base.month + 6 else base.year, True


def _read_days(match: re.Match[str], base: date | None) -> DateMention | None:
    """`July 4`, `4 July 2025`, `July 3-4`, `3 to 4 July 2025`: the days, and the year when there is one."""
    numbers = _numbers(match)
    month = _month_in(match)
    given = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    year, known = (given[0], True) if given else _guess_year(base, month)
    first, last = _day(year, month, days[0]), _day(year, month, days[-1])
    if first is None or last is None or last < first:
        return None
    return _interval(match, first, last + timedelta(days=1), year_known=known)


def _read_month(match: re.Match[str], base: date | None) -> DateMention | None:
    """`July 2025`, `in June`, `early June`, `mid-May 2024`: the month, or its part."""
    words = match.group().lower()
    month = _month_in(match)
    numbers = _numbers(match)
    year, known = (numbers[0], True) if numbers else _guess_year(base, month)
    start, end = date(year, month, 1), _month_end(year, month)
    part = next((days for name, days in read_table("calendar")["parts"].items() if words.startswith(name)), None)
    if part is not None:
        start, end = start.replace(day=part[0]), start.replace(day=part[1]) if part[1] else end
    return _interval(match, start, end, year_known=known)


def _read_iso(match: re.Match[str], _base: date | None) -> DateMention | None:
    year, month, day = _numbers(match)
    start = _day(year, month, day)
    return None if start is None else _interval(match, start, start + timedelta(days=1))


def _read_digits(match: re.Match[str], _base: date | None) -> DateMention | None:
    first, second, year = _numbers(match)
    readings = {_day(year, second, first), _day(year, first, second)} - {None}
    start = next(iter(readings), None)
    return _interval(match, start, start + timedelta(days=1)) if start and len(readings) == 1 else None


def _read_years(match: re.Match[str], _base: date | None) -> DateMention | None:
    """`2022`, `2019-2021`, `2019-21`."""
    numbers = _numbers(match)
    first, last = numbers[0], numbers[-1]
    last = last if last > 99 else first // 100 * 100 + last
    return _interval(match, date(first, 1, 1), date(last + 1, 1, 1)) if first <= last else None


def _read_decade(match: re.Match[str], _base: date | None) -> DateMention | None:
    first = _numbers(match)[0]
    return _interval(match, date(first, 1, 1), date(first + (100 if first % 100 == 0 else 10), 1, 1))


def _read_weekday(match: re.Match[str], base: date | None) -> DateMention | None:
    """The last such day up to the base: news tells of days past."""
    if base is None:
        return None
    wanted = _weekdays()[match.group().lower().split()[-1]]
    start = base - timedelta(days=(base.weekday() - wanted) % 7)
    return _interval(match, start, start + timedelta(days=1), relative=True)


def _read_relative(match: re.Match[str], base: date | None) -> DateMention | None:
    if base is None:
        return None
    start, end = _RELATIVE[" ".join(match.group().lower().split())](base)
    return _interval(match, start, end, relative=True)


def _days_from(base: date, *, first: int, count: int) -> tuple[date, date]:
    start = base + timedelta(days=first)
    return start, start + timedelta(days=count)


def _last_month(base: date) -> tuple[date, date]:
    end = base.replace(day=1)
    return (end - timedelta(days=1)).replace(day=1), end


_RELATIVE: dict[str, Callable[[date], tuple[date, date]]] = {
    "yesterday": lambda base: _days_from(base, first=-1, count=1),
    "last night": lambda base: _days_from(base, first=-1, count=2),
    "today": lambda base: _days_from(base, first=0, count=1),
    "tonight": lambda base: _days_from(base, first=0, count=1),
    "last week": lambda base: _days_from(base, first=-7 - base.weekday(), count=7),
    "this week": lambda base: _days_from(base, first=-base.weekday(), count=7),
    "last month": _last_month,
    "this month": lambda base: (base.replace(day=1), _month_end(base.year, base.month)),
    "last year": lambda base: (date(base.year - 1, 1, 1), date(base.year, 1, 1)),
    "this year": lambda base: (date(base.year, 1, 1), date(base.year + 1, 1, 1)),
}

_READERS: dict[str, Callable[[re.Match[str], date | None], DateMention | None]] = {
    "iso": _read_iso,
    "digits": _read_digits,
    "month_days": _read_days,
    "days_month": _read_days,
    "month_day": _read_days,
    "day_month": _read_days,
    "part_month": _read_month,
    "month_year": _read_month,
    "month": _read_month,
    "decade": _read_decade,
    "years": _read_years,
    "year": _read_years,
    "weekday": _read_weekday,
    "relative": _read_relative,
}


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for number, words in read_table("calendar")["months"].items() for word in words.split()}


@cache
def _weekdays() -> dict[str, int]:
    return {word: int(number) for number, word in read_table("calendar")["weekdays"].items()}


def overlap_dates(first: DateMention, second: DateMention) -> bool:
    """Whether two mentions may mean the same day; when the year of one is not known, only month and day count."""
    one, other = _same_years(first, second)
    return one[0] < other[1] and other[0] < one[1]


def within_date(inner: DateMention, outer: DateMention) -> bool:
    """Whether every day that `inner` may mean is one that `outer` may mean."""
    one, other = _same_years(inner, outer)
    return other[0] <= one[0] and one[1] <= other[1]


def _same_years(first: DateMention, second: DateMention) -> tuple[tuple[date, date], tuple[date, date]]:
    if first.year_known and second.year_known:
        return (first.start, first.end), (second.start, second.end)
    return _without_year(first), _without_year(second)


def _without_year(mention: DateMention) -> tuple[date, date]:
    if mention.days >= 365:  # a whole year or more: any month and day lies in it
        return date(NO_YEAR, 1, 1), date(NO_YEAR + 1, 1, 1)
    start = _day(NO_YEAR, mention.start.month, mention.start.day) or date(NO_YEAR, 2, 28)
    return start, start + timedelta(days=mention.days)
