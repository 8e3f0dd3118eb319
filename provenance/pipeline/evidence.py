"""Where captures come from: attached files, the store, the network, in this order; and the pages read from them."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from provenance.errors import StoreError
from provenance.extract import extract_page, extractor_version
from provenance.fetch import fetch_pages
from provenance.model import Access, Capture, Missed, Notice, Page, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.fetch import Client
    from provenance.model import PageRead, Secret

Result = TypeVar("Result")

Outcomes = dict[str, Capture | Missed]
"""What became of each address."""

MEMORY_BYTES = 1_000_000
"""The answer of a site or service that is kept in memory for the next question is no larger: a run asks hundreds."""


class Network(StrEnum):
    """Whether pages may be asked for. `off`: only the store and attached files are read, however old."""

    LIVE = "live"
    OFF = "off"


def miss_unasked(url: str) -> Missed:
    """What becomes of a page that the store does not hold while no site may be asked."""
    return Missed(url=url, access=Access.UNRECORDED, detail="not in the store; the network is off")


class Progress(Protocol):
    """Told after every answer how many source checks of how many are done, and what came last; must return quickly."""

    def __call__(self, done: int, total: int, outcome: Capture | Missed, /) -> None:
        """Show it."""
        ...


class Keeper(Protocol):
    """What a run asks of a store; an evidence pack, which keeps nothing, is one too. Raises `StoreError` alone."""

    def put_capture(self, capture: Capture) -> None:
        """Keep a capture."""
        ...

    def find_capture(self, url: str) -> Capture | None:
        """The capture of `url` that was fetched last."""
        ...

    def read_capture(self, url: str, sha256: str, *, fetched_at: datetime | None = None) -> Capture:
        """The capture of `url` with this digest, of that moment if there is one; `StoreError` when there is none."""
        ...

    def put_reading(self, capture: Capture, reading: Page | Missed, *, extractor: str) -> None:
        """Keep what was read from a capture."""
        ...

    def find_reading(self, capture: Capture, *, extractor: str) -> Page | Missed | None:
        """What was read from it before."""
        ...


class Shelf:
    """The captures and pages of one run, with the store behind them, if there is one. From any thread.

    A store that fails is told once as a notice and not asked again: the run goes on from memory.
    """

    def __init__(self, *, store: Keeper | None, settings: Settings, clock: Clock, network: Network) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._network = network
        self._extractor = extractor_version()
        self._lock = threading.Lock()
        self._answers: Outcomes = {}
        self._turns: dict[str, threading.Lock] = {}
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
            if known.get(url) != outcome:
                self._keep(outcome)
            if on_progress is not None:
                on_progress(len(outcomes), len(urls), outcome)

        known = {url: capture for url in urls if (capture := self._find_known(url)) is not None}
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

    def obtain(
        self, url: str, *, client: Client, wanted: Wanted = Wanted.PAGE, secret: Secret | None = None
    ) -> Capture | Missed:
        """What is at `url`: the copy in the store while it is fresh, else what the site answers, which is then kept.

        An answer to a request with a key is kept nowhere. What a site or service answered to a search is remembered for
        the run, also that it failed, so that it is asked once; who asks for the same meanwhile waits for the answer.
        """
        if wanted is Wanted.PAGE:
            return self._obtain(url, client=client, wanted=wanted)
        if secret is not None:
            if self._network is Network.OFF:
                return miss_unasked(url)
            return client.fetch_page(url, wanted=wanted, secret=secret)
        with self._lock:
            turn = self._turns.setdefault(url, threading.Lock())
        with turn:
            remembered = self._answers.get(url)
            if remembered is not None:
                return remembered
            outcome = self._obtain(url, client=client, wanted=wanted)
            if isinstance(outcome, Missed) or len(outcome.body) <= MEMORY_BYTES:
                self._answers[url] = outcome
            return outcome

    def put(self, capture: Capture) -> None:
        """Keep a capture that was read by other ways."""
        self._keep(capture)

    def recall(self, page: PageRead) -> Capture | Missed:
        """The capture that a page of an earlier report was read from, its digest checked."""
        if self._store is None:
            return Missed(url=page.url, access=Access.UNRECORDED, detail="there is no store to read it from")
        try:
            return self._store.read_capture(page.url, page.capture, fetched_at=page.fetched_at)
        except StoreError as error:
            return Missed(url=page.url, access=Access.UNRECORDED, detail=error.message)

    def read_pages(self, outcomes: Outcomes) -> dict[str, Page | Missed]:
        """The page in every capture; read by the same extractor before, it comes from the store."""
        return {url: self.read_page(outcome) for url, outcome in outcomes.items()}

    def read_page(self, outcome: Capture | Missed) -> Page | Missed:
        """The page in a capture, or why there is none; an archived copy is marked as one."""
        if isinstance(outcome, Missed):
            return outcome
        reading = self._attempt(lambda store: store.find_reading(outcome, extractor=self._extractor))
        if reading is None:
            anew = reading = extract_page(outcome)
            self._attempt(lambda store: store.put_reading(outcome, anew, extractor=self._extractor))
        return _dated(reading, outcome)

    def read_anew(self, outcomes: Outcomes) -> dict[str, Page | Missed]:
        """The page in every capture, from its bytes alone: a store may say what was read in them, but proves it not."""
        return {
            url: _dated(extract_page(outcome), outcome) if isinstance(outcome, Capture) else outcome
            for url, outcome in outcomes.items()
        }

    def _obtain(self, url: str, *, client: Client, wanted: Wanted) -> Capture | Missed:
        known = self._find_known(url)
        fresh = self._fresh(known)
        if fresh is not None:
            return fresh
        if self._network is Network.OFF:
            return miss_unasked(url)
        outcome = client.fetch_page(url, known=known, wanted=wanted)
        if outcome != known:
            self._keep(outcome)
        return outcome

    def _keep(self, outcome: Capture | Missed) -> None:
        if isinstance(outcome, Capture):
            self._attempt(lambda store: store.put_capture(outcome))

    def _find_known(self, url: str) -> Capture | None:
        return self._attempt(lambda store: store.find_capture(url))

    def _fresh(self, capture: Capture | None) -> Capture | None:
        """The capture, unless the site should be asked whether it has changed."""
        if capture is None or self._network is Network.OFF:
            return capture
        age = abs(self._clock.now() - capture.fetched_at)  # one of the future, from a wrong clock, is no newer for that
        return capture if age < timedelta(seconds=self._settings.fresh_seconds) else None

    def _attempt(self, use: Callable[[Keeper], Result]) -> Result | None:
        store = self._store
        if store is None:
            return None
        try:
            return use(store)
        except StoreError as error:
            with self._lock:
                if self._store is not None:
                    self._store = None
                    message = f"The evidence of this run was not kept: {error}"
                    self.notices = (*self.notices, Notice(code="store_failed", message=message))
            return None


def _dated(reading: Page | Missed, capture: Capture) -> Page | Missed:
    """What was read from a capture; a page of an archived copy is marked as one."""
    return replace(reading, archived_at=capture.archived_at) if isinstance(reading, Page) else reading
