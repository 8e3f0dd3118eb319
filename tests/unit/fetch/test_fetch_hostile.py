"""Servers that are slow, huge or broken: the deadline and the size hold in every phase."""

from __future__ import annotations

import gzip
import resource
import socket
import struct
import threading
import time
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest

from provenance.config import Settings
from provenance.fetch import Client, LocalRoute
from provenance.model import Access, Capture, Missed, Wanted
from tests.support.authority import make_authority
from tests.support.servers import Server, raw, redirect, reply, silence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.servers import Exchange, Reply

URL = "http://news.example/a"
DEADLINE = 0.3
SLACK = 1.5
"""Seconds for a busy machine; without the watch these servers would hold a reader for ten."""
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def fetch_timed(pages: dict[str, Reply], **settings: float) -> tuple[Missed, float]:
    """What became of the page, and the seconds that it took."""
    chosen = {"pause_seconds": 0, "retries": 0, "deadline_seconds": DEADLINE, **settings}
    with Server(pages=pages) as server, Client(Settings(**chosen), resolver=server.resolve) as client:
        start = time.monotonic()
        outcome = client.fetch_page(URL)
        took = time.monotonic() - start
    assert isinstance(outcome, Missed), outcome
    return outcome, took


def drip(letters: bytes) -> Reply:
    return raw(*(bytes((letter,)) for letter in letters), every=0.05)


SLOW: dict[str, Reply] = {
    "says nothing": silence,
    "drips its status line": drip(b"HTTP/1.1 200 OK" * 9),
    "drips its headers": lambda exchange: (raw(HEAD)(exchange), drip(b"X-A: b\r\n" * 9)(exchange))[0],
    "drips its body": lambda exchange: (raw(HEAD + b"\r\n")(exchange), drip(b"<p>" * 99)(exchange))[0],
    "drips its chunks": lambda exchange: (
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")(exchange),
        drip(b"1\r\nx\r\n" * 99)(exchange),
    )[0],
    "drips a packed body": lambda exchange: (
        raw(HEAD + b"Content-Encoding: gzip\r\n\r\n")(exchange),
        drip(gzip.compress(bytes(range(256)) * 9))(exchange),
    )[0],
    "says without end that it goes on": drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 9),
    "drips what comes after its chunks": lambda exchange: (
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")(exchange),
        drip(b"X-A: b\r\n" * 9)(exchange),
    )[0],
    "never ends its body": lambda exchange: (raw(HEAD + b"Content-Length: 9\r\n\r\n<p>")(exchange), silence(exchange))[
        0
    ],
}


@pytest.mark.parametrize("server", SLOW.values(), ids=SLOW)
def test_the_deadline_holds_against_a_server_that(server: Reply) -> None:
    outcome, took = fetch_timed({"news.example/a": server})
    assert outcome.access is Access.TIMED_OUT
    assert outcome.retryable
    assert 0 < float(outcome.detail.removeprefix("no whole answer within ").removesuffix(" seconds")) <= DEADLINE
    assert took < DEADLINE + SLACK


@pytest.mark.parametrize("wanted", [Wanted.LISTING, Wanted.SERVICE])
def test_the_deadline_holds_for_listings_and_services(wanted: Wanted) -> None:
    settings = Settings(pause_seconds=0, retries=0, deadline_seconds=DEADLINE)
    with (
        Server(pages={"news.example/a": SLOW["drips a packed body"]}) as server,
        Client(settings, resolver=server.resolve) as client,
    ):
        start = time.monotonic()
        outcome = client.fetch_page(URL, wanted=wanted)
        assert time.monotonic() - start < DEADLINE + SLACK
    assert isinstance(outcome, Missed)
    assert outcome.access is Access.TIMED_OUT
    assert outcome.detail.startswith("no whole answer within ")  # and no guess why


def test_the_deadline_holds_over_all_redirects_together() -> None:
    def slow_redirect(to: str) -> Reply:
        return lambda exchange: (exchange.over.wait(0.12), redirect(to)(exchange))[1]

    hops = {f"news.example/{n}": slow_redirect(f"/{n + 1}") for n in range(9)}
    outcome, took = fetch_timed({"news.example/a": slow_redirect("/0"), **hops}, max_redirects=9)
    assert outcome.access is Access.TIMED_OUT
    assert took < DEADLINE + SLACK


def test_a_slow_robots_txt_has_its_own_deadline_and_is_named() -> None:
    outcome, took = fetch_timed({"news.example/robots.txt": silence})
    assert outcome.access is Access.TIMED_OUT
    assert outcome.detail.startswith("robots.txt: ")
    assert took < DEADLINE + SLACK


def test_the_deadline_holds_against_a_handshake_that_never_ends() -> None:
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            line, _ = listener.accept()
            with line:
                line.recv(65_536)
                # a TLS record of 4,000 bytes is announced and comes byte by byte
                for letter in b"\x16\x03\x03\x0f\xa0\x02\x00\x0f\x9c\x03\x03" + bytes(500):
                    try:
                        line.sendall(bytes((letter,)))
                    except OSError:
                        return
                    if over.wait(0.05):
                        return

        threading.Thread(target=serve, daemon=True).start()
        route = LocalRoute(ip="127.0.0.1", port=listener.getsockname()[1])
        settings = Settings(pause_seconds=0, retries=0, deadline_seconds=DEADLINE)
        with Client(settings, resolver=lambda host, port: (route,)) as client:
            start = time.monotonic()
            outcome = client.fetch_page("https://news.example/a")
            took = time.monotonic() - start
        over.set()
    assert isinstance(outcome, Missed)
    assert outcome.access is Access.TIMED_OUT
    assert took < DEADLINE + SLACK


