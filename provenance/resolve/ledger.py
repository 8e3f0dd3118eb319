"""The requests of one search: what was asked, and what may still be asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from provenance.model import Access, Asked, Missed, Wanted
from provenance.urls.domains import host_of

if TYPE_CHECKING:
    from provenance.clock import Clock
    from provenance.model import Capture, Secret
    from provenance.resolve.providers.contract import Fetch

MOST_ASKED = 50
"""Addresses that one provider's report lists for one claim."""


class Ledger:
    """The fetcher that the providers of one source get: it counts, writes down, and refuses beyond the budget.

    `most_requests` are those to one host: when they are used up, other hosts may still be asked. `most_seconds` is the
    time of all requests together, their pauses included; the pages that are read between two searches do not count.
    Used by one thread at a time.
    """

    def __init__(self, fetch: Fetch, *, clock: Clock, most_requests: int, most_seconds: float) -> None:
        self._fetch = fetch
        self._clock = clock
        self._most_requests = most_requests
        self._most_seconds = most_seconds
        self._requests: Counter[str] = Counter()
        self._seconds = 0.0
        self._asked: list[Asked] = []
        self._refused = ""

    @property
    def spent(self) -> str:
        """Why nothing at all may be asked any more, or nothing."""
        if self._seconds < self._most_seconds:
            return ""
        return f"the {self._most_seconds:.3g} seconds for this search were used up"

    def fetch(self, url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Capture | Missed:
        """What is at `url`; missed as `unrecorded` without a request when the budget is used up."""
        host = host_of(url) or ""
        refusal = self.spent or self._spent_on(host)
        if refusal:
            self._refused = refusal
            return Missed(url=url, access=Access.UNRECORDED, detail=refusal)
        self._requests[host] += 1
        start = self._clock.monotonic()
        outcome = self._fetch(url, wanted=wanted, secret=secret)
        self._seconds += self._clock.monotonic() - start
        missed = outcome if isinstance(outcome, Missed) else None
        self._asked.append(
            Asked(url=url, access=missed.access if missed else Access.OK, detail=missed.detail if missed else "")
        )
        return outcome

    def take_asked(self) -> tuple[Asked, ...]:
        """What was asked since this was last called, at most `MOST_ASKED` of it."""
        asked, self._asked = tuple(self._asked[:MOST_ASKED]), []
        return asked

    def take_refused(self) -> str:
        """Why something was not asked since this was last called, or nothing."""
        refused, self._refused = self._refused, ""
        return refused

    def _spent_on(self, host: str) -> str:
        if self._requests[host] < self._most_requests:
            return ""
        return f"the {self._most_requests} requests to {host} that a search may send were used up"
