"""Reads one page for a run: from its site, or from an archive when the settings allow a copy in its place."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.config import Archive
from provenance.model import Access, Capture, Missed, Page, Wanted
from provenance.resolve import find_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from provenance.config import Settings
    from provenance.fetch import Client
    from provenance.model import Secret
    from provenance.pipeline.evidence import Shelf

FAILURES = frozenset({Access.NOT_FOUND, Access.TIMED_OUT, Access.UNREACHABLE})
"""What an archived copy helps against by default: the page is gone, or the site out of order."""

REFUSALS = FAILURES | {
    Access.FORBIDDEN,
    Access.PAYWALLED,
    Access.BOT_WALL,
    Access.CONSENT_WALL,
    Access.ROBOTS_DENIED,
    Access.RATE_LIMITED,
}
"""What it helps against only when the user asks for it: the site does not want the page to be read like this."""

_ELIGIBLE = {Archive.NEVER: frozenset[Access](), Archive.FAILURES: FAILURES, Archive.ALWAYS: REFUSALS}


class Reader:
    """Pages and answers of one run, each address read once; from any thread.

    `attached` are captures at hand by their addresses; `published` is the article's day, near which a copy should be.
    `on_outcome` is told everything that came from the store or a site.
    """

    def __init__(
        self,
        *,
        shelf: Shelf,
        client: Client,
        settings: Settings,
        attached: Mapping[str, Capture],
        published: date | None,
        on_outcome: Callable[[Capture | Missed], None],
    ) -> None:
        self._shelf = shelf
        self._client = client
        self._archive = settings.archive
        self._attached = attached
        self._published = published
        self._on_outcome = on_outcome
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._read: dict[str, tuple[Capture | Missed, Page | Missed]] = {}

    @property
    def captures(self) -> dict[str, Capture | Missed]:
        """What became of every page that was read."""
        return {url: capture for url, (capture, _) in self._read.items()}

    @property
    def pages(self) -> dict[str, Page | Missed]:
        """What every page that was read holds, or why it could not be judged."""
        return {url: page for url, (_, page) in self._read.items()}

    def ask(self, url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Capture | Missed:
        """The answer of a site or a service to a search."""
        outcome = self._shelf.obtain(url, client=self._client, wanted=wanted, secret=secret)
        self._on_outcome(outcome)
        return outcome

    def read(self, url: str) -> tuple[Capture | Missed, Page | Missed]:
        """What became of the page at `url`, and what it holds; a second thread that asks for it waits for the first."""
        with self._lock:
            turn = self._turns.setdefault(url, threading.Lock())
        with turn:
            if url not in self._read:
                self._read[url] = self._read_anew(url)
            return self._read[url]

    def recall(self, url: str) -> tuple[Capture | Missed | None, Page | Missed | None]:
        """What became of the page at `url`, or twice none when it was not read."""
        return self._read.get(url, (None, None))

    def _read_anew(self, url: str) -> tuple[Capture | Missed, Page | Missed]:
        attached = self._attached.get(url)
        if attached is not None:
            self._shelf.put(attached)
        capture = attached or self._shelf.obtain(url, client=self._client)
        self._on_outcome(capture)
        page = self._shelf.read_page(capture)
        if not isinstance(page, Missed):
            return capture, page
        if page.access is Access.BOT_WALL and isinstance(capture, Capture):
            self._client.count_wall(capture.final_url)
        if attached is not None or page.access not in _ELIGIBLE[self._archive]:
            return capture, page
        return self._read_copy(url, capture=capture, missed=page)

    def _read_copy(
        self, url: str, *, capture: Capture | Missed, missed: Missed
    ) -> tuple[Capture | Missed, Page | Missed]:
        """The page in an archived copy; without one, the reason why the page itself was missed stands."""
        copy = find_copy(url, day=self._published, fetch=self.ask)  # an interface for programs
        if isinstance(copy, Missed):
            return capture, replace(missed, detail=f"{missed.detail}; {copy.detail}")
        # a page like any other: of its type and size, and as far as the archive's own robots.txt lets robots read it
        outcome = self._shelf.obtain(copy.url, client=self._client)
        self._on_outcome(outcome)
        if isinstance(outcome, Missed):
            return capture, replace(missed, detail=f"{missed.detail}; its archived copy: {outcome.detail}")
        archived = replace(outcome, url=url)
        page = self._shelf.read_page(archived) if archived.archived_at else None
        if not isinstance(page, Page):
            detail = page.detail if page else "it does not say that it is one"
            return capture, replace(missed, detail=f"{missed.detail}; its archived copy: {detail}")
        self._shelf.put(archived)
        return archived, page
