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

    `most_requests` are those to one host, `most_seconds` the time of the whole search from the first request on.
    Used by one thread at a time.
    """

    def __init__(self, fetch: Fetch, *, clock: Clock, most_requests: int, most_seconds: float) -> None:
        self._fetch = fetch
        self._clock = clock
        self._most_requests = most_requests
        self._most_seconds = most_seconds
        self._requests: Counter[str] = Counter()
        self._asked: list[Asked] = []
        self._start: float | None = None
        self.spent = ""

    def fetch(self, url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Capture | Missed:
        """What is at `url`; missed without a request once the budget is spent, which `spent` then says."""
        host = host_of(url) or ""
        self._check_budget(host)
        if self.spent:
            return Missed(url=url, access=Access.UNRECORDED, detail=self.spent)
        self._requests[host] += 1
        outcome = self._fetch(url, wanted=wanted, secret=secret)
        missed = outcome if isinstance(outcome, Missed) else None
        self._asked.append(
            Asked(url=url, access=missed.access if missed else Access.OK, detail=missed.detail if missed else "")
        )
        return outcome

    def take_asked(self) -> tuple[Asked, ...]:
        """What was asked since this was last called, at most `MOST_ASKED` of it."""
        asked, self._asked = tuple(self._asked[:MOST_ASKED]), []
        return asked

    def _check_budget(self, host: str) -> None:
        now = self._clock.monotonic()
        self._start = now if self._start is None else self._start
        if now - self._start >= self._most_seconds:
            self.spent = f"the {self._most_seconds:.3g} seconds for this search were used up"
        elif self._requests[host] >= self._most_requests:
            self.spent = f"the {self._most_requests} requests to {host} that a search may send were used up"
