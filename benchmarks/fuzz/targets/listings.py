"""What holds for every sitemap and feed that is read, used by the targets for both."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.fuzz.promises import promise
from provenance.resolve.listings.choosing import make_lead, next_lead
from provenance.resolve.listings.days import day_in_address, period_in_address
from provenance.resolve.listings.pointers import MOST_FEEDS, MOST_NAMED, feeds_named, sitemaps_named
from provenance.resolve.listings.reading import MOST_ABOUT, MOST_ENTRIES, MOST_TITLE, read_listing
from provenance.resolve.windows import Window
from provenance.urls.addresses import MAX_URL

if TYPE_CHECKING:
    from provenance.resolve.listings.reading import Listing

LIMIT = 1_000_000
TODAY = date(2025, 7, 4)
WINDOW = Window(start=date(2025, 7, 1), end=date(2025, 7, 7))


def check(content: bytes) -> None:
    """Read the bytes as a listing, cut short, and as what names listings."""
    listing = read_listing(content, limit=LIMIT)
    check_listing(listing)
    check_listing(read_listing(content, limit=len(content) // 2))
    leads = [
        make_lead(child.url, place=place, modified=child.modified) for place, child in enumerate(listing.children[:50])
    ]
    chosen = next_lead(leads, WINDOW, today=TODAY, is_covered=False, guesses=0)
    promise(chosen is None or chosen in leads, "a sitemap is chosen that nobody named")
    named = sitemaps_named(content, base="https://example.org/robots.txt")
    promise(len(named) <= MOST_NAMED and all(map(is_address, named)), "robots.txt names what is no address")
    feeds = feeds_named(content, base="https://example.org/")
    promise(len(feeds) <= MOST_FEEDS and all(map(is_address, feeds)), "a page names what is no address")


def check_listing(listing: Listing) -> None:
    """Raise when a listing is more than its limits, or names what is no address of the web."""
    promise(len(listing.entries) <= MOST_ENTRIES and len(listing.children) <= MOST_ENTRIES, "a listing is endless")
    promise(not listing.trouble or listing.trouble.isprintable(), "a trouble cannot be printed")
    promise(all(is_address(child.url) for child in listing.children), "a child is no address")
    for entry in listing.entries:
        promise(is_address(entry.url), "an entry is no address")
        promise(len(entry.title) <= MOST_TITLE, "a title is endless")
        promise(len(entry.about) <= MOST_ABOUT, "captions are endless")
        promise(can_be_written(f"{entry.url}{entry.title}{entry.about}"), "an entry cannot be written down")
        promise(entry.published is None or type(entry.published) is date, "a day is none")
        promise(entry.modified is None or type(entry.modified) is date, "a day is none")
        day_in_address(entry.url)
        period_in_address(entry.url)


def is_address(url: str) -> bool:
    """Whether something is an absolute address of the web, or at least begins as one."""
    if not url.lower().startswith(("http://", "https://")) or len(url) > MAX_URL:
        return False
    try:
        urlsplit(url)
    except ValueError:
        return True  # whoever asks for it is refused
    return True


def can_be_written(text: str) -> bool:
    """Whether a text is no half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
