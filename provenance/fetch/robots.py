"""The robots.txt of every site visited, asked for once."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from provenance.fetch import policy
from provenance.fetch.answers import Refusal
from provenance.fetch.hops import REDIRECTS, next_hop
from provenance.fetch.messenger import Budget, Errand
from provenance.fetch.policy import Robots
from provenance.fetch.walls import wall_vendor
from provenance.model.captures import Access

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.fetch.answers import Answer, Headers
    from provenance.fetch.messenger import Messenger
    from provenance.urls.addresses import WebAddress


ROBOTS = "/robots.txt"
MOST_KEPT_BYTES = 10_000_000
"""Of all robots.txt together that are remembered: a few thousand usual ones. Their rules take twenty times the space,
and a site with a name for every page could have one of full size for each; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A robots.txt as it was answered, and the addresses passed to it, its own included."""

    answer: Answer
    seen: tuple[WebAddress, ...]


@dataclass(slots=True, kw_only=True)
class _Entry:
    """The rules of one origin, the lock under which they are asked for, and when they must be asked for again."""

    asking: threading.Lock = field(default_factory=threading.Lock)
    robots: Robots | None = None
    file: File | None = None
    until: float = 0.0

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.file.answer.body) if self.file is not None else 0


class RobotsBook:
    """Knows the rules of each origin; asks for them when it does not. From any thread, one request an origin."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock,
        messenger: Messenger,
        headers: Mapping[str, str],
        ports: frozenset[int],
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._messenger = messenger
        self._ports = ports
        self._headers = {**headers, "Accept": policy.ROBOTS_ACCEPT}
        self._lock = threading.Lock()
        self._entries: dict[str, _Entry] = {}

    def rules_for(self, address: WebAddress) -> Robots:
        """The rules of the origin of `address`; where they cannot be read, rules that forbid everything."""
        return self._entry_for(address)[0]

    def file_of(self, address: WebAddress) -> File | Refusal:
        """The robots.txt of the origin of `address` as it was answered, or why there is none to read."""
        robots, file = self._entry_for(address)
        missing = Refusal(access=Access.UNREACHABLE, detail="the site's robots.txt could not be read", retryable=True)
        return file or robots.refusal or missing

    def _entry_for(self, address: WebAddress) -> tuple[Robots, File | None]:
        with self._lock:
            entry = self._entries.setdefault(address.origin, _Entry())
        with entry.asking:
            if entry.robots is None or self._clock.monotonic() >= entry.until:
                entry.robots, entry.file = self._ask(replace(address, target=ROBOTS))
                seconds = policy.TROUBLE_SECONDS if entry.robots.refusal else policy.ROBOTS_SECONDS
                entry.until = self._clock.monotonic() + seconds
                self._forget_oldest(address.origin, entry)
            return entry.robots, entry.file

    def _forget_oldest(self, origin: str, new: _Entry) -> None:
        """Forget the oldest entries when all together have grown too large; who is using one keeps it."""
        with self._lock:
            self._entries.pop(origin, None)
            self._entries[origin] = new  # now the newest
            size = sum(entry.size for entry in self._entries.values())
            for old in tuple(self._entries):
                if size <= MOST_KEPT_BYTES or old == origin:
                    break
                size -= self._entries.pop(old).size

    def _ask(self, address: WebAddress) -> tuple[Robots, File | None]:
        budget = Budget(left=self._settings.deadline_seconds)
        seen = [address]
        while True:
            pause = policy.least_pause(seen[-1].host, settings=self._settings)
            errand = Errand(headers=self._headers, read_up_to=_read_up_to, pause=pause)
            answer = self._messenger.ask(seen[-1], errand=errand, budget=budget)
            if isinstance(answer, Refusal):
                return Robots(refusal=_name_robots(answer)), None
            if answer.status not in REDIRECTS:
                if wall_vendor(answer.status, answer.headers):
                    self._messenger.count_wall(seen[-1])
                robots = policy.read_robots(answer.status, answer.headers, answer.body)
                return robots, File(answer=answer, seen=tuple(seen))
            following = next_hop(answer, seen=seen, limit=policy.ROBOTS_REDIRECTS, ports=self._ports)
            if isinstance(following, Refusal):
                return policy.closed_robots(f"the site's robots.txt cannot be reached: {following.detail}"), None
            seen.append(following)


def _read_up_to(status: int, headers: Headers) -> int:  # noqa: ARG001 - the signature that an errand asks for
    return policy.ROBOTS_BYTES if 200 <= status < 300 else 0


def _name_robots(refusal: Refusal) -> Refusal:
    # The host itself is out of reach, so the page is, for the same reason; only what speaks of time is said to be
    # about robots.txt, since the page's own deadline has not begun.
    if refusal.access is Access.TIMED_OUT:
        return replace(refusal, detail=f"robots.txt: {refusal.detail}")
    return refusal
