"""The captures of a store as a list: what, when and how large, without the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, tuple_

from provenance.store.tables import CAPTURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.store.database import Database

BATCH = 2_000
"""Rows read at a time, so that a list of a million needs no memory and other programs get their turn."""

MOST_FOUND = 1_000
"""Captures that one name may stand for; a page that was confirmed every day for years has not more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureEntry:
    """A capture without its bytes; `fetched_at` is ISO 8601 in UTC, `size` counts the bytes that came."""

    url: str
    fetched_at: str
    size: int
    status: int
    sha256: str


_COLUMNS = tuple(CAPTURES.c[name] for name in CaptureEntry.__dataclass_fields__)
_NEWEST_FIRST = (CAPTURES.c.fetched_at.desc(), CAPTURES.c.id.desc())


def list_entries(database: Database, *, since: str = "") -> Iterator[CaptureEntry]:
    """Every capture that was fetched at the moment `since` or later, the last first."""
    query = select(CAPTURES.c.id, *_COLUMNS).where(CAPTURES.c.fetched_at >= since).order_by(*_NEWEST_FIRST)
    page = query.limit(BATCH)
    while True:
        statement = page
        rows = database.read(lambda connection: connection.execute(statement).all())  # noqa: B023 - called at once
        for _, url, fetched_at, size, status, sha256 in rows:
            yield CaptureEntry(url=url, fetched_at=fetched_at, size=size, status=status, sha256=sha256)
        if len(rows) < BATCH:
            return
        last = rows[-1]
        page = query.where(tuple_(CAPTURES.c.fetched_at, CAPTURES.c.id) < (last.fetched_at, last.id)).limit(BATCH)


def find_entries(database: Database, *, url_sha256: str = "", prefix: str = "") -> tuple[CaptureEntry, ...]:
    """The captures of an address, or those whose digest begins with `prefix`, the last first."""
    wanted = CAPTURES.c.url_sha256 == url_sha256 if url_sha256 else CAPTURES.c.sha256.startswith(prefix)
    query = select(*_COLUMNS).where(wanted).order_by(*_NEWEST_FIRST).limit(MOST_FOUND)
    rows = database.read(lambda connection: connection.execute(query).all())
    return tuple(CaptureEntry(**row._mapping) for row in rows)  # noqa: SLF001 - the public name of SQLAlchemy
