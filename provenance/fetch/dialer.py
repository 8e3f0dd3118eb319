"""Opens the sockets: every connection of the package begins here, and nowhere else."""

from __future__ import annotations

import socket
import threading
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from provenance.errors import FetchError, UnsafeAddressError
from provenance.fetch.embargo import NONE
from provenance.fetch.guard import check_routes, name_routes
from provenance.fetch.tunnel import open_tunnel

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.fetch.embargo import Embargo
    from provenance.fetch.guard import Resolver, Route
    from provenance.fetch.tunnel import Proxy
    from provenance.fetch.watch import Watch


IDLE_SECONDS = 5.0
"""How long a thread for look-ups waits for the next one."""
MOST_ROUTES = 4
"""Addresses of a host that are tried; they share the time for a connection."""


class Dialer:
    """Looks a name up, has the answers checked and connects to one of them, all within the time of a watch.

    The system's look-up is the one step that cannot be interrupted. It is not waited for beyond the time of the watch,
    but goes on in a thread of its own until the system gives up, half a minute as a rule; its answer is thrown away.
    Such a thread does not keep the process from ending.

    `embargo` is asked before anything else: what it refuses is not looked up. With a `proxy` the name is not looked up
    either; the proxy is, and it connects to the host.
    """

    def __init__(
        self,
        *,
        resolver: Resolver,
        connect_seconds: float,
        on_contact: Callable[[str], None],
        embargo: Embargo = NONE,
        proxy: Proxy | None = None,
    ) -> None:
        self._resolver = resolver
        self._connect_seconds = connect_seconds
        self._on_contact = on_contact
        self._embargo = embargo
        self._proxy = proxy
        self._aside = _Aside()

    def dial(self, host: str, port: int, *, watch: Watch) -> socket.socket:
        """A connected socket to `host`, held by `watch`.

        Raises `FetchError` when the name has no address or none of them answers, `UnsafeAddressError` if any of them
        must not be contacted, `TimeoutError` when the watch is over. The first two are no `OSError`, so that they
        pass through the HTTP libraries as they are.
        """
        refusal = self._embargo.refuse(host)
        if refusal is not None:
            raise UnsafeAddressError(refusal.detail)
        if self._proxy is None:
            routes = check_routes(host, self._look_up(host, port, watch=watch))
            self._on_contact(host)
            return self._connect_any(host, routes, watch=watch)
        found = self._look_up(self._proxy.host, self._proxy.port, watch=watch)
        routes = check_routes(self._proxy.host, name_routes(found, plain=True))
        self._on_contact(host)
        line = self._connect_any(self._proxy.host, routes, watch=watch)
        try:
            open_tunnel(line, host, port)
        except BaseException:
            line.close()
            raise
        return line

    def _connect_any(self, host: str, routes: tuple[Route, ...], *, watch: Watch) -> socket.socket:
        troubles = []
        seconds = min(self._connect_seconds, max(watch.seconds, 0.001)) / max(1, len(routes[:MOST_ROUTES]))
        for route in routes[:MOST_ROUTES]:
            try:
                return _connect(route, seconds=seconds, watch=watch)
            except OSError as error:
                troubles.append(error.strerror or str(error))
            if watch.over:
                raise TimeoutError
        raise FetchError(f"no connection to {host}: {troubles[0] if troubles else 'the name has no address'}")

    def _look_up(self, host: str, port: int, *, watch: Watch) -> tuple[Route, ...]:
        answers: SimpleQueue[tuple[Route, ...] | OSError | None] = SimpleQueue()
        watch.when_cut(partial(answers.put, None))
        self._aside.run(partial(self._ask, host, port, answers))
        answer = answers.get()
        if answer is None:
            raise TimeoutError
        if isinstance(answer, OSError):
            raise FetchError(f"the name {host} has no address ({answer.strerror or answer})") from answer
        return answer

    def _ask(self, host: str, port: int, answers: SimpleQueue[tuple[Route, ...] | OSError | None]) -> None:
        try:
            answers.put(self._resolver(host, port))
        except OSError as error:
            answers.put(error)
        except UnicodeError as error:  # a name that the system's own IDNA codec rejects
            answers.put(OSError(str(error)))
        finally:
            answers.put(None)


class _Aside:
    """Runs what may take long in threads of their own, which wait for more of it when they are done.

    A thread for each look-up would cost a tenth of the time of an exchange with a near server.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[SimpleQueue[Callable[[], None]]] = []

    def run(self, act: Callable[[], None]) -> None:
        """Have `act` run, at once and whatever else runs; it must not raise."""
        with self._lock:
            jobs = self._idle.pop() if self._idle else None
        if jobs is None:
            jobs = SimpleQueue()
            threading.Thread(target=self._work, args=(jobs,), daemon=True, name="look-up").start()
        jobs.put(act)

    def _work(self, jobs: SimpleQueue[Callable[[], None]]) -> None:
        while True:
            try:
                act = jobs.get(timeout=IDLE_SECONDS)
            except Empty:
                with self._lock:
                    if jobs in self._idle:  # else it has been chosen just now
                        self._idle.remove(jobs)
                        return
                continue
            act()
            with self._lock:
                self._idle.append(jobs)


def _connect(route: Route, *, seconds: float, watch: Watch) -> socket.socket:
    family = socket.AF_INET6 if ":" in route.ip else socket.AF_INET
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        line.settimeout(seconds)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        watch.hold(line)
        line.connect((route.ip, route.port))
    except OSError:
        line.close()
        raise
    return line
