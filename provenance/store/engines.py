"""From the address of a store to an engine: SQLite in a file or in memory, or PostgreSQL through pg8000."""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from provenance.errors import ExtraMissingError, StoreError
from provenance.store.postgresql import connection_arguments

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

BUSY_SECONDS = 10.0
"""How long to wait while another process writes to the same file."""

PAGE_BYTES = 8_192
"""Of an SQLite file: pages of HTML, packed, are some 10 kB; half as many pages to move when room is given back."""

POOL = 5
"""Connections to PostgreSQL at rest, and as many more while all are busy: the server has 100 for everybody."""

BACKENDS = ("sqlite", "postgresql")

_MEMORY = (None, "", ":memory:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An engine that has not connected yet, and the name of its store for messages: never with a password."""

    engine: Engine
    name: str
    file: Path | None
    read_only: bool = False

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite, in a file or in memory."""
        return self.engine.dialect.name == "sqlite"


def open_engine(url: str) -> Opened:
    """The engine for `url` (see `provenance.store.open_store`); `StoreError` when there can be none."""
    address = _read_url(url)
    match address.get_backend_name():
        case "sqlite":
            return _open_sqlite(address)
        case "postgresql":
            return _open_postgresql(address)
        case kind:
            raise StoreError(f"A store of the kind {kind} is of no known kind.", f"Known are: {', '.join(BACKENDS)}.")


def _read_url(url: str) -> URL:
    if url in ("", "sqlite://", "sqlite:///"):
        raise StoreError("The address of the store names no file.", "Give a path, or :memory: to keep nothing.")
    if "://" not in url and not url.startswith(tuple(f"{kind}:" for kind in BACKENDS)):
        return sqlalchemy.URL.create("sqlite", database=url)
    try:
        address = sqlalchemy.make_url(url)
        str(address.host).encode("idna")
    except (ArgumentError, ValueError):  # ValueError for a port that is no number, with a part of the password in it
        raise _unreadable() from None
    return address


def _unreadable() -> StoreError:
    hint = "Give a path, sqlite:///PATH or postgresql://USER@HOST/DATABASE; in a password / is %2F and @ is %40."
    return StoreError("The address of the store cannot be read.", hint)


def _open_sqlite(address: URL) -> Opened:
    if address.host or address.username or address.query:  # sqlite://store.sqlite names a host
        raise _unreadable()
    arguments = {"check_same_thread": False, "timeout": BUSY_SECONDS, "isolation_level": None}
    name, file, read_only = "The store in memory", None, False
    if address.database not in _MEMORY:
        file = Path(str(address.database))
        name = f"The store {address.database}"
        _check_file(file)
        _make_folder(file)
        reading = _for_reading(address)
        read_only = reading is not None
        address = reading or address
    engine = _make_engine(address.set(drivername="sqlite"), connect_args=arguments, poolclass=StaticPool)
    event.listen(engine, "connect", _set_up_sqlite)
    return Opened(engine=engine, name=name, file=file, read_only=read_only)


def _open_postgresql(address: URL) -> Opened:
    if not address.username:
        raise StoreError("The address of the store names no user.", "Give postgresql://USER@HOST/DATABASE.")
    port = f":{address.port}" if address.port else ""
    name = f"The store postgresql://{address.host or 'localhost'}{port}/{address.database or ''}"
    # An empty password is refused by the server in words; none at all would break pg8000.
    password = str(address.password or os.environ.get("PGPASSWORD", ""))
    # The pool logs each connection that a server dropped, with a trace; what matters of it is in our own error.
    logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())
    engine = _make_engine(
        sqlalchemy.URL.create(
            "postgresql+pg8000",
            username=address.username,
            host=address.host,
            port=address.port,
            database=address.database,
        ),
        connect_args={**connection_arguments(address, is_local=_is_local(address.host)), "password": password},
        pool_size=POOL,
        max_overflow=POOL,
        pool_timeout=BUSY_SECONDS * 6,
    )
    return Opened(engine=engine, name=name, file=None)


def _make_engine(address: URL, **arguments: Any) -> Engine:  # noqa: ANN401 - passed on as they are
    try:
        # What a page or a report says stands in no message of an error.
        return sqlalchemy.create_engine(address, hide_parameters=True, **arguments)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise ExtraMissingError(
            "A store in PostgreSQL needs the package pg8000.",
            "Install it with `pip install 'provenance[postgresql]'`.",
        ) from error


def _is_local(host: str | None) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _for_reading(address: URL) -> URL | None:
    """The address of a file that may be read but not written, as of an archive that is replayed; none for others."""
    path = Path(str(address.database)).absolute()
    has_log = path.with_name(f"{path.name}-wal").exists()
    can_log = has_log or os.access(path.parent, os.W_OK)
    if not path.is_file() or (os.access(path, os.W_OK) and can_log):
        return None
    # Where nothing can be written, SQLite reads a file only when told that nobody else writes it either.
    settled = {} if has_log else {"immutable": "1"}
    return address.set(database=path.as_uri(), query={"mode": "ro", "uri": "true", **settled})


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The store {path} cannot be opened: {error.strerror}.", "Give another path.") from error


def _check_file(path: Path) -> None:
    """Raise `StoreError` for a path that no file can have, and for what is there and no file: a device, a pipe."""
    try:
        refused = "" if S_ISREG(path.stat().st_mode) else "it is no file"
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:  # ValueError for letters that no name has
        refused = getattr(error, "strerror", None) or "no file has such a name"
    if refused:
        raise StoreError(f"The store {path} cannot be opened: {refused}.", "Give another path.")


def _set_up_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - a connection of sqlite3
    connection.execute("PRAGMA foreign_keys = ON")
    # A commit is on the disk when it returns: what a report names is there after a power cut, too. It costs 0.2 ms.
    connection.execute("PRAGMA synchronous = FULL")
    connection.text_factory = _read_text
    connection.create_function("sha256_hex", 1, _sha256_hex, deterministic=True)


def _read_text(kept: bytes) -> str:
    """A text of a file that may be damaged: letters that are no UTF-8 are told with its row, and stop nobody."""
    return kept.decode(errors="replace")


def _sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
