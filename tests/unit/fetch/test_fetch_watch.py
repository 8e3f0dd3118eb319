"""The clock of all exchanges, and the threads that look names up."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from provenance.errors import FetchError
from provenance.fetch import LocalRoute
from provenance.fetch.dialer import Dialer
from provenance.fetch.watch import Watch

if TYPE_CHECKING:
    import pytest

    from provenance.fetch import Route


def wait_for(watch: Watch, seconds: float = 2.0) -> bool:
    cut = threading.Event()
    watch.when_cut(cut.set)
    return cut.wait(seconds)


def test_a_short_watch_is_cut_before_a_long_one_that_began_earlier() -> None:
    with Watch(60) as long, Watch(0.03) as short:
        assert wait_for(short)
        assert not long.over


def test_a_watch_that_has_ended_is_cut_no_more() -> None:
    with Watch(0.03) as ended:
        pass
    with Watch(0.06) as running:
        assert wait_for(running)
    assert not ended.over


def test_thousands_of_watches_that_ended_do_not_delay_or_outlive_the_others() -> None:
    from provenance.fetch.watch import _ALARMS

    for _ in range(2_000):
        with Watch(3_600):
            pass
    with Watch(0.03) as watch:
        assert wait_for(watch)
    assert len(_ALARMS._queue) < 200


def test_a_watch_without_time_is_cut_at_once() -> None:
    with Watch(-1) as watch:
        assert wait_for(watch)


def test_look_ups_share_threads_when_they_follow_each_other_and_none_when_they_hang() -> None:
    over = threading.Event()
    threads: dict[str, threading.Thread] = {}

    def resolve(host: str, port: int) -> tuple[Route, ...]:
        threads[host] = threading.current_thread()
        if host.startswith("slow"):
            over.wait(5)
        return ()

    dialer = Dialer(resolver=resolve, connect_seconds=1, on_contact=lambda host: None)

    def dial(host: str, seconds: float) -> str:
        with Watch(seconds) as watch:
            try:
                dialer.dial(host, 80, watch=watch)
            except TimeoutError:
                return "timed out"
            except FetchError:
                return "no address"
        raise AssertionError

    assert [dial(f"slow{number}.example", 0.02) for number in range(3)] == ["timed out"] * 3
    assert dial("a.example", 2) == "no address"
    time.sleep(0.02)  # the thread of a.example becomes idle after it has given its answer
    assert dial("b.example", 2) == "no address"
    over.set()
    assert len({threads[f"slow{number}.example"] for number in range(3)}) == 3
    assert threads["a.example"] is threads["b.example"]
    assert all(thread.daemon for thread in threads.values())


def test_an_idle_look_up_thread_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    from provenance.fetch import dialer

    monkeypatch.setattr(dialer, "IDLE_SECONDS", 0.02)
    aside = dialer._Aside()
    found: list[threading.Thread] = []
    done = threading.Event()
    aside.run(lambda: (found.append(threading.current_thread()), done.set()))
    assert done.wait(2)
    found[0].join(2)
    assert not found[0].is_alive()
    done.clear()
    aside.run(done.set)
    assert done.wait(2)


def test_the_routes_of_a_look_up_are_those_of_its_own_host() -> None:
    def resolve(host: str, port: int) -> tuple[Route, ...]:
        return (LocalRoute(ip="127.0.0.1", port=1 if host == "a.example" else 2),)

    dialer = Dialer(resolver=resolve, connect_seconds=1, on_contact=lambda host: None)
    with Watch(5) as watch:
        assert [dialer._look_up(host, 80, watch=watch)[0].port for host in ("a.example", "b.example")] == [1, 2]
