"""What reading pages takes: a client and a store, over the network or a recording."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.cli.options import MEMORY, default_store
from provenance.cli.outputs import say
from provenance.clock import SystemClock
from provenance.fetch import Client, open_cassette, record_cassette
from provenance.store import open_store
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from provenance.config import Settings
    from provenance.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """The client and the store of one run, and the settings that hold in it; a store in memory `keeps` nothing."""

    settings: Settings
    client: Client
    store: Store
    keeps: bool


@contextmanager
def open_workplace(
    settings: Settings, *, store_url: str | None, cassette: Path | None, record: Path | None = None
) -> Iterator[Workplace]:
    """The workplace over the network, or over the recording `cassette`; told on Ctrl-C is only what is true.

    A recording replays in order, so one page at a time, and unless a store is named its pages stay out of the user's.
    With `record` every exchange goes into a new recording there; nothing is taken from a store, for it would be
    missing in it.
    """
    with ExitStack() as stack:
        if record is not None:
            stack.enter_context(record_cassette(record, metadata={"recorded by": f"provenance {VERSION}"}))
            settings = replace(settings, workers=1)
            store_url = MEMORY
        if cassette is not None:
            stack.enter_context(open_cassette(cassette))
            settings = replace(settings, workers=1, pause_seconds=0.0)
            store_url = store_url or MEMORY
        url = store_url or default_store()
        keeps = not url.endswith(MEMORY)
        client = stack.enter_context(Client(settings, clock=SystemClock()))
        store = stack.enter_context(open_store(url))
        try:
            yield Workplace(settings=settings, client=client, store=store, keeps=keeps)
        except KeyboardInterrupt:
            if keeps:
                say("the pages in the store are kept; the same command goes on from there")
            raise
