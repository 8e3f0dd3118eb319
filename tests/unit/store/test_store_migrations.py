"""A store of every older version is brought up to date, whole or not at all; a newer one is left alone."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from string import Template
from typing import TYPE_CHECKING

import pytest

from provenance.errors import StoreError
from provenance.model.codec import encode_record
from provenance.store import open_store
from provenance.store.migrations import _STEPS
from provenance.store.tables import METADATA, SCHEMA_VERSION
from tests.unit.store.test_store import CAPTURE, NOON, PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.model import Capture
    from tests.unit.store.conftest import Place

# What version 1 made, word for word but for the three names of types.
VERSION_1 = """
CREATE TABLE provenance_meta (key VARCHAR NOT NULL, value VARCHAR, PRIMARY KEY (key));
CREATE TABLE bodies (sha256 VARCHAR(64) NOT NULL, body $bytes NOT NULL, PRIMARY KEY (sha256));
CREATE TABLE readings (capture VARCHAR(64) NOT NULL, url TEXT NOT NULL, extractor TEXT NOT NULL,
    reading $bytes NOT NULL, PRIMARY KEY (capture, url, extractor));
CREATE TABLE reports (sha256 VARCHAR(64) NOT NULL, encoded $bytes NOT NULL, PRIMARY KEY (sha256));
CREATE TABLE captures (id $identity NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL, redirects TEXT NOT NULL,
    status INTEGER NOT NULL, headers TEXT NOT NULL, fetched_at VARCHAR(32) NOT NULL, sha256 VARCHAR(64) NOT NULL,
    PRIMARY KEY (id), UNIQUE (url, sha256, fetched_at), FOREIGN KEY(sha256) REFERENCES bodies (sha256));
