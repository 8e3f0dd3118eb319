"""Whether everything in a store still has the digest under which it is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from provenance.errors import StoreError
from provenance.store.coding import unpack_body
from provenance.store.tables import BODIES, CAPTURES, REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Column

    from provenance.store.database import Database

BATCH = 500
"""Digests listed at a time; their bytes are read one by one."""

SHOWN_URLS = 3
"""Addresses named for one damaged body, which may be that of many captures."""


class Part(StrEnum):
    """What was damaged."""

    BODY = "body"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A digest that does not hold: `reason` says why, `urls` are captures that have it (three at most)."""

    part: Part
    sha256: str
    reason: str
    urls: tuple[str, ...] = ()


def check_store(database: Database, *, on_checked: Callable[[int, int], None]) -> Iterator[Damage]:
    """Every body and report whose bytes do not have its digest; `on_checked` is told how many of how many were read."""
    totals = [_count(database, column) for column in (BODIES.c.sha256, REPORTS.c.sha256)]
    done = 0
    for part, column, check in (
        (Part.BODY, BODIES.c.sha256, _check_body),
        (Part.REPORT, REPORTS.c.sha256, _check_report),
    ):
        for sha256 in _digests(database, column):
            reason = _check(check, database, sha256)
            if reason:
                urls = _urls_of(database, sha256) if part is Part.BODY else ()
                yield Damage(part=part, sha256=sha256, reason=reason, urls=urls)
            done += 1
            on_checked(done, sum(totals))


def _check(check: Callable[[Database, str], str], database: Database, sha256: str) -> str:
    """Why a digest does not hold; also when a part of the file cannot be read. Empty when it holds."""
    try:
        return check(database, sha256)
    except StoreError as error:
        return error.message


def _check_body(database: Database, sha256: str) -> str:
    query = select(BODIES.c.body, BODIES.c.coding).where(BODIES.c.sha256 == sha256)
    row = database.read(lambda connection: connection.execute(query).first())
    if row is None or unpack_body(row.body, coding=row.coding, sha256=sha256) is not None:
        return ""  # none: it was pruned meanwhile
    return "its bytes have another digest"


def _check_report(database: Database, sha256: str) -> str:
    query = select(REPORTS.c.encoded).where(REPORTS.c.sha256 == sha256)
    encoded = database.read(lambda connection: connection.execute(query).scalar())
    holds = encoded is None or hashlib.sha256(encoded).hexdigest() == sha256
    return "" if holds else "its bytes have another digest"


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
