"""Many pages at once: sites side by side, the pages of one site after each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from provenance.fetch.tape import open_tape
from provenance.model.captures import Capture
from provenance.urls.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from provenance.fetch.client import Client
    from provenance.model.captures import Missed

_Outcome: TypeAlias = "tuple[str, Capture | Missed]"


def fetch_pages(
    urls: Iterable[str],
    *,
    client: Client,
    workers: int,
    on_outcome: Callable[[str, Capture | Missed], None],
    known: Mapping[str, Capture] | None = None,
) -> dict[str, Capture | Missed]:
    """What became of every address, in the order given; an address that is given twice is read once.

    `workers` sites are read at the same time, one while a cassette is open: a recording keeps its order. `known` are
    earlier captures by their address. `on_outcome` is called in the calling thread as soon as a page is done. When it
    raises, or on Ctrl-C, the client is stopped: exchanges under way are cut, what was finished until then is still
    handed over, and the exception goes on.
    """
    wanted = tuple(dict.fromkeys(urls))
    sites = _group_by_site(wanted)
    done: SimpleQueue[_Outcome | None] = SimpleQueue()
    outcomes: dict[str, Capture | Missed] = {}
    in_hand: list[_Outcome] = []

    def read_site(site: tuple[str, ...]) -> None:
        for url in site:
            done.put((url, client.fetch_page(url, known=(known or {}).get(url))))

    def hand_over(url: str, outcome: Capture | Missed) -> None:
        in_hand[:] = [(url, outcome)]
        on_outcome(url, outcome)
        in_hand.clear()
        outcomes[url] = outcome

    at_once = 1 if open_tape() is not None else max(1, min(workers, len(sites)))
    with ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="fetch") as pool:
        futures = [pool.submit(read_site, site) for site in sites]
        for future in futures:
            future.add_done_callback(lambda _: done.put(None))
        try:
            _take_all(done, sites=len(sites), hand_over=hand_over)
        except KeyboardInterrupt:
            _stop(client, pool)
            for url, outcome in (*in_hand, *_captures_left(done)):
                on_outcome(url, outcome)
            raise
        except BaseException:
            _stop(client, pool)
            raise
        for future in futures:
            future.result()
    return {url: outcomes[url] for url in wanted}


def _group_by_site(urls: tuple[str, ...]) -> list[tuple[str, ...]]:
    # A worker takes a whole site: were each page a job, the pages of one large site would keep all workers waiting for
    # its turns. The largest come first, since they take longest.
    sites: dict[str, list[str]] = {}
    for url in urls:
        sites.setdefault(_site_of(url), []).append(url)
    return sorted((tuple(site) for site in sites.values()), key=len, reverse=True)


def _site_of(url: str) -> str:
    try:
        host = urlsplit(url).hostname or url
    except ValueError:  # it will be refused; until then it is a site of its own
        return url
    return registrable_domain(host) or host


def _take_all(
    done: SimpleQueue[_Outcome | None], *, sites: int, hand_over: Callable[[str, Capture | Missed], None]
) -> None:
    while sites:
        finished = done.get()
        if finished is None:
            sites -= 1
        else:
            hand_over(*finished)


def _captures_left(done: SimpleQueue[_Outcome | None]) -> list[_Outcome]:
    # What was missed after the stop was missed because of it, and is no outcome.
    left = []
    while not done.empty():
        finished = done.get()
        if finished is not None and isinstance(finished[1], Capture):
            left.append(finished)
    return left


def _stop(client: Client, pool: ThreadPoolExecutor) -> None:
    client.stop()
    pool.shutdown(wait=True, cancel_futures=True)
