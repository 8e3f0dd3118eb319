"""Words of the calendar and the arithmetic of days, for the readers of dates."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from provenance.model.facts import Bound, DateMention
from provenance.model.spans import Span
from provenance.text.tables import read_table

NO_YEAR = 2000
"""The year of a mention without one: a leap year, so that 29 February stands."""

FIRST_YEAR = 1000
LAST_YEAR = 9000
"""Years that a page or an article may have been published in. Software that knows no date writes the first or the last
day of the calendar, around which no day can be counted."""

# "after " of "after 2015" | "before the " of "before the 1990s"
_BEFORE = re.compile(r"\b(after|before)\s+$", re.IGNORECASE)
# " or later" of "2015 or later" | " onwards" | " and earlier"
_BEHIND = re.compile(r",?\s(?:or|and)\s(later|after|newer|earlier|before|older)\b|\s(onwards?)\b", re.IGNORECASE)
# " of the same year": whichever was told of
_SAME_YEAR = re.compile(r"\s(?:of\s)?(?:the\ssame|that|the\sfollowing|the\snext|the\sprevious)\syear\b", re.IGNORECASE)
# 4 of "July 4th", 2025
_DIGITS = re.compile(r"\d+")
# july of "4 july"
_LETTERS = re.compile(r"[a-z]+")
_BOUNDS = {
    "after": Bound.AT_LEAST,
    "later": Bound.AT_LEAST,
    "newer": Bound.AT_LEAST,
    "onward": Bound.AT_LEAST,
    "onwards": Bound.AT_LEAST,
    "before": Bound.AT_MOST,
    "earlier": Bound.AT_MOST,
    "older": Bound.AT_MOST,
}


def make_mention(
    match: re.Match[str],
    start: date,
    end: date,
    *,
    year_known: bool = True,
    relative: bool = False,
    span: Span | None = None,
) -> DateMention:
    """The mention at a match, or at a part of it, with the bound that the words beside it set."""
    span = span or Span(start=match.start(), end=match.end())
    before = _BEFORE.search(match.string, max(0, span.start - 10), span.start)
    behind = None if before else _BEHIND.match(match.string, span.end)
    word = before[1] if before else (behind[1] or behind[2]) if behind else ""
    bound = _BOUNDS[word.lower()] if word else Bound.EXACT
    if start.year == end.year or (end - start).days < 32:
        year_known = year_known and (relative or _SAME_YEAR.match(match.string, span.end) is None)
    return DateMention(span=span, start=start, end=end, year_known=year_known, relative=relative, bound=bound)


def may_be_published(day: date) -> bool:
    """Whether a text may have been published on this day, or at this moment."""
    return FIRST_YEAR <= day.year < LAST_YEAR


def find_day(year: int, month: int, day: int) -> date | None:
    """The day, or none where the calendar has no such one: 31 June, 29 February 2025."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The first day after the month."""
    return date(year + month // 12, month % 12 + 1, 1)


def guess_year(base: date | None, month: int) -> tuple[int, bool]:
    """The year of a date without one: the one that brings it nearest before the base; unknown without a base.

    A month more than half a year ahead of the base was in the year before it. One that is `UNSURE` months ahead may
    be of either year, and one long past of the next: the year is not known.
    """
    if base is None:
        return NO_YEAR, False
    ahead = month - base.month
    if UNSURE <= ahead <= 6 or ahead < -9:
        return NO_YEAR, False
    return base.year - 1 if ahead > 6 else base.year, True


UNSURE = 4
"""Months ahead of the day of writing from which a month may be that of the year before as well."""


def read_numbers(text: str) -> list[int]:
    """The numbers in digits of a date, in order."""
    return [int(digits) for digits in _DIGITS.findall(text)]


def month_in(text: str) -> int | None:
    """The first month that a lower-case text names, 1 to 12."""
    known = months()
    return next((known[word] for word in _LETTERS.findall(text) if word in known), None)


@cache
def months() -> dict[str, int]:
    """The months, whole and short, by their folded names."""
    return _by_word("months")


@cache
def weekdays() -> dict[str, int]:
    """The days of the week by their folded names, Monday 0."""
    return _by_word("weekdays")


def _by_word(key: str) -> dict[str, int]:
    return {word: int(number) for number, words in read_table("calendar")[key].items() for word in words.split()}


@cache
def part_of(words: str) -> str:
    """The part of a period that the words before it name, none of `early`, `mid`, `late` for the whole."""
    return next(
        (part for part, spellings in read_table("calendar")["part_words"].items() if words in spellings.split("|")), ""
    )
