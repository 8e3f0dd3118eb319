"""The SQL of a store, over SQLAlchemy Core; every write is a transaction of its own, tried again while others are busy.

An SQLite file has one connection behind one lock; PostgreSQL has a small pool.
"""

from __future__ import annotations

import threading
from contextlib import nullcontext
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy
from sqlalchemy import bindparam, or_, select
from sqlalchemy.exc import SQLAlchemyError

from provenance.clock import SystemClock
from provenance.errors import StoreError
from provenance.store.coding import pack_body
from provenance.store.engines import PAGE_BYTES, open_engine
from provenance.store.failures import explain_failure, is_passing
from provenance.store.migrations import migrate
from provenance.store.rows import CaptureRow, Found, ReportRow, as_capture, as_record, open_reading, seal_reading
from provenance.store.tables import BODIES, CAPTURES, META, METADATA, READINGS, REPORTS, SCHEMA_VERSION, begins_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection, Table

    from provenance.store.engines import Opened

Result = TypeVar("Result")

VERSION_KEY = "schema_version"

VERSION_DIGITS = 9
"""Of a version that are read: there will not be more, and Python refuses thousands."""

PAUSES = (0.1, 0.5, 2.0)
"""Seconds before a transaction is tried again: others are busy, or a server restarts."""

_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"

ADVISORY_LOCK = 0x70726F76
"""Of PostgreSQL, held while tables are made: the letters `prov`. Any number does that all programs here share."""


CAPTURE_COLUMNS = tuple(CAPTURES.c[name] for name in CaptureRow.__dataclass_fields__)

# Made once: to put a statement together takes longer than to run it.
_BY_ADDRESS = (
    select(*CAPTURE_COLUMNS, BODIES.c.coding, BODIES.c.body)
    .join(BODIES)
    .where(CAPTURES.c.url_sha256 == bindparam("place"))
    .order_by(CAPTURES.c.fetched_at.desc(), CAPTURES.c.id.desc())
    .limit(1)
)
_BY_DIGEST = (
    _BY_ADDRESS.where(CAPTURES.c.sha256 == bindparam("digest"))
    .order_by(None)
    .order_by((CAPTURES.c.fetched_at == bindparam("moment")).desc(), CAPTURES.c.fetched_at.desc(), CAPTURES.c.id.desc())
)
_READING = select(READINGS.c.reading).where(
    READINGS.c.capture == bindparam("body_of"),
    READINGS.c.url_sha256 == bindparam("place"),
    READINGS.c.extractor == bindparam("by"),
)


