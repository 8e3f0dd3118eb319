"""The SQL of a store, over SQLAlchemy Core: one connection, one lock, every write a transaction of its own."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import event, select
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from provenance.errors import StoreError
from provenance.store.tables import BODIES, CAPTURES, META, METADATA, READINGS, REPORTS, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import URL, Connection, Engine, Table

VERSION_KEY = "schema_version"
BUSY_SECONDS = 10.0
"""How long to wait while another process writes."""

BACKENDS = ("sqlite", "postgresql")

_REASONS = {
    "SQLITE_FULL": ("the disk is full", "Make room; what was kept before is intact."),
    "SQLITE_READONLY": ("it cannot be written", "Check the permissions of the file and its folder."),
    "SQLITE_CANTOPEN": ("it cannot be opened", "Check that the folder exists and can be written."),
    "SQLITE_NOTADB": ("it is no store of provenance", "Give another path."),
    "SQLITE_CORRUPT": ("it is damaged", "Restore it from a copy, or give another path."),
    "SQLITE_BUSY": ("another program is using it", "Try again when the other run is over."),
    "SQLITE_IOERR": ("the disk failed", "Check the disk; a network folder is no good place for a store."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    """A capture as it lies in the tables, with its body."""

    url: str
    final_url: str
    redirects: str
    status: int
    headers: str
    fetched_at: str
    sha256: str
    body: bytes


class Database:
    """The tables of one store. From any thread; raises `StoreError` alone."""

    def __init__(self, engine: Engine, *, name: str) -> None:
        self._engine = engine
        self._name = name
        self._lock = threading.Lock()
        self._upsert = _find_upsert(engine.dialect.name)
        self._writes_file = engine.dialect.name == "sqlite" and "mode" not in engine.url.query

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._engine.dispose()

    def prepare(self) -> None:
        """Make the tables where there are none; raises `StoreError` for tables that are not ours or are newer."""
        self._make_or_check_tables()
        if self._writes_file:  # only now: the mode is written into the file, which must be ours
            with self._transaction() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")

    def _make_or_check_tables(self) -> None:
        with self._transaction() as connection:
            if self._writes_file:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            tables = set(sqlalchemy.inspect(connection).get_table_names())
            if META.name in tables:
                version = select(META.c.value).where(META.c.key == VERSION_KEY)
                _check_version(connection.execute(version).scalar(), name=self._name)
                return
            if tables:
                raise StoreError(f"{self._name} is a database, but no store of provenance.", "Give another path.")
            METADATA.create_all(connection, checkfirst=False)
            connection.execute(META.insert().values(key=VERSION_KEY, value=str(SCHEMA_VERSION)))

    def put_capture(self, row: Mapping[str, object], body: bytes) -> None:
        """Keep a capture and its body. A body that is there already is written anew, which heals a damaged one."""
        with self._transaction() as connection:
            self._put(connection, BODIES, {"sha256": row["sha256"], "body": body})
            connection.execute(self._upsert(CAPTURES).values(row).on_conflict_do_nothing())

    def find_capture(self, url: str, *, sha256: str | None) -> CaptureRow | None:
        """The capture of `url`, with the digest given if there is one, that was fetched last."""
        wanted = [CAPTURES.c[name] for name in CaptureRow.__dataclass_fields__ if name != "body"]
        query = select(*wanted, BODIES.c.body).join(BODIES).where(CAPTURES.c.url == url)
        if sha256 is not None:
            query = query.where(CAPTURES.c.sha256 == sha256)
        query = query.order_by(CAPTURES.c.fetched_at.desc(), CAPTURES.c.id.desc()).limit(1)
        with self._transaction() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else CaptureRow(**row)

    def put_reading(self, row: Mapping[str, object]) -> None:
        """Keep a reading, in the place of an earlier one of the same capture, address and extractor."""
        with self._transaction() as connection:
            self._put(connection, READINGS, row)

    def find_reading(self, *, capture: str, url: str, extractor: str) -> bytes | None:
        """The JSON of a reading, or none."""
        query = select(READINGS.c.reading).where(
            READINGS.c.capture == capture, READINGS.c.url == url, READINGS.c.extractor == extractor
        )
        with self._transaction() as connection:
            found: bytes | None = connection.execute(query).scalar()
        return found

    def put_report(self, row: Mapping[str, object]) -> None:
        """Keep a report."""
        with self._transaction() as connection:
            self._put(connection, REPORTS, row)

    def find_reports(self, prefix: str) -> list[tuple[str, bytes]]:
        """Up to two reports whose digest begins with `prefix`, hexadecimal digits."""
        query = select(REPORTS.c.sha256, REPORTS.c.encoded).where(REPORTS.c.sha256.startswith(prefix)).limit(2)
        with self._transaction() as connection:
            return [(sha256, encoded) for sha256, encoded in connection.execute(query)]

    def _put(self, connection: Connection, table: Table, row: Mapping[str, object]) -> None:
        statement = self._upsert(table).values(row)
        keys = [column.name for column in table.primary_key]
        new = {name: statement.excluded[name] for name in row if name not in keys}
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=new))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._lock, self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _explain(error, name=self._name) from error


def open_database(url: str) -> Database:
    """The database at `url` (see `provenance.store.open_store`), its tables made or checked."""
    address = _read_url(url)
    name = "The store in memory" if address.database in (None, "", ":memory:") else f"The store {address.database}"
    if address.get_backend_name() not in BACKENDS:
        shown = address.render_as_string(hide_password=True)
        raise StoreError(f"The store {shown} is of no known kind.", f"Known are: {', '.join(BACKENDS)}.")
    try:
        engine = _make_engine(address)
    except ModuleNotFoundError as error:
        shown = address.render_as_string(hide_password=True)
        raise StoreError(
            f"The store {shown} needs a database driver that is not installed ({error}).",
            "Stores other than SQLite files are not tested with this package; for PostgreSQL: pip install psycopg",
        ) from error
    database = Database(engine, name=name)
    try:
        database.prepare()
    except StoreError:
        database.close()
        raise
    return database


def _read_url(url: str) -> URL:
    if url in ("", "sqlite://", "sqlite:///"):
        raise StoreError("The address of the store names no file.", "Give a path, or :memory: to keep nothing.")
    if "://" in url:
        try:
            return sqlalchemy.make_url(url)
        except (ArgumentError, ValueError) as error:  # ValueError for a port that is no number
            raise StoreError("The address of the store cannot be read.", "Give a path or sqlite:///PATH.") from error
    return sqlalchemy.URL.create("sqlite", database=url)


def _make_engine(address: URL) -> Engine:
    if address.get_backend_name() != "sqlite":
        return sqlalchemy.create_engine(address)
    if address.database not in (None, "", ":memory:"):
        _make_folder(Path(str(address.database)))
        address = _for_reading(address) or address
    arguments = {"check_same_thread": False, "timeout": BUSY_SECONDS}
    engine = sqlalchemy.create_engine(address, connect_args=arguments, poolclass=StaticPool)
    event.listen(engine, "connect", _check_foreign_keys)
    return engine


def _for_reading(address: URL) -> URL | None:
    """The address of a file that may be read but not written, as of an archive that is replayed; none for others."""
    path = Path(str(address.database)).absolute()
    if not path.is_file() or os.access(path, os.W_OK):
        return None
    # Where nothing can be written, SQLite reads a file only when told that nobody else writes it either.
    settled = {} if path.with_name(f"{path.name}-wal").exists() else {"immutable": "1"}
    return address.set(database=path.as_uri(), query={"mode": "ro", "uri": "true", **settled})


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The store {path} cannot be opened: {error.strerror}.", "Give another path.") from error


def _check_foreign_keys(connection: Any, _: object) -> None:  # noqa: ANN401 - a connection of sqlite3
    connection.execute("PRAGMA foreign_keys = ON")


def _find_upsert(dialect: str) -> Any:  # noqa: ANN401 - the two functions share no type
    # Both know `on_conflict_do_update` in the same words; SQLAlchemy has no common form of it.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert


def _check_version(value: object, *, name: str) -> None:
    version = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else 0
    if version > SCHEMA_VERSION:
        raise StoreError(f"{name} was made by a newer version of provenance.", "Update provenance, or give a new path.")
    if version != SCHEMA_VERSION:
        raise StoreError(f"{name} has no readable version.", "Give another path.")


def _explain(error: SQLAlchemyError, *, name: str) -> StoreError:
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorname", "")
    for known, (reason, hint) in _REASONS.items():
        if code.startswith(known):
            return StoreError(f"{name}: {reason}.", hint)
    return StoreError(f"{name} failed: {' '.join(str(origin).split())[:200]}.")
