"""What a store keeps, what it heals, what it refuses; and that a full disk loses nothing kept before."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance.errors import InputError, StoreError
from provenance.model import Access, Capture, Missed, Page, Span
from provenance.store import Store, open_store
from provenance.store.database import open_database
from provenance.store.engines import PAGE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.unit.store.conftest import Place

NOBODY = 65_534
"""The user without rights on Debian."""
NOON = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)
CAPTURE = Capture(
    url="https://news.example/storm",
    final_url="https://www.news.example/storm",
    redirects=("https://news.example/b",),
    status=200,
    headers=(("content-type", "text/html"), ("etag", '"1"'), ("x-odd", "caf\xe9")),
    fetched_at=NOON,
    body=b"<p>The storm \xff\x00",
    asked=(("user-agent", "provenance/0"), ("accept", "text/html")),
)
PAGE = Page(
    capture=CAPTURE.sha256,
    url=CAPTURE.url,
    canonical_url=None,
    title="Storm",
    site=None,
    authors=("A. Writer",),
    published=NOON,
    modified=None,
    language="en",
    text="The storm.",
    blocks=(Span(start=0, end=10),),
)


def test_a_capture_comes_back_as_it_was(every_store: Store) -> None:
    every_store.put_capture(CAPTURE)
    assert every_store.find_capture(CAPTURE.url) == CAPTURE
    assert every_store.read_capture(CAPTURE.url, CAPTURE.sha256) == CAPTURE


def test_the_time_of_a_capture_is_the_same_moment_in_any_zone(store: Store) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5)))
    store.put_capture(replace(CAPTURE, fetched_at=there))
    found = store.find_capture(CAPTURE.url)
    assert found is not None
    assert found.fetched_at == NOON


def test_an_address_that_was_never_fetched_has_no_capture(store: Store) -> None:
    store.put_capture(CAPTURE)
    assert store.find_capture(CAPTURE.final_url) is None
    assert store.find_capture("https://news.example/\ud800") is None


def test_the_capture_that_was_fetched_last_is_found(store: Store) -> None:
    later = replace(CAPTURE, fetched_at=NOON + timedelta(microseconds=1), body=b"later")
    store.put_capture(later)
    store.put_capture(CAPTURE)
    assert store.find_capture(CAPTURE.url) == later
    assert store.read_capture(CAPTURE.url, CAPTURE.sha256) == CAPTURE


def test_a_capture_that_was_confirmed_later_is_the_later_one(store: Store) -> None:
    again = replace(CAPTURE, fetched_at=NOON + timedelta(days=1))
    store.put_capture(CAPTURE)
    store.put_capture(again)
    store.put_capture(again)
    assert store.find_capture(CAPTURE.url) == again
    assert store.read_capture(CAPTURE.url, CAPTURE.sha256) == again


def test_one_body_is_kept_once_for_many_captures(place: Place) -> None:
    with open_store(place.url) as store:
        for number in range(5):
            store.put_capture(replace(CAPTURE, url=f"https://news.example/{number}"))
    assert place.rows("SELECT count(*) FROM bodies") == [("1",)]
    assert place.rows("SELECT count(*) FROM captures") == [("5",)]


def test_the_capture_of_a_moment_is_found_though_it_was_confirmed_later(store: Store) -> None:
    days = [replace(CAPTURE, fetched_at=NOON + timedelta(days=day)) for day in range(3)]
    for capture in days:
        store.put_capture(capture)
    for capture in days:
        assert store.read_capture(CAPTURE.url, CAPTURE.sha256, fetched_at=capture.fetched_at) == capture
    assert store.read_capture(CAPTURE.url, CAPTURE.sha256, fetched_at=NOON - timedelta(days=9)) == days[-1]


@pytest.mark.parametrize(
    "body", [b"", b"<p>storm</p>" * 50_000, bytes(range(256)) * 2, os.urandom(70_000), b"\0" * 900_000]
)
def test_bodies_of_all_kinds_come_back_as_they_were(every_store: Store, body: bytes) -> None:
    capture = replace(CAPTURE, body=body)
    every_store.put_capture(capture)
    assert every_store.find_capture(CAPTURE.url) == capture


def test_the_same_bytes_are_written_only_once(place: Place) -> None:
    with open_store(place.url) as store:
        store.put_capture(replace(CAPTURE, body=b"<p>storm</p>" * 5_000))
        place.rows("UPDATE bodies SET coding = coding")
        statement = {None: "SELECT max(rowid) FROM bodies"}.get(place.server, "SELECT xmin FROM bodies")
        before = place.rows(statement)
        store.put_capture(replace(CAPTURE, body=b"<p>storm</p>" * 5_000, url="https://news.example/b"))
    assert place.rows(statement) == before


def test_pages_take_a_quarter_of_their_size(place: Place) -> None:
    page = "".join(
        f"<p class='text'>The storm took {number} roofs in the town of Nowhere.</p>" for number in range(900)
    )
    with open_store(place.url) as store:
        store.put_capture(replace(CAPTURE, body=page.encode()))
    ((taken,),) = place.rows("SELECT length(body) FROM bodies")
    assert int(taken) < len(page) / 4


def test_addresses_of_any_length_are_kept(store: Store) -> None:
    rest = random.Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=4_000)  # nothing packs it
    capture = replace(CAPTURE, url=f"https://news.example/{''.join(rest)}")
    store.put_capture(capture)
    store.put_reading(capture, PAGE, extractor="x")
    assert store.find_capture(capture.url) == capture
    assert store.find_reading(capture, extractor="x") == PAGE


@pytest.mark.parametrize("url", ["https://news.example/\0", "https://news.example/\ud800"])
def test_an_address_that_no_database_takes_is_told(store: Store, url: str) -> None:
    for capture in (replace(CAPTURE, url=url), replace(CAPTURE, final_url=url)):
        with pytest.raises(StoreError, match=re.escape(f"{url!r} cannot be kept")):
            store.put_capture(capture)
    assert store.find_capture(url) is None


@pytest.mark.parametrize("status", [2**31, 2**63, 10**40])
def test_a_status_that_no_database_takes_is_told(store: Store, status: int) -> None:
    with pytest.raises(StoreError, match="cannot be kept"):
        store.put_capture(replace(CAPTURE, status=status))


def test_a_digest_that_is_none_names_no_capture(store: Store) -> None:
    for digest in ("\0", "\ud800", "x" * 5_000):
        with pytest.raises(StoreError, match="holds no capture"):
            store.read_capture(CAPTURE.url, digest)


def test_a_body_beyond_every_limit_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.store.store.LARGEST_BODY", 9)
    with pytest.raises(StoreError, match="larger than 9 bytes"):
        store.put_capture(CAPTURE)


def test_a_missing_capture_is_told(store: Store) -> None:
    store.put_capture(CAPTURE)
    with pytest.raises(StoreError, match=r"no capture of https://news\.example/storm with the digest 000000000000"):
        store.read_capture(CAPTURE.url, "0" * 64)


DAMAGE = ["body = {00}", "coding = 'zlib'", "coding = 'other'", "coding = 'zlib', body = {789c0300000001}"]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_body_is_refused_and_healed_by_the_next_capture(place: Place, damage: str) -> None:
    damage = re.sub(r"{(\w+)}", lambda match: place.blob(match[1]), damage)
    with open_store(place.url) as store:
        store.put_capture(CAPTURE)
        place.rows(f"UPDATE bodies SET {damage}")
        with pytest.raises(StoreError, match="damaged"):
            store.read_capture(CAPTURE.url, CAPTURE.sha256)
        assert store.find_capture(CAPTURE.url) is None
        store.put_capture(CAPTURE)
        assert store.read_capture(CAPTURE.url, CAPTURE.sha256) == CAPTURE


def test_what_was_put_is_there_after_a_crash(place: Place) -> None:
    code = (
        "import os; from tests.unit.store.test_store import CAPTURE; from provenance.store import open_store\n"
        f"open_store({place.url!r}).put_capture(CAPTURE); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with open_store(place.url) as store:
        assert store.find_capture(CAPTURE.url) == CAPTURE


@pytest.mark.parametrize("reading", [PAGE, Missed(url=CAPTURE.url, access=Access.BOT_WALL, detail="a wall")])
def test_a_reading_is_found_for_its_capture_address_and_extractor(store: Store, reading: Page | Missed) -> None:
    store.put_reading(CAPTURE, reading, extractor="trafilatura 2.1")
    assert store.find_reading(CAPTURE, extractor="trafilatura 2.1") == reading
    assert store.find_reading(CAPTURE, extractor="trafilatura 2.2") is None
    assert store.find_reading(replace(CAPTURE, url="https://other.example/"), extractor="trafilatura 2.1") is None
    assert store.find_reading(replace(CAPTURE, body=b"other"), extractor="trafilatura 2.1") is None


def test_a_page_that_is_put_again_takes_the_place_of_the_first(store: Store) -> None:
    other = replace(PAGE, title="Storm, corrected")
    store.put_reading(CAPTURE, PAGE, extractor="x")
    store.put_reading(CAPTURE, other, extractor="x")
    assert store.find_reading(CAPTURE, extractor="x") == other


def test_a_page_that_cannot_be_decoded_is_read_anew(place: Place) -> None:
    with open_store(place.url) as store:
        store.put_reading(CAPTURE, PAGE, extractor="x")
        place.rows(f"UPDATE readings SET reading = {place.blob('7b7d')}")
        assert store.find_reading(CAPTURE, extractor="x") is None


def test_a_damaged_reading_is_never_taken_for_the_page(place: Place) -> None:
    with open_store(place.url) as store:
        store.put_reading(CAPTURE, PAGE, extractor="x")
        store.put_reading(replace(CAPTURE, body=b"other"), replace(PAGE, text="The storm!"), extractor="x")
        as_hex = "hex(reading)" if place.server is None else "encode(reading, 'hex')"
        ((good,),) = place.rows(f"SELECT {as_hex} FROM readings WHERE capture = '{CAPTURE.sha256}'")
        changed = bytes.fromhex(good).replace(b"The storm.", b"The st0rm.")
        for damaged in (changed, changed[32:], b""):
            place.rows(f"UPDATE readings SET reading = {place.blob(damaged.hex())}")
            assert store.find_reading(CAPTURE, extractor="x") is None
        place.rows(f"UPDATE readings SET reading = {place.blob(good)}")
        assert store.find_reading(CAPTURE, extractor="x") == PAGE
        assert store.find_reading(replace(CAPTURE, body=b"other"), extractor="x") is None  # it has that of another page


def test_a_report_is_found_by_its_digest_or_a_beginning_of_it(store: Store) -> None:
    digest = store.put_report(b'{"schema": 1}')
    assert store.put_report(b'{"schema": 1}') == digest
    assert digest == hashlib.sha256(b'{"schema": 1}').hexdigest()
    for name in (digest, digest[:8], f" {digest[:20].upper()}\n"):
        assert store.find_report(name) == b'{"schema": 1}'
    assert store.find_report("0" * 64) is None


@pytest.mark.parametrize("name", ["", "1234567", "report.html", "%%%%%%%%", "________", "0" * 65, "٣" * 8])
def test_what_names_no_report_is_told(name: str) -> None:
    with open_store(":memory:") as store, pytest.raises(InputError, match="names no report"):
        store.find_report(name)


def test_a_beginning_that_fits_two_reports_is_told(place: Place) -> None:
    with open_store(place.url) as store:
        digest = store.put_report(b"one")
        other = digest[:63] + ("1" if digest[-1] == "0" else "0")
        place.rows(f"INSERT INTO reports VALUES ('{other}', {place.blob('00')})")
        with pytest.raises(InputError, match="Several reports"):
            store.find_report(digest[:8])
        assert store.find_report(digest) == b"one"


def test_a_damaged_report_is_refused(place: Place) -> None:
    with open_store(place.url) as store:
        digest = store.put_report(b"one")
        place.rows(f"UPDATE reports SET encoded = {place.blob('00')}")
        with pytest.raises(StoreError, match="damaged"):
            store.find_report(digest)


def test_two_programs_see_each_others_captures(place: Place) -> None:
    with open_store(place.url) as one, open_store(place.url) as other:
        one.put_capture(CAPTURE)
        assert other.find_capture(CAPTURE.url) == CAPTURE
        other.put_capture(replace(CAPTURE, url="https://b.example/"))
        assert one.find_capture("https://b.example/") is not None


def test_a_file_may_be_named_by_an_address(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.sqlite") as store:
        store.put_capture(CAPTURE)
    with open_store(str(tmp_path / "store.sqlite")) as store:
        assert store.find_capture(CAPTURE.url) == CAPTURE


def test_readers_do_not_wait_for_writers(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    open_store(str(path)).close()
    assert rows(path, "PRAGMA journal_mode") == [("wal",)]


def test_folders_above_the_store_are_made(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a" / "b" / "store.sqlite")) as store:
        store.put_capture(CAPTURE)
    assert (tmp_path / "a" / "b" / "store.sqlite").is_file()


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    database = open_database(str(path))
    with Store(database) as store:
        store.put_capture(CAPTURE)
        database.ask(f"max_page_count = {database.ask('page_count') + 8}")
        large = replace(CAPTURE, url="https://news.example/large", body=os.urandom(500_000))
        with pytest.raises(StoreError, match="the disk is full") as caught:
            store.put_capture(large)
        assert "Make room" in caught.value.hint
        assert store.find_capture(large.url) is None
        assert store.find_capture(CAPTURE.url) == CAPTURE
        store.put_capture(replace(CAPTURE, fetched_at=NOON + timedelta(days=1)))
    with open_store(str(path)) as store:
        assert store.read_capture(CAPTURE.url, CAPTURE.sha256).body == CAPTURE.body
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "SELECT count(*) FROM bodies") == [(1,)]


def test_a_store_that_another_program_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.store.engines.BUSY_SECONDS", 0.05)
    monkeypatch.setattr("provenance.store.database.PAUSES", (0.05,))
    path = tmp_path / "store.sqlite"
    with open_store(str(path)) as store:
        holder = sqlite3.connect(path)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is using it"):
            store.put_capture(CAPTURE)
        holder.rollback()
        holder.close()
        store.put_capture(CAPTURE)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, and they are no database. " * 50)
    with pytest.raises(StoreError, match="no store of provenance"):
        open_store(str(path))
    assert path.read_text().startswith("These are my notes")


@pytest.mark.parametrize("vacuum", ["NONE", "FULL"])
def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, vacuum: str) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA auto_vacuum = {vacuum}; CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no store of provenance"):
        open_store(str(path))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_new_file_is_made_as_it_should_be(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Store(open_database(str(path))) as store:
        assert store._database.ask("synchronous") == 2  # FULL
        assert store._database.ask("foreign_keys") == 1
    assert rows(path, "PRAGMA page_size") == [(PAGE_BYTES,)]
    assert rows(path, "PRAGMA auto_vacuum") == [(2,)]  # INCREMENTAL


def test_a_file_whose_schema_is_no_text_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    open_store(str(path)).close()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE readings", b"\xffREATE TABLE r\xffadings"))
    with pytest.raises(StoreError, match="it is damaged"):
        open_store(str(path))


STRANGE_FILES = [
    ("DROP TABLE readings", "has no table readings"),
    ("DROP TABLE captures; CREATE VIEW captures AS SELECT 1", "has no table captures"),
    ("CREATE TRIGGER t AFTER INSERT ON captures BEGIN DELETE FROM reports; END", "has triggers"),
]


@pytest.mark.parametrize(("change", "words"), STRANGE_FILES)
def test_a_file_that_is_not_whole_or_has_triggers_is_refused(tmp_path: Path, change: str, words: str) -> None:
    path = tmp_path / "store.sqlite"
    open_store(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(change)
    with pytest.raises(StoreError, match=words):
        open_store(str(path))


def test_a_store_that_is_closed_is_not_opened_again_by_a_thread_that_was_left_behind(every_store: Store) -> None:
    every_store.put_capture(CAPTURE)
    every_store.close()
    every_store.close()
    for use in (every_store.put_capture, lambda capture: every_store.find_capture(capture.url)):
        with pytest.raises(StoreError, match="is closed"):
            use(CAPTURE)


@pytest.mark.parametrize(
    ("version", "words"),
    [("3", "newer version"), ("9" * 9_000, "newer"), ("0", "no readable"), ("", "no readable"), ("x", "no readable")],
)
def test_a_store_of_another_version_is_refused(place: Place, version: str, words: str) -> None:
    open_store(place.url).close()
    place.rows(f"UPDATE provenance_meta SET value = '{version}'")
    with pytest.raises(StoreError, match=words):
        open_store(place.url)


def test_places_where_no_store_can_be_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.iterdir())
    names = ("", "file/store.sqlite", "loop", "pipe", "a" * 300, "\0", "\ud800", "a" * 300 + "/store.sqlite")
    for path in (*(f"{tmp_path}/{name}" for name in names), "/dev/zero"):
        with pytest.raises(StoreError, match="cannot be opened"):
            open_store(path)
    assert sorted(tmp_path.iterdir()) == before


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder of an ordinary user, who this process is meanwhile: the superuser may write everywhere."""
    folder = Path(tempfile.mkdtemp())
    open_store(str(folder / "first.sqlite")).close()  # imports what an ordinary user may have no right to read
    (folder / "first.sqlite").unlink()
    user = os.geteuid()
    if user == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        os.seteuid(user)
        shutil.rmtree(folder)


