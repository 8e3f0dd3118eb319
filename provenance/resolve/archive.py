"""The archived copy of a page that is nearest to a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from provenance.model import Access, Missed, Wanted
from provenance.urls.archived import read_archived
from provenance.urls.canonical import canonical_url

if TYPE_CHECKING:
    from datetime import date, datetime

    from provenance.resolve.providers.contract import Fetch

AVAILABILITY = "https://archive.org/wayback/available"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedCopy:
    """Where a copy can be read as the site sent it, and when it was taken, aware, in UTC."""

    url: str
    taken_at: datetime


def find_copy(url: str, *, day: date | None, fetch: Fetch) -> ArchivedCopy | Missed:
    """The Internet Archive's copy of `url` nearest to `day` (the newest without one), or why there is none.

    The archive learns the address and the day.
    """
    stamp = f"&timestamp={day:%Y%m%d}" if day else ""
    outcome = fetch(f"{AVAILABILITY}?url={quote(url, safe='')}{stamp}", wanted=Wanted.SERVICE)
    if isinstance(outcome, Missed):
        return Missed(url=url, access=outcome.access, detail=f"the archive could not be asked: {outcome.detail}")
    copy = _read_answer(outcome.body)
    archived = read_archived(copy)
    if archived is None or canonical_url(archived.original) != canonical_url(url):
        return Missed(url=url, access=Access.NOT_FOUND, detail="the Internet Archive has no copy")
    return ArchivedCopy(
        url=f"https://web.archive.org/web/{archived.taken_at:%Y%m%d%H%M%S}id_/{archived.original}",
        taken_at=archived.taken_at,
    )


def _read_answer(body: bytes) -> str:
    """The address of the closest copy that the answer names, or an empty string."""
    try:
        closest = json.loads(body)["archived_snapshots"]["closest"]
        return str(closest["url"]) if closest["available"] and str(closest["status"]) == "200" else ""
    except (ValueError, RecursionError, KeyError, TypeError):
        return ""
