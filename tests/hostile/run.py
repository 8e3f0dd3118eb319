"""Asks every server of the table, one after the other, and prints a line of JSON for each: what came of it.

    python -m tests.hostile.run [WORDS OF A NAME]

One program for all of them: it starts once, and its memory is nobody else's. The servers are threads of the same
program, so that what they take counts, too.
"""

from __future__ import annotations

import json
import resource
import socket
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.clock import SystemClock
from provenance.config import Settings
from provenance.extract import extract_page
from provenance.fetch import Client, LocalRoute
from provenance.model import Access, Claim, Missed, Span
from provenance.resolve import Ledger, ProviderContext, Query, SourceList, make_providers, resolve_label
from tests.hostile.servers import SERVERS
from tests.support.authority import make_authority
from tests.support.servers import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.servers import Hostile
    from tests.support.authority import Authority

CLAIM = "The council of the harbour town voted on Tuesday to close the old bridge for two years."
HOSTS = ("apnews.com", "www.apnews.com", "api.gdeltproject.org", "news.example")


class Anything(dict):
    """Pages of which one may answer for every address that is not there."""

    def get(self, key: str, default: object = None) -> object:
        is_robots = key.endswith("/robots.txt")
        return super().get(key) or (None if is_robots else super().get("*")) or default


def peak() -> int:
    """The most memory held since `forget_peak`, in kB."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def forget_peak() -> None:
    """Have the peak begin anew; where the system does not allow it, it is that of the whole program."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


@contextmanager
def talking(row: Hostile) -> Iterator[int]:
    """A server that does as it likes with each connection; gives its port."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = listener.accept()
                    threading.Thread(target=talk, args=(line,), daemon=True).start()

        def talk(line: socket.socket) -> None:
            with line, suppress(OSError):
                row.talk(line, over)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        over.set()
        listener.shutdown(socket.SHUT_RDWR)


def ask(row: Hostile, client: Client, settings: Settings) -> tuple[str, str]:
    """The access and the reason, or the text, that came of asking the server of the row."""
    if row.way != "page":
        return search(row, client, settings)
    outcome = client.fetch_page("https://news.example/a" if row.talk else "http://news.example/a")
    page = outcome if isinstance(outcome, Missed) else extract_page(outcome)
    return (page.access, page.detail) if isinstance(page, Missed) else (Access.OK, page.text)


def search(row: Hostile, client: Client, settings: Settings) -> tuple[str, str]:
    ledger = Ledger(client.fetch_page, clock=SystemClock(), most_requests=12, most_seconds=60)
    context = ProviderContext(sources=SourceList(), fetch=ledger.fetch, settings=settings, today=date(2025, 7, 6))
    (provider,) = (one for one in make_providers(context) if one.name == row.way)
    claim = Claim(id="0123456789ab", sentence=0, span=Span(start=0, end=len(CLAIM)), text=CLAIM)
    query = Query(claim=claim, source=resolve_label("apnews.com"), resolution=None, published=date(2025, 7, 5))
    found = provider.find_pages(query)
    missed = [asked.detail for asked in ledger.take_asked() if asked.access is not Access.OK]
    return (Access.OK if found.candidates else Access.NOT_FOUND), "; ".join((found.stopped, *missed))


def try_row(row: Hostile, authority: Authority) -> dict[str, object]:
    settings = Settings(pause_seconds=0, retries=0, deadline_seconds=row.seconds, pauses={"gdeltproject.org": 0})
    with ExitStack() as stack:
        if row.talk is not None:
            port = stack.enter_context(talking(row))
        else:
            context = None if row.way == "page" else authority.server_context(*HOSTS)
            port = stack.enter_context(Server(pages=Anything(row.pages), context=context)).port
        route = LocalRoute(ip="127.0.0.1", port=port)
        client = stack.enter_context(Client(settings, resolver=lambda host, asked: (route,), trust=authority.bundle))
        forget_peak()
        before, start = peak(), time.monotonic()
        access, detail = ask(row, client, settings)
        return {
            "name": row.name,
            "access": str(access),
            "detail": detail[:400],
            "seconds": round(time.monotonic() - start, 2),
            "deadline": row.seconds,
            "MB": round((peak() - before) / 1024, 1),
        }


def main(wanted: str) -> None:
    """Try every row whose name holds the words."""
    with tempfile.TemporaryDirectory() as folder:
        authority = make_authority(Path(folder))
        for row in SERVERS:
            if wanted in row.name:
                print(json.dumps(try_row(row, authority)), flush=True)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
