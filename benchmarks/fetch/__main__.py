"""Pages a second from a late server with many hosts: our client, aiohttp, and what is possible.

    .venv/bin/python -m benchmarks.fetch                 # 16 and 64 workers, beside aiohttp
    .venv/bin/python -m benchmarks.fetch --memory 10000  # memory after each 1,000 pages

The server is a process of its own on this machine and answers each request after 200 ms with a page of 50 kB. With W
workers no client can get more than W / 0.2 answers a second. Our client asks every host for its robots.txt, too, and
keeps one request at a time to each; those requests are paid for, and counted apart. Exit code 1 when it gets less
than 0.9 of the possible pages at 64 workers. aiohttp is needed for the comparison alone: `pip install aiohttp`.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.config import Settings
from provenance.fetch import Client, LocalRoute, fetch_pages
from provenance.model import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Missed

LATENCY = 0.2
SIZE = 50_000
GOAL = 0.9
WORKERS = (16, 64)


@contextmanager
def serving() -> Iterator[int]:
    """The server, running; gives its port."""
    command = (sys.executable, "-m", "benchmarks.fetch.server", str(LATENCY), str(SIZE))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline()) if process.stdout is not None else 0
        finally:
            process.terminate()


def addresses(*, hosts: int, pages: int) -> list[str]:
    """`pages` addresses on each of `hosts` hosts."""
    return [f"http://site{host}.example/{page}" for page in range(pages) for host in range(hosts)]


def time_ours(urls: list[str], *, workers: int, port: int, report: bool = False) -> float:
    """Seconds that our client takes for all pages."""
    settings = Settings(workers=workers, pause_seconds=0.0, deadline_seconds=30.0)
    done = 0

    def count(url: str, outcome: Capture | Missed) -> None:
        nonlocal done
        if not isinstance(outcome, Capture) or len(outcome.body) != SIZE:
            raise ValueError(f"{url}: {outcome}")
        done += 1
        if report and done % 1_000 == 0:
            print(f"| {done:,} | {resident_megabytes():.1f} |", flush=True)

    def resolve(host: str, asked: int) -> tuple[LocalRoute, ...]:
        del host, asked
        return (LocalRoute(ip="127.0.0.1", port=port),)

    with Client(settings, resolver=resolve) as client:
        start = time.perf_counter()
        if report:  # what is read is let go, as in a run with a store
            for begin in range(0, len(urls), 500):
                fetch_pages(urls[begin : begin + 500], client=client, workers=workers, on_outcome=count)
        else:
            fetch_pages(urls, client=client, workers=workers, on_outcome=count)
        return time.perf_counter() - start


def time_aiohttp(urls: list[str], *, workers: int, port: int) -> float | None:
    """Seconds that aiohttp takes for the pages alone, without robots.txt; none where it is not installed."""
    try:
        aiohttp = import_module("aiohttp")
    except ImportError:
        return None

    async def run() -> float:
        waiting = iter(urls)

        async def work(session: object) -> None:
            for url in waiting:
                async with session.get(f"http://127.0.0.1:{port}/", headers={"Host": url.split("/")[2]}) as response:  # type: ignore[attr-defined]
                    if len(await response.read()) != SIZE:
                        raise ValueError(url)

        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=workers)) as session:
            start = time.perf_counter()
            await asyncio.gather(*(work(session) for _ in range(workers)))
            return time.perf_counter() - start

    return asyncio.run(run())


def resident_megabytes() -> float:
    """Memory of this process now, in MB (10^6 bytes)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def cpu_seconds() -> float:
    """CPU time of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def compare(*, port: int, runs: int) -> float:
    """Print the table; return our share of the possible at the most workers."""
    print("| workers | possible | ours, requests/s | ours, pages/s | share | CPU ms/page | aiohttp, pages/s |")
    print("|---|---|---|---|---|---|---|")
    share = 0.0
    for workers in WORKERS:
        hosts, pages = workers * 2, 40
        urls = addresses(hosts=hosts, pages=pages)
        possible = workers / LATENCY
        before = cpu_seconds()
        ours = statistics.median(time_ours(urls, workers=workers, port=port) for _ in range(runs))
        cpu = (cpu_seconds() - before) / (runs * len(urls)) * 1000
        other = time_aiohttp(urls, workers=workers, port=port)
        share = len(urls) / ours / possible
        compared = "not installed (pip install aiohttp)" if other is None else f"{len(urls) / other:.1f}"
        print(
            f"| {workers} | {possible:.0f} | {(len(urls) + hosts) / ours:.1f} | {len(urls) / ours:.1f} | {share:.3f} "
            f"| {cpu:.2f} | {compared} |",
            flush=True,
        )
    return share


def main() -> int:
    """Print the figures; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1, help="runs of our client of which the median is shown")
    parser.add_argument("--memory", type=int, default=0, metavar="PAGES", help="show memory over so many pages instead")
    arguments = parser.parse_args()
    with serving() as port:
        if arguments.memory:
            print("| pages | MB resident |\n|---|---|")
            time_ours(addresses(hosts=500, pages=-(-arguments.memory // 500)), workers=64, port=port, report=True)
            return 0
        return int(compare(port=port, runs=arguments.runs) < GOAL)


if __name__ == "__main__":
    sys.exit(main())