def reset(exchange: Exchange) -> None:
    exchange.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.line.close()


BROKEN: dict[str, tuple[Reply, Access]] = {
    "resets at once": (reset, Access.UNREACHABLE),
    "resets in the middle": (
        lambda exchange: (exchange.send(HEAD + b"Content-Length: 99\r\n\r\n<p>"), time.sleep(0.05), reset(exchange))[2],
        Access.UNREACHABLE,
    ),
    "closes without an answer": (raw(), Access.UNREACHABLE),
    "sends less than it says": (raw(HEAD + b"Content-Length: 99\r\n\r\n<p>short"), Access.UNREACHABLE),
    "ends between two chunks": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n"), Access.UNREACHABLE),
    "sends nonsense for chunks": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>\r\n"), Access.UNREACHABLE),
    "speaks no HTTP": (raw(b"220 mail.example ESMTP\r\n"), Access.UNREACHABLE),
    "sends endless headers": (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"), Access.UNREACHABLE),
    "sends an endless line": (raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"), Access.UNREACHABLE),
    "damages a packed page": (
        reply(b"\x1f\x8b\x08\0" + b"damaged" * 9, headers={"Content-Encoding": "gzip"}),
        Access.UNSUPPORTED,
    ),
    "packs too often": (reply(b"x", headers={"Content-Encoding": ", ".join(["gzip"] * 9)}), Access.UNSUPPORTED),
}


@pytest.mark.parametrize(("server", "access"), BROKEN.values(), ids=BROKEN)
def test_a_page_is_missed_when_the_server(server: Reply, access: Access) -> None:
    outcome, _ = fetch_timed({"news.example/a": server}, deadline_seconds=2)
    assert outcome.access is access, outcome


def test_plain_http_where_tls_is_expected_is_told(tmp_path: Path) -> None:
    with Server() as server, Client(Settings(pause_seconds=0, retries=0), resolver=server.resolve) as client:
        outcome = client.fetch_page("https://news.example/a")
    assert isinstance(outcome, Missed)
    assert outcome.access is Access.UNREACHABLE
    assert "secure connection" in outcome.detail


def test_a_secure_server_that_drips_is_cut(tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    settings = Settings(pause_seconds=0, retries=0, deadline_seconds=DEADLINE)
    with (
        Server(pages={"news.example/a": SLOW["drips its body"]}, context=authority.server_context("news.example")) as s,
        Client(settings, resolver=s.resolve, trust=authority.bundle) as client,
    ):
        start = time.monotonic()
        outcome = client.fetch_page("https://news.example/a")
        assert time.monotonic() - start < DEADLINE + SLACK
    assert isinstance(outcome, Missed)
    assert outcome.access is Access.TIMED_OUT


BOMB = gzip.compress(bytes(200_000_000), compresslevel=9)
"""200 MB of zeros in 200 kB."""
BOMBS: dict[str, tuple[dict[str, Reply], Access]] = {
    "a page": ({"news.example/a": reply(BOMB, headers={"Content-Encoding": "gzip"})}, Access.TOO_LARGE),
    "a page packed twice": (
        {"news.example/a": reply(gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"})},
        Access.TOO_LARGE,
    ),
    "a page that is not found": (
        {"news.example/a": reply(BOMB, status=404, headers={"Content-Encoding": "gzip"})},
        Access.NOT_FOUND,
    ),
    "a redirect": (
        {"news.example/a": reply(BOMB, status=302, headers={"Content-Encoding": "gzip", "Location": "/b"})},
        Access.NOT_FOUND,
    ),
    "robots.txt": (
        {"news.example/robots.txt": reply(BOMB, kind="text/plain", headers={"Content-Encoding": "gzip"})},
        Access.NOT_FOUND,
    ),
}


@pytest.mark.parametrize(("pages", "access"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_does_not_go_off_in(pages: dict[str, Reply], access: Access) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome, _ = fetch_timed(pages, deadline_seconds=5)
    assert outcome.access is access
    # ru_maxrss is in KiB and never falls: the peak must not have risen by more than a fraction of the bomb
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


PACKED = {
    "gzip": gzip.compress(b"<p>The council met.</p>" * 99),
    "deflate": zlib.compress(b"<p>The council met.</p>" * 99),
    "br": brotli.compress(b"<p>The council met.</p>" * 99),
    "deflate, gzip": gzip.compress(zlib.compress(b"<p>The council met.</p>" * 99)),
}


@pytest.mark.parametrize("coding", PACKED)
def test_a_packed_body_that_ends_too_early_is_never_taken_for_whole(coding: str) -> None:
    cut = reply(PACKED[coding][:-6], headers={"Content-Encoding": coding})
    outcome, _ = fetch_timed({"news.example/a": cut}, deadline_seconds=5)
    assert outcome.access is Access.UNREACHABLE
    assert "broke off" in outcome.detail


@pytest.mark.parametrize("coding", PACKED)
def test_what_follows_a_whole_packed_body_is_passed_over(coding: str) -> None:
    more = b"" if coding == "br" else b"more"  # brotli itself refuses it
    pages = {"news.example/a": reply(PACKED[coding] + more, headers={"Content-Encoding": coding})}
    settings = Settings(pause_seconds=0, retries=0)
    with Server(pages=pages) as server, Client(settings, resolver=server.resolve) as client:
        outcome = client.fetch_page(URL)
    assert isinstance(outcome, Capture), outcome
    assert outcome.body == b"<p>The council met.</p>" * 99
