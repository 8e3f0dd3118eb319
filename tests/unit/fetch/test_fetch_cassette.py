"""Recordings: made over TLS under real host names, played without a socket, refused when they are something else."""

from __future__ import annotations

import gzip
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from provenance.config import Settings
from provenance.errors import CassetteError, ExtraMissingError
from provenance.fetch import Client, fetch_pages, open_cassette, record_cassette
from provenance.fetch.tape import open_tape
from provenance.model import Access, Capture, Missed
from provenance.version import VERSION
from tests.support.authority import make_authority
from tests.support.servers import Server, in_turn, redirect, reply

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.fetch import Route
    from tests.support.servers import Reply

PAGE = "<p>The storm reached the island — on Tuesday."
URL = "https://news.example/storm"
PAGES: dict[str, Reply] = {
    "news.example/storm": reply(
        gzip.compress(PAGE.encode()),
        headers={"Content-Encoding": "gzip", "ETag": '"1"', "Set-Cookie": "id=7", "Server": "x", "Date": "today"},
    ),
    "news.example/moved": redirect("/storm"),
    "news.example/later": in_turn(reply("", status=503), reply("<p>Now.")),
    "news.example/latin": reply("<p>caf\xe9".encode("latin-1"), kind="text/html; charset=latin-1"),
    "news.example/q": reply("<p>plain"),
    "news.example/q?a=1": reply("<p>one"),
}


def nobody(host: str, port: int) -> tuple[Route, ...]:
    raise AssertionError(f"{host} was looked up while a cassette was played")


def record(path: Path, *addresses: str) -> list[Capture | Missed]:
    authority = make_authority(path.parent)
    with Server(pages=dict(PAGES), context=authority.server_context("news.example")) as server:
        client = Client(Settings(pause_seconds=0), resolver=server.resolve, trust=authority.bundle, jitter=lambda: -1.9)
        with record_cassette(path, metadata={"fixture": "synthetic"}), client:
            return [client.fetch_page(address) for address in addresses]


