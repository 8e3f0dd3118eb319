"""Stores of every kind: in a file, in memory, and in a PostgreSQL server that is started once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from provenance.store import open_store
from tests.support.postgresql import DATABASE, run_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from provenance.store import Store
    from tests.support.postgresql import PostgresServer


@dataclass(frozen=True)
class Place:
    """Where a store can be: its address, and what another program does there."""

    url: str
    path: Path | None
    server: PostgresServer | None = None

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        """What another program reads there, or does; every value as text."""
        if self.server is not None:
            found = self.server.query(DATABASE, statement)
            return [tuple(line.split("|")) for line in found.splitlines()]
        assert self.path is not None
        with closing(sqlite3.connect(self.path)) as connection:
            rows = connection.execute(statement).fetchall()
            connection.commit()
        return [tuple(str(value) for value in row) for row in rows]

    def run(self, *statements: str) -> None:
        """What another program does there, in one go."""
        script = ";\n".join(statements)
        if self.server is not None:
            self.server.query(DATABASE, script)
            return
        assert self.path is not None
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(script)

    def blob(self, digits: str) -> str:
        """Bytes, in the words of this database."""
        return f"x'{digits}'" if self.server is None else f"'\\x{digits}'"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    with run_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place where a store can be made, and none is yet."""
    if request.param == "sqlite":
        return Place(url=str(tmp_path / "store.sqlite"), path=tmp_path / "store.sqlite")
    server = request.getfixturevalue("postgresql")
    return Place(url=_quick_url(server), path=None, server=server)


@pytest.fixture(params=["memory", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store of either kind of database."""
    with open_store(_new_url(request, request.param)) as opened:
        yield opened


@pytest.fixture(params=["file", "memory", "postgresql"])
def every_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The same, and one in a file, for what connections have a part in."""
    with open_store(_new_url(request, request.param)) as opened:
        yield opened


def _new_url(request: pytest.FixtureRequest, kind: str) -> str:
    match kind:
        case "file":
            return str(request.getfixturevalue("tmp_path") / "store.sqlite")
        case "memory":
            return ":memory:"
        case _:
            return _quick_url(request.getfixturevalue("postgresql"))


def _quick_url(server: PostgresServer) -> str:
    """An empty database, without encryption: reading the certificates of the machine takes longer than most tests."""
    return f"{server.url(server.make_database())}?sslmode=disable"
