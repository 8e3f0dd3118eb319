"""The captures of a store as a list: what, when and how large, without the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, tuple_

from provenance.store.rows import as_record, damaged_row
from provenance.store.tables import CAPTURES, begins_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        yield from (_as_entry(row[1:]) for row in rows)
        if len(rows) < BATCH:
            return
        last = rows[-1]
        page = query.where(tuple_(CAPTURES.c.fetched_at, CAPTURES.c.id) < (last.fetched_at, last.id)).limit(BATCH)


def find_entries(database: Database, *, url_sha256: str = "", prefix: str = "") -> tuple[CaptureEntry, ...]:
    """The captures of an address, or those whose digest begins with `prefix`, the last first."""
    wanted = CAPTURES.c.url_sha256 == url_sha256 if url_sha256 else begins_with(CAPTURES.c.sha256, prefix)
    query = select(*_COLUMNS).where(wanted).order_by(*_NEWEST_FIRST).limit(MOST_FOUND)
    rows = database.read(lambda connection: connection.execute(query).all())
    return tuple(map(_as_entry, rows))


def _as_entry(row: Iterable[object]) -> CaptureEntry:
    entry = as_record(row, CaptureEntry)
    try:
        datetime.fromisoformat(entry.fetched_at)
    except ValueError:
        raise damaged_row(f"{entry.fetched_at[:40]!r} is no moment") from None
    return entry
