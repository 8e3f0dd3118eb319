"""Reads pages as a polite and careful guest: robots.txt, pauses, deadlines, redirects by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.clock import SystemClock
from provenance.errors import UnsafeAddressError
from provenance.fetch import policy
from provenance.fetch.answers import Refusal
from provenance.fetch.guard import resolve_host
from provenance.fetch.hops import REDIRECTS, next_hop
from provenance.fetch.messenger import Budget, Errand, Messenger
from provenance.fetch.robots import RobotsBook
from provenance.model.captures import Access, Capture, Missed
from provenance.urls.addresses import WEB_PORTS, check_url

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.fetch.answers import Answer, Headers
    from provenance.fetch.guard import Resolver
    from provenance.model.captures import HostContact
    from provenance.urls.addresses import WebAddress

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "en, *;q=0.5",
}
_NEVER_KEPT = frozenset(("set-cookie", "set-cookie2"))


class Client:
    """Reads pages. A context manager; its methods may be called from any thread.

    `deadline_seconds` of the settings is the time of all exchanges of one page together, redirects and retries
    included; the pauses between requests, a Retry-After and the reading of robots.txt (which has a deadline of the
    same length for itself) do not count.

    `resolver` says where a host is to be reached. Whatever it says is checked: only a public address is contacted, or
    a `LocalRoute`, which no resolver but a test's or a recording's makes. `trust` is the path of a CA bundle in place
    of certifi's (`SettingsError` at the first page if it cannot be read), `ports` are those that may be contacted,
    `jitter` gives a number in [0, 1) for each retry.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        resolver: Resolver = resolve_host,
        trust: str | None = None,
        ports: frozenset[int] = WEB_PORTS,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._settings = settings
        self._clock = SystemClock() if clock is None else clock
        self._ports = ports
        self._headers = {**_HEADERS, "User-Agent": policy.user_agent(settings.contact)}
        self._messenger = Messenger(settings, clock=self._clock, resolver=resolver, trust=trust, jitter=jitter)
        self._robots = RobotsBook(
            settings, clock=self._clock, messenger=self._messenger, headers=self._headers, ports=ports
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End everything that is under way and drop the connections; the client cannot be used again."""
        self._messenger.close()

    def stop(self) -> None:
        """End everything that is under way; pages still asked for are missed at once, without a request."""
        self._messenger.stop()

    @property
    def hosts(self) -> tuple[HostContact, ...]:
        """The hosts that were contacted, by name: pages, robots.txt, redirects and retries each count.

        What a cassette plays contacts nobody and does not count.
        """
        return self._messenger.hosts

    def fetch_page(self, url: str, *, known: Capture | None = None) -> Capture | Missed:
        """The page at `url`, or the reason why it could not be read. Raises nothing for what a site or network does.

        With `known`, an earlier capture of the same address, the site is asked whether the page has changed; if it
        has not, that capture comes back with the present moment as `fetched_at`.
        """
        try:
            address = check_url(url, ports=self._ports)
        except UnsafeAddressError as error:
            return Missed(url=url, access=Access.UNSAFE, detail=error.message)
        outcome = self._follow(url, address, known=known if known is not None and known.url == url else None)
        if isinstance(outcome, Capture):
            return outcome
        return Missed(url=url, access=outcome.access, detail=outcome.detail, retryable=outcome.retryable)

    def _follow(self, url: str, address: WebAddress, *, known: Capture | None) -> Capture | Refusal:
        budget = Budget(left=self._settings.deadline_seconds)
        seen = [address]
        while True:
            # (1) The rules of this hop's site.
            robots = self._robots.rules_for(seen[-1])
            refusal = robots.refuses(seen[-1].url)
            if refusal is not None:
                return refusal
            # (2) The request, in turn.
            asked_if_changed = _ask_if_changed(known, seen[-1])
            pause = robots.pause(self._settings.pause_seconds)
            errand = Errand(headers={**self._headers, **asked_if_changed}, read_up_to=self._read_up_to, pause=pause)
            answer = self._messenger.ask(seen[-1], errand=errand, budget=budget)
            if isinstance(answer, Refusal):
                return answer
            # (3) The copy that we have still stands.
            if answer.status == policy.NOT_MODIFIED and known is not None and asked_if_changed:
                return replace(known, fetched_at=self._clock.now())
            # (4) It is a page, or it is none.
            if answer.status not in REDIRECTS:
                return self._refuse(seen[-1], answer) or self._capture(url, seen, answer)
            # (5) It is elsewhere: checked like the first address, then from (1).
            following = next_hop(answer, seen=seen, limit=self._settings.max_redirects, ports=self._ports)
            if isinstance(following, Refusal):
                return following
            seen.append(following)

    def _read_up_to(self, status: int, headers: Headers) -> int:
        limit = self._settings.max_page_bytes
        wanted = policy.refuse_answer(status, headers) is None and not policy.declares_more_than(limit, headers)
        return limit if wanted else 0

    def _refuse(self, address: WebAddress, answer: Answer) -> Refusal | None:
        refusal = policy.refuse_answer(answer.status, answer.headers)
        if refusal is not None:
            if refusal.access is Access.BOT_WALL:
                self._messenger.count_wall(address)
            return refusal
        limit = self._settings.max_page_bytes
        if not answer.whole or policy.declares_more_than(limit, answer.headers):
            return Refusal(access=Access.TOO_LARGE, detail=f"the page is larger than {limit:,} bytes")
        if policy.looks_binary(answer.headers, answer.body):
            return Refusal(access=Access.UNSUPPORTED, detail="the page is no text, and its type is not given")
        return None

    def _capture(self, url: str, seen: list[WebAddress], answer: Answer) -> Capture:
        return Capture(
            url=url,
            final_url=seen[-1].url,
            redirects=tuple(address.url for address in seen[1:-1]),
            status=answer.status,
            headers=tuple((name, value) for name, value in answer.headers if name not in _NEVER_KEPT),
            fetched_at=self._clock.now(),
            body=answer.body,
        )


def _ask_if_changed(known: Capture | None, address: WebAddress) -> dict[str, str]:
    """The headers that ask for a page only if it has changed; none at an address that `known` did not come from."""
    if known is None or known.final_url != address.url:
        return {}
    asked = {"If-None-Match": known.header("etag"), "If-Modified-Since": known.header("last-modified")}
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}
