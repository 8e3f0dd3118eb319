"""The end of an exchange at its deadline, in whatever phase it is: look-up, connection, handshake, headers, body.

A time-out on a socket starts anew with every byte, so a server that sends one byte now and then holds a reader for
ever. The watch therefore shuts the socket down from outside.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self


class Watch:
    """Cuts what is registered with it after `seconds`, or when told to. A context manager for one exchange."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._cutters: list[Callable[[], None]] = []
        self._lines: list[socket.socket] = []
        self._over = False
        self._timer = threading.Timer(max(0.0, seconds), self.cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
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


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):  # not connected yet, closed by the other side, or already closed here
        line.shutdown(2)
