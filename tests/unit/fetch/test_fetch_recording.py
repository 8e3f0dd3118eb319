"""Recordings by a user: what is kept of a run, what is hidden, and that it plays what was."""

from __future__ import annotations

import gzip
import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.config import Settings
from provenance.errors import CassetteError
from provenance.fetch import Client, fetch_pages, open_cassette, record_cassette, recording
from provenance.fetch.answers import Answer
from provenance.fetch.cassette import _CheckedYAML
from provenance.fetch.recording import Reel
from provenance.fetch.tape import open_tape
from provenance.model import Access, Capture, Missed, Secret, SecretPlace, Wanted
from provenance.version import VERSION
from tests.support.authority import make_authority
from tests.support.clocks import START, FakeClock
from tests.support.servers import Server, raw, redirect, reply, silence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from provenance.fetch import Route
    from tests.support.authority import Authority
    from tests.support.servers import Reply

QUICK = Settings(pause_seconds=0, retries=1, deadline_seconds=10, max_page_bytes=1_000, max_listing_bytes=2_000)


def nobody(host: str, port: int) -> tuple[Route, ...]:
    raise AssertionError(f"{host} was looked up while a cassette was played")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@contextmanager
def live(authority: Authority, pages: dict[str, Reply], settings: Settings = QUICK) -> Iterator[Client]:
    with (
        Server(pages=pages, context=authority.server_context("news.example", "closed.example")) as server,
        Client(settings, resolver=server.resolve, trust=authority.bundle, jitter=lambda: -1.9) as client,
    ):
        yield client


PAGES: dict[str, Reply] = {
    "news.example/page": reply("<p>It rained — on Tuesday.\r\n\x85"),
    "news.example/packed": reply(gzip.compress(b"<p>packed" * 20), headers={"Content-Encoding": "gzip"}),
    "news.example/latin": reply("<p>caf\xe9".encode("latin-1"), kind="text/html; charset=latin-1"),
    "news.example/file.pdf": reply(b"%PDF-1.7\n\0\xff\xfe", kind="application/pdf"),
    "news.example/empty": reply(""),
    "news.example/gone": reply("gone", status=404),
    "news.example/wall": reply("wall", status=403, headers={"x-datadome": "protected"}),
    "news.example/moved": redirect("/page"),
    "news.example/circle": redirect("/circle"),
    "news.example/large": reply("x" * 1_001),
    "news.example/just": reply("x" * 1_000),
    "news.example/streamed": raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 1_500),
    "news.example/zstd": reply("x", headers={"Content-Encoding": "zstd"}),
    "news.example/image": reply("x", kind="image/png"),
    "news.example/damaged": reply("no gzip", headers={"Content-Encoding": "gzip"}),
    "news.example/short": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>"),
    "news.example/silent": silence,
    "closed.example/robots.txt": reply("User-agent: *\nDisallow: /", kind="text/plain"),
}
URLS = [f"https://{page}" for page in PAGES] + ["https://closed.example/a"]


def told(outcome: Capture | Missed) -> tuple[object, ...]:
    """What must be the same when it is played: all but the time and the headers about the way."""
    if isinstance(outcome, Missed):
        return (outcome.access, outcome.detail.partition(" within ")[0], outcome.retryable)
    return (outcome.status, outcome.final_url, outcome.redirects, outcome.body, outcome.header("content-type"))


def test_a_recorded_run_gives_the_same_outcomes_when_it_is_played(authority: Authority, tmp_path: Path) -> None:
    path = tmp_path / "run.yaml"
    with record_cassette(path), live(authority, PAGES, replace(QUICK, deadline_seconds=0.5)) as client:
        first = fetch_pages(URLS, client=client, workers=8, on_outcome=lambda url, outcome: None)
    with open_cassette(path), Client(QUICK, resolver=nobody) as client:
        again = fetch_pages(URLS, client=client, workers=8, on_outcome=lambda url, outcome: None)
        assert client.hosts == ()
    assert {url: told(outcome) for url, outcome in again.items()} == {url: told(first[url]) for url in URLS}
    missed = [outcome.access for outcome in first.values() if isinstance(outcome, Missed)]
    assert {Access.TIMED_OUT, Access.BOT_WALL, Access.TOO_LARGE, Access.UNREACHABLE, Access.ROBOTS_DENIED} <= set(
        missed
    )
    assert Access.UNRECORDED not in missed


