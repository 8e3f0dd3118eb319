"""What a request is for decides which rules hold and how much is read; a key goes to its service and nowhere else."""

from __future__ import annotations

import gzip
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from provenance.config import Settings
from provenance.fetch import Client
from provenance.model import Access, Capture, Missed, Secret, SecretPlace, Wanted
from tests.support.authority import make_authority
from tests.support.clocks import FakeClock
from tests.support.servers import OPEN_ROBOTS, Server, raw, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.authority import Authority
    from tests.support.servers import Reply

CLOSED = reply("User-agent: *\nDisallow: /\n", kind="text/plain")
VALUE = "k3y/0f+the user".replace(" ", "-")
IN_HEADER = Secret(name="X-Subscription-Token", value=VALUE)
IN_QUERY = Secret(name="api-key", value=VALUE, place=SecretPlace.QUERY)


@contextmanager
def reading(pages: dict[str, Reply], **settings: float) -> Iterator[tuple[Client, Server, FakeClock]]:
    clock = FakeClock()
    with (
        Server(pages=pages) as server,
        Client(Settings(**{"pause_seconds": 0, **settings}), clock=clock, resolver=server.resolve) as client,
    ):
        yield client, server, clock


def access_of(outcome: Capture | Missed) -> Access:
    return outcome.access if isinstance(outcome, Missed) else Access.OK


KINDS = [
    ("text/html", Access.OK, Access.OK),
    ("application/pdf", Access.OK, Access.OK),
    ("application/xml", Access.UNSUPPORTED, Access.OK),
    ("application/gzip", Access.UNSUPPORTED, Access.OK),
    ("application/json", Access.UNSUPPORTED, Access.OK),
    ("nonsense", Access.UNSUPPORTED, Access.OK),
]


FILES = [
    ("application/octet-stream", "%PDF-1.7 a", Access.OK),
    ("Application/Force-Download; name=a.pdf", "\n\n%PDF-1.7 a", Access.OK),
    ("application/octet-stream", "<p>a", Access.UNSUPPORTED),
    ("binary/octet-stream", "MZ\0", Access.UNSUPPORTED),
    ("application/zip", "%PDF-1.7 a", Access.UNSUPPORTED),
]


@pytest.mark.parametrize(("kind", "body", "access"), FILES)
def test_a_pdf_that_is_sent_as_a_mere_file_is_read(kind: str, body: str, access: Access) -> None:
    with reading({"news.example/a": reply(body, kind=kind)}) as (client, _, _):
        assert access_of(client.fetch_page("http://news.example/a")) is access


@pytest.mark.parametrize(("kind", "page", "listing"), KINDS)
def test_a_listing_is_read_under_any_media_type(kind: str, page: Access, listing: Access) -> None:
    with reading({"news.example/a": reply("<x/>", kind=kind)}) as (client, _, _):
        assert access_of(client.fetch_page("http://news.example/a")) is page
        for wanted in (Wanted.LISTING, Wanted.SERVICE):
            assert access_of(client.fetch_page("http://news.example/a", wanted=wanted)) is listing


@pytest.mark.parametrize(("body", "access"), [(b"%PDF-1.7\n\0\0", Access.OK), (b"GIF89a\0\0", Access.UNSUPPORTED)])
def test_a_pdf_needs_no_media_type(body: bytes, access: Access) -> None:
    with reading({"news.example/a": reply(body, kind="")}) as (client, _, _):
        assert access_of(client.fetch_page("http://news.example/a")) is access


def test_a_packed_sitemap_without_a_coding_is_handed_over_as_it_is() -> None:
    packed = gzip.compress(b"<urlset/>")
    with reading({"news.example/s.xml.gz": reply(packed, kind="application/x-gzip")}) as (client, _, _):
        outcome = client.fetch_page("http://news.example/s.xml.gz", wanted=Wanted.LISTING)
    assert isinstance(outcome, Capture)
    assert outcome.body == packed


@pytest.mark.parametrize("wanted", [Wanted.LISTING, Wanted.SERVICE])
def test_a_listing_has_a_size_of_its_own(wanted: Wanted) -> None:
    pages = {"news.example/a": reply("x" * 300), "news.example/b": reply("x" * 501)}
    packed = reply(gzip.compress(b"x" * 10_000_000), headers={"Content-Encoding": "gzip"})
    with reading({**pages, "news.example/c": packed}, max_page_bytes=200, max_listing_bytes=500) as (client, _, _):
        assert access_of(client.fetch_page("http://news.example/a")) is Access.TOO_LARGE
        assert access_of(client.fetch_page("http://news.example/a", wanted=wanted)) is Access.OK
        assert access_of(client.fetch_page("http://news.example/b", wanted=wanted)) is Access.TOO_LARGE
        assert access_of(client.fetch_page("http://news.example/c", wanted=wanted)) is Access.TOO_LARGE


