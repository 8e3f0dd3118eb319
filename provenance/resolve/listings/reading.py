"""Sitemaps and feeds of every kind to entries: XML, plain lists of addresses, JSON Feed, packed or not.

Sitemaps: sitemaps.org 0.9 with the extensions for news, images and videos. Feeds: RSS 2.0, RSS 1.0, Atom 1.0,
JSON Feed 1.1. A feed may serve as a sitemap, so one reader takes them all.
"""

from __future__ import annotations

import html
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from provenance.resolve.entries import Entry
from provenance.resolve.listings.days import day_in_address, read_day, read_period
from provenance.resolve.listings.unpacking import unpack
from provenance.resolve.listings.xml import Shape, looks_like_xml, read_records
from provenance.urls.addresses import MAX_URL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MOST_ENTRIES = 50_000
"""Entries of one sitemap, and children of one index: the most that the protocol allows."""
MOST_LINES = 4 * MOST_ENTRIES
"""Lines of a plain list that are looked at: some are empty."""
MOST_JSON = 2_000_000
"""Bytes of a JSON Feed: it holds the newest pages only, and many small objects cost fifty times their bytes."""
MOST_TITLE = 400
"""Characters of a headline that are kept."""
MOST_ABOUT = 600
"""Characters of captions that are kept."""

_SHAPE = Shape(
    records=frozenset({"url", "sitemap", "item", "entry"}),
    fields={
        ("url", "loc"): "loc",
        ("url", "lastmod"): "modified",
        ("sitemap", "loc"): "loc",
        ("sitemap", "lastmod"): "modified",
        ("news", "publication_date"): "published",
        ("news", "title"): "title",
        ("image", "caption"): "about",
        ("image", "title"): "about",
        ("video", "title"): "about",
        ("item", "link"): "loc",
        ("item", "guid"): "identity",
        ("item", "title"): "title",
        ("item", "pubdate"): "published",
        ("item", "date"): "published",
        ("entry", "link"): "loc",
        ("entry", "id"): "identity",
        ("entry", "title"): "title",
        ("entry", "published"): "published",
        ("entry", "issued"): "published",
        ("entry", "updated"): "modified",
    },
    joined=frozenset({"about"}),
)
_ROOTS = frozenset({"urlset", "sitemapindex", "rss", "rdf", "feed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that an index names, and the last day on which it is said to have changed."""

    url: str
    modified: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a sitemap or a feed names: pages, or further sitemaps. `trouble` says what of it could not be read."""

    entries: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()
    trouble: str = ""


def read_listing(body: bytes, *, limit: int) -> Listing:
    """The entries and children of a sitemap or a feed of any kind, `limit` bytes of it once unpacked at most."""
    plain, packing = unpack(body, limit=limit)
    if looks_like_xml(plain):
        listing = _read_xml(plain)
    elif plain[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        listing = _read_json(plain)
    else:
        listing = _read_lines(plain)
    return Listing(entries=listing.entries, children=listing.children, trouble=packing or listing.trouble)


def _read_xml(body: bytes) -> Listing:
    records = read_records(body, _SHAPE, most=MOST_ENTRIES)
    if records.root not in _ROOTS and not records.found:
        return Listing(trouble=records.trouble or "it is neither a sitemap nor a feed")
    entries: list[Entry] = []
    children: list[Child] = []
    for name, fields in records.found:
        url = _address(fields)
        if not url:
            continue
        if name == "sitemap":
            children.append(Child(url=url, modified=_last_day(fields)))
        else:
            entries.append(_entry(url, fields))
    return Listing(entries=tuple(entries), children=tuple(children), trouble=records.trouble)


def _address(fields: Mapping[str, str]) -> str:
    """The address of a record; that of a feed without a link is its identity, when this is one."""
    url = fields.get("loc") or fields.get("identity", "")
    return url if len(url) < MAX_URL and url.lower().startswith(("https://", "http://")) else ""


def _entry(url: str, fields: Mapping[str, str]) -> Entry:
    return Entry(
        url=url,
        title=html.unescape(fields.get("title", "")[:MOST_TITLE]),
        published=read_day(fields.get("published", "")) or day_in_address(url),
        modified=_last_day(fields),
        about=html.unescape(fields.get("about", "")[:MOST_ABOUT]),
    )


def _last_day(fields: Mapping[str, str]) -> date | None:
    """The last day that the date of the last change may mean."""
    period = read_period(fields.get("modified", ""))
    return period.end if period else None


def _read_lines(body: bytes) -> Listing:
    """A plain list: one address a line, UTF-8."""
    entries: list[Entry] = []
    for number, line in enumerate(io.BytesIO(body.removeprefix(b"\xef\xbb\xbf"))):
        if number >= MOST_LINES or len(entries) >= MOST_ENTRIES:
            return Listing(entries=tuple(entries), trouble=f"it holds more than {len(entries):,} entries")
        url = _address({"loc": line[: MAX_URL + 1].decode("utf-8", errors="replace").strip()})
        if url and " " not in url:
            entries.append(_entry(url, {}))
    return Listing(entries=tuple(entries), trouble="" if entries else "it is neither a sitemap nor a feed")


class _Item(msgspec.Struct):
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    date_published: str | None = None
    date_modified: str | None = None


class _JsonFeed(msgspec.Struct):
    items: list[_Item]


def _read_json(body: bytes) -> Listing:
    if len(body) > MOST_JSON:
        return Listing(trouble=f"it is a JSON feed larger than {MOST_JSON:,} bytes")
    try:
        feed = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return Listing(trouble="it is no JSON feed")
    entries: list[Entry] = []
    for one in feed.items[:MOST_ENTRIES]:
        fields = {
            "loc": one.url or one.external_url or "",
            "title": one.title or "",
            "published": one.date_published or "",
            "modified": one.date_modified or "",
        }
        url = _address(fields)
        if url:
            entries.append(_entry(url, fields))
    return Listing(entries=tuple(entries))
