"""Dates in prose as half-open intervals of days: `July 2025` is the whole month, never its first day.

The forms of English news are read (`provenance.text.date_forms`): days, months, years, spans, seasons, quarters,
decades, centuries, and, where a day to count from is known, `on Friday`, `yesterday`, `last month`. A date of digits
alone (`7/4/2025`) that can mean two days is the time from one to the other: which number is the month depends on the
country.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from provenance.text.calendars import (
    NO_YEAR,
    find_day,
    guess_year,
    make_mention,
    may_be_published,
    month_in,
    read_numbers,
)
from provenance.text.date_forms import date_openers, date_pattern, date_words, may_be_date, may_open
from provenance.text.marked import MarkedWords
from provenance.text.periods import (
    read_century,
    read_decade,
    read_era,
    read_month,
    read_part_of_year,
    read_quarter,
    read_season,
    read_span,
    read_years,
)
from provenance.text.relative_dates import read_ago, read_relative, read_weekday
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from provenance.model.facts import DateMention
    from provenance.text.tokens import Token

MAX_DATES = 5_000
"""Dates read from one text; a page with more is a table of data."""

AHEAD = 4
"""Words behind an opening one (`the`, `between`) among which is what makes it a date: `the end of the 19th century`."""


def read_dates(
    text: str, *, base: date | None = None, tokens: Sequence[Token] | None = None
) -> tuple[DateMention, ...]:
    """The dates of `text` in order, `MAX_DATES` at most; `tokens` are its words, where they are at hand.

    `base` is the day the text was written: it gives a year to dates without one and meaning to `on Friday`. Without it
    a date without a year has `year_known` false, and relative mentions are left out. A base at an end of the calendar
    is none.
    """
    base = base if base is not None and may_be_published(base) else None
    found: list[DateMention] = []
    free = 0
    for start in _starts(text, read_tokens(text) if tokens is None else tokens):
        match = _match(text, start) if start >= free else None
        if match is None:
            continue
        free = match.end()
        found.extend(_read(match, base))
        if len(found) >= MAX_DATES:
            break
    return tuple(_drop_told_twice(text, found[:MAX_DATES]))


# ", " of "on Friday, July 4" | " on " of "overnight on July 3" | " into "
_BESIDE = re.compile(r",?\s+(?:(?:on|of|into|from)\s+)?|\s?\(")


def _drop_told_twice(text: str, found: Sequence[DateMention]) -> Iterator[DateMention]:
    """The mentions without those told from the day of writing right beside a date: `on Friday, July 4` is one day."""
    for mention, following in zip_longest(found, found[1:]):
        if mention.relative and following is not None and mention.days <= 2 and not following.relative:
            gap = _BESIDE.fullmatch(text, mention.span.end, following.span.start)
            if gap is not None and following.days <= 2:
                continue
        yield mention


def _match(text: str, start: int) -> re.Match[str] | None:
    return date_pattern(digits=text[start].isdigit()).match(text, start)


def _read(match: re.Match[str], base: date | None) -> tuple[DateMention, ...]:
    form = match.lastgroup or ""
    if form in _SPLIT:
        return _SPLIT[form](match, base)
    mention = _READERS[form](match, base)
    return () if mention is None else (mention,)


def _starts(text: str, words: Sequence[Token]) -> Iterator[int]:
    """The places where a date may begin: at a number, a word of the calendar, or what opens one of these."""
    openers = date_openers()
    last = -1
    for place in _telling().places(words):
        start = words[place].start
        if not may_be_date(text, start):
            continue
        for before in range(max(last + 1, place - AHEAD), place):
            word = words[before].word
            if word in openers and may_open(word, words[before + 1].word):
                yield words[before].start
        yield start - 1 if start and text[start - 1] in "'’" else start
        last = place


@cache
def _telling() -> MarkedWords:
    return MarkedWords(lambda word: word in date_words() or word[0].isdigit())


def _read_days(match: re.Match[str], base: date | None) -> DateMention | None:
    """`July 4`, `4 July 2025`, `July 3-4`, `3 to 4 July 2025`: the days, and the year when there is one."""
    numbers = read_numbers(match.group())
    month = month_in(match.group().lower()) or 1
    given = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    year, known = (given[0], True) if given else guess_year(base, month)
    first = find_day(year, month, days[0])
    last = first if len(days) == 1 else find_day(year, month, days[-1])
    if first is None or last is None or last < first:
        return None
    return make_mention(match, first, last + timedelta(days=1), year_known=known)


def _read_iso(match: re.Match[str], _base: date | None) -> DateMention | None:
    year, month, day, *_ = read_numbers(match.group())
    start = find_day(year, month, day)
    return None if start is None else make_mention(match, start, start + timedelta(days=1))


def _read_digits(match: re.Match[str], _base: date | None) -> DateMention | None:
    first, second, year = read_numbers(match.group())
    readings = [day for day in (find_day(year, second, first), find_day(year, first, second)) if day is not None]
    return make_mention(match, min(readings), max(readings) + timedelta(days=1)) if readings else None


_READERS: dict[str, Callable[[re.Match[str], date | None], DateMention | None]] = {
    "iso": _read_iso,
    "digits": _read_digits,
    "month_days": _read_days,
    "days_month": _read_days,
    "month_day": _read_days,
    "day_month": _read_days,
    "part_month": read_month,
    "month_year": read_month,
    "month": read_month,
    "season": read_season,
    "quarter": read_quarter,
    "century": read_century,
    "part_decade": read_decade,
    "part_year": read_part_of_year,
    "decade": read_decade,
    "era": read_era,
    "weekday": read_weekday,
    "ago": read_ago,
    "relative": read_relative,
}


_SPLIT: dict[str, Callable[[re.Match[str], date | None], tuple[DateMention, ...]]] = {
    "spans": read_span,
    "years": read_years,
    "year": read_years,
}


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
    start = find_day(NO_YEAR, mention.start.month, mention.start.day) or date(NO_YEAR, 2, 28)
    return start, start + timedelta(days=mention.days)