def test_robots_txt_holds_for_pages_and_listings_and_not_for_services() -> None:
    pages = {"paper.com/robots.txt": CLOSED, "paper.com/a": reply("<x/>")}
    with reading(pages) as (client, server, _):
        for wanted in (Wanted.PAGE, Wanted.LISTING):
            assert access_of(client.fetch_page("http://paper.com/a", wanted=wanted)) is Access.ROBOTS_DENIED
        assert access_of(client.fetch_page("http://paper.com/a", wanted=Wanted.SERVICE)) is Access.OK
        assert server.asked == ["paper.com/robots.txt", "paper.com/a"]


def test_a_service_that_redirects_to_another_site_is_a_robot_there() -> None:
    pages = {
        "api.service.com/a": redirect("http://www.service.com/b"),
        "www.service.com/b": redirect("http://paper.com/c"),
        "www.service.com/robots.txt": CLOSED,
        "paper.com/robots.txt": CLOSED,
    }
    with reading(pages) as (client, server, _):
        outcome = client.fetch_page("http://api.service.com/a", wanted=Wanted.SERVICE)
        assert access_of(outcome) is Access.ROBOTS_DENIED
        assert server.asked == ["api.service.com/a", "www.service.com/b", "paper.com/robots.txt"]


def test_a_service_keeps_the_pauses_of_its_operator() -> None:
    with reading({"web.archive.org/a": reply("[]"), "archive.org/b": reply("{}")}, pause_seconds=1) as reader:
        client, server, clock = reader
        client.fetch_page("http://web.archive.org/a", wanted=Wanted.SERVICE)
        client.fetch_page("http://archive.org/b", wanted=Wanted.SERVICE)
        assert clock.seconds == pytest.approx(2.5)
        assert server.asked == ["web.archive.org/a", "archive.org/b"]


def test_robots_txt_is_asked_for_once_whoever_wants_it() -> None:
    with reading({"news.example/a": reply("<p>")}) as (client, server, _):
        client.fetch_page("http://news.example/a")
        for wanted in Wanted:
            outcome = client.fetch_page("http://news.example/robots.txt", wanted=wanted)
            assert isinstance(outcome, Capture)
            assert outcome.body == OPEN_ROBOTS
        assert server.asked.count("news.example/robots.txt") == 1


def test_a_robots_txt_tells_where_it_came_from() -> None:
    pages = {
        "news.example/robots.txt": redirect("/1"),
        "news.example/1": redirect("http://www.news.example/r.txt"),
        "www.news.example/r.txt": reply(OPEN_ROBOTS, kind="text/plain"),
    }
    with reading(pages) as (client, _, _):
        outcome = client.fetch_page("http://news.example/robots.txt", wanted=Wanted.LISTING)
    assert isinstance(outcome, Capture)
    assert outcome.url == "http://news.example/robots.txt"
    assert (outcome.redirects, outcome.final_url) == (("http://news.example/1",), "http://www.news.example/r.txt")


MISSING_ROBOTS = [
    (reply("", status=404), Access.NOT_FOUND),
    (reply("", status=500), Access.UNREACHABLE),
    (reply("", status=403, headers={"x-datadome": "protected"}), Access.BOT_WALL),
    (redirect("http://127.0.0.1/"), Access.ROBOTS_DENIED),
]


@pytest.mark.parametrize(("answer", "access"), MISSING_ROBOTS)
def test_a_robots_txt_that_is_not_there_is_missed(answer: Reply, access: Access) -> None:
    with reading({"news.example/robots.txt": answer}) as (client, _, _):
        assert access_of(client.fetch_page("http://news.example/robots.txt", wanted=Wanted.LISTING)) is access


def test_a_robots_txt_that_is_too_long_is_given_as_far_as_it_counts() -> None:
    long = reply(OPEN_ROBOTS + b"# x\n" * 200_000, kind="text/plain")
    with reading({"news.example/robots.txt": long}) as (client, _, _):
        outcome = client.fetch_page("http://news.example/robots.txt", wanted=Wanted.LISTING)
    assert isinstance(outcome, Capture)
    assert len(outcome.body) == 500 * 1024


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@contextmanager
def keyed(authority: Authority, pages: dict[str, Reply]) -> Iterator[tuple[Client, Server]]:
    with (
        Server(pages=pages, context=authority.server_context("api.service.com", "other.com")) as server,
        Client(
            Settings(pause_seconds=0, retries=0), clock=FakeClock(), resolver=server.resolve, trust=authority.bundle
        ) as client,
    ):
        yield client, server


URL = "https://api.service.com/s?q=storm"
QUOTED = "k3y%2F0f%2Bthe-user"


