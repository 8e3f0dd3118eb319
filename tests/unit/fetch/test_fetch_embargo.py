"""Under an embargo nobody but the hosts that the user lists is looked up or contacted, by any way that requests go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from provenance.config import Settings
from provenance.errors import SettingsError, UnsafeAddressError
from provenance.fetch import Client, Embargo, embargo_of
from provenance.fetch.answers import Refusal
from provenance.fetch.dialer import Dialer
from provenance.fetch.embargo import MOST_NAMED
from provenance.fetch.post import Post
from provenance.fetch.stamps import ask_authority
from provenance.fetch.watch import Watch
from provenance.model import Access, Capture, Missed, Wanted
from tests.support.servers import Server, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.fetch import Route

ALLOWED = ("apnews.com", "www.bbc.co.uk.", "127.0.0.1", "[0:0::1]", "localhost", "Münchner-Zeitung.de", "github.io")


def under_embargo(*allow: str) -> Settings:
    return Settings(pause_seconds=0, retries=0, embargo=True, allow=allow)


@pytest.mark.parametrize(
    "host",
    [
        "apnews.com", "www.apnews.com", "a.b.apnews.com", "www.bbc.co.uk", "127.0.0.1", "localhost",
        "xn--mnchner-zeitung-zvb.de", "www.xn--mnchner-zeitung-zvb.de", "github.io", "::1",
    ],
)  # fmt: skip
def test_a_host_is_allowed_by_its_name_or_its_site(host: str) -> None:
    assert embargo_of(under_embargo(*ALLOWED)).refuse(host) is None


@pytest.mark.parametrize(
    "host",
    [
        "bbc.co.uk", "news.bbc.co.uk", "co.uk", "com", "apnews.com.evil.example", "evilapnews.com", "apnews.org",
        "127.0.0.2", "a.localhost", "tenant.github.io", "", "xn--pnews-3ve.com",
    ],
)  # fmt: skip
def test_any_other_host_is_refused_with_the_list(host: str) -> None:
    refusal = embargo_of(under_embargo(*ALLOWED)).refuse(host)
    assert refusal is not None
    assert refusal.access is Access.UNRECORDED
    assert refusal.detail.startswith("not asked: the embargo allows only 127.0.0.1, ::1, apnews.com, ")
    assert not refusal.retryable


def test_without_an_embargo_everybody_is_allowed_and_nothing_is_told() -> None:
    embargo = embargo_of(Settings(allow=("apnews.com",)))
    assert embargo.refuse("evil.example") is None
    assert embargo.notices == ()


def test_an_empty_list_allows_nobody_and_a_long_one_is_cut() -> None:
    refusal = embargo_of(under_embargo()).refuse("apnews.com")
    assert refusal is not None
    assert refusal.detail == "not asked: the embargo allows nobody, not apnews.com"
    many = embargo_of(under_embargo(*(f"a{number}.example" for number in range(MOST_NAMED + 2)))).refuse("b.example")
    assert many is not None
    assert "and 2 more" in many.detail


@pytest.mark.parametrize(
    "entry",
    [
        "", " ", "https://apnews.com", "apnews.com/a", "*.apnews.com", ".com", "a b", "a@b.c", "apnews.com,bbc.co.uk",
        "apnews.com;bbc.co.uk", "apnews.com:443", "[::1]:80", "apnews..com", "apnews.com|x", "'apnews.com'",
    ],
)  # fmt: skip
def test_an_entry_that_names_no_host_is_told(entry: str) -> None:
    with pytest.raises(SettingsError, match="names no host"):
        embargo_of(under_embargo(entry))


@pytest.fixture
def looked_up() -> list[str]:
    return []


@pytest.fixture
def server() -> Iterator[Server]:
    pages = {
        "apnews.com/a": reply("<p>A page"),
        "apnews.com/away": redirect("http://tracker.example/a"),
        "apnews.com/www": redirect("http://www.apnews.com/a"),
        "www.apnews.com/a": reply("<p>Another page"),
    }
    with Server(pages=pages) as server:
        yield server


@pytest.fixture
def client(server: Server, looked_up: list[str]) -> Iterator[Client]:
    def resolve(host: str, port: int) -> tuple[Route, ...]:
        looked_up.append(host)
        return server.resolve(host, port)

    with Client(under_embargo("apnews.com"), resolver=resolve) as client:
        yield client


def test_a_listed_host_is_read_with_its_robots_txt_and_redirects(client: Client, server: Server) -> None:
    outcome = client.fetch_page("http://apnews.com/www")
    assert isinstance(outcome, Capture)
    assert server.asked == ["apnews.com/robots.txt", "apnews.com/www", "www.apnews.com/robots.txt", "www.apnews.com/a"]


@pytest.mark.parametrize("wanted", list(Wanted))
@pytest.mark.parametrize(
    "url", ["http://evil.example/a", "https://evil.example/robots.txt", "https://archive.org/a", "http://8.8.8.8/"]
)
def test_another_host_is_neither_looked_up_nor_contacted(
    client: Client, server: Server, looked_up: list[str], url: str, wanted: Wanted
) -> None:
    missed = client.fetch_page(url, wanted=wanted)
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNRECORDED
    assert missed.detail.startswith("not asked: the embargo allows only apnews.com, not ")
    assert (looked_up, server.asked, client.hosts) == ([], [], ())


def test_a_redirect_to_another_host_is_not_followed(client: Client, server: Server, looked_up: list[str]) -> None:
    missed = client.fetch_page("http://apnews.com/away")
    assert isinstance(missed, Missed)
    assert missed.detail == "not asked: the embargo allows only apnews.com, not tracker.example"
    assert set(looked_up) == {"apnews.com"}


def test_no_turn_is_waited_for_before_a_refusal() -> None:
    settings = Settings(pause_seconds=60, embargo=True)
    with Client(settings, resolver=lambda host, port: ()) as client:
        for _ in range(3):
            assert isinstance(client.fetch_page("http://evil.example/a"), Missed)


def test_a_judge_that_is_not_listed_is_not_asked(looked_up: list[str]) -> None:
    def resolve(host: str, port: int) -> tuple[Route, ...]:
        looked_up.append(host)
        return ()

    embargo = Embargo(hosts=frozenset({"apnews.com"}))
    with Post("https://judge.example/v1", seconds=1, connect_seconds=1, resolver=resolve, embargo=embargo) as post:
        outcome = post.send(b"{}")
        assert post.hosts == ()
    assert isinstance(outcome, Refusal)
    assert outcome.access is Access.UNRECORDED
    assert looked_up == []


def test_a_judge_that_is_listed_is_asked() -> None:
    with Server() as server:
        url, embargo = f"http://127.0.0.1:{server.port}/v1", Embargo(hosts=frozenset({"127.0.0.1"}))
        server.pages[f"127.0.0.1:{server.port}/v1/chat/completions"] = reply("{}", kind="application/json")
        with Post(url, seconds=5, connect_seconds=5, embargo=embargo) as post:
            assert post.send(b"{}") == b"{}"


def test_a_time_stamp_is_asked_for_only_of_an_authority_that_is_listed(looked_up: list[str]) -> None:
    def resolve(host: str, port: int) -> tuple[Route, ...]:
        looked_up.append(host)
        return ()

    limits = {"seconds": 1.0, "connect_seconds": 1.0, "resolver": resolve}
    outcome = ask_authority("http://stamps.example/tsr", b"", embargo=Embargo(hosts=frozenset({"a.example"})), **limits)
    assert isinstance(outcome, Refusal)
    assert outcome.detail == "not asked: the embargo allows only a.example, not stamps.example"
    assert looked_up == []
    ask_authority("http://a.example/tsr", b"", embargo=Embargo(hosts=frozenset({"a.example"})), **limits)
    assert looked_up == ["a.example"]


def test_no_socket_is_opened_even_if_nobody_asked_before(looked_up: list[str]) -> None:
    def resolve(host: str, port: int) -> tuple[Route, ...]:
        looked_up.append(host)
        return ()

    embargo = Embargo(hosts=frozenset())
    dialer = Dialer(resolver=resolve, connect_seconds=1, on_contact=looked_up.append, embargo=embargo)
    with Watch(1) as watch, pytest.raises(UnsafeAddressError, match="the embargo allows nobody"):
        dialer.dial("apnews.com", 443, watch=watch)
    assert looked_up == []
