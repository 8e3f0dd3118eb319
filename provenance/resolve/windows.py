"""The days in which a page that a claim came from was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from provenance.resolve.providers.contract import Query

DAYS_BEFORE = 3
DAYS_AFTER = 3
"""Days around the article's date in which its sources stand: drafts are written within days of their sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A range of days, both ends included."""

    start: date
    end: date


def window_of(query: Query) -> Window | None:
    """The days around the date of the article, or none when it is not known."""
    day = query.published
    if day is None:
        return None
    return Window(start=day - timedelta(days=DAYS_BEFORE), end=day + timedelta(days=DAYS_AFTER))