def test_a_key_goes_where_its_service_wants_it(authority: Authority) -> None:
    pages = {"api.service.com/s?q=storm": reply("{}"), f"api.service.com/s?q=storm&api-key={QUOTED}": reply("{}")}
    with keyed(authority, pages) as (client, server):
        client.fetch_page(URL, wanted=Wanted.SERVICE, secret=IN_HEADER)
        client.fetch_page(URL, wanted=Wanted.SERVICE, secret=IN_QUERY)
        client.fetch_page(URL, wanted=Wanted.SERVICE)
    assert [request.headers.get("x-subscription-token") for request in server.requests] == [VALUE, None, None]
    assert [request.target for request in server.requests] == [
        "/s?q=storm",
        f"/s?q=storm&api-key={QUOTED}",
        "/s?q=storm",
    ]


@pytest.mark.parametrize("secret", [IN_HEADER, IN_QUERY], ids=["header", "query"])
@pytest.mark.parametrize("target", ["/t", "https://other.com/t"])
def test_a_key_goes_along_no_redirect(authority: Authority, secret: Secret, target: str) -> None:
    away = redirect(target)
    pages = {"api.service.com/s?q=storm": away, f"api.service.com/s?q=storm&api-key={QUOTED}": away}
    with keyed(authority, pages) as (client, server):
        client.fetch_page(URL, wanted=Wanted.SERVICE, secret=secret)
    last = server.requests[-1]
    assert last.target == "/t"
    assert VALUE not in str(last)
    assert QUOTED not in str(last)


def spelled(outcome: Capture | Missed) -> str:
    return f"{outcome!r}"


ECHOES: list[tuple[Reply, Access]] = [
    (reply(f'{{"you sent": "{VALUE}", "or": "{QUOTED}"}}', headers={"X-Echo": VALUE, "Link": f"</s?k={QUOTED}>"}), Access.OK),
    (redirect(f"/t?key={QUOTED}"), Access.UNSAFE),
    (redirect(f"http://10.0.0.1/{VALUE}"), Access.UNSAFE),
    (reply(VALUE, status=403), Access.FORBIDDEN),
    (reply("", status=402, headers={"crawler-price": "1"}), Access.PAYWALLED),
    (reply("x", headers={"Content-Encoding": "zstd"}), Access.UNSUPPORTED),
    (reply("x", headers={"Content-Encoding": VALUE}), Access.UNSUPPORTED),
    (reply("", status=402, headers={"crawler-price": VALUE}), Access.PAYWALLED),
    (raw(f"HTTP/1.1 200 OK\r\nno header but {VALUE}\r\n\r\n{{}}".encode()), Access.UNREACHABLE),
]  # fmt: skip


@pytest.mark.parametrize("secret", [IN_HEADER, IN_QUERY], ids=["header", "query"])
@pytest.mark.parametrize(("answer", "access"), ECHOES)
def test_a_key_is_in_no_outcome_and_no_log_even_if_the_service_repeats_it(
    authority: Authority, secret: Secret, answer: Reply, access: Access, caplog: pytest.LogCaptureFixture
) -> None:
    pages = {"api.service.com/s?q=storm": answer, f"api.service.com/s?q=storm&api-key={QUOTED}": answer}
    with caplog.at_level(logging.DEBUG), keyed(authority, pages) as (client, server):
        outcome = client.fetch_page(URL, wanted=Wanted.SERVICE, secret=secret)
        assert VALUE in str(server.requests[0]) or QUOTED in str(server.requests[0])
    assert access_of(outcome) is access
    assert "api.service.com" in caplog.text  # urllib3 does log the request
    for shown in (spelled(outcome), caplog.text, repr(secret)):
        assert VALUE not in shown
        assert QUOTED not in shown


BAD_KEYS = ["", " key-with-blanks ", "key\r\nX-Evil: 1", "schlüssel-123"]


@pytest.mark.parametrize("value", BAD_KEYS)
@pytest.mark.parametrize("place", SecretPlace)
def test_a_key_that_is_none_is_not_sent(authority: Authority, value: str, place: SecretPlace) -> None:
    with keyed(authority, {}) as (client, server):
        outcome = client.fetch_page(URL, wanted=Wanted.SERVICE, secret=Secret(name="key", value=value, place=place))
        assert server.asked == []
    assert access_of(outcome) is Access.UNSAFE
    assert not value or value not in spelled(outcome)


def test_a_key_is_not_sent_in_the_open() -> None:
    with reading({}) as (client, server, _):
        outcome = client.fetch_page("http://api.service.com/s", wanted=Wanted.SERVICE, secret=IN_HEADER)
        assert server.asked == []
    assert isinstance(outcome, Missed)
    assert outcome.detail == "a key is not sent over plain http"


def test_what_is_no_key_stays_as_it_is(tmp_path: Path) -> None:
    page = f"<p>The word {VALUE} stands in this page by chance."
    with reading({"news.example/a": reply(page)}) as (client, _, _):
        outcome = client.fetch_page("http://news.example/a")
    assert isinstance(outcome, Capture)
    assert outcome.body == page.encode()