class Database:
    """The tables of one store. From any thread; raises `StoreError` alone."""

    def __init__(self, opened: Opened) -> None:
        self.name = opened.name
        self.is_sqlite = opened.is_sqlite
        self._opened = opened
        self._engine = opened.engine
        self._closed = False
        self._lock = threading.Lock() if opened.is_sqlite else nullcontext()
        self._clock = SystemClock()
        driver = opened.engine.dialect.dbapi
        # UnicodeDecodeError: the words with which SQLite tells of a damaged schema hold letters of it.
        self._failures = (SQLAlchemyError, OSError, UnicodeDecodeError, *(() if driver is None else (driver.Error,)))
        # Both know `on_conflict_do_update` in the same words; SQLAlchemy has no common form of it.
        insert = import_module(f"sqlalchemy.dialects.{opened.engine.dialect.name}").insert
        self._put_body = _make_put_body(insert)
        self._put_row = insert(CAPTURES).inline().on_conflict_do_nothing()
        self._put_reading = _make_upsert(insert, READINGS)
        self._put_report = _make_upsert(insert, REPORTS)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            self._closed = True
            self._engine.dispose()

    def read(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` returns of a connection that it reads from."""
        return self._run(work, begin="")

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` returns, done whole or not at all; it may be called again when it failed for a while."""
        return self._run(work, begin="BEGIN IMMEDIATE" if self.is_sqlite else "")

    def prepare(self) -> None:
        """Make the tables where there are none, or bring older ones up to date, in one transaction.

        Raises `StoreError` for tables that are not ours or are newer.
        """
        if self._opened.read_only:
            self.read(self._check_tables)
            return
        if self.is_sqlite and self.read(self._check_tables) == 0:  # how a new file is made; others stay as they are
            self.read(lambda connection: connection.exec_driver_sql(f"PRAGMA page_size = {PAGE_BYTES}"))
            self.read(lambda connection: connection.exec_driver_sql("PRAGMA auto_vacuum = INCREMENTAL"))
        self.write(self._make_or_update_tables)
        if self._opened.file is not None:  # only now: the mode is written into the file, which must be ours
            self.read(lambda connection: connection.exec_driver_sql("PRAGMA journal_mode = WAL"))

    def put_capture(self, row: Mapping[str, object], body: bytes) -> None:
        """Keep a capture and its body; a body that is there with other bytes is written anew, which heals it."""
        coding, packed = pack_body(body)
        kept = {"sha256": row["sha256"], "body": packed, "coding": coding}

        def put(connection: Connection) -> None:
            connection.execute(self._put_body, kept)
            connection.execute(self._put_row, row)

        self.write(put)

    def find_capture(self, url: str, *, url_sha256: str, sha256: str = "", fetched_at: str = "") -> Found | None:
        """The capture of an address, with the digest given if there is one, that was fetched last.

        One that was fetched at the very moment `fetched_at` is preferred.
        """
        given = {"place": url_sha256, "digest": sha256, "moment": fetched_at}
        query = _BY_DIGEST if sha256 else _BY_ADDRESS
        row = self.read(lambda connection: connection.execute(query, given).first())
        return None if row is None else Found(capture=as_capture(row, url=url))

    def put_reading(self, encoded: bytes, *, capture: str, url_sha256: str, extractor: str) -> None:
        """Keep a reading, in the place of an earlier one of the same capture, address and extractor."""
        row = {"capture": capture, "url_sha256": url_sha256, "extractor": extractor}
        sealed = seal_reading(encoded, place=tuple(row.values()))
        self.write(lambda connection: connection.execute(self._put_reading, {**row, "reading": sealed}))

    def find_reading(self, *, capture: str, url_sha256: str, extractor: str) -> bytes | None:
        """The JSON of a reading; none when there is none, or only a damaged one."""
        given = {"body_of": capture, "place": url_sha256, "by": extractor}
        kept = self.read(lambda connection: connection.execute(_READING, given).scalar())
        return open_reading(kept, place=(capture, url_sha256, extractor))

    def put_report(self, row: Mapping[str, object]) -> None:
        """Keep a report."""
        self.write(lambda connection: connection.execute(self._put_report, row))

    def find_reports(self, prefix: str) -> list[tuple[str, bytes]]:
        """Up to two reports whose digest begins with `prefix`, hexadecimal digits."""
        query = select(REPORTS.c.sha256, REPORTS.c.encoded).where(begins_with(REPORTS.c.sha256, prefix)).limit(2)
        rows = self.read(lambda connection: [as_record(row, ReportRow) for row in connection.execute(query)])
        return [(row.sha256, row.encoded) for row in rows]

    def ask(self, pragma: str) -> int:
        """The number that a pragma of SQLite tells."""
        return int(self.read(lambda connection: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()))

    def vacuum(self, statement: str) -> None:
        """Run a statement that stands outside every transaction, as those that give room back do."""

        def in_sqlite(connection: Connection) -> None:
            # One call of `execute` frees one page: it takes a single step of a statement that returns no columns.
            driver: Any = connection.connection.driver_connection
            driver.executescript(statement)

        def in_postgresql(connection: Connection) -> None:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(statement)

        self.read(in_sqlite if self.is_sqlite else in_postgresql)

    def _run(self, work: Callable[[Connection], Result], *, begin: str) -> Result:
        pauses = iter(PAUSES)
        while True:
            try:
                with self._lock, self._connect() as connection:
                    if begin:
                        connection.exec_driver_sql(begin)
                    result = work(connection)
                    connection.commit()
                    return result
            except self._failures as error:
                pause = next(pauses, None) if is_passing(error) else None
                if pause is None:
                    raise explain_failure(error, name=self.name) from error
            self._clock.sleep(pause)

    def _connect(self) -> Connection:
        if self._closed:  # a thread that was left behind; an engine would open the file again, and nobody close it
            raise StoreError(f"{self.name} is closed.")
        return self._engine.connect()

    def _check_tables(self, connection: Connection) -> int:
        """The version of the tables; 0 when there are none yet."""
        tables = set(sqlalchemy.inspect(connection).get_table_names())
        if META.name in tables:
            found = connection.execute(select(META.c.value).where(META.c.key == VERSION_KEY)).scalar()
            version = _read_version(found, name=self.name)
            self._check_whole(connection, tables)
            if version < SCHEMA_VERSION and self._opened.read_only:
                raise StoreError(
                    f"{self.name} was made by an older version of provenance, and cannot be written.",
                    "Copy it to where it can be written, and give that copy: it is brought up to date.",
                )
            return version
        if tables:
            raise StoreError(f"{self.name} is a database, but no store of provenance.", "Give another path.")
        return 0

    def _check_whole(self, connection: Connection, tables: set[str]) -> None:
        """Raise `StoreError` when a table is missing, or when a file has what changes others at a write."""
        missing = sorted(set(METADATA.tables) - tables)
        if missing:
            raise StoreError(f"{self.name} has no table {missing[0]}.", "Restore it from a copy, or give another path.")
        if self.is_sqlite and connection.exec_driver_sql(_TRIGGERS).first() is not None:
            raise StoreError(f"{self.name} has triggers, which no store has.", "Give another path.")

    def _make_or_update_tables(self, connection: Connection) -> None:
        if not self.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        version = self._check_tables(connection)
        if version == SCHEMA_VERSION:
            return
        if version == 0:
            METADATA.create_all(connection, checkfirst=False)
            connection.execute(META.insert().values(key=VERSION_KEY, value=str(SCHEMA_VERSION)))
            return
        migrate(connection, old=version, new=SCHEMA_VERSION)
        connection.execute(META.update().where(META.c.key == VERSION_KEY).values(value=str(SCHEMA_VERSION)))


def open_database(url: str) -> Database:
    """The database at `url` (see `provenance.store.open_store`), its tables made or checked."""
    database = Database(open_engine(url))
    try:
        database.prepare()
    except StoreError:
        database.close()
        raise
    return database


def _make_put_body(insert: Any) -> Any:  # noqa: ANN401 - the inserts of the dialects share no type
    statement = insert(BODIES).inline()
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["sha256"],
        set_={"body": new.body, "coding": new.coding},
        where=or_(BODIES.c.body != new.body, BODIES.c.coding != new.coding),
    )


def _make_upsert(insert: Any, table: Table) -> Any:  # noqa: ANN401 - the inserts of the dialects share no type
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    new = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=new)


def _read_version(value: object, *, name: str) -> int:
    digits = value if isinstance(value, str) and value.isascii() and value.isdigit() else "0"
    version = int(digits[:VERSION_DIGITS])
    if version > SCHEMA_VERSION:
        raise StoreError(f"{name} was made by a newer version of provenance.", "Update provenance, or give a new path.")
    if version < 1:
        raise StoreError(f"{name} has no readable version.", "Give another path.")
    return version