CREATE INDEX captures_by_url ON captures (url, fetched_at);
INSERT INTO provenance_meta VALUES ('schema_version', '1');
"""
SQLITE = {"bytes": "BLOB", "identity": "INTEGER"}
POSTGRESQL = {"bytes": "BYTEA", "identity": "SERIAL"}

LONG = "".join(random.Random(3).choices("abcdefghijklmnopqrstuvwxyz", k=2_000))
OLD = replace(CAPTURE, asked=())
OLDER = (
    OLD,
    replace(OLD, fetched_at=NOON + timedelta(days=1)),
    replace(OLD, url="https://b.example/café?'%;", body=b"<p>other" * 2_000),
    replace(OLD, url=f"https://b.example/{LONG}", body=b""),
)
REPORT = b'{"pages": []}'


def make_version_1(place: Place) -> None:
    """A store as version 1 made it, with captures, a reading and a report."""
    bodies = {capture.sha256: capture.body for capture in OLDER}
    reading = place.blob(encode_record(PAGE).hex())
    digest = hashlib.sha256(REPORT).hexdigest()
    place.run(
        Template(VERSION_1).substitute(SQLITE if place.server is None else POSTGRESQL),
        *(f"INSERT INTO bodies VALUES ('{sha256}', {place.blob(body.hex())})" for sha256, body in bodies.items()),
        *map(_insert, OLDER),
        f"INSERT INTO readings VALUES ('{PAGE.capture}', '{PAGE.url}', 'x', {reading})",
        f"INSERT INTO reports VALUES ('{digest}', {place.blob(REPORT.hex())})",
    )
    if place.server is None:
        place.rows("PRAGMA journal_mode = WAL")


def _insert(capture: Capture) -> str:
    values = (
        capture.url,
        capture.final_url,
        encode_record(capture.redirects).decode(),
        capture.status,
        encode_record(capture.headers).decode(),
        capture.fetched_at.isoformat(timespec="microseconds"),
        capture.sha256,
    )
    shown = ", ".join("'" + str(value).replace("'", "''") + "'" for value in values)
    return f"INSERT INTO captures (url, final_url, redirects, status, headers, fetched_at, sha256) VALUES ({shown})"


def test_a_store_of_version_1_is_brought_up_to_date(place: Place) -> None:
    make_version_1(place)
    with open_store(place.url) as store:
        assert store.find_capture(OLD.url) == OLDER[1]
        for capture in OLDER:
            assert store.read_capture(capture.url, capture.sha256, fetched_at=capture.fetched_at) == capture
        assert [entry.size for entry in store.name_captures(OLDER[2].url)] == [len(OLDER[2].body)]
        assert store.find_reading(OLD, extractor="x") is None  # without a digest: the page is read anew
        store.put_reading(OLD, PAGE, extractor="x")
        assert store.find_reading(OLD, extractor="x") == PAGE
        assert store.find_report(hashlib.sha256(REPORT).hexdigest()) == REPORT
        assert list(store.check()) == []
    assert place.rows("SELECT value FROM provenance_meta") == [(str(SCHEMA_VERSION),)]


def test_what_is_new_works_in_a_store_that_was_brought_up_to_date(place: Place) -> None:
    make_version_1(place)
    new = replace(CAPTURE, fetched_at=NOON + timedelta(days=9), body=b"<p>new" * 5_000)
    with open_store(place.url) as store:
        store.put_capture(new)
        store.put_capture(new)
        store.put_capture(OLD)
    with open_store(place.url) as store:
        assert store.find_capture(CAPTURE.url) == new
        assert sum(1 for _ in store.list_captures()) == len(OLDER) + 1


def test_the_tables_are_the_same_as_in_a_new_store(tmp_path: Path) -> None:
    from tests.unit.store.conftest import Place as APlace

    shapes = []
    for name in ("old", "new"):
        place = APlace(url=str(tmp_path / name), path=tmp_path / name)
        if name == "old":
            make_version_1(place)
        open_store(place.url).close()
        shape = {
            table: (
                sorted(row[1:] for row in place.rows(f"PRAGMA table_info({table})")),
                sorted(place.rows(f"SELECT \"unique\", origin FROM pragma_index_list('{table}')")),
            )
            for table in METADATA.tables
        }
        shapes.append(shape)
    old, new = shapes
    for table in METADATA.tables:
        assert _columns(old[table][0]) == _columns(new[table][0])
        assert old[table][1] == new[table][1]


def _columns(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [(name, kind, required, key) for name, kind, required, _, key in rows]


def test_every_version_has_its_step() -> None:
    assert set(_STEPS) == set(range(2, SCHEMA_VERSION + 1))


def test_a_migration_that_fails_leaves_the_store_as_it_was(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    make_version_1(place)
    with monkeypatch.context() as patched:
        patched.setitem(_STEPS, 2, f"{_STEPS[2]}; INSERT INTO nowhere VALUES (1)")
        with pytest.raises(StoreError, match="nowhere"):
            open_store(place.url)
    assert place.rows("SELECT value FROM provenance_meta") == [("1",)]
    assert place.rows("SELECT count(*) FROM captures WHERE url <> ''") == [(str(len(OLDER)),)]
    with open_store(place.url) as store:
        assert store.find_capture(OLD.url) == OLDER[1]


def test_programs_that_open_an_old_store_at_once_migrate_it_once(place: Place) -> None:
    make_version_1(place)
    with ThreadPoolExecutor(4) as pool:  # each with a connection of its own, as a program has
        stores = list(pool.map(open_store, [place.url] * 4))
    for store in stores:
        store.put_report(b"x")
        store.close()
    with open_store(place.url) as store:
        assert store.find_capture(OLD.url) == OLDER[1]


def test_a_newer_store_is_refused_and_left_as_it_is(place: Place) -> None:
    open_store(place.url).close()
    place.rows(f"UPDATE provenance_meta SET value = '{SCHEMA_VERSION + 1}'")
    with pytest.raises(StoreError, match="newer version") as caught:
        open_store(place.url)
    assert "Update provenance" in caught.value.hint
    assert place.rows("SELECT value FROM provenance_meta") == [(str(SCHEMA_VERSION + 1),)]


def test_an_old_file_that_may_only_be_read_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(Template(VERSION_1).substitute(SQLITE))
    connection.close()
    monkeypatch.setattr("provenance.store.engines.os.access", lambda path, mode: False)
    with pytest.raises(StoreError, match="older version") as caught:
        open_store(str(path))
    assert "Copy it" in caught.value.hint
