"""Pages in the feeds of the cited site, which hold its newest ones.

Asks the cited site alone, for its front page and its feeds; no word of the claim leaves the machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.model import Capture
from provenance.resolve.front_page import open_front_page
from provenance.resolve.listings.pointers import feeds_named
from provenance.resolve.listings.reading import read_listing
from provenance.resolve.providers.contract import Found, Reach
from provenance.resolve.ranking import EntryIndex
from provenance.resolve.sites import OwnHosts
from provenance.resolve.windows import windows_of

if TYPE_CHECKING:
    from datetime import date

    from provenance.model import Source
    from provenance.resolve.providers.contract import ProviderContext, Query

RECENT_DAYS = 7
"""Days back that feeds are asked about: they hold the last ten to a hundred pages."""
MOST_FEEDS = 3
"""Feeds of one site that are read; a site has one for everything, and others for its sections."""
USUAL = ("/feed/", "/rss", "/rss.xml")
"""Where feeds stand that the front page does not name."""


class FeedsProvider:
    """Reads the feeds that a site offers, for claims of the last days; once for all claims of a source."""

    name = "feeds"
    reach = Reach.SITE

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._feeds: dict[str, _Feeds] = {}

    def find_pages(self, query: Query) -> Found:
        """The pages in the site's feeds that the claim may have come from."""
        refusal = _refuse(query, self._context.today)
        if refusal:
            return Found(stopped=refusal)
        key = query.source.host or ""
        feeds = self._feeds.get(key)
        if feeds is None:
            feeds = self._feeds[key] = read_feeds(query.source, self._context)
        return Found(
            candidates=feeds.index.rank(query, found_by=self.name),
            looked_at=len(feeds.index),
            stopped=feeds.trouble,
        )


def _refuse(query: Query, today: date | None) -> str:
    """Why feeds are of no use for the query, or nothing; without any day the page may be a new one."""
    if today is None:
        return "feeds hold the newest pages, and the present day is not known"
    windows = windows_of(query)
    if windows and all((today - window.end).days > RECENT_DAYS for window in windows):
        return "feeds hold the newest pages, and those looked for are older"
    return ""


@dataclass(slots=True, kw_only=True)
class _Feeds:
    """What the feeds of one source hold, and why it is not more."""

    index: EntryIndex = field(default_factory=EntryIndex)
    trouble: str = ""


def read_feeds(source: Source, context: ProviderContext) -> _Feeds:
    """The feeds that the front page names, else the first that stands in a usual place."""
    feeds, own = _Feeds(), OwnHosts(source)
    base, front = open_front_page(source, fetch=context.fetch)
    named = feeds_named(front.body, base=front.final_url) if isinstance(front, Capture) else ()
    places = [url for url in named if own.has(url)][:MOST_FEEDS]
    read = 0
    for url in places or [base + place for place in USUAL]:
        outcome = context.fetch(url)
        if not isinstance(outcome, Capture):
            feeds.trouble = feeds.trouble or outcome.detail
            continue
        listing = read_listing(outcome.body, limit=context.settings.max_listing_bytes)
        feeds.index.add(entry for entry in listing.entries if own.has(entry.url))
        feeds.trouble = listing.trouble or feeds.trouble
        read += bool(listing.entries)
        if read and not places:
            break
    if read:
        feeds.trouble = ""
    elif not feeds.trouble:
        feeds.trouble = "the site offers no feed"
    return feeds
