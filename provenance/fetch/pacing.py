"""One request at a time and a pause after it, for each registrable domain; and the list of those left alone."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from provenance.fetch.answers import STOPPED, Refusal
from provenance.fetch.policy import WALLS_PER_DOMAIN
from provenance.fetch.tape import open_tape
from provenance.model.captures import Access

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.clock import Clock

SLICE = 0.2
"""Seconds; a long wait is slept in pieces of this length, so that a run can be stopped in between."""


@dataclass(slots=True, kw_only=True)
class _Domain:
    turn: threading.Lock = field(default_factory=threading.Lock)
    last_end: float | None = None
    not_before: float = 0.0
    sent: int = 0
    walls: int = 0
    closed: Refusal | None = None
    closed_until: float = 0.0


class Pacer:
    """Keeps the turns of every domain; from any thread. Times are those of `clock.monotonic()`.

    No domain is sent more than `most` requests, and no more than `at_once` are under way at a time. While a cassette is
    played nobody is waited for: there is no site to spare.
    """

    def __init__(self, *, clock: Clock, most: int, at_once: int) -> None:
        self._clock = clock
        self._most = most
        self._slots = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._domains: dict[str, _Domain] = {}
        self._stopped = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether no further request may be sent."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End every wait, now and from now on."""
        self._stopped.set()

    @contextmanager
    def turn(self, domain: str, *, pause: float) -> Iterator[Refusal | None]:
        """A turn to send one request to `domain`, `pause` seconds after the end of the one before.

        It gives none, or the reason why the request must not be sent after all.
        """
        state = self._state(domain)
        with state.turn:
            if self._refuse(state, domain=domain) is None:
                self._await_turn(state, pause=pause)
            refusal = self._refuse(state, domain=domain)  # a wall may have been found in a page meanwhile
            if refusal is not None:
                yield refusal
                return
            while not self._slots.acquire(timeout=SLICE):
                if self.stopped:
                    yield STOPPED
                    return
            try:
                state.sent += not self.stopped
                yield STOPPED if self.stopped else None
            finally:
                self._slots.release()
                state.last_end = self._clock.monotonic()

    def _refuse(self, state: _Domain, *, domain: str) -> Refusal | None:
        if state.closed is not None and self._clock.monotonic() < state.closed_until:
            return state.closed
        if state.sent < self._most:
            return None
        detail = (
            f"{domain} has had {self._most:,} requests in this run, as many as the setting requests_per_domain allows"
        )
        return Refusal(access=Access.RATE_LIMITED, detail=detail, retryable=True)

    def postpone(self, domain: str, *, seconds: float) -> None:
        """Let the next turn of `domain` come in `seconds` at the earliest."""
        state = self._state(domain)
        with self._lock:
            state.not_before = max(state.not_before, self._clock.monotonic() + seconds)

    def count_wall(self, domain: str) -> None:
        """Count a bot wall of `domain`; after `WALLS_PER_DOMAIN` of them it is left alone."""
        state = self._state(domain)
        with self._lock:
            state.walls += 1
            walls = state.walls
        if walls >= WALLS_PER_DOMAIN:
            detail = f"{domain} showed {walls} bot walls in this run and is left alone"
            self.leave_alone(domain, Refusal(access=Access.BOT_WALL, detail=detail))

    def leave_alone(self, domain: str, refusal: Refusal, *, seconds: float = inf) -> None:
        """Send nothing to `domain` for so many seconds, or in the rest of this run, for the reason given.

        A time that passes is not kept while a cassette is played, where no time passes.
        """
        tape = open_tape()
        if seconds < inf and tape is not None and tape.playing:
            return
        state = self._state(domain)
        with self._lock:
            state.closed, state.closed_until = refusal, max(state.closed_until, self._clock.monotonic() + seconds)

    def _state(self, domain: str) -> _Domain:
        with self._lock:
            return self._domains.setdefault(domain, _Domain())

    def _await_turn(self, state: _Domain, *, pause: float) -> None:
        # what is due is looked at anew after each slice: whoever had the turn before may have been told to come later
        tape = open_tape()
        if tape is not None and tape.playing:
            return
        since = -inf if state.last_end is None else state.last_end + pause
        while not self.stopped and (left := max(state.not_before, since) - self._clock.monotonic()) > 0:
            self._clock.sleep(min(left, SLICE))
