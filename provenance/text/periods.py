"""Periods longer than days: parts of months and years, seasons, quarters, decades, centuries, spans between dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.text.calendars import find_day, guess_year, make_mention, month_end, month_in, part_of, read_numbers
from provenance.text.counting import is_plural
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from provenance.model.facts import DateMention

# " and " | " to " | "–" between the ends of a span
_LINK = re.compile(r"(?<!\s)\s++(?:and|to|until|till|through)\s+|\s?[-–—]\s?", re.IGNORECASE)
# "from " | "between " | nothing
_LEAD = re.compile(r"(?:(?:between|from)\s+)?", re.IGNORECASE)
# "early " | "the beginning of the "
_PART = re.compile(r"(?:the\s+)?((?:early|mid|late)|[a-z]+\s+of)\b", re.IGNORECASE)


def read_month(match: re.Match[str], base: date | None) -> DateMention | None:
    """`July 2025`, `in June`, `early June`, `mid-May 2024`: the month, or its part."""
    words = match.group().lower()
    month = month_in(words) or 1
    numbers = read_numbers(words)
    year, known = (numbers[0], True) if numbers else guess_year(base, month)
    start, end = date(year, month, 1), month_end(year, month)
    part = next((days for name, days in read_table("calendar")["parts"].items() if words.startswith(name)), None)
    if part is not None:
        start, end = start.replace(day=part[0]), start.replace(day=part[1]) if part[1] else end
    return make_mention(match, start, end, year_known=known)


def read_span(match: re.Match[str], base: date | None) -> tuple[DateMention, ...]:
    """`from 10 January to 28 March 2019`, `between May and July`: a year given once is that of both ends.

    A long span between two dates that each have a year (`25 April 1903 – 10 September 1977`) is two dates.
    """
    start = match.start() + len(_LEAD.match(match.group())[0])  # type: ignore[index]  # it matches nothing too
    link = _LINK.search(match.string, start, match.end())
    if link is None:
        return ()
    first, last = match.string[start : link.start()].lower(), match.string[link.end() : match.end()].lower()
    end, known = _bounds_of(last, base=base, year=None)
    begin, own = _bounds_of(first, base=base, year=None if end is None else end[0].year)
    if begin is not None and end is not None and begin[0] > end[0] and not own:
        begin, _ = _bounds_of(first, base=base, year=end[0].year - 1)
    if begin is None or end is None or begin[0] >= end[1]:
        return ()
    if own and known and (end[1] - begin[0]).days > LONG:
        places = Span(start=start, end=link.start()), Span(start=link.end(), end=match.end())
        return tuple(make_mention(match, *days, span=span) for days, span in zip((begin, end), places, strict=True))
    return (make_mention(match, begin[0], end[1], year_known=known),)


LONG = 100
"""Days of a span between two dates above which it is told by its ends: a life, a term of office."""


def _bounds_of(words: str, *, base: date | None, year: int | None) -> tuple[tuple[date, date] | None, bool]:
    """The first day of one end of a span and the day after its last, and whether it has a year or the base has."""
    month = month_in(words)
    numbers = read_numbers(words)
    given = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    if month is None:
        return None, False
    guessed, known = guess_year(base, month)
    own = given[0] if given else year or guessed
    known = bool(given) or (known and year is None)
    if not days:
        return (date(own, month, 1), month_end(own, month)), known
    start = find_day(own, month, days[0])
    return (None if start is None else (start, start + timedelta(days=1))), known


def read_years(match: re.Match[str], _base: date | None) -> tuple[DateMention, ...]:
    """`2022`; both ends of `2019-2021` and of `2019-21`; none where the number counts or numbers something."""
    if _is_counted(match):
        return ()
    numbers = read_numbers(match.group())
    first, last = numbers[0], numbers[-1]
    last = last if last > 99 else first // 100 * 100 + last
    if first > last:
        return ()
    if first == last:
        return (make_mention(match, date(first, 1, 1), date(first + 1, 1, 1)),)
    ends = (
        Span(start=match.start(), end=match.start() + 4),
        Span(start=match.end() - (2 if numbers[-1] < 100 else 4), end=match.end()),
    )
    return tuple(
        make_mention(match, date(year, 1, 1), date(year + 1, 1, 1), span=span)
        for year, span in zip((first, last), ends, strict=True)
    )


# " patients" | " confirmed cases" | " health care workers": the words close behind
_FOLLOWING = re.compile(r"(?:\s[a-z-]{2,20}){1,3}")
# "Flight " of "Flight 1549" | "in " of "in 1549"
_BEFORE = re.compile(r"(\w+)\.?\s$")


def _is_counted(match: re.Match[str]) -> bool:
    """Whether a number that may be a year is none: `Flight 1549`, `involving 1245 confirmed cases`, `some 1900 men`."""
    text, start = match.string, match.start()
    word = _BEFORE.search(text, max(0, start - 20), start)
    before = word[1].lower() if word else ""
    if before in _words("labels"):
        return True
    counts = before in _words("counting") or (before not in _words("dating") and int(text[start : start + 4]) < EARLY)
    following = _FOLLOWING.match(text, match.end()) if counts else None
    told = takewhile(lambda one: one not in _words("stops"), following[0].split()) if following else ()
    return any(is_plural(one) for one in told)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(read_table("calendar")["not_year"][key].split())


EARLY = 1700
"""A year before it is rare in the news: the number counts when a plural follows and no word of time stands before."""


def read_era(match: re.Match[str], _base: date | None) -> DateMention | None:
    """`AD 79`, `79 AD`: the year."""
    year = read_numbers(match.group())[0]
    return make_mention(match, date(year, 1, 1), date(year + 1, 1, 1)) if 0 < year < date.max.year else None


def read_decade(match: re.Match[str], _base: date | None) -> DateMention | None:
    """`the 1990s`, `’90s`, `the late 1890s`; `the 1800s` is the century."""
    number = read_numbers(match.group())[0]
    first = number + 1900 if number < 100 else number
    return _part_of_years(match, first, 100 if first % 100 == 0 else 10)


def read_century(match: re.Match[str], _base: date | None) -> DateMention | None:
    """`the 19th century`, `the early twentieth century`."""
    words = match.group().lower()
    ordinals = read_table("counting")["ordinals"] | {"first": 1}
    numbers = read_numbers(words) or [ordinals[word] for word in re.findall(r"[a-z]+", words) if word in ordinals]
    if not numbers or not 1 <= numbers[0] <= 21:
        return None
    return _part_of_years(match, 100 * numbers[0] - 100, 100)


def _part_of_years(match: re.Match[str], first: int, count: int) -> DateMention:
    """The years from `first` on, or the part of them that the words before name: parts overlap, none is exact."""
    part = _PART.match(match.group())
    name = part_of(" ".join(part[1].lower().split())) if part else ""
    start, end = {"early": (0, 0.4), "mid": (0.3, 0.7), "late": (0.5, 1)}.get(name, (0, 1))
    return make_mention(match, date(max(1, first + round(count * start)), 1, 1), date(first + round(count * end), 1, 1))


def read_part_of_year(match: re.Match[str], _base: date | None) -> DateMention | None:
    """`early 2024`, `mid-2024`, `the end of 2023`: months that overlap with those of the next part."""
    part = _PART.match(match.group())
    name = part_of(" ".join(part[1].lower().split())) if part else ""
    year = read_numbers(match.group())[0]
    first, last = read_table("calendar")["year_parts"].get(name, (1, 12))
    return make_mention(match, date(year, first, 1), month_end(year, last))


def read_season(match: re.Match[str], _base: date | None) -> DateMention | None:
    """`summer 2023`: its months, with a month to spare; a winter may be that of the year before."""
    words = match.group().lower()
    year = read_numbers(words)[0]
    first, last = next(row for name, row in read_table("calendar")["seasons"].items() if name in words)
    if first > last:
        return make_mention(match, date(year - 1, first, 1), month_end(year + 1, last))
    return make_mention(match, date(year, first, 1), month_end(year, last))


def read_quarter(match: re.Match[str], _base: date | None) -> DateMention | None:
    """`the third quarter of 2020`, `Q3 2020`: three months of the calendar."""
    words = match.group().lower()
    ordinals = read_table("counting")["ordinals"] | {"first": 1, "last": 4}
    numbers = read_numbers(words)
    named = next((ordinals[word] for word in re.findall(r"[a-z]+", words) if word in ordinals), 0)
    quarter = named or numbers[0]
    if not 1 <= quarter <= 4:
        return None
    return make_mention(match, date(numbers[-1], 3 * quarter - 2, 1), month_end(numbers[-1], 3 * quarter))
