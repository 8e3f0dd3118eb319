"""Deadlines over several exchanges, and packed bodies; single servers that mean harm are in tests/hostile."""

from __future__ import annotations

import gzip
import time
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest

from provenance.config import Settings
from provenance.fetch import Client
from provenance.model import Access, Capture, Missed, Wanted
from tests.support.authority import make_authority
from tests.support.servers import Server, raw, redirect, reply, silence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.servers import Reply

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


PACKED_DRIP: Reply = lambda exchange: (  # noqa: E731 - as the other replies
    raw(HEAD + b"Content-Encoding: gzip\r\n\r\n")(exchange),
    drip(gzip.compress(bytes(range(256)) * 9))(exchange),
)[0]


def test_a_page_that_came_too_late_says_within_which_time_and_may_be_asked_for_again() -> None:
    outcome, took = fetch_timed({"news.example/a": silence})
    assert outcome.access is Access.TIMED_OUT
    assert outcome.retryable
    assert 0 < float(outcome.detail.removeprefix("no whole answer within ").removesuffix(" seconds")) <= DEADLINE
    assert took < DEADLINE + SLACK


@pytest.mark.parametrize("wanted", [Wanted.LISTING, Wanted.SERVICE])
def test_the_deadline_holds_for_listings_and_services(wanted: Wanted) -> None:
    settings = Settings(pause_seconds=0, retries=0, deadline_seconds=DEADLINE)
    with (
        Server(pages={"news.example/a": PACKED_DRIP}) as server,
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


def test_a_secure_server_that_drips_is_cut(tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    settings = Settings(pause_seconds=0, retries=0, deadline_seconds=DEADLINE)
    with (
        Server(pages={"news.example/a": PACKED_DRIP}, context=authority.server_context("news.example")) as s,
        Client(settings, resolver=s.resolve, trust=authority.bundle) as client,
    ):
        start = time.monotonic()
        outcome = client.fetch_page("https://news.example/a")
        assert time.monotonic() - start < DEADLINE + SLACK
    assert isinstance(outcome, Missed)
    assert outcome.access is Access.TIMED_OUT


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
