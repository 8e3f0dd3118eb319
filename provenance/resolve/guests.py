"""Installed providers, fenced in: what somebody else's code does wrong ends neither a run nor its honesty."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from itertools import islice
from math import isfinite
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from provenance.errors import GivenUpError, PluginError, UnsafeAddressError
from provenance.model import Access, Candidate, Missed, Wanted
from provenance.resolve.providers.contract import Found, Reach
from provenance.urls.addresses import check_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.model import Capture, Secret
    from provenance.resolve.providers.contract import Provider, ProviderContext, Query

Result = TypeVar("Result")
Maker: TypeAlias = "Callable[[ProviderContext], Provider]"
"""What stands in the table of providers: makes one for the sources of one site."""

MOST_CANDIDATES = 100
"""Pages that one answer may name; more than a few are never read."""
MOST_REQUESTS = 1_000
"""Requests of one query, those refused among them: the budget of the search is far smaller."""
MOST_TEXT = 300
"""Characters of a title, of a reason, and of why it stopped."""
STEP = 0.2
"""Seconds after which one who waits looks whether the run was stopped."""


class _Request(NamedTuple):
    url: str
    wanted: Wanted
    secret: Secret | None
    reply: SimpleQueue[Capture | Missed]


class _Done(NamedTuple):
    error: BaseException | None


class Guest:
    """An installed provider, which works in a thread of its own and is waited for as long as the search may take.

    What it asks for is fetched by the thread that waits, so that one thread at a time uses the budget, and one that was
    given up asks for nothing more. It is given up for the whole source. Its answer is looked through like one of a
    site: scores are 0 to 100, addresses can be read.
    """

    def __init__(self, name: str, make: Maker, context: ProviderContext) -> None:
        self._context = context
        self._came: SimpleQueue[_Request | _Done] = SimpleQueue()
        self._given_up = ""
        self._too_early = "nothing may be asked before a page is looked for"
        self._provider = self._wait_for(lambda: make(replace(context, fetch=self._ask)))
        self.name = str(getattr(self._provider, "name", name))
        self.reach = Reach(self._provider.reach)
        self._too_early = ""

    def find_pages(self, query: Query) -> Found:
        """What the provider answers; raises what it raises, `TypeError` when it answers with anything but `Found`."""
        if self._given_up:
            return Found(stopped=self._given_up)
        try:
            return self._wait_for(lambda: _look_through(self._provider.find_pages(query), name=self.name))
        except GivenUpError:
            return Found(stopped=self._given_up)

    def _wait_for(self, work: Callable[[], Result]) -> Result:
        done: list[Result] = []

        def run() -> None:
            try:
                done.append(work())
                came.put(_Done(None))
            except BaseException as error:  # noqa: BLE001 - third-party code may raise anything; the report names it
                came.put(_Done(error))

        came, left, requests = self._came, self._context.settings.search_seconds, 0
        threading.Thread(target=run, name="guest", daemon=True).start()
        while left > 0 and requests <= MOST_REQUESTS and not self._context.halted.is_set():
            try:
                event = came.get(timeout=min(STEP, left))
            except Empty:
                left -= STEP
                continue
            if isinstance(event, _Done):
                if isinstance(event.error, Exception):
                    raise event.error
                if event.error is not None:
                    raise PluginError(f"It stopped with {event.error!r}.")
                return done[0]
            requests += 1
            event.reply.put(self._context.fetch(event.url, wanted=event.wanted, secret=event.secret))
        self._given_up = f"it was given up: {self._why(requests)}"
        self._came = SimpleQueue()
        raise GivenUpError(self._given_up)

    def _why(self, requests: int) -> str:
        if requests > MOST_REQUESTS:
            return f"no answer after {MOST_REQUESTS:,} requests"
        if self._context.halted.is_set():
            return "the run was stopped"
        return f"no answer within {self._context.settings.search_seconds:.3g} seconds"

    def _ask(self, url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Capture | Missed:
        if self._given_up:
            threading.Event().wait()  # for ever: a provider that asks in a loop would take the time of all others
        if self._too_early:
            return Missed(url=url, access=Access.UNRECORDED, detail=self._too_early)
        reply: SimpleQueue[Capture | Missed] = SimpleQueue()
        self._came.put(_Request(url, wanted, secret, reply))
        return reply.get()


def _look_through(found: object, *, name: str) -> Found:
    # In the thread of the provider: what it gives as a tuple may be something that makes pages, and waits.
    if not isinstance(found, Found):
        raise TypeError(f"it answered with {type(found).__name__}, not with Found")
    pages = (_checked(page, name=name) for page in islice(found.candidates, MOST_CANDIDATES))
    return Found(
        candidates=tuple(page for page in pages if page is not None),
        looked_at=max(0, int(found.looked_at)),
        stopped=str(found.stopped)[:MOST_TEXT],
        final=bool(found.final),
        covers=bool(found.covers),
    )


def _checked(page: object, *, name: str) -> Candidate | None:
    """The candidate as a report can hold it, or none when it is none or its address cannot be read."""
    if not isinstance(page, Candidate):
        return None
    try:
        check_url(page.url)
        score = float(page.score)
    except (UnsafeAddressError, TypeError, ValueError, AttributeError):
        return None
    return replace(
        page,
        found_by=name,
        rank=1,
        reason=str(page.reason)[:MOST_TEXT],
        title=str(page.title)[:MOST_TEXT],
        published=page.published if type(page.published) is date else None,
        score=min(100.0, max(0.0, score)) if isfinite(score) else 0.0,
    )
