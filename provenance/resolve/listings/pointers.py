"""Where a site says that its listings are: in robots.txt and in the head of its front page."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

MOST_NAMED = 100
"""Sitemaps that are taken from one robots.txt."""
MOST_ROBOTS = 500 * 1024
"""Bytes of robots.txt that are read, as for its rules (RFC 9309 section 2.5)."""
MOST_FRONT = 512 * 1024
"""Bytes of a front page in which links to feeds are looked for; they stand in its head."""
MOST_FEEDS = 20
"""Feeds that are taken from one front page."""

_SITEMAP = frozenset({b"sitemap", b"site-map"})
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})

# <link rel="alternate" type="application/rss+xml" href="/feed/">
_LINK = re.compile(rb"<link\b([^<>]{1,1000})>", re.IGNORECASE)
# href="/feed/" | rel=alternate
_ATTRIBUTE = re.compile(r"""(?<![a-zA-Z])([a-zA-Z]+)\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


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
    for match in _LINK.finditer(page[:MOST_FRONT]):
        attributes = _attributes(match[1].decode("utf-8", errors="replace"))
        url = join(base, attributes.get("href", ""))
        comments = "comment" in url.lower() or "comment" in attributes.get("title", "").lower()
        if url and not comments and _is_feed(attributes):
            found[url] = None
        if len(found) >= MOST_FEEDS:
            break
    return tuple(found)


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "").strip()
        for match in _ATTRIBUTE.finditer(text)
    }


def _is_feed(attributes: dict[str, str]) -> bool:
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    return kind in _FEEDS and "alternate" in attributes.get("rel", "").lower().split()


def join(base: str, reference: str) -> str:
    """The address that `reference` means on the page `base`, an empty string for none of the web."""
    try:
        url = urljoin(base, reference) if reference else ""
    except ValueError:
        return ""
    return url if url.lower().startswith(("https://", "http://")) else ""
