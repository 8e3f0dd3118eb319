"""The end of an exchange at its deadline, in whatever phase it is: look-up, connection, handshake, headers, body.

A time-out on a socket starts anew with every byte, so a server that sends one byte now and then holds a reader for
ever. The watch therefore shuts the socket down from outside. One thread keeps the time of all watches of the process.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from provenance.clock import SystemClock

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self


_CLOCK = SystemClock()
"""Sockets live in the machine's own time, whatever clock a client is given."""


class Watch:
    """Cuts what is registered with it after `seconds`, or when told to. A context manager for one exchange."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._cutters: list[Callable[[], None]] = []
        self._lines: list[socket.socket] = []
        self._over = False
        self._alarm = 0

    def __enter__(self) -> Self:
        self._alarm = _ALARMS.set(self, seconds=max(0.0, self.seconds))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _ALARMS.drop(self._alarm)
        with self._lock:
            lines, self._lines = self._lines, []
            self._cutters.clear()
        for line in lines:
            _hang_up(line)
            line.close()

    @property
    def over(self) -> bool:
        """Whether the exchange was cut."""
        return self._over

    def when_cut(self, act: Callable[[], None]) -> None:
        """Have `act` called when the exchange is cut, at once if it already is. It must not block or raise."""
        with self._lock:
            self._cutters.append(act)
            over = self._over
        if over:
            act()

    def hold(self, line: socket.socket) -> None:
        """Cut the connection behind `line` when time is over, and close it with the exchange at the latest.

        A duplicate is kept: TLS takes the file descriptor away from the socket it wraps before the handshake begins.
        """
        double = line.dup()
        with self._lock:
            self._lines.append(double)
        self.when_cut(lambda: _hang_up(double))

    def cut(self) -> None:
        """End the exchange now, from any thread. Ending it twice does nothing."""
        with self._lock:
            if self._over:
                return
            self._over = True
            cutters = tuple(self._cutters)
        for act in cutters:
            act()


class _Alarms:
    """Cuts every watch at its time, in one thread, which begins with the first watch and ends with the process."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything, the thread as well."""
        self._changed = threading.Condition(threading.Lock())
        self._running = False
        self._numbers = count(1)
        self._watches: dict[int, Watch] = {}
        self._queue: list[tuple[float, int]] = []

    def set(self, watch: Watch, *, seconds: float) -> int:
        """Cut `watch` in `seconds`; gives the number under which it can be dropped."""
        due = _CLOCK.monotonic() + seconds
        with self._changed:
            number = next(self._numbers)
            self._watches[number] = watch
            if len(self._queue) > 2 * len(self._watches) + 64:  # most are of exchanges that have ended
                self._queue = [entry for entry in self._queue if entry[1] in self._watches]
                heapify(self._queue)
            heappush(self._queue, (due, number))
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, daemon=True, name="watch").start()
            elif self._queue[0][1] == number:
                self._changed.notify()
            return number

    def drop(self, number: int) -> None:
        """Forget a watch."""
        with self._changed:
            self._watches.pop(number, None)

    def _run(self) -> None:
        while True:
            self._next().cut()

    def _next(self) -> Watch:
        with self._changed:
            while True:
                left = self._queue[0][0] - _CLOCK.monotonic() if self._queue else None
                if left is None or left > 0:
                    self._changed.wait(left)
                    continue
                watch = self._watches.pop(heappop(self._queue)[1], None)
                if watch is not None:
                    return watch


_ALARMS = _Alarms()
os.register_at_fork(after_in_child=_ALARMS.reset)  # a forked process has none of the threads of its parent


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):  # not connected yet, closed by the other side, or already closed here
        line.shutdown(2)
