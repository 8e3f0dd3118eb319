"""Captures a second, beside sqlite3 alone and plain files: put, get, list, prune.

    .venv/bin/python -m benchmarks.store                       # 100,000 captures of 50 kB, 12 GB of disk for a while
    .venv/bin/python -m benchmarks.store --captures 5000
    .venv/bin/python -m benchmarks.store --store postgresql://USER@HOST/DATABASE   # in place of our SQLite file

Everybody gets the same captures, keeps each safely before the next one (SQLite: WAL, `synchronous = FULL`; files: an
fsync of the file and of the index), and hands out the same ones in random order. The pages are made of words and markup
and pack 4.6 times, about as our reports in HTML do. Prune takes out the older half and gives the room back. Where the
disk has too little room, fewer captures are used, and the first line says so.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import decompress

from benchmarks.store.rivals import OurStore, PlainFiles, SqliteAlone, pack
from provenance.model import Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.store.rivals import Keeper

CAPTURES = 100_000
FEWEST = 100
SIZE = 50_000
PATTERNS = 500
"""Pages made of chance; each capture is one of them with its number in it, so that all digests differ."""

READS = 5_000
START = datetime(2025, 1, 1, tzinfo=UTC)
ROOM = 2.4
"""Bytes of disk needed for a byte of captures: the largest of them, its log, and what the system needs."""

THREADS = 16


def make_pages() -> list[bytes]:
    """Pages of HTML, `SIZE` bytes each."""
    chance = random.Random(7)  # noqa: S311 - the same pages in every run
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(800)]
    weights = [1 / (place + 3) for place in range(len(words))]
    links = "".join(
        f'<li class="menu-item"><a href="/section/{word}" data-track="menu">{word}</a></li>' for word in words[:250]
    )
    pages = []
    for _ in range(PATTERNS):
        parts = [f"<!doctype html><nav>{links}</nav>"]
        length = len(parts[0])
        while length < SIZE:
            text = " ".join(chance.choices(words, weights, k=40))
            parts.append(f'<p class="article-text css-1x2y3z" data-component="text-block">{text}.</p>\n')
            length += len(parts[-1])
        pages.append("".join(parts).encode()[:SIZE])
    return pages


def make_captures(pages: list[bytes], count: int) -> Iterator[Capture]:
    """`count` captures, one a minute."""
    for number in range(count):
        url = f"https://site{number % 97}.example/2025/article-{number}"
        body = pages[number % len(pages)]
        yield Capture(
            url=url,
            final_url=url,
            redirects=(),
            status=200,
            headers=(("content-type", "text/html; charset=utf-8"), ("etag", f'"{number}"'), ("server", "stand-in")),
            fetched_at=START + timedelta(minutes=number),
            body=body[:100] + f"{number:012}".encode() + body[112:],
            asked=(("user-agent", "provenance"), ("accept", "text/html")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What one of them does a second, and the bytes that it takes."""

    name: str
    put: float
    get: float
    list: float
    prune: float
    size: int
    left: int


def measure(name: str, keeper: Keeper, *, folder: Path, pages: list[bytes], count: int) -> Rates:
    """The rates of `keeper`, which keeps everything in `folder`."""

    def put_all() -> None:
        for capture in make_captures(pages, count):
            keeper.put(capture)

    put = _time(put_all)
    size = _size(folder)
    chance = random.Random(11)  # noqa: S311 - the same order for everybody
    numbers = set(chance.sample(range(count), min(READS, count)))
    wanted = [(one.url, one.sha256) for number, one in enumerate(make_captures(pages, count)) if number in numbers]
    chance.shuffle(wanted)

    def get() -> None:
        if any(len(keeper.get(url, sha256)) != SIZE for url, sha256 in wanted):
            raise ValueError(name)

    got = _time(get)
    listed = _time(keeper.list)
    pruned = _time(lambda: keeper.prune(START + timedelta(minutes=count // 2)))
    if keeper.list() != count - count // 2:
        raise ValueError(name)
    keeper.close()
    return Rates(
        name=name,
        put=count / put,
        get=len(wanted) / got,
        list=count / listed,
        prune=(count // 2) / pruned,
        size=size,
        left=_size(folder),
    )


def measure_threads(keeper: OurStore, *, pages: list[bytes], count: int) -> float:
    """Captures a second that many threads put into one store."""
    with ThreadPoolExecutor(THREADS) as pool:
        return count / _time(lambda: list(pool.map(keeper.put, make_captures(pages, count))) and None)


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _size(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def _contestants(url: str | None) -> dict[str, Callable[[Path], Keeper]]:
    ours = "our store, PostgreSQL" if url else "our store"
    return {
        ours: lambda folder: OurStore(url or str(folder / "store.sqlite")),
        "sqlite3 alone, packed as ours": lambda folder: SqliteAlone(
            folder / "alone.sqlite", pack=pack, unpack=decompress
        ),
        "sqlite3 alone, unpacked": lambda folder: SqliteAlone(folder / "alone.sqlite", pack=bytes, unpack=bytes),
        "plain files, unpacked": PlainFiles,
    }


def _print(rates: list[Rates]) -> None:
    print("| | put/s | get/s | list/s | prune/s | MB | MB pruned |\n|---|---|---|---|---|---|---|")
    for one in rates:
        speeds = " | ".join(f"{speed:,.0f}" for speed in (one.put, one.get, one.list, one.prune))
        print(f"| {one.name} | {speeds} | {one.size / 1e6:,.0f} | {one.left / 1e6:,.0f} |")
    ours, *others = rates
    for one in others:
        ratios = (ours.put / one.put, ours.get / one.get, ours.list / one.list, ours.prune / one.prune)
        print(
            f"| ours : {one.name} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} | {ours.size / one.size:.2f} | |"
        )


def main() -> int:
    """The exit code, 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", type=int, default=CAPTURES)
    parser.add_argument("--store", metavar="URL", help="an empty database for our store")
    parser.add_argument("--folder", type=Path, help="where there is room; default: the folder for temporary files")
    given = parser.parse_args()
    if given.captures < FEWEST:
        parser.error(f"fewer than {FEWEST} captures tell nothing")
    pages = make_pages()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        fitting = int(shutil.disk_usage(name).free / (SIZE * ROOM))
        count = min(given.captures, fitting)
        less = "" if count == given.captures else f" (of {given.captures:,}: the disk has no room for more)"
        packed = sum(map(len, pages)) / sum(len(pack(page)) for page in pages)
        print(f"{count:,} captures of {SIZE // 1000} kB{less}, which pack {packed:.1f} times", flush=True)
        rates: list[Rates] = []
        for title, make in _contestants(given.store).items():
            folder = Path(name) / str(len(rates))
            folder.mkdir()
            rates.append(measure(title, make(folder), folder=folder, pages=pages, count=count))
            shutil.rmtree(folder)
            print(f"  {title}: {rates[-1].put:,.0f} put/s", flush=True)
        _print(rates)
        if given.store is None:
            keeper = OurStore(str(Path(name) / "threads.sqlite"))
            speed = measure_threads(keeper, pages=pages, count=count // 10)
            print(f"our store, {THREADS} threads: {speed:,.0f} put/s")
            checked = _time(lambda: list(keeper.store.check()))
            print(f"our store, every digest checked: {count // 10 / checked:,.0f} bodies/s")
            keeper.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
