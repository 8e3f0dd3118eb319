"""Takes captures out of a store by age and size; never one that a kept report needs, unless that is asked for.

What goes is a body with all its captures and readings; it is as old as the last time it was fetched or confirmed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from provenance.errors import InputError, StoreError
from provenance.model.codec import decode_record
from provenance.store.rows import as_record
from provenance.store.tables import BODIES, CAPTURES, READINGS, REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from provenance.store.database import Database

SPARED_HOURS = 25
"""Younger captures stay: a run under way may use a copy that is a day old, and keeps its report only at its end."""

BATCH = 100
"""Bodies taken out in one transaction, so that others get their turn and an interruption loses little."""

VACUUM_PAGES = 2_000
"""Pages of an SQLite file given back in one step: 16 MB."""


class Needed(StrEnum):
    """What becomes of captures that a report needs, or that are younger than `SPARED_HOURS`."""

    STAY = "stay"
    GO = "go"


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneRule:
    """What is to go: what is older and larger than both limits say (none: any), then the oldest above `keep_bytes`.

    `larger_than` counts the bytes that came, `keep_bytes` those that all bodies take in the store.
    """

    older_than: timedelta | None = None
    larger_than: int | None = None
    keep_bytes: int | None = None
    needed: Needed = Needed.STAY


@dataclass(frozen=True, slots=True, kw_only=True)
class PrunePlan:
    """The bodies that go, with the number of their captures and of the bytes that they take; and what was spared.

    `spared` bodies fit the rule, but a report needs them or they are young. `left_bytes` is what stays. `until` is when
    the youngest of what goes was fetched.
    """

    digests: tuple[str, ...]
    captures: int
    freed_bytes: int
    left_bytes: int
    spared: int
    reports: int
    until: str


@dataclass(frozen=True, slots=True)
class _PageOfReport:
    capture: str


@dataclass(frozen=True, slots=True)
class _Needs:
    """The part of a report, of any version so far, that says which captures it was made from."""

    pages: tuple[_PageOfReport, ...]


def plan_pruning(database: Database, rule: PruneRule, *, now: datetime) -> PrunePlan:
    """What `rule` takes out of the store. Raises `StoreError` when a report cannot say which captures it needs."""
    reports, needed = (0, set()) if rule.needed is Needed.GO else _read_needs(database)
    young = _moment_before(now, timedelta(hours=SPARED_HOURS))
    bodies = _list_bodies(database)
    beyond = {body.sha256 for body in _beyond_limits(bodies, rule, now=now)}
    left = sum(body.taken for body in bodies)
    chosen: list[_Body] = []
    spared = 0
    for body in sorted(bodies, key=lambda body: body.sha256 not in beyond):  # those first, then the oldest
        if body.sha256 not in beyond and (rule.keep_bytes is None or left <= rule.keep_bytes):
            break
        if rule.needed is Needed.STAY and (body.sha256 in needed or body.latest > young):
            spared += 1
            continue
        chosen.append(body)
        left -= body.taken
    return PrunePlan(
        digests=tuple(body.sha256 for body in chosen),
        captures=sum(body.captures for body in chosen),
        freed_bytes=sum(body.taken for body in chosen),
        left_bytes=left,
        spared=spared,
        reports=reports,
        until=max((body.latest for body in chosen), default=""),
    )


def _beyond_limits(bodies: list[_Body], rule: PruneRule, *, now: datetime) -> Iterator[_Body]:
    """The bodies that are both older and larger than the limits that `rule` has; none when it has neither."""
    if rule.older_than is None and rule.larger_than is None:
        return
    old = None if rule.older_than is None else _moment_before(now, rule.older_than)
    for body in bodies:
        if (old is None or body.latest < old) and (rule.larger_than is None or body.size > rule.larger_than):
            yield body


def carry_out(database: Database, plan: PrunePlan, *, rule: PruneRule, on_pruned: Callable[[int, int], None]) -> None:
    """Take the bodies of `plan` out, a batch a transaction; `on_pruned` is told how many of how many are gone.

    What was captured again since the plan was made stays. Raises `StoreError` when a report was kept meanwhile, which
    may need what is planned to go.
    """
    for start in range(0, len(plan.digests), BATCH):
        batch = plan.digests[start : start + BATCH]

        def take_out(connection: Connection, batch: tuple[str, ...] = batch) -> None:
            if rule.needed is Needed.STAY:
                _check_reports(connection, plan=plan, is_sqlite=database.is_sqlite)
            _delete(connection, batch, until=plan.until)

        database.write(take_out)
        on_pruned(start + len(batch), len(plan.digests))


def free_space(database: Database, *, on_freed: Callable[[int, int], None]) -> None:
    """Give the room of what was taken out back to the disk; a step at a time, of a file that was made so."""
    if not database.is_sqlite:
        for table in (CAPTURES, READINGS, BODIES):  # the server uses the room again; a part of it goes back
            database.vacuum(f"VACUUM {table.name}")
        return
    if database.ask("auto_vacuum") == 0:  # made by version 1; this needs as much room as the file has
        database.vacuum("PRAGMA auto_vacuum = INCREMENTAL; VACUUM")
    total = free = database.ask("freelist_count")
    while free:
        database.vacuum(f"PRAGMA incremental_vacuum({VACUUM_PAGES})")
        before, free = free, database.ask("freelist_count")
        on_freed(total - free, total)
        if free >= before:  # another program fills it as fast as it is emptied
            break
    database.vacuum("PRAGMA wal_checkpoint(TRUNCATE)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    sha256: str
    latest: str
    captures: int
    size: int
    taken: int


def _list_bodies(database: Database) -> list[_Body]:
    """Every body, the one that was fetched or confirmed longest ago first."""
    of_captures = (
        select(
            CAPTURES.c.sha256,
            func.max(CAPTURES.c.fetched_at).label("latest"),
            func.count().label("captures"),
            func.max(CAPTURES.c.size).label("size"),
        )
        .group_by(CAPTURES.c.sha256)
        .subquery()
    )
    query = select(of_captures, func.length(BODIES.c.body).label("taken")).join(
        BODIES, BODIES.c.sha256 == of_captures.c.sha256
    )
    bodies = database.read(lambda connection: [as_record(row, _Body) for row in connection.execute(query)])
    return sorted(bodies, key=lambda body: (body.latest, body.sha256))


def _read_needs(database: Database) -> tuple[int, set[str]]:
    """How many reports there are, and the digests of the captures that they were made from."""
    digests = database.read(lambda connection: list(connection.execute(select(REPORTS.c.sha256)).scalars()))
    return len(digests), {digest for report in digests for digest in _needs_of(database, report)}


def _needs_of(database: Database, report: str) -> Iterator[str]:
    for sha256, encoded in database.find_reports(report):
        holds = hashlib.sha256(encoded).hexdigest() == sha256
        needs = _decode_needs(encoded) if holds else None
        if needs is None:
            raise StoreError(
                f"The report {sha256[:12]}… cannot be read, so which captures it needs is not known.",
                "Nothing was pruned; --force prunes as if no report needed anything.",
            )
        yield from (page.capture for page in needs.pages)


def _decode_needs(encoded: bytes) -> _Needs | None:
    try:
        return decode_record(encoded, _Needs)
    except InputError:
        return None


def _check_reports(connection: Connection, *, plan: PrunePlan, is_sqlite: bool) -> None:
    if not is_sqlite:  # SQLite lets one program write at a time anyway
        connection.exec_driver_sql("LOCK TABLE reports IN SHARE MODE")
    if connection.execute(select(func.count(REPORTS.c.sha256))).scalar_one() != plan.reports:
        raise StoreError(
            "A report was kept while the store was pruned, and may need what was to go.", "Give the same command again."
        )


def _delete(connection: Connection, batch: tuple[str, ...], *, until: str) -> None:
    connection.execute(delete(CAPTURES).where(CAPTURES.c.sha256.in_(batch), CAPTURES.c.fetched_at <= until))
    still = set(connection.execute(select(CAPTURES.c.sha256).where(CAPTURES.c.sha256.in_(batch))).scalars())
    gone = [sha256 for sha256 in batch if sha256 not in still]
    connection.execute(delete(READINGS).where(READINGS.c.capture.in_(gone)))
    connection.execute(delete(BODIES).where(BODIES.c.sha256.in_(gone)))


def _moment_before(now: datetime, age: timedelta) -> str:
    """The moment that was `age` ago, as it stands in the tables; empty, before all others, when there is none."""
    try:
        return (now - age).astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        return ""
