"""The days in which a page that a claim came from was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.text.dates import read_dates

if TYPE_CHECKING:
    from provenance.resolve.providers.contract import Query

DAYS_BEFORE = 3
DAYS_AFTER = 3
"""Days around the article's date in which its sources stand: drafts are written within days of their sources."""

MOST_TEXT = 2_000
"""Characters of a claim in which days are looked for."""

MOST_WINDOWS = 3
"""Windows of one claim: each costs requests, and a claim with more dates is a chronicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A range of days, both ends included."""

    start: date
    end: date

    @property
    def middle(self) -> date:
        """The day in the middle, the earlier of two."""
        return self.start + (self.end - self.start) // 2

    def distance(self, day: date) -> int:
        """Days from the nearer end to `day`; 0 within."""
        return max(0, (self.start - day).days, (day - self.end).days)

    def overlaps(self, other: Window) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def gap(self, other: Window) -> int:
        """Days between the two; 0 when they share one."""
        return max(0, (self.start - other.end).days, (other.start - self.end).days)


def window_around(day: date) -> Window:
    """The days around one, as many as there are in the calendar."""
    before = min(DAYS_BEFORE, (day - date.min).days)
    after = min(DAYS_AFTER, (date.max - day).days)
    return Window(start=day - timedelta(days=before), end=day + timedelta(days=after))


def window_of(query: Query) -> Window | None:
    """The days around the date of the article, or none when it is not known."""
    return None if query.published is None else window_around(query.published)


def windows_of(query: Query) -> tuple[Window, ...]:
    """The days around the date of the article, then around each other day that the claim names.

    An article of July that tells of a report `of February 24, 2022` is looked for around both. A day that lies ahead
    of the article is none on which its source was published. Empty when nothing is known.
    """
    own = window_of(query)
    named = [window_around(day) for day in named_days(query.claim.text, query.published)]
    others = [window for window in named if own is None or window.end < own.start]
    return tuple(dict.fromkeys(([] if own is None else [own]) + others))[:MOST_WINDOWS]


@lru_cache(maxsize=1024)
def named_days(text: str, base: date | None) -> tuple[date, ...]:
    """The days that `text` names outright, in their order; `on Friday` and `July 2025` are none.

    The year of `February 24` is that of the text, written on the day `base`; one at the end of the calendar has none.
    """
    usable = base is not None and 2 < base.year < date.max.year - 2
    return tuple(
        mention.start
        for mention in read_dates(text[:MOST_TEXT], base=base if usable else None)
        if mention.days == 1 and mention.year_known and not mention.relative
    )
