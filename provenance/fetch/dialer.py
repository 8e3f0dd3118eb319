"""Opens the sockets: every connection of the package begins here, and nowhere else."""

from __future__ import annotations

import socket
import threading
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING

from provenance.errors import FetchError
from provenance.fetch.guard import check_routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.fetch.guard import Resolver, Route
    from provenance.fetch.watch import Watch


MOST_ROUTES = 4
"""Addresses of a host that are tried; they share the time for a connection."""


class Dialer:
    """Looks a name up, has the answers checked and connects to one of them, all within the time of a watch."""

    def __init__(self, *, resolver: Resolver, connect_seconds: float, on_contact: Callable[[str], None]) -> None:
        self._resolver = resolver
        self._connect_seconds = connect_seconds
        self._on_contact = on_contact

    def dial(self, host: str, port: int, *, watch: Watch) -> socket.socket:
        """A connected socket to `host`, held by `watch`.

        Raises `FetchError` when the name has no address or none of them answers, `UnsafeAddressError` if any of them
        must not be contacted, `TimeoutError` when the watch is over. The first two are no `OSError`, so that they
        pass through the HTTP libraries as they are.
        """
        routes = check_routes(host, self._look_up(host, port, watch=watch))
        self._on_contact(host)
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
        # The system's look-up cannot be interrupted, so it is left behind in a thread of its own when time is over.
        answers: SimpleQueue[tuple[Route, ...] | OSError | None] = SimpleQueue()
        watch.when_cut(partial(answers.put, None))
        threading.Thread(target=self._ask, args=(host, port, answers), daemon=True, name=f"look-up {host}").start()
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