def test_a_recording_says_that_it_is_live_and_since_when(tmp_path: Path) -> None:
    with record_cassette(tmp_path / "run.yaml", metadata={"article": "storm"}, clock=FakeClock()):
        pass
    about = yaml.safe_load((tmp_path / "run.yaml").read_text())["metadata"]
    assert about["article"] == "storm"
    assert about["fixture"] == "live"
    assert about["recorded_at"] == START.isoformat()
    assert about["recorded_by"] == f"provenance {VERSION}"


def test_a_recording_of_stand_ins_says_that_alone(tmp_path: Path) -> None:
    with record_cassette(tmp_path / "run.yaml", metadata={"fixture": "synthetic"}, clock=FakeClock()):
        pass
    assert yaml.safe_load((tmp_path / "run.yaml").read_text())["metadata"] == {"fixture": "synthetic"}


def test_requests_take_turns_while_a_recording_is_made(tmp_path: Path) -> None:
    addresses = [f"paper{number}.com/a" for number in range(30)]
    with Server(pages={each: reply("<p>") for each in addresses}, slow=0.002) as server:
        with record_cassette(tmp_path / "run.yaml"), Client(QUICK, resolver=server.resolve) as client:
            urls = [f"http://{each}" for each in addresses]
            fetch_pages(urls, client=client, workers=16, on_outcome=lambda url, outcome: None)
        assert server.busiest == 1
    recorded = yaml.safe_load((tmp_path / "run.yaml").read_text())["interactions"]
    assert [each["request"]["uri"] for each in recorded if "robots" not in each["request"]["uri"]] == urls


def test_a_recording_holds_pages_that_the_store_knows(tmp_path: Path) -> None:
    page = reply("<p>", headers={"ETag": '"1"'})
    with Server(pages={"paper.com/a": page}) as server, Client(QUICK, resolver=server.resolve) as client:
        known = client.fetch_page("http://paper.com/a")
        with record_cassette(tmp_path / "run.yaml"):
            client.fetch_page("http://paper.com/a", known=known)
        assert "if-none-match" not in server.requests[-1].headers
        client.fetch_page("http://paper.com/a", known=known)
        assert "if-none-match" in server.requests[-1].headers


def read_all(path: Path, pages: dict[str, Reply], *, times: int = 1, then: type[BaseException] | None = None) -> None:
    """Record the pages, each so many times, and raise `then`."""
    with (
        Server(pages=pages) as server,
        record_cassette(path),
        Client(QUICK, resolver=server.resolve) as client,
    ):
        for page in pages:
            for _ in range(times):
                client.fetch_page(f"http://{page}")
        if then is not None:
            raise then


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, LookupError])
def test_a_run_that_is_interrupted_leaves_its_recording(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "run.yaml"
    with pytest.raises(error):
        read_all(path, {"paper.com/a": reply("<p>It rained.")}, then=error)
    assert open_tape() is None
    assert [each.name for each in tmp_path.iterdir()] == ["run.yaml"]
    with open_cassette(path), Client(QUICK, resolver=nobody) as client:
        assert isinstance(client.fetch_page("http://paper.com/a"), Capture)
        missed = client.fetch_page("http://paper.com/b")
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNRECORDED


def test_what_was_cut_by_ctrl_c_is_no_outcome_of_the_site(tmp_path: Path) -> None:
    path = tmp_path / "run.yaml"
    with (
        Server(pages={"paper.com/a": silence}) as server,
        record_cassette(path),
        Client(Settings(pause_seconds=0), resolver=server.resolve) as client,
    ):
        threading.Timer(0.05, client.stop).start()
        client.fetch_page("http://paper.com/a")
    assert "troubles" not in yaml.safe_load(path.read_text())["metadata"]


def test_a_recording_that_grows_too_large_says_so_and_keeps_what_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MAX_RECORDED_BYTES", 1_200)
    path = tmp_path / "run.yaml"
    pages = {f"paper{number}.com/a": reply("x" * 500) for number in range(4)}
    with pytest.raises(CassetteError, match="2 answers went beyond 1,200 bytes"):
        read_all(path, pages, times=2)  # a page that is read again takes no more room
    with open_cassette(path), Client(QUICK, resolver=nobody) as client:
        assert isinstance(client.fetch_page("http://paper1.com/a"), Capture)


@pytest.mark.parametrize("limit", ["MAX_CASSETTE_BYTES", "MOST_PARTS"])
def test_a_recording_that_is_too_large_to_be_played_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(recording, limit, 100)
    with pytest.raises(CassetteError, match="too large to be played"):
        read_all(tmp_path / "run.yaml", {"paper.com/a": reply("x")})


def test_an_interruption_is_not_hidden_by_a_recording_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MAX_RECORDED_BYTES", 1)
    with pytest.raises(KeyboardInterrupt):
        read_all(tmp_path / "run.yaml", {"paper.com/a": reply("xx")}, then=KeyboardInterrupt)


def test_a_place_that_cannot_be_written_is_told_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CassetteError, match="cannot be written"), record_cassette(tmp_path / "file" / "run.yaml"):
        raise AssertionError("it must not come so far")


