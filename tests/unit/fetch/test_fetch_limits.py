"""How much a run asks of whom: pauses, requests to a domain, requests at once, domains that are left alone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

import pytest

from provenance.config import Settings
from provenance.errors import SettingsError
from provenance.fetch import Client, fetch_pages
from provenance.fetch.pacing import Pacer
from provenance.model import Access, Capture, Missed, Wanted
from tests.support.clocks import FakeClock
from tests.support.servers import Server, in_turn, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.servers import Reply

WALL = reply("", status=403, headers={"x-datadome": "protected"})


class Reading:
    """A client on a server, with a clock that stands still until somebody waits."""

    def __init__(self, pages: dict[str, Reply], **settings: object) -> None:
        self.clock = FakeClock()
        self.server = Server(pages=pages)
        chosen = Settings(**{"pause_seconds": 0, "retries": 0, **settings})
        self.client = Client(chosen, clock=self.clock, resolver=self.server.resolve)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.server.__exit__()

    def access(self, address: str, wanted: Wanted = Wanted.PAGE) -> Access:
        outcome = self.client.fetch_page(f"http://{address}", wanted=wanted)
        return outcome.access if isinstance(outcome, Missed) else Access.OK

    def missed(self, address: str) -> Missed:
        outcome = self.client.fetch_page(f"http://{address}")
        assert isinstance(outcome, Missed)
        return outcome


def pages(*addresses: str) -> dict[str, Reply]:
    return {address: reply("<p>") for address in addresses}


def test_a_host_has_the_pause_that_the_settings_name() -> None:
    with Reading(pages("paper.com/a", "paper.com/b"), pause_seconds=1, pauses={"paper.com": 5}) as run:
        run.access("paper.com/a")
        run.access("paper.com/b")
        assert run.clock.seconds == pytest.approx(10)  # robots.txt, a, b


def test_a_longer_crawl_delay_wins_over_the_pause_of_a_host() -> None:
    robots = reply("User-agent: *\nCrawl-delay: 9\n", kind="text/plain")
    with Reading({**pages("paper.com/a"), "paper.com/robots.txt": robots}, pauses={"paper.com": 5}) as run:
        run.access("paper.com/a")
        assert run.clock.seconds == pytest.approx(9)


@pytest.mark.parametrize("pauses", [{"paper.com": -1}, {"paper.com": 90_000}, {"a\nb": 1}, {"paper.com": float("nan")}])
def test_a_pause_must_be_one(pauses: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match="Setting pauses"):
        Settings(pauses=pauses)


def test_a_domain_gets_so_many_requests_in_a_run_and_the_reason_is_told() -> None:
    with Reading(pages("paper.com/a", "www.paper.com/b", "other.com/a"), requests_per_domain=3) as run:
        assert run.access("paper.com/a") is Access.OK
        missed = run.missed("www.paper.com/b")  # its robots.txt was the third
        assert missed.access is Access.RATE_LIMITED
        assert missed.retryable
        assert (
            missed.detail
            == "paper.com has had 3 requests in this run, as many as the setting requests_per_domain allows"
        )
        assert run.access("other.com/a") is Access.OK
        assert len(run.server.asked) == 5


def test_redirects_and_retries_count_as_requests() -> None:
    answers = {"paper.com/a": in_turn(reply("", status=503), redirect("/b")), "paper.com/b": reply("<p>")}
    with Reading(answers, requests_per_domain=4, retries=1) as run:
        assert run.access("paper.com/a") is Access.OK
    with Reading(
        answers | {"paper.com/a": in_turn(reply("", status=503), redirect("/b"))}, requests_per_domain=3, retries=1
    ) as run:
        assert run.access("paper.com/a") is Access.RATE_LIMITED


def test_no_more_requests_are_under_way_than_there_are_workers() -> None:
    addresses = [f"paper{number}.com/a" for number in range(8)]
    with Server(pages=pages(*addresses), slow=0.02) as server:
        with Client(Settings(pause_seconds=0, workers=2), resolver=server.resolve) as client:
            threads = [threading.Thread(target=client.fetch_page, args=(f"http://{each}",)) for each in addresses]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert server.busiest == 2
        assert len(server.pages_asked) == 8


def test_who_waits_for_a_worker_is_let_go_when_the_run_stops() -> None:
    pacer = Pacer(clock=FakeClock(), most=9, at_once=1)
    found: list[object] = []

    def wait() -> None:
        with pacer.turn("b.com", pause=0) as refusal:
            found.append(refusal)

    with pacer.turn("a.com", pause=0):
        thread = threading.Thread(target=wait)
        thread.start()
        pacer.stop()
        thread.join(2)
    assert len(found) == 1
    assert "stopped" in str(found[0])


def test_many_pages_on_many_domains_keep_every_pause() -> None:
    addresses = [f"{host}/{page}" for page in range(2) for host in ("a.paper.com", "b.paper.com", "other.com")]
    with Reading(pages(*addresses)) as run:
        outcomes = fetch_pages(
            [f"http://{each}" for each in addresses],
            client=run.client,
            workers=4,
            on_outcome=lambda url, outcome: None,
        )
        assert all(isinstance(outcome, Capture) for outcome in outcomes.values())
        assert len(run.server.asked) == 9


def test_walls_that_only_the_text_gives_away_count_like_others() -> None:
    with Reading(pages(*(f"paper.com/{number}" for number in range(4)))) as run:
        for number in range(3):
            assert run.access(f"paper.com/{number}") is Access.OK
            run.client.count_wall(f"http://www.paper.com/{number}")
        missed = run.missed("paper.com/3")
        assert missed.access is Access.BOT_WALL
        assert "left alone" in missed.detail
        assert "paper.com/3" not in run.server.asked


def test_a_wall_in_a_page_keeps_those_back_that_wait_for_their_turn() -> None:
    clock = FakeClock()
    pacer = Pacer(clock=clock, most=9, at_once=1)
    with pacer.turn("paper.com", pause=1):
        pass
    sleep = clock.sleep

    def sleep_and_find_walls(seconds: float) -> None:
        sleep(seconds)
        pacer.count_wall("paper.com")

    clock.sleep = sleep_and_find_walls
    with pacer.turn("paper.com", pause=1) as refusal:
        assert refusal is not None
        assert refusal.access is Access.BOT_WALL


def test_an_address_that_is_none_has_no_wall() -> None:
    with Reading({}) as run:
        run.client.count_wall("nonsense")
        assert run.client.hosts == ()


def test_walls_before_robots_txt_count_too() -> None:
    hosts = [f"{letter}.paper.com" for letter in "abcd"]
    with Reading({f"{host}/robots.txt": WALL for host in hosts}) as run:
        found = [run.missed(f"{host}/a") for host in hosts]
        assert "behind a bot wall" in found[0].detail
        assert "left alone" in found[3].detail
        assert len(run.server.asked) == 3


@pytest.fixture
def archive() -> Iterator[Reading]:
    answers = {"web.archive.org/a": reply("", status=429), "archive.org/b": reply("{}")}
    with Reading(answers, retries=2) as run:
        yield run


def test_after_one_refusal_the_archive_gets_no_request_for_a_minute(archive: Reading) -> None:
    assert archive.access("web.archive.org/a", Wanted.SERVICE) is Access.RATE_LIMITED
    assert archive.access("archive.org/b", Wanted.SERVICE) is Access.RATE_LIMITED
    assert archive.clock.seconds == 0  # nobody waits for it
    assert archive.server.asked == ["web.archive.org/a"]
    archive.clock.sleep(59)
    assert "for 60 seconds" in archive.missed("archive.org/b").detail
    archive.clock.sleep(1.1)
    assert archive.access("archive.org/b", Wanted.SERVICE) is Access.OK


def test_the_archive_may_ask_for_longer(archive: Reading) -> None:
    archive.server.pages["web.archive.org/a"] = reply("", status=429, headers={"Retry-After": "90"})
    assert archive.access("web.archive.org/a", Wanted.SERVICE) is Access.RATE_LIMITED
    archive.clock.sleep(89)
    assert archive.access("archive.org/b", Wanted.SERVICE) is Access.RATE_LIMITED
    archive.clock.sleep(1.1)
    assert archive.access("archive.org/b", Wanted.SERVICE) is Access.OK


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_site_that_asks_for_hours_is_left_alone(status: int) -> None:
    later = reply("", status=status, headers={"Retry-After": "3600"})
    with Reading({**pages("paper.com/b"), "paper.com/a": later}, retries=2) as run:
        assert run.missed("paper.com/a").retryable
        assert run.missed("paper.com/b").access is Access.RATE_LIMITED
        assert run.server.pages_asked == ["paper.com/a"]


def test_a_site_that_has_every_page_waited_for_in_vain_is_left_alone() -> None:
    later = reply("", status=503, headers={"Retry-After": "120"})
    with Reading({f"paper.com/{name}": later for name in "abcdefgh"}, retries=2) as run:
        for name in "abcdefgh":
            assert run.missed(f"paper.com/{name}").retryable
        assert run.server.pages_asked == ["paper.com/a"] * 3
        assert run.clock.seconds < 250


def test_a_site_that_fails_without_a_word_is_asked_for_other_pages() -> None:
    with Reading({**pages("paper.com/b"), "paper.com/a": reply("", status=503)}) as run:
        assert run.access("paper.com/a") is Access.UNREACHABLE
        assert run.access("paper.com/b") is Access.OK


def test_whoever_waits_for_a_turn_hears_that_the_site_asked_to_come_later() -> None:
    clock = FakeClock()
    pacer = Pacer(clock=clock, most=100, at_once=4)
    with pacer.turn("paper.com", pause=1):
        pass
    slept = clock.sleep

    def sleep_and_hear(seconds: float) -> None:
        if clock.seconds < 0.3:
            pacer.postpone("paper.com", seconds=30)  # what the exchange before this one was told
        slept(seconds)

    clock.sleep = sleep_and_hear  # type: ignore[method-assign]
    with pacer.turn("paper.com", pause=1):
        assert clock.seconds >= 30