def test_a_folder_that_cannot_be_written_is_told(own_folder: Path) -> None:
    own_folder.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be"):
        open_store(str(own_folder / "store.sqlite"))
    own_folder.chmod(0o700)
    open_store(str(own_folder / "store.sqlite")).close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://me:secret@host/x", "no known kind"),
        ("https://news.example/", "no known kind"),
        ("a://b:c:d", "cannot be read"),
        ("postgresql:/me:secret@host/x", "cannot be read"),
        ("postgresql://me:secret@a..b/x", "cannot be read"),
        ("postgresql://host/x", "names no user"),
        ("sqlite://store.sqlite", "cannot be read"),
        ("sqlite:///store.sqlite?mode=memory", "cannot be read"),
        ("sqlite:///", "names no file"),
    ],
)
def test_addresses_of_no_store_are_refused_without_telling_passwords(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=words) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_failures_of_other_kinds_are_told_in_one_line(store: Store, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "other.sqlite")) as other:
        rows(tmp_path / "other.sqlite", "DROP TABLE reports")
        with pytest.raises(StoreError, match="failed: no such table: reports") as caught:
            other.put_report(b"x")
        assert "\n" not in caught.value.message


def test_the_room_is_imported_without_the_database() -> None:
    code = "import sys, provenance.store; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    """What another program reads from, or does to, the file at `path`."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(statement).fetchall()
        connection.commit()
    return found


@pytest.mark.parametrize(
    "may_write", [lambda path, mode: False, lambda path, mode: path.is_file()], ids=["none", "file"]
)
def test_a_file_that_may_only_be_read_or_whose_folder_may_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may_write: Callable[[Path, int], bool]
) -> None:
    path = tmp_path / "an archive #1?.sqlite"
    with open_store(str(path)) as store:
        store.put_capture(CAPTURE)
    monkeypatch.setattr("provenance.store.engines.os.access", may_write)
    monkeypatch.chdir(tmp_path)
    with open_store(path.name) as store:
        assert store.find_capture(CAPTURE.url) == CAPTURE
        with pytest.raises(StoreError, match="it cannot be written"):
            store.put_report(b"one")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
