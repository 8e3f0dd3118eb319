"""`provenance store`: what is listed, shown, pruned and verified."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from provenance.cli.app import run
from provenance.cli.store import SizeType, show_steps
from provenance.errors import StoreError
from provenance.model import Capture
from provenance.store import open_store

NOON = datetime(2025, 7, 4, 12, 0, tzinfo=UTC)
STORM = Capture(
    url="https://news.example/storm",
    final_url="https://www.news.example/storm",
    redirects=("https://news.example/b",),
    status=200,
    headers=(("content-type", "text/html"), ("x-odd", "red \x1b[31m")),
    fetched_at=NOON,
    body=b"<p>The storm",
    asked=(("user-agent", "provenance/0"),),
)
OTHER = replace(
    STORM, url="https://other.example/a\x1b[2J", body=os.urandom(40_000), fetched_at=NOON + timedelta(days=1)
)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A folder with a store of two captures."""
    monkeypatch.chdir(tmp_path)
    with open_store("s.sqlite") as store:
        for capture in (STORM, OTHER):
            store.put_capture(capture)
    return tmp_path


def store(*arguments):
    return run(["store", *arguments, "--store", "s.sqlite"])


def test_captures_are_listed_the_last_first(kept, capsys):
    assert store("list") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert (
        first
        == f"2025-07-05 12:00:00  200       40,000  {OTHER.sha256[:16]}  https://other.example/a\N{REPLACEMENT CHARACTER}[2J"
    )
    assert second == f"2025-07-04 12:00:00  200           12  {STORM.sha256[:16]}  https://news.example/storm"


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        (["--host", "news.example"], [STORM.url]),
        (["--host", "EXAMPLE."], [OTHER.url, STORM.url]),
        (["--host", "ews.example"], []),
        (["--since", "2025-07-05"], [OTHER.url]),
        (["--since", "2025-07-06"], []),
        (["--since", "2025-07-04", "--host", "news.example"], [STORM.url]),
    ],
)
def test_a_list_is_narrowed_and_given_to_programs(kept, capsys, options, urls):
    assert store("list", *options, "--format", "json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [entry["url"] for entry in listed] == urls
    assert all(set(entry) == {"url", "fetched_at", "size", "status", "sha256"} for entry in listed)


@pytest.mark.parametrize("host", ["https://news.example/", "news.example/storm", "news.example:443"])
def test_what_is_no_host_is_told_and_not_taken_for_one_without_captures(kept, capsys, host):
    assert store("list", "--host", host) == 2
    assert "--host takes a host alone" in capsys.readouterr().err


@pytest.mark.parametrize("name", [STORM.url, STORM.sha256, STORM.sha256[:8].upper()])
def test_a_capture_is_shown_by_its_address_or_digest(kept, capsys, name):
    assert store("show", name, "--body", "page.html") == 0
    shown = capsys.readouterr().out
    for part in (STORM.url, STORM.final_url, *STORM.redirects, STORM.sha256, "    user-agent: provenance/0"):
        assert part in shown
    assert "    x-odd: red \N{REPLACEMENT CHARACTER}[31m" in shown
    assert (kept / "page.html").read_bytes() == STORM.body


def test_a_capture_is_shown_to_programs(kept, capsys):
    assert store("show", STORM.url, "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["asked"] == [["user-agent", "provenance/0"]]
    assert shown["headers"] == [list(pair) for pair in STORM.headers]
    assert (shown["size"], shown["sha256"]) == (12, STORM.sha256)


def test_of_several_captures_the_last_is_shown_and_the_others_are_listed(kept, capsys):
    with open_store("s.sqlite") as opened:
        opened.put_capture(replace(STORM, fetched_at=NOON + timedelta(days=2), asked=()))
    assert store("show", STORM.url) == 0
    shown = capsys.readouterr().out
    assert "fetched   2025-07-06 12:00:00 UTC" in shown
    assert "asked with: not recorded" in shown
    assert "1 other captures with this name\n  2025-07-04 12:00:00" in shown


@pytest.mark.parametrize("name", ["https://nowhere.example/", "00000000", "1234567", "https://\ud800"])
def test_a_name_without_a_capture_is_told(kept, capsys, name):
    assert store("show", name) == 2
    assert "no capture of" in capsys.readouterr().err


def test_a_body_that_cannot_be_written_is_told(kept, capsys):
    assert store("show", STORM.url, "--body", "nowhere/page.html") == 2
    assert "Cannot write" in capsys.readouterr().err


@pytest.mark.parametrize("name", [".", "", "/", "a" * 300, "loop"])
def test_a_place_where_no_file_can_be_is_told(kept, capsys, name):
    (kept / "loop").symlink_to("loop")
    before = sorted(kept.iterdir())
    assert store("show", STORM.url, "--body", name) == 2
    assert "Cannot write" in capsys.readouterr().err
    assert sorted(kept.iterdir()) == before


def test_a_body_goes_into_a_pipe_and_through_a_link(kept):
    os.mkfifo(kept / "pipe")
    (kept / "link").symlink_to("target")
    read = []
    reader = threading.Thread(target=lambda: read.append((kept / "pipe").read_bytes()))
    reader.start()
    assert store("show", STORM.url, "--body", "pipe") == 0
    reader.join()
    assert read == [STORM.body]
    assert (kept / "pipe").is_fifo()
    assert store("show", STORM.url, "--body", "link") == 0
    assert (kept / "link").is_symlink()
    assert (kept / "target").read_bytes() == STORM.body


def test_a_name_that_no_file_can_have_is_told(kept, capsys):
    assert run(["store", "list", "--store", "a" * 300]) == 3
    assert "File name too long" in capsys.readouterr().err
    assert run(["store", "list", "--store", "postgresql:/me:secret@host/x"]) == 3
    assert "secret" not in capsys.readouterr().err


def test_a_row_that_would_steer_the_terminal_is_told_in_words(kept, capsys):
    with closing(sqlite3.connect("s.sqlite")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE captures SET sha256 = char(27) || '[31m' || sha256 WHERE url = ?", (STORM.url,))
        connection.commit()
    assert store("list") == 0
    assert "\N{REPLACEMENT CHARACTER}[31m" in capsys.readouterr().out
    with closing(sqlite3.connect("s.sqlite")) as connection:
        connection.execute("UPDATE captures SET status = char(27) || '[2J'")
        connection.commit()
    assert store("list") == 3
    assert "is damaged" in capsys.readouterr().err
    assert store("verify") == 1
    assert capsys.readouterr().out.count("capture ") == 2


def test_everything_holds_or_the_damaged_digests_are_named(kept, capsys):
    with open_store("s.sqlite") as opened:
        report = opened.put_report(b"{}")
    assert store("verify") == 0
    assert "all 5 bodies, reports and captures hold" in capsys.readouterr().err
    with sqlite3.connect("s.sqlite") as connection:
        connection.execute("UPDATE bodies SET body = x'00' WHERE sha256 = ?", (STORM.sha256,))
        connection.execute("UPDATE reports SET encoded = x'00'")
    connection.close()
    assert store("verify") == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"body {STORM.sha256} of {STORM.url}: its bytes have another digest",
        f"report {report}: its bytes have another digest",
    ]
    assert "2 of 5 bodies, reports and captures are damaged" in told.err
    assert store("show", STORM.url) == 3


def test_old_and_large_captures_are_pruned_and_the_file_shrinks(kept, capsys):
    before = (kept / "s.sqlite").stat().st_size
    assert store("prune", "--older-than", "30", "--larger-than", "10kB", "--dry-run") == 0
    assert "1 captures with 1 bodies would go, 40.0 kB; 12 bytes of bodies stay" in capsys.readouterr().err
    assert (kept / "s.sqlite").stat().st_size == before
    assert store("prune", "--older-than", "30", "--larger-than", "10kB") == 0
    assert "are gone" in capsys.readouterr().err
    assert (kept / "s.sqlite").stat().st_size < before - 30_000
    with open_store("s.sqlite") as opened:
        assert opened.find_capture(OTHER.url) is None
        assert opened.find_capture(STORM.url) == STORM


def test_what_a_report_needs_stays_unless_forced(kept, capsys):
    (kept / "draft.txt").write_text("The storm took 5 roofs apnews.com+1.")
    (kept / "saved.txt").write_text("The storm took 5 roofs, the mayor said.\n")
    attach = ["--attach", "apnews.com=saved.txt"]
    assert run(["verify", "draft.txt", *attach, "--store", "s.sqlite", "--output", "json=r.json", "--exit-zero"]) == 0
    capsys.readouterr()
    assert store("prune", "--keep-size", "0") == 0
    assert "1 bodies stay: a report needs them" in capsys.readouterr().err
    assert run(["replay", "r.json", "--store", "s.sqlite"]) == 0
    assert store("prune", "--keep-size", "0", "--force") == 0
    assert run(["replay", "r.json", "--store", "s.sqlite"]) == 3


@pytest.mark.parametrize("days", ["1e6", "inf", "999999999999"])
def test_nothing_is_older_than_all_years(kept, capsys, days):
    assert store("prune", "--older-than", days) == 0
    assert "0 captures" in capsys.readouterr().err


@pytest.mark.parametrize("days", ["nan", "-1", "old"])
def test_what_is_no_number_of_days_is_told(kept, capsys, days):
    assert store("prune", "--older-than", days) == 2
    assert "--older-than" in capsys.readouterr().err


def test_what_is_gone_is_told_even_if_its_room_cannot_be_given_back(kept, capsys, monkeypatch):
    def fail(*_, **__):
        raise StoreError("The store s.sqlite: the disk is full.", "Make room; what was kept before is intact.")

    monkeypatch.setattr("provenance.store.Store.free_space", fail)
    assert store("prune", "--keep-size", "0") == 3
    told = capsys.readouterr().err
    assert "2 captures with 2 bodies are gone" in told
    assert "not all of the room was given back" in told
    assert told.index("are gone") < told.index("the disk is full")


def test_what_goes_must_be_said(kept, capsys):
    assert store("prune") == 2
    assert "Say what is to go" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["list"], ["show", "12345678"], ["prune", "--older-than", "1"], ["verify"]])