KEY = "s3cr3t/key+of-a-user"
SPELLINGS = (KEY, "s3cr3t%2Fkey%2Bof-a-user", json.dumps(KEY)[1:-1])


@pytest.mark.parametrize("place", SecretPlace)
def test_no_key_cookie_or_credential_is_in_a_recording(
    authority: Authority, tmp_path: Path, place: SecretPlace
) -> None:
    path = tmp_path / "run.yaml"
    secret = Secret(name="my-odd-name", value=KEY, place=place)
    url, url_with_key = "news.example/s?q=storm", f"news.example/s?q=storm&my-odd-name={SPELLINGS[1]}"
    answer = reply(
        json.dumps({"you": KEY, "link": f"https://news.example/s?my-odd-name={SPELLINGS[1]}"}),
        kind="application/json",
        headers={"X-Echo": KEY, "Set-Cookie": "id=cookie-7", "Authorization": "Basic abc", "WWW-Authenticate": "x"},
    )
    pages = {
        url: answer,
        url_with_key: answer,
        "news.example/a?token=t0ken-1&page=2": redirect("/b?API_KEY=t0ken-2"),
        "news.example/b?API_KEY=t0ken-2": reply("<p>"),
    }
    plain = "https://news.example/a?token=t0ken-1&page=2"
    with record_cassette(path), live(authority, pages) as client:
        first = client.fetch_page(f"https://{url}", wanted=Wanted.SERVICE, secret=secret)
        assert isinstance(first, Capture)
        assert isinstance(client.fetch_page(plain), Capture)
    text = path.read_text()
    for hidden in (*SPELLINGS, "cookie-7", "t0ken", "Basic abc", "Authenticate", "127.0.0.1"):
        assert hidden not in text, hidden
    assert "page=2" in text
    # whoever plays it needs no key of his own, only one
    other = Secret(name="my-odd-name", value="another-key", place=place)
    with open_cassette(path), Client(QUICK, resolver=nobody) as client:
        again = client.fetch_page(f"https://{url}", wanted=Wanted.SERVICE, secret=other)
        assert isinstance(again, Capture)
        assert again.body == first.body
        assert isinstance(client.fetch_page(plain), Capture)


def test_what_was_asked_of_a_judge_is_not_recorded(tmp_path: Path) -> None:
    from provenance.fetch.post import Post

    path = tmp_path / "run.yaml"
    with (
        Server(pages={"judge.example/chat/completions": reply("{}", kind="application/json")}) as server,
        record_cassette(path),
        Post("http://judge.example", seconds=2, connect_seconds=2, resolver=server.resolve) as post,
    ):
        assert post.send(b"words of the draft") == b"{}"
    assert "draft" not in path.read_text()
    assert yaml.safe_load(path.read_text())["interactions"] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))))
def test_every_body_comes_back_byte_for_byte(body: bytes) -> None:
    reel = Reel()
    reel.keep("https://news.example/a", Answer(status=200, headers=(), body=body))
    (found,) = _CheckedYAML().deserialize(reel.text({"fixture": "live"}))["interactions"]
    string = found["response"]["body"]["string"]
    assert (string.encode() if isinstance(string, str) else string) == body


def test_a_trouble_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    for access in ("ok", "nonsense"):
        trouble = {"uri": "https://a.example/", "access": access, "detail": "x", "retryable": False}
        path.write_text(json.dumps({"version": 1, "interactions": [], "metadata": {"troubles": [trouble]}}))
        with pytest.raises(CassetteError), open_cassette(path):
            pass
