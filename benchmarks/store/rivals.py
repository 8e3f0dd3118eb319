"""What a store is measured beside: sqlite3 alone, and plain files. Each keeps the bytes and a line on each capture."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from provenance.clock import SystemClock
from provenance.store import open_store
from provenance.store.engines import PAGE_BYTES
from provenance.store.pruning import Needed, PruneRule

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from provenance.model import Capture

Squeeze = Callable[[bytes], bytes]


class Keeper(Protocol):
    """Keeps captures, each safe on the disk when `put` returns."""

    def put(self, capture: Capture) -> None:
        """Keep it."""
        ...

    def get(self, url: str, sha256: str) -> bytes:
        """The bytes."""
        ...

    def list(self) -> int:
        """Go through the lines on all captures; their number."""
        ...

    def prune(self, before: datetime) -> None:
        """Take out what was fetched before a moment, and give the room back."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


class OurStore:
    """The store of the package."""

    def __init__(self, url: str) -> None:
        self.store = open_store(url)

    def put(self, capture: Capture) -> None:
        self.store.put_capture(capture)

    def get(self, url: str, sha256: str) -> bytes:
        return self.store.read_capture(url, sha256).body

    def list(self) -> int:
        return sum(1 for _ in self.store.list_captures())

    def prune(self, before: datetime) -> None:
        now = SystemClock().now()
        rule = PruneRule(older_than=now - before, needed=Needed.GO)
        self.store.prune(self.store.plan_pruning(rule, now=now), rule=rule)
        self.store.free_space()

    def close(self) -> None:
        self.store.close()


class SqliteAlone:
    """The module sqlite3 with the settings of our files: two tables, one transaction a capture; no more than needed."""

    def __init__(self, path: Path, *, pack: Squeeze, unpack: Squeeze) -> None:
        self._pack, self._unpack = pack, unpack
        self._line = sqlite3.connect(path, isolation_level=None)
        for pragma in (f"page_size = {PAGE_BYTES}", "auto_vacuum = INCREMENTAL", "journal_mode = WAL"):
            self._line.execute(f"PRAGMA {pragma}")
        self._line.execute("PRAGMA synchronous = FULL")
        self._line.execute("CREATE TABLE bodies (sha256 TEXT PRIMARY KEY, body BLOB)")
        self._line.execute(
            "CREATE TABLE captures (id INTEGER PRIMARY KEY, url TEXT, fetched_at TEXT, headers TEXT, sha256 TEXT)"
        )
        self._line.execute("CREATE INDEX by_url ON captures (url, fetched_at)")

    def put(self, capture: Capture) -> None:
        digest, body = capture.sha256, self._pack(capture.body)
        self._line.execute("BEGIN IMMEDIATE")
        self._line.execute("INSERT INTO bodies VALUES (?, ?)", (digest, body))
        row = (capture.url, capture.fetched_at.isoformat(), json.dumps(capture.headers), digest)
        self._line.execute("INSERT INTO captures (url, fetched_at, headers, sha256) VALUES (?, ?, ?, ?)", row)
        self._line.execute("COMMIT")

    def get(self, url: str, sha256: str) -> bytes:
        query = "SELECT body FROM captures JOIN bodies USING (sha256) WHERE url = ? AND sha256 = ?"
        return self._unpack(self._line.execute(query, (url, sha256)).fetchone()[0])

    def list(self) -> int:
        query = "SELECT url, fetched_at, sha256 FROM captures ORDER BY id DESC"
        return sum(1 for _ in self._line.execute(query))

    def prune(self, before: datetime) -> None:
        self._line.execute("BEGIN IMMEDIATE")
        old = "(SELECT sha256 FROM captures WHERE fetched_at < ?)"
        self._line.execute(f"DELETE FROM bodies WHERE sha256 IN {old}", (before.isoformat(),))  # noqa: S608
        self._line.execute("DELETE FROM captures WHERE fetched_at < ?", (before.isoformat(),))
        self._line.execute("COMMIT")
        self._line.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._line.close()


@dataclass(slots=True)
class PlainFiles:
    """One file a digest, written beside its place, fsynced and renamed; one line a capture in an index, fsynced.

    The folder is not fsynced: after a power cut a name may be missing though its bytes are on the disk.
    """

    folder: Path

    def put(self, capture: Capture) -> None:
        digest = capture.sha256
        place = self._place(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_suffix(".part")
        with beside.open("wb") as file:
            file.write(capture.body)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(place)
        line = [capture.url, capture.fetched_at.isoformat(), capture.headers, digest]
        with (self.folder / "index.jsonl").open("a") as index:
            index.write(json.dumps(line) + "\n")
            index.flush()
            os.fsync(index.fileno())

    def get(self, url: str, sha256: str) -> bytes:
        del url
        return self._place(sha256).read_bytes()

    def list(self) -> int:
        with (self.folder / "index.jsonl").open() as index:
            return sum(1 for line in index if json.loads(line))

    def prune(self, before: datetime) -> None:
        limit = before.isoformat()
        path, left = self.folder / "index.jsonl", self.folder / "index.part"
        with path.open() as index, left.open("w") as kept:
            for line in index:
                _, moment, _, digest = json.loads(line)
                if moment < limit:
                    self._place(digest).unlink()
                else:
                    kept.write(line)
            kept.flush()
            os.fsync(kept.fileno())
        left.rename(path)

    def close(self) -> None:
        """Nothing is open."""

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def pack(body: bytes) -> bytes:
    """As ours packs bodies."""
    return zlib.compress(body, 1)