def test_a_store_that_is_not_there_is_told_and_not_made(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    assert store(*arguments) == 3
    assert "There is no store at s.sqlite" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_interruption_says_what_is_true(kept, capsys, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("provenance.store.Store.free_space", interrupt)
    assert store("prune", "--keep-size", "0") == 130
    assert "the same command goes on from there" in capsys.readouterr().err


SIZES = [("0", 0), ("500000", 500_000), ("10kB", 10_000), ("1.5 GB", 1_500_000_000), ("2MB", 2_000_000)]


@pytest.mark.parametrize(("written", "size"), SIZES)
def test_sizes_are_read(written, size):
    assert SizeType().convert(written, None, None) == size


@pytest.mark.parametrize("written", ["", "-1", "ten", "10 miles", "1e9", "1.5.5GB"])
def test_what_is_no_size_is_told(kept, capsys, written):
    assert store("prune", "--keep-size", written) == 2
    assert "is no size" in capsys.readouterr().err


def test_an_empty_store_lists_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    open_store("s.sqlite").close()
    assert store("list") == store("list", "--format", "json") == store("verify") == 0
    assert capsys.readouterr().out == "[]\n"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_on_a_terminal_long_work_shows_how_far_it_is(kept, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with show_steps("checking") as draw:
        draw(1, 2)
        draw(2, 2)
    assert "checking" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_an_address_that_is_none_belongs_to_no_host(kept, capsys):
    with open_store("s.sqlite") as opened:
        opened.put_capture(replace(STORM, url="http://[::1"))
    assert store("list", "--host", "news.example") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
