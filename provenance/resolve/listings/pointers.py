"""Where a site says that its listings are: in robots.txt and in the head of its front page."""

from __future__ import annotations

from urllib.parse import urljoin

from provenance.resolve.listings.links import read_links

MOST_NAMED = 100
"""Sitemaps that are taken from one robots.txt."""
MOST_ROBOTS = 500 * 1024
"""Bytes of robots.txt that are read, as for its rules (RFC 9309 section 2.5)."""
MOST_FEEDS = 20
"""Feeds that are taken from one front page."""

_SITEMAP = frozenset({b"sitemap", b"site-map"})
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})


def sitemaps_named(robots: bytes, *, base: str) -> tuple[str, ...]:
    """The addresses on the `Sitemap:` lines of a robots.txt, in their order; they stand outside its groups."""
    found: dict[str, None] = {}
    for line in robots[:MOST_ROBOTS].removeprefix(b"\xef\xbb\xbf").splitlines():
        key, _, rest = line.partition(b":")
        if key.strip().lower() in _SITEMAP and rest.strip():
            url = join(base, rest.split()[0].decode("utf-8", errors="replace"))
            if url:
                found[url] = None
        if len(found) >= MOST_NAMED:
            break
    return tuple(found)


def feeds_named(page: bytes, *, base: str) -> tuple[str, ...]:
    """The feeds that a page names as another form of itself, in their order; those of comments are left out."""
    found: dict[str, None] = {}
    for link in read_links(page):
        url = join(base, link.target)
        comments = "comment" in url.lower() or "comment" in link.title.lower()
        if url and not comments and link.kind in _FEEDS and "alternate" in link.relations:
            found[url] = None
    return tuple(found)[:MOST_FEEDS]


def join(base: str, reference: str) -> str:
    """The address that `reference` means on the page `base`, an empty string for none of the web."""
    try:
        url = urljoin(base, reference) if reference else ""
    except ValueError:
        return ""
    return url if url.lower().startswith(("https://", "http://")) else ""
