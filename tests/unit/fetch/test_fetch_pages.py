"""Many pages at once: order, politeness, and a stop in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from provenance.config import Settings
from provenance.fetch import Client, fetch_pages
from provenance.model import Access, Capture, Missed
from tests.support.servers import Server, reply, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK = Settings(pause_seconds=0, retries=0, deadline_seconds=5)


def ignore(url: str, outcome: Capture | Missed) -> None:
    """Take an outcome and do nothing with it."""


def test_every_address_gets_its_outcome_once_and_in_order() -> None:
    pages = {f"{site}.example/{n}": reply(f"<p>{site} {n}") for site in "abc" for n in range(2)}
    urls = [f"http://{site}.example/{n}" for n in range(3) for site in "abc"]
    told = []
    with Server(pages=pages) as server, Client(QUICK, resolver=server.resolve) as client:
        outcomes = fetch_pages(
            [*urls, urls[0]], client=client, workers=4, on_outcome=lambda url, outcome: told.append((url, outcome))
        )
        assert list(outcomes) == urls
        assert sorted(url for url, _ in told) == sorted(urls)
        assert dict(told) == outcomes
        assert len(server.pages_asked) == 9
    assert [isinstance(outcomes[url], Capture) for url in urls] == [True] * 6 + [False] * 3


def test_no_addresses_are_no_work() -> None:
    with Client(QUICK) as client:
        assert fetch_pages([], client=client, workers=4, on_outcome=ignore) == {}


def test_addresses_that_cannot_be_read_are_missed_like_others() -> None:
    urls = ["https://[::1", "nonsense", "http://127.0.0.1/"]
    with Client(QUICK) as client:
        outcomes = fetch_pages(urls, client=client, workers=2, on_outcome=ignore)
    assert [outcome.access for outcome in outcomes.values() if isinstance(outcome, Missed)] == [Access.UNSAFE] * 3


def test_captures_known_from_before_are_asked_about() -> None:
    with Server(pages={"a.example/1": reply("<p>1", headers={"ETag": '"x"'})}) as server:
        with Client(QUICK, resolver=server.resolve) as client:
            first = fetch_pages(["http://a.example/1"], client=client, workers=1, on_outcome=ignore)
        known = {url: outcome for url, outcome in first.items() if isinstance(outcome, Capture)}
        server.pages["a.example/1"] = reply("", status=304)
        with Client(QUICK, resolver=server.resolve) as client:
            again = fetch_pages(["http://a.example/1"], client=client, workers=1, on_outcome=ignore, known=known)
    (page,) = again.values()
    assert isinstance(page, Capture)
    assert page.body == b"<p>1"


def test_one_domain_sees_one_request_at_a_time() -> None:
    pages = {f"{host}/{n}": reply("<p>") for host in ("paper.com", "www.paper.com", "m.paper.com") for n in range(2)}
    with Server(pages=pages, slow=0.02) as server, Client(QUICK, resolver=server.resolve) as client:
        fetch_pages([f"http://{page}" for page in pages], client=client, workers=8, on_outcome=ignore)
        assert len(server.asked) == 9
        assert server.busiest == 1


def test_one_domain_sees_one_request_at_a_time_from_any_threads() -> None:
    with Server(pages={f"paper.com/{n}": reply("<p>") for n in range(4)}, slow=0.02) as server:
        with Client(QUICK, resolver=server.resolve) as client:
            threads = [threading.Thread(target=client.fetch_page, args=(f"http://paper.com/{n}",)) for n in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert len(server.pages_asked) == 4
        assert server.asked.count("paper.com/robots.txt") == 1
        assert server.busiest == 1


def test_domains_are_read_side_by_side() -> None:
    pages = {f"paper{n}.com/a": reply("<p>") for n in range(6)}
    with Server(pages=pages, slow=0.1) as server, Client(QUICK, resolver=server.resolve) as client:
        fetch_pages([f"http://{page}" for page in pages], client=client, workers=6, on_outcome=ignore)
        assert server.busiest > 1


def test_outcomes_are_told_in_the_calling_thread_as_they_come() -> None:
    told: list[tuple[str, threading.Thread]] = []
    pages = {"paper1.com/a": reply("<p>"), "paper2.com/a": silence}
    with Server(pages=pages) as server:
        settings = Settings(pause_seconds=0, retries=0, deadline_seconds=0.4)
        with Client(settings, resolver=server.resolve) as client:
            fetch_pages(
                ["http://paper2.com/a", "http://paper1.com/a"],
                client=client,
                workers=2,
                on_outcome=lambda url, outcome: told.append((url, threading.current_thread())),
            )
    assert [url for url, _ in told] == ["http://paper1.com/a", "http://paper2.com/a"]
    assert {thread for _, thread in told} == {threading.current_thread()}


@pytest.fixture
def ctrl_c_heard() -> Iterator[None]:
    """Python ignores Ctrl-C where it was started in the background of a script."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c_heard")
