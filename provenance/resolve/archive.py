"""The archived copy of a page that is nearest to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.errors import UnsafeAddressError
from provenance.model import Access, Missed, Wanted
from provenance.model.captures import ARCHIVE
from provenance.resolve.answers import address_of, at, read_json, text_at, written_day
from provenance.resolve.cdx import INDEX, read_captures
from provenance.urls.addresses import check_url
from provenance.urls.archived import read_archived
from provenance.urls.canonical import canonical_url
from provenance.urls.domains import source_host

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, timedelta

    from provenance.resolve.providers.contract import Fetch
    from provenance.urls.archived import ArchivedAddress

AVAILABILITY = "https://archive.org/wayback/available"
NEAREST = 5
"""Captures that the index is asked for: the nearest by its own reckoning, or the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedCopy:
    """Where a copy can be read as the site sent it, and when it was taken, aware, in UTC."""

    url: str
    taken_at: datetime


def find_copy(url: str, *, day: date | None, fetch: Fetch) -> ArchivedCopy | Missed:
    """The Internet Archive's copy of `url` nearest to `day` (the newest without one), or why there is none.

    The archive learns the address and the day. Its index is asked only when its quick answer fails, and not when it
    has had enough requests. A copy of another page, or one that is no page (status other than 200), is no copy.
    """
    quick = fetch(_availability(url, day), wanted=Wanted.SERVICE)
    if not isinstance(quick, Missed) and isinstance(at(read_json(quick.body), "archived_snapshots"), dict):
        return _choose(url, _closest(quick.body), day)
    if isinstance(quick, Missed) and quick.access in {Access.RATE_LIMITED, Access.UNRECORDED, Access.UNSAFE}:
        return _unasked(url, quick.access, quick.detail)
    listed = fetch(_index(url, day), wanted=Wanted.SERVICE)
    if isinstance(listed, Missed):
        return _unasked(url, listed.access, listed.detail)
    part = read_captures(listed.body)
    if part is None:
        return _unasked(url, Access.UNSUPPORTED, "its answer could not be read")
    addresses = (read_archived(f"{ARCHIVE}{captured.timestamp}/{captured.original}") for captured in part.captures)
    return _choose(url, (address for address in addresses if address is not None), day)


def _availability(url: str, day: date | None) -> str:
    return address_of(AVAILABILITY, {"url": url, **({"timestamp": written_day(day)} if day else {})})


def _index(url: str, day: date | None) -> str:
    nearest: dict[str, str | int] = {"limit": -NEAREST}
    if day:
        nearest = {"closest": written_day(day), "sort": "closest", "limit": NEAREST}
    wanted = {"filter": "statuscode:200", "fl": "original,timestamp", "output": "json"}
    return address_of(INDEX, {"url": url, **wanted, **nearest})


def _closest(body: bytes) -> tuple[ArchivedAddress, ...]:
    """The copy that the quick answer names, if it was a page."""
    answer = at(read_json(body), "archived_snapshots", "closest")
    archived = read_archived(text_at(answer, "url"))
    is_page = at(answer, "available") is True and str(at(answer, "status")) == "200"
    return (archived,) if archived is not None and is_page else ()


def _choose(url: str, found: Iterable[ArchivedAddress], day: date | None) -> ArchivedCopy | Missed:
    own = [archived for archived in found if _is_copy(archived.original, url)]
    if not own:
        return Missed(url=url, access=Access.NOT_FOUND, detail="the Internet Archive has no copy")
    noon = datetime.combine(day, time(12), tzinfo=UTC) if day else None
    nearest = min(own, key=lambda each: _distance(each.taken_at, noon))
    return ArchivedCopy(
        url=f"{ARCHIVE}{nearest.taken_at:%Y%m%d%H%M%S}id_/{nearest.original}", taken_at=nearest.taken_at
    )


def _distance(taken_at: datetime, wanted: datetime | None) -> timedelta:
    """How far a copy is from the wanted time; without one, how far from the end of all time."""
    return abs(taken_at - wanted) if wanted else datetime.max.replace(tzinfo=UTC) - taken_at


def _is_copy(original: str, url: str) -> bool:
    """Whether two addresses name one page; the archive knows no difference of scheme, `www.`, or a final slash."""
    try:
        check_url(original)
    except UnsafeAddressError:
        return False
    return _page_key(original) == _page_key(url)


def _page_key(url: str) -> tuple[str, str, str]:
    parts = urlsplit(canonical_url(url))
    return source_host(parts.netloc), parts.path.rstrip("/"), parts.query


def _unasked(url: str, access: Access, detail: str) -> Missed:
    return Missed(url=url, access=access, detail=f"the archive could not be asked: {detail}")
