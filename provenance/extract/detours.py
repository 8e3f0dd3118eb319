"""Sites that answer with another page than the one asked for: their front page, a section, a page for lost ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.extract.looks import LONG
from provenance.model import Access
from provenance.urls.archived import read_archived

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from provenance.extract.looks import Looks

LISTED = 5
"""Links with the length of a headline that a section shows, at least; `/story/123` may be all of `/story/123/slug`."""

# /, /index.html, /en/, /en-gb, /home: paths of front pages
_FRONT = re.compile(r"/?|/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w{2,5})?)?/?", re.IGNORECASE)

# /404, /error/not-found.html, /page-not-found: paths of pages for lost ones
_LOST = re.compile(
    r"(?:^|/)(?:40[34]|410|error|(?:page-?)?not-?found|pagenotfound|notfound)(?:\.\w{2,5})?/?$", re.IGNORECASE
)

# p=12, id=7, story=x: a query that names a page of its own; those of campaigns and languages do not
_NAMING = re.compile(r"(?:^|&)(?:p|id|page_id|story|article|a|nid|item|art|doc|aid|sid)=", re.IGNORECASE)


def original_address(url: str) -> str:
    """The address that an archived copy is a copy of; any other address as it is."""
    archived = read_archived(url)
    return archived.original if archived is not None else url


def is_front_address(url: str) -> bool:
    """Whether an address is that of a site's front page, in one of its languages."""
    parts = _split(url)
    return parts is not None and _is_front(parts)


def find_detour(looks: Looks) -> tuple[Access, str] | None:
    """Not found, when the site led away from the page asked for."""
    asked, read = _split(looks.asked), _split(looks.url)
    if asked is None or read is None or _is_front(asked):
        return None
    if _is_front(read) or (_FRONT.fullmatch(read.path) and not _is_text(looks)):
        return Access.NOT_FOUND, "the site led to its front page instead"
    if _LOST.search(read.path) and not _LOST.search(asked.path) and not looks.metadata.is_article:
        return Access.NOT_FOUND, "the site led to a page for lost ones instead"
    if _leads_up(asked, read) and looks.outline.headlines >= LISTED and not _is_text(looks):
        return Access.NOT_FOUND, "the site led to a section instead"
    return None


def find_alias(looks: Looks) -> tuple[Access, str] | None:
    """Not found, when a page that is no article names the front page of the site as its own address."""
    named, read = looks.metadata.canonical_url, _split(looks.url)
    own = _split(named) if named else None
    if own is None or read is None or _is_front(read) or not _is_front(own) or _is_text(looks):
        return None
    return Access.NOT_FOUND, "the page names the front page of the site as its address"


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _is_front(parts: SplitResult) -> bool:
    return _FRONT.fullmatch(parts.path) is not None and not _NAMING.search(parts.query)


def _leads_up(asked: SplitResult, read: SplitResult) -> bool:
    """Whether the address read is that of a folder which the address asked for lies in."""
    folder = read.path.rstrip("/") + "/"
    return asked.path.startswith(folder) and len(asked.path) > len(folder) and not read.query and asked != read


def _is_text(looks: Looks) -> bool:
    """Whether the page is an article by its own statement, or has a long text and few links to others."""
    if looks.metadata.is_article:
        return True
    return looks.outline.running >= LONG and looks.outline.headlines * 10 < looks.outline.running