def test_ctrl_c_ends_the_work_at_once_and_loses_nothing_that_was_read() -> None:
    told: dict[str, Capture | Missed] = {}
    pages = {f"paper{n}.com/a": reply("<p>") for n in range(3)} | {f"paper{n}.com/a": silence for n in range(3, 6)}

    def keep(url: str, outcome: Capture | Missed) -> None:
        told[url] = outcome
        if len(told) == 3:
            threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()

    with Server(pages=pages) as server, Client(Settings(pause_seconds=0), resolver=server.resolve) as client:
        start = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            fetch_pages([f"http://{page}" for page in pages], client=client, workers=6, on_outcome=keep)
        assert time.monotonic() - start < 2.5
    assert sorted(told) == [f"http://paper{n}.com/a" for n in range(3)]
    assert all(isinstance(outcome, Capture) for outcome in told.values())


def test_an_outcome_that_was_being_kept_when_ctrl_c_came_is_told_again() -> None:
    told: list[str] = []

    def keep(url: str, outcome: Capture | Missed) -> None:
        told.append(url)
        if len(told) == 1:
            raise KeyboardInterrupt

    with (
        Server(pages={"paper.com/a": reply("<p>")}) as server,
        Client(QUICK, resolver=server.resolve) as client,
        pytest.raises(KeyboardInterrupt),
    ):
        fetch_pages(["http://paper.com/a"], client=client, workers=1, on_outcome=keep)
    assert told == ["http://paper.com/a"] * 2


def test_captures_that_wait_when_ctrl_c_comes_are_told() -> None:
    told: list[str] = []
    pages = {f"paper{n}.com/a": reply("<p>") for n in range(4)}

    def keep(url: str, outcome: Capture | Missed) -> None:
        told.append(url)
        if len(told) == 1:
            until = time.monotonic() + 5
            while len(server.answered) < 8 and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(0.1)  # the other three have been sent, and are read meanwhile
            raise KeyboardInterrupt

    with (
        Server(pages=pages) as server,
        Client(QUICK, resolver=server.resolve) as client,
        pytest.raises(KeyboardInterrupt),
    ):
        fetch_pages([f"http://{page}" for page in pages], client=client, workers=4, on_outcome=keep)
    assert sorted(set(told)) == [f"http://{page}" for page in pages]


def test_an_error_of_the_caller_stops_the_work_and_goes_on() -> None:
    def fail(url: str, outcome: Capture | Missed) -> None:
        raise LookupError(url)

    pages = {"paper1.com/a": reply("<p>"), "paper2.com/a": silence}
    with Server(pages=pages) as server, Client(QUICK, resolver=server.resolve) as client:
        start = time.monotonic()
        with pytest.raises(LookupError):
            fetch_pages([f"http://{page}" for page in pages], client=client, workers=2, on_outcome=fail)
        assert time.monotonic() - start < 2.5


def test_a_fault_of_our_own_is_not_hidden() -> None:
    def resolve(host: str, port: int) -> tuple[()]:
        raise AssertionError("never asked")

    class Faulty(Client):
        def fetch_page(self, url: str, *, known: Capture | None = None) -> Capture | Missed:
            raise ZeroDivisionError

    with Faulty(QUICK, resolver=resolve) as client, pytest.raises(ZeroDivisionError):
        fetch_pages(["http://paper.com/a"], client=client, workers=1, on_outcome=ignore)
