"""Where captures come from: attached files, the store, the network, in this order; and the pages read from them."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from provenance.errors import StoreError
from provenance.extract import extract_page, extractor_version
from provenance.fetch import fetch_pages
from provenance.model import Access, Capture, Missed, Notice, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.fetch import Client
    from provenance.model import Page, PageRead, Secret
    from provenance.store import Store

Result = TypeVar("Result")

Outcomes = dict[str, Capture | Missed]
"""What became of each address."""


class Network(StrEnum):
    """Whether pages may be asked for. `off`: only the store and attached files are read, however old."""

    LIVE = "live"
    OFF = "off"


def miss_unasked(url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Missed:
    """What becomes of a page that the store does not hold while no site may be asked, by a provider neither."""
    del wanted, secret
    return Missed(url=url, access=Access.UNRECORDED, detail="not in the store; the network is off")


class Progress(Protocol):
    """Told after every page how many of how many are done and what became of the last; must return quickly."""

    def __call__(self, done: int, total: int, outcome: Capture | Missed, /) -> None:
        """Show it."""
        ...


class Shelf:
    """The captures and pages of one run, with the store behind them, if there is one.

    A store that fails is told once as a notice and not asked again: the run goes on from memory.
    """

    def __init__(self, *, store: Store | None, settings: Settings, clock: Clock, network: Network) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._network = network
        self._extractor = extractor_version()
        self.notices: tuple[Notice, ...] = ()

    def gather(
        self, urls: tuple[str, ...], *, attached: Mapping[str, Capture], client: Client, on_progress: Progress | None
    ) -> Outcomes:
        """What became of every address; each capture is in the store before the next one is reported.

        `attached` are captures at hand, by their addresses.
        """
        outcomes: Outcomes = {}

        def keep(url: str, outcome: Capture | Missed) -> None:
            outcomes[url] = outcome
            if isinstance(outcome, Capture) and known.get(url) != outcome:
                self._attempt(lambda store: store.put_capture(outcome))
            if on_progress is not None:
                on_progress(len(outcomes), len(urls), outcome)

        known = self._find_known(urls)
        ready = {url: capture for url in urls if (capture := attached.get(url) or self._fresh(known.get(url)))}
        for url, capture in ready.items():
            keep(url, capture)
        waiting = tuple(url for url in urls if url not in ready)
        match self._network:
            case Network.OFF:
                for url in waiting:
                    keep(url, miss_unasked(url))
            case Network.LIVE if waiting:
                fetch_pages(waiting, client=client, known=known, workers=self._settings.workers, on_outcome=keep)
            case Network.LIVE:
                pass
        return {url: outcomes[url] for url in urls}

    def recall(self, page: PageRead) -> Capture | Missed:
        """The capture that a page of an earlier report was read from, its digest checked."""
        if self._store is None:
            return Missed(url=page.url, access=Access.UNRECORDED, detail="there is no store to read it from")
        try:
            return self._store.read_capture(page.url, page.capture)
        except StoreError as error:
            return Missed(url=page.url, access=Access.UNRECORDED, detail=error.message)

    def read_pages(self, outcomes: Outcomes) -> dict[str, Page | Missed]:
        """The page in every capture; read by the same extractor before, it comes from the store."""
        return {
            url: outcome if isinstance(outcome, Missed) else self._read_page(outcome)
            for url, outcome in outcomes.items()
        }

    def _read_page(self, capture: Capture) -> Page | Missed:
        known = self._attempt(lambda store: store.find_reading(capture, extractor=self._extractor))
        if known is not None:
            return known
        reading = extract_page(capture)
        self._attempt(lambda store: store.put_reading(capture, reading, extractor=self._extractor))
        return reading

    def _find_known(self, urls: tuple[str, ...]) -> dict[str, Capture]:
        def find(url: str) -> Capture | None:
            return self._attempt(lambda store: store.find_capture(url))

        return {url: capture for url in urls if (capture := find(url)) is not None}

    def _fresh(self, capture: Capture | None) -> Capture | None:
        """The capture, unless the site should be asked whether it has changed."""
        if capture is None or self._network is Network.OFF:
            return capture
        age = self._clock.now() - capture.fetched_at
        return capture if age < timedelta(seconds=self._settings.fresh_seconds) else None

    def _attempt(self, use: Callable[[Store], Result]) -> Result | None:
        if self._store is None:
            return None
        try:
            return use(self._store)
        except StoreError as error:
            self._store = None
            message = f"The evidence of this run was not kept: {error}"
            self.notices = (*self.notices, Notice(code="store_failed", message=message))
            return None
