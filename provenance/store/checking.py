"""Whether everything in a store still has the digest under which it is kept, and captures can be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from provenance.errors import StoreError
from provenance.store.coding import RAW, unpack_body
from provenance.store.database import CAPTURE_COLUMNS
from provenance.store.failures import is_damage
from provenance.store.rows import CaptureRow, as_record, build_capture
from provenance.store.store import digest_address
from provenance.store.tables import BODIES, CAPTURES, REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Column, Row, Select

    from provenance.store.database import Database

BATCH = 500
"""Digests listed at a time; their bytes are read one by one."""

SHOWN_URLS = 3
"""Addresses named for one damaged body, which may be that of many captures."""


OTHER_DIGEST = "its bytes have another digest"


class Part(StrEnum):
    """What was damaged."""

    BODY = "body"
    REPORT = "report"
    CAPTURE = "capture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A body, report or capture that is damaged: its digest, why, and captures that have it (three at most)."""

    part: Part
    sha256: str
    reason: str
    urls: tuple[str, ...] = ()


def check_store(database: Database, *, on_checked: Callable[[int, int], None]) -> Iterator[Damage]:
    """Every body, report and capture that is damaged; `on_checked` is told how many of how many were read."""
    total = sum(_count(database, column) for column in (BODIES.c.sha256, REPORTS.c.sha256, CAPTURES.c.sha256))
    checks = chain(
        (_check_body(database, sha256) for sha256 in _digests(database, BODIES.c.sha256)),
        (_check_report(database, sha256) for sha256 in _digests(database, REPORTS.c.sha256)),
        _check_captures(database),
    )
    for done, damage in enumerate(checks, 1):
        if damage is not None:
            yield damage
        on_checked(done, total)


def _check_body(database: Database, sha256: str) -> Damage | None:
    query = select(BODIES.c.body, BODIES.c.coding).where(BODIES.c.sha256 == sha256)
    reason, row = _read_one(database, query)
    # none: it was pruned meanwhile
    if row is not None and unpack_body(row.body, coding=row.coding, sha256=sha256) is None:
        reason = OTHER_DIGEST
    urls = _urls_of(database, sha256) if reason else ()
    return Damage(part=Part.BODY, sha256=str(sha256), reason=reason, urls=urls) if reason else None


def _check_report(database: Database, sha256: str) -> Damage | None:
    reason, row = _read_one(database, select(REPORTS.c.encoded).where(REPORTS.c.sha256 == sha256))
    if row is not None and unpack_body(row.encoded, coding=RAW, sha256=sha256) is None:
        reason = OTHER_DIGEST
    return Damage(part=Part.REPORT, sha256=str(sha256), reason=reason) if reason else None


def _read_one(database: Database, query: Select[Any]) -> tuple[str, Row[Any] | None]:
    """The row, or why a part of the file cannot be read; raises `StoreError` for all that is no damage."""
    try:
        return "", database.read(lambda connection: connection.execute(query).first())
    except StoreError as error:
        if is_damage(error):
            return error.message, None
        raise


def _check_captures(database: Database) -> Iterator[Damage | None]:
    """For each capture whether its row is damaged, or has lost its body."""
    query = (
        select(CAPTURES.c.id, CAPTURES.c.url_sha256, CAPTURES.c.size, BODIES.c.sha256.label("body"), *CAPTURE_COLUMNS)
        .outerjoin(BODIES, BODIES.c.sha256 == CAPTURES.c.sha256)
        .order_by(CAPTURES.c.id)
        .limit(BATCH)
    )
    last = 0
    while True:
        page = query.where(CAPTURES.c.id > last)
        rows = database.read(lambda connection: connection.execute(page).all())  # noqa: B023 - called at once
        for _, url_sha256, size, body, *columns in rows:
            reason = _reason_of(columns, url_sha256=url_sha256, size=size)
            reason = reason or ("its body is missing" if body is None else "")
            url, sha256 = str(columns[0]), str(columns[-1])
            yield Damage(part=Part.CAPTURE, sha256=sha256, reason=reason, urls=(url,)) if reason else None
        if len(rows) < BATCH:
            return
        last = rows[-1].id


def _reason_of(columns: list[object], *, url_sha256: object, size: object) -> str:
    """Why the row of a capture is damaged, or nothing."""
    try:
        row = as_record(columns, CaptureRow)
        build_capture(row, b"")
    except StoreError as error:
        return error.message
    if digest_address(row.url) != url_sha256:
        return "its address has another digest"
    return "" if isinstance(size, int) else "its size is no number"


def _digests(database: Database, column: Column[str]) -> Iterator[str]:
    last = ""
    while True:
        query = select(column).where(column > last).order_by(column).limit(BATCH)
        batch = database.read(lambda connection: list(connection.execute(query).scalars()))  # noqa: B023 - called at once
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1]


def _count(database: Database, column: Column[str]) -> int:
    return database.read(lambda connection: connection.execute(select(func.count(column))).scalar_one())


def _urls_of(database: Database, sha256: str) -> tuple[str, ...]:
    query = select(CAPTURES.c.url).where(CAPTURES.c.sha256 == sha256).distinct().limit(SHOWN_URLS)
    return tuple(database.read(lambda connection: list(connection.execute(query).scalars())))
