"""Every row of tests/cases/addresses.toml against a client: asked for, redirected to, and as the answer to a look-up."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from provenance.config import Settings
from provenance.fetch import Client, Route, dialer
from provenance.fetch.answers import Answer, Refusal
from provenance.fetch.hops import next_hop
from provenance.model import Access, Capture, Missed
from provenance.urls.addresses import WEB_PORTS, check_url
from tests.support.servers import Server, redirect, reply
from tests.support.vectors import PLAIN_CLOSED_IPS, REFUSED_URLS, literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from socket import socket

    from provenance.fetch.watch import Watch
    from tests.support.servers import Reply
    from tests.support.vectors import Refused

QUICK = Settings(pause_seconds=0, retries=0, requests_per_domain=1_000_000)
START = "http://news.example/a"
PUBLIC = Route(ip="93.184.216.34", port=80)
CLOSED_URLS = tuple(literal(ip) for ip in PLAIN_CLOSED_IPS)


@dataclass
class Seen:
    """What was looked up, and where a connection was tried."""

    names: list[str] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Notes every connection that is tried; only one to this machine's own server is made."""
    seen, connect = Seen(), dialer._connect

    def note(route: Route, *, seconds: float, watch: Watch) -> socket:
        seen.routes.append(route)
        assert route.ip == "127.0.0.1", route
        return connect(route, seconds=seconds, watch=watch)

    monkeypatch.setattr(dialer, "_connect", note)
    return seen


@pytest.fixture
def client(seen: Seen) -> Iterator[Client]:
    def resolve(host: str, port: int) -> tuple[Route, ...]:
        seen.names.append(host)
        return (PUBLIC,)

    with Client(QUICK, resolver=resolve) as client:
        yield client


@pytest.mark.parametrize("url", [*CLOSED_URLS, *(vector.url for vector in REFUSED_URLS)], ids=ascii)
def test_nothing_is_looked_up_or_contacted_for(url: str, client: Client, seen: Seen) -> None:
    missed = client.fetch_page(url)
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNSAFE
    assert seen == Seen()
    assert client.hosts == ()


def in_a_header(url: str) -> str:
    """The vector as it can stand in a header; what ends a header's line ends the header."""
    return url.encode().decode("latin-1")


TARGETS = [*CLOSED_URLS, *(vector.url for vector in REFUSED_URLS if not vector.relative)]


@pytest.fixture(scope="module")
def redirects() -> dict[str, Reply]:
    return {f"news.example/{place}": redirect(url) for place, url in enumerate(TARGETS)}


@pytest.mark.parametrize("place", range(len(TARGETS)), ids=[ascii(url) for url in TARGETS])
def test_no_redirect_is_followed_to(place: int, redirects: dict[str, Reply], seen: Seen) -> None:
    with Server(pages=redirects) as server:

        def resolve(host: str, port: int) -> tuple[Route, ...]:
            seen.names.append(host)
            return server.resolve(host, port)

        with Client(QUICK, resolver=resolve) as client:
            missed = client.fetch_page(f"http://news.example/{place}")
        assert isinstance(missed, Missed)
        assert missed.access in {Access.UNSAFE, Access.UNREACHABLE}
        assert "redirect" in missed.detail
        assert set(seen.names) == {"news.example"}
        assert {route.port for route in seen.routes} == {server.port}
        assert server.pages_asked == [f"news.example/{place}"]


@pytest.mark.parametrize("vector", REFUSED_URLS, ids=lambda vector: ascii(vector.url))
def test_what_a_redirect_names_is_judged_as_it_arrives(vector: Refused) -> None:
    answer = Answer(status=302, headers=(("location", in_a_header(vector.url)),))
    found = next_hop(answer, seen=(check_url(START),), limit=5, ports=WEB_PORTS)
    if not vector.relative:
        assert isinstance(found, Refusal)
    else:  # an address on the site itself, or on a public one, or none
        assert isinstance(found, Refusal) or found.host in {"news.example", "apnews.com"}


@pytest.mark.parametrize("ip", PLAIN_CLOSED_IPS)
@pytest.mark.parametrize("others", [(), (PUBLIC,)], ids=["alone", "beside a public one"])
@pytest.mark.parametrize("first", [True, False])
def test_a_name_that_leads_there_is_not_contacted(ip: str, others: tuple[Route, ...], first: bool, seen: Seen) -> None:
    route = (Route(ip=ip, port=80),)
    answers = (*route, *others) if first else (*others, *route)
    with Client(QUICK, resolver=lambda host, port: answers) as client:
        missed = client.fetch_page(START)
        assert client.hosts == ()
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNSAFE
    assert "no public address" in missed.detail
    assert seen.routes == []


def test_the_connection_goes_to_the_answer_that_was_checked_and_no_name_is_looked_up_by_anybody_else(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"a second look-up of {args}")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    monkeypatch.setattr("socket.gethostbyname", look_up)
    with Server(pages={"news.example/a": reply("<p>A page")}) as server:

        def resolve(host: str, port: int) -> tuple[Route, ...]:
            seen.names.append(host)
            return server.resolve(host, port)

        with Client(QUICK, resolver=resolve) as client:
            assert isinstance(client.fetch_page(START), Capture)
        requests = len(server.requests)
    assert requests == len(seen.names) == len(seen.routes) == 2  # robots.txt and the page, each looked up once
    assert {request.host for request in server.requests} == {"news.example"}


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("", "nowhere"),
        (" ", "nowhere"),
        ("http://[", "cannot be read"),
        ("http://[::1", "cannot be read"),
        ("//[", "cannot be read"),
        ("http://news.example:99999/", "cannot be read"),
        ("https://", "no full name"),
        ("http:///b", "circle|no full name|no such page"),
        ("//", "circle|no full name|no such page"),
        ("?" + "x" * 5_000, "longer than"),
        ("\x7f", "invisible"),
        ("http://news.example\\@127.0.0.1/", "backslash"),
        ("http://xn--/", "cannot be read|no valid name|no full name"),
        ("\xff\xfe", "no such page"),
        ("http://" + "a." * 200 + "example/", "no valid name"),
        ("#", "circle"),
    ],
)
def test_a_malformed_location_is_told(location: str, says: str, seen: Seen) -> None:
    target = redirect(location)
    with Server(pages={"news.example/a": target}) as server, Client(QUICK, resolver=server.resolve) as client:
        missed = client.fetch_page(START)
    assert isinstance(missed, Missed)
    assert any(words in missed.detail for words in says.split("|")), missed.detail


def test_every_relative_vector_can_be_told_from_the_others() -> None:
    """Only what a header's line cannot hold, or what has no scheme, may be left out as the target of a redirect."""
    for vector in REFUSED_URLS:
        held = all(unicodedata.category(letter) != "Cc" and letter != " " for letter in vector.url)
        absolute = "://" in vector.url
        assert not vector.relative or not (held and absolute), vector
