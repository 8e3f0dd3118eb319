"""Pages named by the sitemaps of the cited site.

Asks the cited site alone, for its robots.txt and for sitemaps; no word of the claim leaves the machine. What is
learned from outside is which days are of interest, where the site keeps a sitemap a day.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from provenance.model import Access, Capture
from provenance.resolve.front_page import answers_of
from provenance.resolve.listings.choosing import (
    COVERED_BY,
    MOST_DEPTH,
    hints_for,
    is_guess,
    make_lead,
    next_lead,
)
from provenance.resolve.listings.pointers import sitemaps_named
from provenance.resolve.listings.reading import read_listing
from provenance.resolve.providers.contract import Found, Reach
from provenance.resolve.ranking import EntryIndex
from provenance.resolve.sites import OwnHosts, keys_of
from provenance.resolve.windows import windows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model import Source
    from provenance.resolve.listings.choosing import Lead
    from provenance.resolve.listings.reading import Listing
    from provenance.resolve.providers.contract import ProviderContext, Query
    from provenance.resolve.windows import Window

USUAL = ("/sitemap.xml", "/sitemap_index.xml")
"""Where sitemaps stand that robots.txt does not name."""
MOST_ENTRIES = 200_000
"""Pages of one source that are kept: four full sitemaps, some 300 MB."""
MOST_LEADS = 100_000
"""Sitemaps of one source that are remembered: two full indexes."""
NEAR = (-1, 0, 1)
"""Days from the one looked for whose pages must be listed, so that nobody else need be asked for lists."""
MOST_MISSES = 6
"""Sitemaps in a row that a site does not give before it is left alone."""


class SitemapsProvider:
    """Reads the sitemaps that hold the days looked for; what was read for one claim serves the next of that source."""

    name = "sitemaps"
    reach = Reach.SITE

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._walks: dict[str, _Walk] = {}

    def find_pages(self, query: Query) -> Found:
        """The pages in the site's sitemaps that the claim may have come from."""
        key = query.source.host or ""
        walk = self._walks.get(key)
        if walk is None:
            walk = self._walks[key] = _Walk(source=query.source, context=self._context)
        windows = windows_of(query) or (None,)
        for window in windows:
            walk.read_towards(window)
        return Found(
            candidates=walk.index.rank(query, found_by=self.name),
            looked_at=len(walk.index),
            stopped=walk.summary(),
            covers=all(map(walk.is_full_of, windows)),
        )


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The sitemaps of one source: what was read, what is known and not read yet, what went wrong."""

    source: Source
    context: ProviderContext
    index: EntryIndex = field(default_factory=EntryIndex)
    leads: dict[str, Lead] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    finished: set[Window | None] = field(default_factory=set)
    days: Counter[date] = field(default_factory=Counter)
    undated: Counter[Window] = field(default_factory=Counter)
    bases: list[str] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    guesses: Counter[Window | None] = field(default_factory=Counter)
    own: OwnHosts = field(init=False)
    started: bool = False
    read: int = 0
    strangers: int = 0
    misses: int = 0

    def __post_init__(self) -> None:
        self.own = OwnHosts(self.source)

    def read_towards(self, window: Window | None) -> None:
        """Read what may hold the days of the window, as far as the budget goes; each window once."""
        if window in self.finished:
            return
        self.finished.add(window)
        self.misses = 0
        # (1) What robots.txt names.
        if not self.started:
            self.started = True
            self._add(self._named_in_robots())
        before = self.read
        covered = self._follow(window)
        # (2) What is known of the site, where that did not lead to these days.
        if not covered:
            windows = () if window is None else (window,)
            self._add(hints_for(keys_of(self.source), windows))
            covered = self._follow(window)
        # (3) The usual places, where there was nothing at all.
        if not covered and self.read == before == 0:
            for url in [base + place for base in self.bases for place in USUAL]:
                self._add((url,))
                if self._follow(window) or self.read:
                    return

    def _named_in_robots(self) -> tuple[str, ...]:
        """The sitemaps named by the first of the source's hosts that names any; it notes where the site answers.

        In a run without a network, a host whose answer was not kept may be the one that has no rules.
        """
        unkept: list[str] = []
        for base, outcome in answers_of(self.source, "/robots.txt", fetch=self.context.fetch):
            if isinstance(outcome, Capture):
                self.troubles.clear()
                is_own = self.own.has(outcome.final_url)
                self.bases.append("/".join(outcome.final_url.split("/", 3)[:3]) if is_own else base)
                found = sitemaps_named(outcome.body, base=outcome.final_url)
                if found:
                    return found
            elif outcome.access is Access.NOT_FOUND:
                self.bases.append(base)
            else:
                unkept += [base] if outcome.access is Access.UNRECORDED else []
                self.troubles[outcome.detail] += 1
        self.bases = self.bases[:1] or unkept
        return ()

    def _add(self, urls: Iterable[str], *, around: Lead | None = None) -> None:
        """Remember sitemaps that were named outright, those of other sites left out."""
        for url in urls:
            self._remember(make_lead(url, place=len(self.named), around=around))

    def _remember(self, lead: Lead) -> None:
        if lead.url in self.named or len(self.named) >= MOST_LEADS:
            return
        if not self.own.has(lead.url):
            self.strangers += 1
            return
        self.named.add(lead.url)
        if lead.depth <= MOST_DEPTH:
            self.leads[lead.url] = lead

    def _follow(self, window: Window | None) -> bool:
        """Follow leads until the window is covered or none would help; whether it is covered."""
        covered, today = False, self.context.today
        while self.misses < MOST_MISSES and len(self.index) < MOST_ENTRIES:
            lead = next_lead(self.leads.values(), window, today=today, is_covered=covered, guesses=self.guesses[window])
            if lead is None:
                break
            del self.leads[lead.url]
            self.guesses[window] += is_guess(lead, window, today=today)
            listing = self._read(lead)
            if listing is not None:
                covered = covered or _covers(lead, listing, window)
        return covered

    def is_full_of(self, window: Window | None) -> bool:
        """Whether the pages of the days in the middle of the window are listed, and not a few of them.

        By their own days; those without one by the name of their sitemap. A month of three pages is no full list, nor
        are the newest pages when the day looked for is older.
        """
        if window is None:
            return False
        near = (window.middle + timedelta(days=away) for away in NEAR if date.min < window.middle < date.max)
        undated = sum(count for period, count in self.undated.items() if period.overlaps(window))
        return sum(self.days[day] for day in near) + undated >= COVERED_BY

    def _read(self, lead: Lead) -> Listing | None:
        outcome = self.context.fetch(lead.url)
        if not isinstance(outcome, Capture):
            self.misses += 1
            self.troubles[outcome.detail] += 1
            return None
        listing = read_listing(outcome.body, limit=self.context.settings.max_listing_bytes)
        if listing.trouble:
            self.troubles[f"of one sitemap: {listing.trouble}"] += 1
        if not listing.entries and not listing.children:
            return listing
        self.misses = 0
        self.read += 1
        for child in listing.children:
            self._remember(make_lead(child.url, place=len(self.named), around=lead, modified=child.modified))
        own = [entry for entry in listing.entries if self.own.has(entry.url)]
        self.strangers += len(listing.entries) - len(own)
        self.index.add(own[: MOST_ENTRIES - len(self.index)])
        days = [day for entry in own if (day := entry.published or entry.modified)]
        self.days.update(days)
        if lead.period is not None and not lead.is_aside:
            self.undated[lead.period] += len(own) - len(days)
        return listing

    def summary(self) -> str:
        """Why no more was found, in a sentence without a full stop."""
        parts: list[str] = []
        if not self.read and not self.troubles:
            parts.append("the site names no sitemap, and there is none in the usual places")
        if len(self.index) >= MOST_ENTRIES:
            parts.append(f"its sitemaps were read up to {MOST_ENTRIES:,} pages")
        parts += [f"{text} ({count} times)" if count > 1 else text for text, count in self.troubles.most_common(2)]
        if self.strangers:
            parts.append(f"{self.strangers:,} addresses on other sites were left out")
        return "; ".join(parts)


def _covers(lead: Lead, listing: Listing, window: Window | None) -> bool:
    """Whether the sitemap is the one of the days of the window: by its own name, or by the days of its pages."""
    if not listing.entries or window is None:
        return False
    if lead.period is not None and not lead.is_aside:
        return True
    days = (entry.published or entry.modified for entry in listing.entries)
    return sum(day is not None and window.distance(day) == 0 for day in days) >= COVERED_BY
