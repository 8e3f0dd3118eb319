"""One page at a time: what is asked, in which order, and what comes of it."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest

from provenance.config import Settings
from provenance.errors import SettingsError
from provenance.fetch import Client
from provenance.model import Access, Capture, Missed
from provenance.version import VERSION
from tests.support.authority import make_authority
from tests.support.clocks import START, FakeClock
from tests.support.servers import Server, in_turn, raw, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.support.servers import Reply

PAGE = "<!doctype html><p>The storm reached the island on Tuesday."
URL = "http://news.example/storm"


def fetch(
    pages: dict[str, Reply],
    url: str = URL,
    *,
    known: Capture | None = None,
    clock: FakeClock | None = None,
    **settings: float | str,
) -> tuple[Capture | Missed, Server]:
    with (
        Server(pages=pages) as server,
        Client(
            Settings(**{"pause_seconds": 0, **settings}), clock=clock or FakeClock(), resolver=server.resolve
        ) as client,
    ):
        return client.fetch_page(url, known=known), server


def missed(outcome: Capture | Missed) -> Missed:
    assert isinstance(outcome, Missed)
    return outcome


def capture(outcome: Capture | Missed) -> Capture:
    assert isinstance(outcome, Capture), outcome
    return outcome


def test_a_page_is_read_after_robots_txt() -> None:
    outcome, server = fetch({"news.example/storm": reply(PAGE, headers={"ETag": '"1"', "Set-Cookie": "id=7"})})
    page = capture(outcome)
    assert page.body == PAGE.encode()
    assert (page.url, page.final_url, page.redirects, page.status) == (URL, URL, (), 200)
    assert page.fetched_at == START
    assert page.header("ETag") == '"1"'
    assert page.header("set-cookie") == ""
    assert server.asked == ["news.example/robots.txt", "news.example/storm"]


def test_a_request_is_honest_and_keeps_no_cookies() -> None:
    pages = {"news.example/storm": redirect("/b"), "news.example/b": reply(PAGE)}
    pages["news.example/robots.txt"] = reply("", headers={"Set-Cookie": "id=7; Path=/"})
    _, server = fetch(pages, contact="desk@paper.example")
    for request in server.requests:
        assert request.headers["user-agent"] == f"provenance/{VERSION} (+desk@paper.example)"
        assert request.headers["accept-encoding"] == "gzip, deflate, br"
        kind = "text/plain" if request.target == "/robots.txt" else "text/html"
        assert request.headers["accept"].startswith(kind)
        assert "cookie" not in request.headers
        assert "referer" not in request.headers


def test_nothing_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine news.example login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    outcome, server = fetch({"news.example/storm": reply(PAGE)})
    capture(outcome)
    assert "authorization" not in server.requests[-1].headers


@pytest.mark.parametrize("folder", ["there", "nowhere"])
def test_no_keys_of_connections_are_written_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str
) -> None:
    authority = make_authority(tmp_path)
    (tmp_path / "there").mkdir()
    keys = tmp_path / folder / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    with (
        Server(pages={"news.example/storm": reply(PAGE)}, context=authority.server_context("news.example")) as server,
        Client(Settings(pause_seconds=0), resolver=server.resolve, trust=authority.bundle) as client,
    ):
        capture(client.fetch_page("https://news.example/storm"))
    assert not keys.exists()


def test_an_unsafe_address_is_missed_without_a_request() -> None:
    outcome, server = fetch({}, "http://127.0.0.1/")
    assert missed(outcome).access is Access.UNSAFE
    assert server.asked == []


ENCODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("br", brotli.compress),
    ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
    ("identity", bytes),
]


@pytest.mark.parametrize(("coding", "pack"), ENCODINGS, ids=[name for name, _ in ENCODINGS])
def test_a_packed_page_is_unpacked(coding: str, pack: Callable[[bytes], bytes]) -> None:
    body = pack(PAGE.encode() * 100)
    outcome, _ = fetch({"news.example/storm": reply(body, headers={"Content-Encoding": coding})})
    assert capture(outcome).body == PAGE.encode() * 100


def test_a_chunked_page_is_put_together() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    outcome, _ = fetch({"news.example/storm": raw(head, b"3\r\n<p>\r\n", b"5\r\nstorm\r\n", b"0\r\n\r\n")})
    assert capture(outcome).body == b"<p>storm"


@pytest.mark.parametrize("line", [b": nameless", b"X-A:", b"X-A: \xff\xfe", b"X-A: b\r\n folded"])
def test_an_odd_header_that_hides_no_other_does_no_harm(line: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + line + b"\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\n"
    outcome, _ = fetch({"news.example/storm": raw(head, b"<p>storm and more")})
    assert capture(outcome).body == b"<p>storm"


def test_a_page_without_a_length_is_read_to_its_end() -> None:
    outcome, _ = fetch(
        {"news.example/storm": raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>A", b"B")}
    )
    assert capture(outcome).body == b"<p>AB"


ANSWERS: list[tuple[Reply, Access]] = [
    (reply("", status=404), Access.NOT_FOUND),
    (reply("", status=410), Access.NOT_FOUND),
    (reply("", status=401), Access.FORBIDDEN),
    (reply("", status=451), Access.FORBIDDEN),
    (reply("", status=402), Access.PAYWALLED),
    (reply("", status=429), Access.RATE_LIMITED),
    (reply("", status=500), Access.UNREACHABLE),
    (reply("", headers={"cf-mitigated": "challenge"}), Access.BOT_WALL),
    (reply("GIF", kind="image/gif"), Access.UNSUPPORTED),
    (reply("x", headers={"Content-Encoding": "zstd"}), Access.UNSUPPORTED),
    (reply("no gzip", headers={"Content-Encoding": "gzip"}), Access.UNSUPPORTED),
    (reply(b"\x00\x01", kind=""), Access.UNSUPPORTED),
    (reply("", status=304), Access.UNREACHABLE),
    (reply("x" * 2001), Access.TOO_LARGE),
    (reply(gzip.compress(b"x" * 2001), headers={"Content-Encoding": "gzip"}), Access.TOO_LARGE),
    (raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 2001), Access.TOO_LARGE),
]


@pytest.mark.parametrize(("answer", "access"), ANSWERS)
def test_an_answer_that_is_no_page_is_missed(answer: Reply, access: Access) -> None:
    outcome, _ = fetch({"news.example/storm": answer}, max_page_bytes=2000, retries=0)
    assert missed(outcome).access is access


def test_a_page_of_just_the_limit_is_read() -> None:
    outcome, _ = fetch({"news.example/storm": reply("x" * 2000)}, max_page_bytes=2000)
    assert len(capture(outcome).body) == 2000


def test_redirects_are_followed_and_told() -> None:
    pages = {
        "news.example/storm": redirect("/b"),
        "news.example/b": redirect("http://www.other.example/c", status=301),
        "www.other.example/c": reply(PAGE),
    }
    outcome, server = fetch(pages)
    page = capture(outcome)
    assert page.redirects == ("http://news.example/b",)
    assert page.final_url == "http://www.other.example/c"
    assert server.asked == [
        "news.example/robots.txt",
        "news.example/storm",
        "news.example/b",
        "www.other.example/robots.txt",
        "www.other.example/c",
    ]


def test_the_new_host_of_a_redirect_may_refuse() -> None:
    pages = {
        "news.example/storm": redirect("http://other.example/c"),
        "other.example/robots.txt": reply("User-agent: *\nDisallow: /\n", kind="text/plain"),
    }
    outcome, server = fetch(pages)
    assert missed(outcome).access is Access.ROBOTS_DENIED
    assert "other.example/c" not in server.asked


REDIRECT_TROUBLE: list[tuple[Mapping[str, Reply], Access, str]] = [
    ({"news.example/storm": redirect("/b"), "news.example/b": redirect("/storm")}, Access.UNREACHABLE, "circle"),
    ({f"news.example/{n}": redirect(f"/{n + 1}") for n in range(9)} | {"news.example/storm": redirect("/0")},
     Access.UNREACHABLE, "more than 5 redirects"),
    ({"news.example/storm": redirect("http://[::1")}, Access.UNREACHABLE, "cannot be read"),
    ({"news.example/storm": redirect("http://[bad]/\u00ff")}, Access.UNREACHABLE, "cannot be read"),
    ({"news.example/storm": reply("", status=302)}, Access.UNREACHABLE, "nowhere"),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "access", "words"), REDIRECT_TROUBLE)
def test_redirects_that_lead_nowhere_are_missed(pages: Mapping[str, Reply], access: Access, words: str) -> None:
    outcome, _ = fetch(dict(pages))
    assert missed(outcome).access is access
    assert words in missed(outcome).detail


ROBOTS: list[tuple[Reply, Access | None]] = [
    (reply("User-agent: *\nDisallow: /storm", kind="text/plain"), Access.ROBOTS_DENIED),
    (reply("User-agent: *\nDisallow: /other", kind="text/plain"), None),
    (reply("", status=404), None),
    (reply("", status=500), Access.ROBOTS_DENIED),
    (reply("", status=403), None),
    (reply("", status=403, headers={"Server": "AkamaiGHost"}), Access.ROBOTS_DENIED),
    (redirect("/robots2.txt"), Access.ROBOTS_DENIED),
    (redirect("http://127.0.0.1/"), Access.ROBOTS_DENIED),
    (raw(b"nonsense\r\n\r\n"), Access.UNREACHABLE),
    (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *"), Access.UNREACHABLE),
    (reply("User-agent: *\nDisallow: /storm\n" + "# x\n" * 400_000, kind="text/plain"), Access.ROBOTS_DENIED),
    (reply("# x\n" * 400_000 + "User-agent: *\nDisallow: /storm\n", kind="text/plain"), None),
]


@pytest.mark.parametrize(("robots", "access"), ROBOTS)
def test_robots_txt_decides_whether_the_page_is_asked_for(robots: Reply, access: Access | None) -> None:
    denial = reply("User-agent: *\nDisallow: /\n", kind="text/plain")
    pages = {
        "news.example/robots.txt": robots,
        "news.example/robots2.txt": denial,
        "news.example/storm": reply(PAGE),
    }
    outcome, server = fetch(pages, retries=0)
    assert (outcome.access if isinstance(outcome, Missed) else None) == access
    assert ("news.example/storm" in server.asked) is (access is None)


def test_robots_txt_is_followed_over_five_redirects_and_no_further() -> None:
    hops = {f"news.example/{n}": redirect(f"/{n + 1}") for n in range(1, 5)}
    pages = {"news.example/robots.txt": redirect("/1"), **hops, "news.example/storm": reply(PAGE)}
    end = {"news.example/5": reply("User-agent: *\nAllow: /", kind="text/plain")}
    capture(fetch(pages | end)[0])
    outcome, _ = fetch(pages | {"news.example/5": redirect("/6")})
    assert missed(outcome).access is Access.ROBOTS_DENIED
    assert "more than 5 redirects" in missed(outcome).detail


def test_robots_txt_is_asked_once_and_again_after_a_day() -> None:
    clock = FakeClock()
    with (
        Server(pages={"news.example/storm": reply(PAGE)}) as server,
        Client(Settings(pause_seconds=0), clock=clock, resolver=server.resolve) as client,
    ):
        client.fetch_page(URL)
        client.fetch_page(URL)
        assert server.asked.count("news.example/robots.txt") == 1
        clock.sleep(86_401)
        client.fetch_page(URL)
        assert server.asked.count("news.example/robots.txt") == 2


def test_a_failing_robots_txt_is_asked_again_sooner() -> None:
    clock = FakeClock()
    pages = {"news.example/robots.txt": in_turn(reply("", status=500), reply("")), "news.example/storm": reply(PAGE)}
    with (
        Server(pages=pages) as server,
        Client(Settings(pause_seconds=0), clock=clock, resolver=server.resolve) as client,
    ):
        missed(client.fetch_page(URL))
        missed(client.fetch_page(URL))
        assert server.asked == ["news.example/robots.txt"]
        clock.sleep(301)
        capture(client.fetch_page(URL))


def test_a_page_that_has_not_changed_keeps_its_bytes() -> None:
    clock = FakeClock()
    headers = {"ETag": '"1"', "Last-Modified": "Wed, 01 Jul 2026 10:00:00 GMT"}
    first = capture(fetch({"news.example/storm": reply(PAGE, headers=headers)}, clock=clock)[0])
    clock.sleep(500)
    outcome, server = fetch({"news.example/storm": reply("", status=304)}, known=first, clock=clock)
    again = capture(outcome)
    assert server.requests[-1].headers["if-none-match"] == '"1"'
    assert server.requests[-1].headers["if-modified-since"] == "Wed, 01 Jul 2026 10:00:00 GMT"
    assert again.body == first.body
    assert (again.fetched_at - first.fetched_at).total_seconds() == 500


def test_a_page_that_has_changed_is_read_anew() -> None:
    first = capture(fetch({"news.example/storm": reply(PAGE, headers={"ETag": '"1"'})})[0])
    outcome, _ = fetch({"news.example/storm": reply("<p>Corrected.", headers={"ETag": '"2"'})}, known=first)
    assert capture(outcome).body == b"<p>Corrected."


def test_validators_go_only_to_the_address_they_came_from() -> None:
    pages = {"news.example/storm": redirect("/b"), "news.example/b": reply(PAGE, headers={"ETag": '"1"'})}
    first = capture(fetch(dict(pages))[0])
    outcome, server = fetch({**pages, "news.example/b": reply("", status=304)}, known=first)
    capture(outcome)
    assert ["if-none-match" in request.headers for request in server.requests] == [False, False, True]


def test_an_unasked_not_modified_is_no_page() -> None:
    first = capture(fetch({"news.example/storm": reply(PAGE)})[0])
    outcome, server = fetch({"news.example/storm": reply("", status=304)}, known=first)
    assert missed(outcome).access is Access.UNREACHABLE
    assert "if-none-match" not in server.requests[-1].headers


def test_a_capture_of_another_page_is_no_help() -> None:
    other = capture(fetch({"news.example/b": reply(PAGE, headers={"ETag": '"1"'})}, "http://news.example/b")[0])
    _, server = fetch({"news.example/storm": reply(PAGE)}, known=other)
    assert "if-none-match" not in server.requests[-1].headers


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    clock = FakeClock()
    outcome, server = fetch({"news.example/storm": in_turn(reply("", status=status), reply(PAGE))}, clock=clock)
    capture(outcome)
    assert server.pages_asked == ["news.example/storm"] * 2
    assert 0.5 <= clock.seconds < 0.75


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_a_refusal_is_not_tried_again(status: int) -> None:
    outcome, server = fetch({"news.example/storm": in_turn(reply("", status=status), reply(PAGE))})
    missed(outcome)
    assert server.pages_asked == ["news.example/storm"]


def test_retries_end() -> None:
    outcome, server = fetch({"news.example/storm": reply("", status=503)}, retries=2)
    assert missed(outcome).access is Access.UNREACHABLE
    assert len(server.pages_asked) == 3


@pytest.mark.parametrize(("status", "value", "seconds"), [
    (429, "7", 7.0), (503, "90", 90.0), (429, "Sat, 04 Jul 2026 12:00:30 GMT", 30.0), (429, "120", 120.0),
])  # fmt: skip
def test_retry_after_is_waited_for(status: int, value: str, seconds: float) -> None:
    clock = FakeClock()
    answers = in_turn(reply("", status=status, headers={"Retry-After": value}), reply(PAGE))
    outcome, _ = fetch({"news.example/storm": answers}, clock=clock)
    capture(outcome)
    assert clock.seconds == pytest.approx(seconds)


@pytest.mark.parametrize(("status", "value"), [(429, "121"), (503, "3600"), (429, ""), (429, "later")])
def test_a_longer_retry_after_is_not_waited_for(status: int, value: str) -> None:
    clock = FakeClock()
    answers = in_turn(reply("", status=status, headers={"Retry-After": value}), reply(PAGE))
    outcome, _ = fetch({"news.example/storm": answers}, clock=clock)
    assert missed(outcome).retryable
    assert clock.seconds == 0


def test_a_site_that_has_had_enough_is_left_alone() -> None:
    with (
        Server(pages={"paper.com/storm": reply("", status=429)}) as server,
        Client(Settings(pause_seconds=0), clock=FakeClock(), resolver=server.resolve) as client,
    ):
        assert missed(client.fetch_page("http://paper.com/storm")).access is Access.RATE_LIMITED
        assert missed(client.fetch_page("http://www.paper.com/other")).access is Access.RATE_LIMITED
        assert server.pages_asked == ["paper.com/storm"]


def test_after_three_bot_walls_a_domain_is_left_alone() -> None:
    wall = reply("", status=403, headers={"x-datadome": "protected"})
    with (
        Server(pages={f"news.example/{n}": wall for n in range(5)}) as server,
        Client(Settings(pause_seconds=0), clock=FakeClock(), resolver=server.resolve) as client,
    ):
        outcomes = [missed(client.fetch_page(f"http://news.example/{n}")) for n in range(5)]
        assert {outcome.access for outcome in outcomes} == {Access.BOT_WALL}
        assert "left alone" in outcomes[-1].detail
        assert len(server.pages_asked) == 3


def test_a_wall_is_not_tried_again_even_if_it_says_later() -> None:
    wall = reply("", status=429, headers={"x-datadome": "protected", "Retry-After": "1"})
    outcome, server = fetch({"news.example/storm": in_turn(wall, reply(PAGE))})
    assert missed(outcome).access is Access.BOT_WALL
    assert len(server.pages_asked) == 1


def test_a_pause_is_kept_between_requests_to_one_domain() -> None:
    clock = FakeClock()
    with (
        Server(pages={"paper.com/storm": reply(PAGE), "www.paper.com/b": reply(PAGE)}) as server,
        Client(Settings(pause_seconds=2), clock=clock, resolver=server.resolve) as client,
    ):
        client.fetch_page("http://paper.com/storm")
        assert clock.seconds == pytest.approx(2)
        client.fetch_page("http://www.paper.com/b")
        assert clock.seconds == pytest.approx(6)
        client.fetch_page("http://other.example/b")
        assert clock.seconds == pytest.approx(8)


def test_a_crawl_delay_makes_the_pause_longer() -> None:
    clock = FakeClock()
    robots = reply("User-agent: *\nCrawl-delay: 9\n", kind="text/plain")
    fetch({"news.example/robots.txt": robots, "news.example/storm": reply(PAGE)}, clock=clock, pause_seconds=2)
    assert clock.seconds == pytest.approx(9)


def test_hosts_are_counted_with_robots_and_redirects() -> None:
    pages = {"news.example/storm": redirect("http://b.example/c"), "b.example/c": reply(PAGE)}
    with (
        Server(pages=pages) as server,
        Client(Settings(pause_seconds=0), clock=FakeClock(), resolver=server.resolve) as client,
    ):
        client.fetch_page(URL)
        assert [(host.host, host.requests) for host in client.hosts] == [("b.example", 2), ("news.example", 2)]


def test_a_stopped_client_asks_nothing() -> None:
    with Server() as server, Client(Settings(), resolver=server.resolve) as client:
        client.stop()
        assert missed(client.fetch_page(URL)).detail == "the run was stopped before the page was read"
        assert server.asked == []


def test_a_client_that_fetched_nothing_closes() -> None:
    with Client(Settings()) as client:
        assert client.hosts == ()


def test_a_secure_page_is_read_when_its_certificate_is_right(tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    pages = {"news.example/storm": reply(PAGE)}
    with (
        Server(pages=pages, context=authority.server_context("news.example")) as server,
        Client(Settings(pause_seconds=0), resolver=server.resolve, trust=authority.bundle) as client,
    ):
        assert capture(client.fetch_page("https://news.example/storm")).final_url == "https://news.example/storm"
        other = missed(client.fetch_page("https://other.example/storm"))
        assert other.access is Access.UNREACHABLE
        assert "certificate" in other.detail
        assert "other.example" in other.detail
    assert [request.host for request in server.requests] == ["news.example"] * 2


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_bundle_that_cannot_be_read_is_the_callers_mistake(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "bundle.pem"
    if content is not None:
        path.write_text(content)
    with (
        Client(Settings(), trust=str(path)) as client,
        pytest.raises(SettingsError, match=r"bundle\.pem cannot be read"),
    ):
        client.fetch_page(URL)


def test_a_certificate_of_an_unknown_authority_is_refused(tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    with (
        Server(context=authority.server_context("news.example")) as server,
        Client(Settings(pause_seconds=0), resolver=server.resolve) as client,
    ):
        outcome = missed(client.fetch_page("https://news.example/storm"))
        assert "certificate" in outcome.detail
        assert not outcome.retryable
        assert server.asked == []


def test_beside_the_bundle_that_was_given_nobody_is_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("usual", "given"):
        (tmp_path / name).mkdir()
    usual, given = make_authority(tmp_path / "usual"), make_authority(tmp_path / "given")
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", usual.bundle)
    with (
        Server(context=usual.server_context("news.example")) as server,
        Client(Settings(pause_seconds=0), resolver=server.resolve, trust=given.bundle) as client,
    ):
        assert "certificate" in missed(client.fetch_page("https://news.example/storm")).detail
        assert server.asked == []
