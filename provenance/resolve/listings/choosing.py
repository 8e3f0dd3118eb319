"""Which sitemaps of a site to read next for the days in which a page is looked for. Pure: nothing is asked here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.resolve.listings.days import period_in_address
from provenance.text.tables import read_table, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from provenance.resolve.windows import Window

MOST_DEPTH = 4
"""Indexes inside each other that are followed: a root, years, months, days."""
MOST_GUESSES = 5
"""Sitemaps without a day in their address that are read for one window: one of them may be the right one."""
NEWEST = 6
"""Sitemaps that are read when the article's day is not known, the newest first."""
COVERED_BY = 5
"""Pages of the days looked for in a sitemap without a day of its own: with as many it was the right one."""
NEWS_DAYS = 4
"""Days for which a sitemap of the newest articles is worth reading: two, as search engines ask, and two for safety."""

# ap and sitemap and 202507 of /ap-sitemap-202507.xml
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A sitemap that was named and not read yet.

    `period` are the days that its address names, or that of the index around it; `modified` the last day on which it
    is said to have changed; `depth` how many indexes stand around it, `place` how many leads were found before it.
    By its name, one that `is_aside` holds something else than articles, one that `is_newest` the newest only.
    """

    url: str
    depth: int
    place: int
    period: Window | None = None
    modified: date | None = None
    is_aside: bool = False
    is_newest: bool = False


def make_lead(url: str, *, place: int, around: Lead | None = None, modified: date | None = None) -> Lead:
    """The lead to the sitemap at `url`, which stands in that of `around`, or was named outright."""
    period = period_in_address(url) or (around.period if around else None)
    words = _words(url)
    return Lead(
        url=url,
        depth=around.depth + 1 if around else 0,
        place=place,
        period=period,
        modified=modified,
        is_aside=not words.isdisjoint(read_words("sitemaps", "aside")),
        is_newest=period is None and not words.isdisjoint(read_words("sitemaps", "newest")),
    )


def _words(url: str) -> frozenset[str]:
    try:
        path = urlsplit(url).path
    except ValueError:
        return frozenset()
    return frozenset(_WORD.findall(path.lower()[-200:]))


def next_lead(
    leads: Iterable[Lead], window: Window | None, *, today: date | None, is_covered: bool, guesses: int
) -> Lead | None:
    """The lead to follow next, or none when what is left would not help.

    Those named outright come first, since they say what there is. Then those whose days are looked for, the nearest
    first; then, as long as nothing has covered the window and not more than `MOST_GUESSES` were tried, those that may
    hold it. Without a window the newest come first, `NEWEST` of them.
    """
    if window is None:
        usable = (lead for lead in leads if lead.depth == 0 or guesses < NEWEST)
        return min(usable, key=lambda lead: (lead.is_aside, lead.depth > 0, _age(lead), lead.place), default=None)
    ranked = [(rank, lead) for lead in leads if (rank := _rank(lead, window, today)) is not None]
    may_guess = not is_covered and guesses < MOST_GUESSES
    usable_ranks = [(rank, lead) for rank, lead in ranked if rank[0] < GUESS or may_guess]
    return min(usable_ranks, key=lambda pair: (*pair[0], pair[1].place), default=(None, None))[1]


ROOT, DATED, GUESS, ASIDE = range(4)
"""Kinds of leads, in the order in which they are followed."""


def is_guess(lead: Lead, window: Window | None, *, today: date | None) -> bool:
    """Whether following the lead counts against the number of guesses."""
    if window is None:
        return lead.depth > 0
    rank = _rank(lead, window, today)
    return rank is not None and rank[0] >= GUESS


def _rank(lead: Lead, window: Window, today: date | None) -> tuple[int, int] | None:
    """The kind of the lead and how far it is from the days looked for; none for one that cannot hold them."""
    if lead.period is not None and not lead.period.overlaps(window):
        return None
    if lead.modified is not None and lead.modified < window.start:
        return None  # what was last changed before then holds nothing of then
    recent = today is None or (today - window.end).days <= NEWS_DAYS
    if lead.is_aside or (lead.is_newest and not recent):
        return ASIDE, 0
    if lead.period is not None and lead.depth > 0:
        return DATED, lead.period.distance(window.middle)
    if lead.depth == 0:
        return ROOT, 0
    # articles are put in one sitemap after the other: the first that was changed after the day is the likeliest
    return GUESS, (lead.modified - window.start).days if lead.modified else UNKNOWN


UNKNOWN = 1_000_000
"""Days: further than any sitemap that says when it changed."""


def _age(lead: Lead) -> int:
    """How old a sitemap is, for the newest first; those that do not say are taken for old."""
    last = lead.period.end if lead.period else lead.modified
    return -last.toordinal() if last else 0


def hints_for(domains: Iterable[str], windows: Iterable[Window]) -> tuple[str, ...]:
    """The addresses of the table for the days looked for, each once; without a window only those without a day."""
    patterns = [pattern for domain in domains for pattern in _hints().get(domain, ())]
    days = [
        window.start + timedelta(days=number)
        for window in windows
        for number in range((window.end - window.start).days + 1)
    ]
    found = [
        pattern.format(yyyy=f"{day.year:04}", mm=f"{day.month:02}", dd=f"{day.day:02}")
        for pattern in patterns
        for day in days
        if "{" in pattern
    ]
    return tuple(dict.fromkeys((*(pattern for pattern in patterns if "{" not in pattern), *found)))


@cache
def _hints() -> dict[str, tuple[str, ...]]:
    return {row["domain"]: tuple(row["sitemaps"]) for row in read_table("sitemaps")["site"]}
