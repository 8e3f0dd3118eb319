"""What is particular to a store in PostgreSQL: its driver, its address, its errors, a server that restarts."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DatabaseError

from provenance.errors import ExtraMissingError, StoreError
from provenance.store import open_store
from provenance.store.engines import open_engine
from provenance.store.failures import explain_failure, is_passing
from provenance.store.postgresql import connection_arguments
from tests.support.postgresql import restart, run_server, stop
from tests.unit.store.test_store import CAPTURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.postgresql import PostgresServer

SECRET = "s3cret-of-mine"

# Of a server that is gone or refuses, pg8000 leaves the socket to the garbage collector; Python 3.13 says so.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module", autouse=True)
def sockets_of_the_driver() -> Iterator[None]:
    """Have them collected here, not in the tests of others."""
    yield
    gc.collect()


def test_a_missing_driver_is_told_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    with pytest.raises(ExtraMissingError, match="needs the package pg8000") as caught:
        open_store(f"postgresql://me:{SECRET}@host.example/x")
    assert caught.value.hint == "Install it with `pip install 'provenance[postgresql]'`."
    assert SECRET not in "".join(traceback.format_exception(caught.value))


ADDRESSES = [
    ("postgresql://me:{}@127.0.0.1:1/x", "cannot be reached"),
    ("postgresql://me:{}@127.0.0.1:port/x", "cannot be read"),
    ("postgresql://me:{}/2@127.0.0.1:1/x", "cannot be reached"),
    ("postgresql://me:{}@127.0.0.1/x?sslmode=perhaps", "sslmode of the store is not known"),
    ("postgresql://me:{}@127.0.0.1/x?password=other", "unknown option"),
    ("postgres://me:{}@127.0.0.1/x", "no known kind"),
    ("mysql+pymysql://me:{}@127.0.0.1/x", "no known kind"),
]


@pytest.mark.parametrize(("url", "words"), ADDRESSES)
def test_a_password_is_in_no_error(url: str, words: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreError, match=words) as caught:
        open_store(url.format(SECRET))
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert SECRET not in repr(caught.value)
    assert SECRET not in caplog.text


def test_a_wrong_password_is_told_without_it(postgresql: PostgresServer) -> None:
    url = postgresql.url("postgres").replace(postgresql.password, SECRET)
    with pytest.raises(StoreError, match="does not accept this user") as caught:
        open_store(url)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_the_password_may_come_from_the_environment(
    postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.url(postgresql.make_database()).replace(f":{postgresql.password}", "")
    with pytest.raises(StoreError, match="does not accept this user"):
        open_store(url)
    monkeypatch.setenv("PGPASSWORD", postgresql.password)
    with open_store(url) as store:
        store.put_capture(CAPTURE)
        assert store.find_capture(CAPTURE.url) == CAPTURE


def test_a_database_that_is_not_there_is_told(postgresql: PostgresServer) -> None:
    with pytest.raises(StoreError, match="there is no such database"):
        open_store(postgresql.url("nowhere"))


def test_a_database_of_another_program_is_refused_and_left_as_it_is(postgresql: PostgresServer) -> None:
    name = postgresql.make_database()
    postgresql.query(name, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="no store of provenance"):
        open_store(postgresql.url(name))
    assert postgresql.query(name, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == "recipes"


def test_a_server_without_encryption_is_refused_when_it_is_asked_for(postgresql: PostgresServer) -> None:
    with pytest.raises(StoreError, match="offers no encryption"):
        open_store(f"{postgresql.url('postgres')}?sslmode=verify-full")


def test_a_socket_file_serves_too(postgresql: PostgresServer) -> None:
    name = postgresql.make_database()
    path = postgresql.folder / f".s.PGSQL.{postgresql.port}"
    url = f"postgresql://keeper:{postgresql.password}@/{name}?unix_sock={path}"
    code = f"from provenance.store import open_store; open_store({url!r}).put_report(b'one')"
    subprocess.run([sys.executable, "-c", code], check=True)  # here, pytest lets nobody open such a socket
    assert postgresql.query(name, "SELECT count(*) FROM reports") == "1"


ENCRYPTION = [
    ("postgresql://me@localhost/x", "as the server likes"),
    ("postgresql://me@127.0.0.1/x", "as the server likes"),
    ("postgresql://me@[::1]/x", "as the server likes"),
    ("postgresql://me@db.example/x", "checked"),
    ("postgresql://me@192.0.2.7/x", "checked"),
    ("postgresql://me@127.0.0.1.evil.example/x", "checked"),
    ("postgresql://me@localhost/x?sslmode=verify-full", "checked"),
    ("postgresql://me@db.example/x?sslmode=require", "encrypted"),
    ("postgresql://me@db.example/x?sslmode=disable", "none"),
]


@pytest.mark.parametrize(("url", "encryption"), ENCRYPTION)
def test_a_connection_to_another_machine_is_encrypted_and_checked(url: str, encryption: str) -> None:
    from provenance.store.engines import _is_local

    address = make_url(url)
    context = connection_arguments(address, is_local=_is_local(address.host)).get("ssl_context")
    told = {None: "as the server likes", True: "encrypted", False: "none"}
    assert told.get(context if isinstance(context, bool) or context is None else "", "checked") == encryption


def test_the_name_of_a_store_in_messages_is_where_it_is() -> None:
    assert open_engine("postgresql://me:x@db.example:5433/news").name == "The store postgresql://db.example:5433/news"


def failing(code: str, words: str = "something") -> DatabaseError:
    return DatabaseError("INSERT", {"body": b"draft"}, Exception({"S": "ERROR", "C": code, "M": words}))


CODES = [
    ("53100", "the disk is full", "intact"),
    ("53200", "short of memory", "Make room"),
    ("53300", "no connection left", "max_connections"),
    ("25006", "cannot be written", "read-only"),
    ("42501", "may not use its tables", "rights"),
    ("28P01", "does not accept this user", "PGPASSWORD"),
    ("40001", "another program is using it", "again"),
    ("57P01", "stopped or restarts", "again"),
    ("57014", "took too long", "statement_timeout"),
    ("58030", "the disk failed", "disk"),
    ("XX001", "damaged", "copy"),
    ("08006", "cannot be reached", "PostgreSQL"),
    ("54000", "no value so large", "larger"),
    ("42P01", "failed: something", ""),
]


@pytest.mark.parametrize(("code", "words", "hint"), CODES)
def test_what_the_server_says_is_told_in_words(code: str, words: str, hint: str) -> None:
    explained = explain_failure(failing(code), name="The store")
    assert words in explained.message
    assert hint in explained.hint
    assert "draft" not in str(explained)


PASSING = [("40001", True), ("40P01", True), ("57P01", True), ("23503", True), ("53100", False), ("28P01", False)]


@pytest.mark.parametrize(("code", "passes"), PASSING)
def test_only_what_passes_is_tried_again(code: str, passes: bool) -> None:
    assert is_passing(failing(code)) is passes


def test_a_run_outlives_a_restart_of_its_server_and_is_told_of_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with run_server() as server, open_store(server.url(server.make_database())) as store:
        store.put_capture(CAPTURE)
        stop(server)
        again = restart(server)
        later = replace(CAPTURE, url="https://b.example/")
        store.put_capture(later)
        assert store.find_capture(CAPTURE.url) == CAPTURE
        assert store.find_capture(later.url) == later
        stop(again)
        monkeypatch.setattr("provenance.store.database.PAUSES", (0.01,))
        with pytest.raises(StoreError, match=r"cannot be reached|stopped"):
            store.put_capture(CAPTURE)


def test_a_statement_that_fails_says_nothing_of_the_page(postgresql: PostgresServer) -> None:
    name = postgresql.make_database()
    capture = replace(CAPTURE, body=bytes(range(65, 91)) * 99)
    with open_store(postgresql.url(name)) as store:
        postgresql.query(name, "DROP TABLE captures")
        with pytest.raises(StoreError, match="failed: relation") as caught:
            store.put_capture(capture)
        assert "ABCDEFGH" not in "".join(traceback.format_exception(caught.value))