@pytest.fixture(scope="module")
def cassette(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cassette") / "news.yaml"
    record(path, *(f"https://{page}" for page in PAGES), "https://news.example/gone")
    return path


def play(path: Path, url: str) -> Capture | Missed:
    with open_cassette(path), Client(Settings(), resolver=nobody) as client:
        return client.fetch_page(url)


def test_what_was_recorded_is_played_byte_for_byte(cassette: Path) -> None:
    page = play(cassette, URL)
    assert isinstance(page, Capture)
    assert page.body == PAGE.encode()
    assert page.header("etag") == '"1"'


def test_recording_gives_the_page_as_without_a_cassette(tmp_path: Path) -> None:
    (page,) = record(tmp_path / "x.yaml", URL)
    assert isinstance(page, Capture)
    assert page.body == PAGE.encode()


def test_a_redirect_is_played(cassette: Path) -> None:
    page = play(cassette, "https://news.example/moved")
    assert isinstance(page, Capture)
    assert page.final_url == URL


def test_a_page_that_is_no_utf8_is_played(cassette: Path) -> None:
    page = play(cassette, "https://news.example/latin")
    assert isinstance(page, Capture)
    assert page.body == b"<p>caf\xe9"


def test_a_miss_is_played(cassette: Path) -> None:
    missed = play(cassette, "https://news.example/gone")
    assert isinstance(missed, Missed)
    assert missed.access is Access.NOT_FOUND


def test_the_query_tells_two_pages_apart(cassette: Path) -> None:
    one, other = play(cassette, "https://news.example/q?a=1"), play(cassette, "https://news.example/q")
    assert isinstance(one, Capture)
    assert isinstance(other, Capture)
    assert (one.body, other.body) == (b"<p>one", b"<p>plain")


def test_the_answer_of_the_last_retry_is_played(cassette: Path) -> None:
    page = play(cassette, "https://news.example/later")
    assert isinstance(page, Capture)
    assert page.body == b"<p>Now."


@pytest.mark.parametrize("url", ["https://news.example/other", "https://other.example/", "http://news.example/storm"])
def test_what_was_not_recorded_is_missed_as_such(cassette: Path, url: str) -> None:
    missed = play(cassette, url)
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNRECORDED
    assert missed.detail == "the recording holds no answer for it"


def test_playing_repeats_and_contacts_nobody(cassette: Path) -> None:
    with open_cassette(cassette):
        for _ in range(2):
            with Client(Settings(pause_seconds=30), resolver=nobody) as client:
                assert isinstance(client.fetch_page(URL), Capture)
                assert isinstance(client.fetch_page(URL), Capture)
                assert client.hosts == ()
        assert open_tape() is not None
    assert open_tape() is None


def test_many_threads_play_one_cassette_without_a_socket(cassette: Path) -> None:
    urls = [f"https://{page}" for page in PAGES] * 5
    outcomes: list[Capture | Missed] = []
    with open_cassette(cassette), Client(Settings(), resolver=nobody) as client:
        threads = [threading.Thread(target=lambda url=url: outcomes.append(client.fetch_page(url))) for url in urls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(outcomes) == len(urls)
    assert all(isinstance(outcome, Capture) for outcome in outcomes)


def test_many_pages_are_played(cassette: Path) -> None:
    urls = [f"https://{page}" for page in PAGES]
    with open_cassette(cassette), Client(Settings(), resolver=nobody) as client:
        outcomes = fetch_pages(urls, client=client, workers=8, on_outcome=lambda url, outcome: None)
    assert all(isinstance(outcome, Capture) for outcome in outcomes.values())


def test_a_cassette_keeps_its_metadata_and_no_secrets(cassette: Path) -> None:
    text = cassette.read_text(encoding="utf-8")
    assert "fixture: synthetic" in text
    lowered = text.lower()
    for secret in ("set-cookie", "id=7", VERSION, "server:", "date:", "gzip"):
        assert secret not in lowered
    assert lowered.count("uri: https://news.example/later") == 1


def test_only_one_cassette_is_open_at_a_time(cassette: Path) -> None:
    with open_cassette(cassette), pytest.raises(CassetteError, match="open already"), open_cassette(cassette):
        pass


def test_an_exception_inside_closes_the_cassette(cassette: Path) -> None:
    with pytest.raises(LookupError), open_cassette(cassette):
        raise LookupError
    assert isinstance(play(cassette, URL), Capture)


def test_an_existing_file_is_never_recorded_over(cassette: Path) -> None:
    before = cassette.read_bytes()
    with pytest.raises(CassetteError, match="There is a file"), record_cassette(cassette, metadata={}):
        pass
    assert cassette.read_bytes() == before


def test_a_cassette_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CassetteError, match="cannot be written"):
        _record_into(tmp_path / "file" / "x.yaml")


def _record_into(path: Path) -> None:
    with (
        Server(pages=dict(PAGES)) as server,
        record_cassette(path, metadata={}),
        Client(Settings(pause_seconds=0), resolver=server.resolve) as client,
    ):
        client.fetch_page("http://news.example/storm")


NO_CASSETTES = {
    "nothing": b"",
    "no YAML": b"interactions: [",
    "bytes": b"\xff\xfe\x00\x01",
    "a list": b"- 1\n- 2\n",
    "a word": b"hello",
    "nothing inside": b"version: 1\n",
    "a wrong interaction": b"version: 1\ninteractions:\n- request: 7\n  response: {}\n",
    "a body that is a list": (
        b"version: 1\ninteractions:\n- request: {method: GET, uri: 'https://a.example/', body: null, headers: {}}\n"
        b"  response: {status: {code: 200, message: OK}, headers: {}, body: {string: [1]}}\n"
    ),
    "code": b"version: 1\ninteractions: !!python/object/apply:os.system ['true']\n",
    "aliases": b"a: &a [x, x]\nb: &b [*a, *a]\nversion: 1\ninteractions: []\n",
    "endless brackets": b"[" * 100_000,
}


@pytest.mark.parametrize("content", NO_CASSETTES.values(), ids=NO_CASSETTES)
def test_a_file_is_refused_that_holds(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(CassetteError, match=r"x\.yaml"), open_cassette(path):
        pass
    assert open_tape() is None


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CassetteError, match="cannot be opened"), open_cassette(tmp_path / "none.yaml"):
        pass
    with pytest.raises(CassetteError, match="Is a directory"), open_cassette(tmp_path):
        pass
    (tmp_path / "x.yaml").write_bytes(b"version: 1\ninteractions: []\n")
    monkeypatch.setattr("provenance.fetch.cassette.MAX_CASSETTE_BYTES", 10)
    with pytest.raises(CassetteError, match="more than 10"), open_cassette(tmp_path / "x.yaml"):
        pass


def test_a_file_of_very_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.yaml").write_text("version: 1\ninteractions: []\nx: [" + "a," * 200 + "]\n")
    with open_cassette(tmp_path / "x.yaml"):
        pass
    monkeypatch.setattr("provenance.fetch.cassette.MOST_PARTS", 100)
    with pytest.raises(CassetteError, match="more than 100 parts"), open_cassette(tmp_path / "x.yaml"):
        pass


def test_without_vcrpy_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch, cassette: Path) -> None:
    monkeypatch.setitem(sys.modules, "vcr", None)
    with pytest.raises(ExtraMissingError, match=r"provenance\[cassette\]"), open_cassette(cassette):
        pass
