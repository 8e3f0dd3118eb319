"""Names to addresses: checked, looked up once, and only then contacted."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from provenance.config import Settings
from provenance.errors import FetchError, UnsafeAddressError
from provenance.fetch import Client, LocalRoute, Route, resolve_host
from provenance.fetch.dialer import Dialer
from provenance.fetch.guard import check_routes, mix_families
from provenance.fetch.watch import Watch
from provenance.model import Access, Capture, Missed
from tests.support.servers import Server, redirect, reply

PUBLIC = Route(ip="93.184.216.34", port=443)
PRIVATE = Route(ip="10.0.0.5", port=443)


def test_public_addresses_pass() -> None:
    assert check_routes("news.example", (PUBLIC,)) == (PUBLIC,)


@pytest.mark.parametrize("routes", [(PRIVATE,), (PUBLIC, PRIVATE), (PRIVATE, PUBLIC)])
def test_one_private_answer_spoils_them_all(routes: tuple[Route, ...]) -> None:
    with pytest.raises(UnsafeAddressError, match=r"10\.0\.0\.5, which is no public address"):
        check_routes("news.example", routes)


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.8.8.8", "::1"])
def test_a_local_route_leads_to_this_machine(ip: str) -> None:
    route = LocalRoute(ip=ip, port=8443)
    assert check_routes("news.example", (route,)) == (route,)


@pytest.mark.parametrize("ip", ["10.0.0.5", "169.254.169.254", "192.168.1.1", "8.8.8.8", "0.0.0.0"])
def test_a_local_route_leads_nowhere_else(ip: str) -> None:
    with pytest.raises(UnsafeAddressError, match="is not this machine"):
        check_routes("news.example", (LocalRoute(ip=ip, port=443),))


def test_the_machines_own_resolver_never_makes_a_local_route() -> None:
    routes = resolve_host("localhost", 443)
    assert routes
    assert {type(route) for route in routes} == {Route}
    with pytest.raises(UnsafeAddressError):
        check_routes("localhost", routes)


def test_a_name_is_looked_up_once_a_connection_so_that_a_second_answer_gains_nothing() -> None:
    with Server(pages={"news.example/a": reply("<p>A page")}) as server:
        answers = iter([server.resolve("", 0), server.resolve("", 0), (PRIVATE,)])
        with Client(Settings(pause_seconds=0), resolver=lambda host, port: next(answers)) as client:
            assert isinstance(client.fetch_page("http://news.example/a"), Capture)
            assert next(answers) == (PRIVATE,)


def test_a_name_that_turns_private_between_two_requests_is_refused() -> None:
    with Server(pages={"news.example/a": reply("<p>A page")}) as server:
        answers = iter([server.resolve("", 0), (PRIVATE,)])
        with Client(Settings(pause_seconds=0), resolver=lambda host, port: next(answers)) as client:
            missed = client.fetch_page("http://news.example/a")
            assert isinstance(missed, Missed)
            assert missed.access is Access.UNSAFE
            assert server.asked == ["news.example/robots.txt"]
            assert [(host.host, host.requests) for host in client.hosts] == [("news.example", 1)]


@pytest.mark.parametrize(
    "location", ["http://intranet.example/", "http://10.0.0.5/", "http://[::1]/", "http://2130706433/"]
)
def test_a_redirect_to_a_private_address_is_not_followed(location: str) -> None:
    with Server(pages={"news.example/a": redirect(location)}) as server:
        routes = {"news.example": server.resolve("", 0), "intranet.example": (PRIVATE,)}
        with Client(Settings(pause_seconds=0, retries=0), resolver=lambda host, port: routes[host]) as client:
            missed = client.fetch_page("http://news.example/a")
            assert isinstance(missed, Missed)
            assert missed.access is Access.UNSAFE
            assert server.pages_asked == ["news.example/a"]


def test_a_name_without_an_address_is_told_and_tried_again() -> None:
    asked = []

    def resolve(host: str, port: int) -> tuple[Route, ...]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with Client(Settings(pause_seconds=0, retries=1), resolver=resolve, jitter=lambda: 0.0) as client:
        missed = client.fetch_page("https://gone.example/a")
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNREACHABLE
    assert missed.detail == "the name gone.example has no address (Name or service not known)"
    assert asked == ["gone.example"] * 2
    assert client.hosts == ()


@pytest.mark.parametrize("routes", [(), (LocalRoute(ip="127.0.0.1", port=1),)])
def test_no_connection_is_told(routes: tuple[Route, ...]) -> None:
    with Client(Settings(pause_seconds=0, retries=0), resolver=lambda host, port: routes) as client:
        missed = client.fetch_page("https://closed.example/a")
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNREACHABLE
    assert missed.detail.startswith("no connection to closed.example")


def test_the_next_address_is_tried_when_one_refuses() -> None:
    with Server(pages={"news.example/a": reply("<p>A page")}) as server:
        routes = (LocalRoute(ip="127.0.0.1", port=1), *server.resolve("", 0))
        with Client(Settings(pause_seconds=0), resolver=lambda host, port: routes) as client:
            assert isinstance(client.fetch_page("http://news.example/a"), Capture)


MIXED = [
    ((), ()),
    (("1.1.1.1", "2.2.2.2"), ("1.1.1.1", "2.2.2.2")),
    (("a::", "b::", "c::", "1.1.1.1", "2.2.2.2"), ("a::", "1.1.1.1", "b::", "2.2.2.2", "c::")),
    (("1.1.1.1", "a::"), ("1.1.1.1", "a::")),
]


@pytest.mark.parametrize(("ips", "mixed"), MIXED)
def test_both_families_are_tried_in_turns(ips: tuple[str, ...], mixed: tuple[str, ...]) -> None:
    assert mix_families(ips) == mixed


def test_a_look_up_that_never_ends_is_left_behind() -> None:
    over = threading.Event()

    def resolve(host: str, port: int) -> tuple[Route, ...]:
        over.wait(5)
        return ()

    start = time.monotonic()
    with Client(Settings(pause_seconds=0, deadline_seconds=0.3), resolver=resolve) as client:
        missed = client.fetch_page("https://slow.example/a")
    over.set()
    assert isinstance(missed, Missed)
    assert missed.access is Access.TIMED_OUT
    assert time.monotonic() - start < 2


def test_a_name_that_the_system_cannot_encode_has_no_address() -> None:
    def resolve(host: str, port: int) -> tuple[Route, ...]:
        raise UnicodeError("label too long")

    dialer = Dialer(resolver=resolve, connect_seconds=1, on_contact=lambda host: None)
    with Watch(1) as watch, pytest.raises(FetchError, match="label too long"):
        dialer.dial("x.example", 443, watch=watch)


def test_a_watch_that_is_over_connects_to_nobody() -> None:
    with Server() as server:
        dialer = Dialer(resolver=server.resolve, connect_seconds=1, on_contact=lambda host: None)
        with Watch(5) as watch:
            watch.cut()
            watch.cut()
            with pytest.raises(TimeoutError):
                dialer.dial("x.example", 443, watch=watch)
        assert server.asked == []
