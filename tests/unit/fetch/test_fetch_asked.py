"""A capture holds the request that gave its bytes: the headers that the server got, and no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from provenance.config import Settings
from provenance.fetch import Client
from provenance.model import Capture, Secret, SecretPlace, Wanted
from tests.support.authority import make_authority
from tests.support.clocks import FakeClock
from tests.support.servers import OPEN_ROBOTS, Server, redirect, reply

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.servers import Received

OF_THE_CONNECTION = {"host", "connection"}


def read(server: Server, url: str, *, known: Capture | None = None, wanted: Wanted = Wanted.PAGE) -> Capture:
    with Client(Settings(pause_seconds=0), clock=FakeClock(), resolver=server.resolve) as client:
        outcome = client.fetch_page(url, known=known, wanted=wanted)
    assert isinstance(outcome, Capture)
    return outcome


def got(request: Received) -> dict[str, str]:
    named = {name.lower(): value for name, value in request.headers.items()}
    return {name: value for name, value in named.items() if name not in OF_THE_CONNECTION}


@pytest.mark.parametrize("wanted", list(Wanted))
def test_a_capture_holds_the_headers_that_the_server_got(wanted: Wanted) -> None:
    with Server(pages={"news.example/a": reply("<p>One</p>")}) as server:
        capture = read(server, "http://news.example/a", wanted=wanted)
    assert dict(capture.asked) == got(server.requests[-1])
    assert "user-agent" in dict(capture.asked)


def test_behind_a_redirect_it_is_the_last_request() -> None:
    pages = {"news.example/a": redirect("http://news.example/b"), "news.example/b": reply("<p>One</p>")}
    with Server(pages=pages) as server:
        capture = read(server, "http://news.example/a")
    assert dict(capture.asked) == got(server.requests[-1])


def test_a_page_that_has_changed_holds_what_it_was_asked_with() -> None:
    tagged = reply("<p>One</p>", headers={"ETag": '"1"'})
    with Server(pages={"news.example/a": tagged}) as server:
        known = read(server, "http://news.example/a")
        again = read(server, "http://news.example/a", known=known)
    assert "if-none-match" not in dict(known.asked)
    assert dict(again.asked) == got(server.requests[-1])
    assert dict(again.asked)["if-none-match"] == '"1"'


def test_a_page_that_has_not_changed_keeps_the_request_that_gave_its_bytes() -> None:
    tagged = reply("<p>One</p>", headers={"ETag": '"1"'})
    with Server(pages={"news.example/a": tagged}) as server:
        known = read(server, "http://news.example/a")
    with Server(pages={"news.example/a": reply(status=304)}) as server:
        assert read(server, "http://news.example/a", known=known).asked == known.asked


def test_a_robots_file_holds_its_own_request() -> None:
    with Server(pages={"news.example/robots.txt": reply(OPEN_ROBOTS, kind="text/plain")}) as server:
        capture = read(server, "http://news.example/robots.txt", wanted=Wanted.LISTING)
    assert dict(capture.asked) == got(server.requests[-1])


@pytest.mark.parametrize("place", list(SecretPlace))
def test_a_key_is_in_no_capture(tmp_path: Path, place: SecretPlace) -> None:
    authority = make_authority(tmp_path)
    pages = {f"api.service.com/s{query}": reply("{}") for query in ("", "?x-key=k3y-of-the-user")}
    secret = Secret(name="x-key", value="k3y-of-the-user", place=place)
    with (
        Server(pages=pages, context=authority.server_context("api.service.com")) as server,
        Client(Settings(), clock=FakeClock(), resolver=server.resolve, trust=authority.bundle) as client,
    ):
        capture = client.fetch_page("https://api.service.com/s", wanted=Wanted.SERVICE, secret=secret)
    assert isinstance(capture, Capture)
    assert capture.asked
    assert "k3y" in repr(server.requests[-1])
    assert "k3y" not in repr(capture)
