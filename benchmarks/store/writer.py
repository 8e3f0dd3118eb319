"""Puts captures into a store and prints each one when it is finished: what the kills are aimed at.

    python -m benchmarks.store.writer STORE NAME COUNT

A line on standard output, `["URL", "SHA256"]`, says that `put_capture` has returned.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import UTC, datetime

from provenance.model import Capture
from provenance.store import open_store


def make_capture(name: str, *, host: str = "news", shared: int | None = None) -> Capture:
    """A capture of 5 to 60 kB, of words and of noise; those with the same `shared` have one body."""
    chance = random.Random(name if shared is None else shared)  # noqa: S311 - the same page for the same name
    words = " ".join(chance.choices(("storm", "roof", "mayor", "river", "<p>", "</p>"), k=chance.randint(800, 8_000)))
    noise = chance.randbytes(chance.choice((0, 1_000, 12_000)))
    return Capture(
        url=f"https://{host}.example/{name}",
        final_url=f"https://{host}.example/{name}",
        redirects=(),
        status=200,
        headers=(("content-type", "text/html"),),
        fetched_at=datetime.now(UTC),
        body=words.encode() + noise,
        asked=(("user-agent", "provenance"),),
    )


def write_captures(url: str, name: str, count: int) -> None:
    """Put `count` captures into the store at `url`, each told on standard output when it is finished."""
    with open_store(url) as store:
        for number in range(count):
            capture = make_capture(str(number), host=name)
            store.put_capture(capture)
            print(json.dumps([capture.url, capture.sha256]), flush=True)


if __name__ == "__main__":
    write_captures(sys.argv[1], sys.argv[2], int(sys.argv[3]))
