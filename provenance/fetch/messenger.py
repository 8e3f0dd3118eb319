"""Sends requests: each in its domain's turn, within its deadline, and again after a failure that may pass."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from provenance.fetch import policy
from provenance.fetch.answers import STOPPED, Refusal, Trouble, header_of
from provenance.fetch.dialer import Dialer
from provenance.fetch.embargo import embargo_of
from provenance.fetch.pacing import Pacer
from provenance.fetch.tape import open_tape
from provenance.fetch.tunnel import read_proxy
from provenance.fetch.walls import wall_vendor
from provenance.fetch.watch import Watch
from provenance.model.captures import Access, HostContact
from provenance.urls.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.fetch.answers import Answer, Headers
    from provenance.fetch.guard import Resolver
    from provenance.fetch.transport import Transport
    from provenance.urls.addresses import WebAddress


@dataclass(slots=True, kw_only=True)
class Budget:
    """Seconds that are left for the exchanges of one page. Waiting for one's turn costs nothing."""

    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is asked of one address: the headers to send, how much of which answer to read, the domain's pause."""

    headers: Mapping[str, str]
    read_up_to: Callable[[int, Headers], int]
    pause: float


class Messenger:
    """Runs errands, from any thread; knows which hosts were contacted and which domains are left alone."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock,
        resolver: Resolver,
        trust: str | None,
        jitter: Callable[[], float],
    ) -> None:
        self._retries = settings.retries
        self.embargo = embargo_of(settings)
        self._dialer = Dialer(
            resolver=resolver,
            connect_seconds=settings.connect_seconds,
            on_contact=self._count_contact,
            embargo=self.embargo,
            proxy=read_proxy(settings.proxy),
        )
        self._pacer = Pacer(clock=clock, most=settings.requests_per_domain, at_once=settings.workers)
        self._clock = clock
        self._trust = trust
        self._jitter = jitter
        self._lock = threading.Lock()
        self._contacts: Counter[str] = Counter()
        self._watches: set[Watch] = set()
        self._transport: Transport | None = None

    @property
    def hosts(self) -> tuple[HostContact, ...]:
        """The hosts that were contacted, by name, and how often."""
        with self._lock:
            return tuple(HostContact(host=host, requests=self._contacts[host]) for host in sorted(self._contacts))

    def stop(self) -> None:
        """Cut every exchange and every wait; what is asked from now on gets `STOPPED`, without a request."""
        self._pacer.stop()
        with self._lock:
            watches = tuple(self._watches)
        for watch in watches:
            watch.cut()

    def close(self) -> None:
        """Stop, and drop the connections."""
        self.stop()
        with self._lock:
            transport, self._transport = self._transport, None
        if transport is not None:
            transport.close()

    def ask(self, address: WebAddress, *, errand: Errand, budget: Budget) -> Answer | Refusal:
        """The last answer to a request for `address`, or why there was none; `budget` is spent by what it took."""
        refusal = self.embargo.refuse(address.host)
        if refusal is not None:
            return refusal
        domain = domain_of(address)
        attempt = 1
        while True:
            outcome = self._send(address, errand=errand, budget=budget)
            wait = self._wait_before_retry(outcome, domain=domain, attempt=attempt)
            if wait is None:
                return outcome.refusal if isinstance(outcome, Trouble) else outcome
            self._pacer.postpone(domain, seconds=wait)
            attempt += 1

    def count_wall(self, address: WebAddress) -> None:
        """Count a bot wall at `address`; its domain is left alone after a few."""
        self._pacer.count_wall(domain_of(address))

    def _send(self, address: WebAddress, *, errand: Errand, budget: Budget) -> Answer | Trouble:
        domain = domain_of(address)
        with self._pacer.turn(domain, pause=errand.pause) as refusal:
            if refusal is not None:
                return Trouble(refusal=refusal)
            start = self._clock.monotonic()
            with self._watched(budget.left) as watch:
                outcome = self._exchange(address, errand=errand, watch=watch)
            budget.left -= self._clock.monotonic() - start
            return Trouble(refusal=STOPPED) if self._pacer.stopped else outcome

    def _exchange(self, address: WebAddress, *, errand: Errand, watch: Watch) -> Answer | Trouble:
        tape = open_tape()
        had = tape.trouble_of(address.url) if tape is not None else None
        if had is not None:
            return had
        outcome = self._open_transport().get(address, headers=errand.headers, watch=watch, read_up_to=errand.read_up_to)
        if tape is not None and tape.recorder is not None and not self._pacer.stopped:
            tape.recorder.keep(address.url, outcome)
        return outcome

    def _wait_before_retry(self, outcome: Answer | Trouble, *, domain: str, attempt: int) -> float | None:
        """Seconds to wait before another try, or none when the outcome stands."""
        last = attempt > self._retries
        wait = policy.retry_wait(attempt, jitter=self._jitter())
        if isinstance(outcome, Trouble):
            return wait if outcome.again and not last else None
        if outcome.status not in policy.PASSING or wall_vendor(outcome.status, outcome.headers):
            return None
        asked = policy.read_retry_after(header_of(outcome.headers, "retry-after"), now=self._clock.now())
        rest = policy.rest_after(outcome.status, asked, domain=domain, last=last)
        if rest is not None:
            self._leave_alone(domain, seconds=rest)
        return None if last or rest is not None else max(wait, asked or 0.0)

    def _leave_alone(self, domain: str, *, seconds: float) -> None:
        time = "in this run" if seconds == inf else f"for {seconds:.0f} seconds"
        detail = f"{domain} has had enough requests for now and is left alone {time}"
        refusal = Refusal(access=Access.RATE_LIMITED, detail=detail, retryable=True)
        self._pacer.leave_alone(domain, refusal, seconds=seconds)

    @contextmanager
    def _watched(self, seconds: float) -> Iterator[Watch]:
        with Watch(seconds) as watch:
            with self._lock:
                self._watches.add(watch)
            try:
                if self._pacer.stopped:
                    watch.cut()
                yield watch
            finally:
                with self._lock:
                    self._watches.discard(watch)

    def _open_transport(self) -> Transport:
        from provenance.fetch.transport import Transport  # noqa: PLC0415 - requests costs 0.1 s; a warm run needs none

        with self._lock:
            if self._transport is None:
                self._transport = Transport(dialer=self._dialer, trust=self._trust)
            return self._transport

    def _count_contact(self, host: str) -> None:
        with self._lock:
            self._contacts[host] += 1


def domain_of(address: WebAddress) -> str:
    """The registrable domain whose turns a request to `address` takes; the host itself where there is none."""
    return registrable_domain(address.host) or address.host
