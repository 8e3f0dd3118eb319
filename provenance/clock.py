"""The only reader of time and sleep; everything else is given a `Clock`."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the package may know of time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never go backwards."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait; negative and zero return at once."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC, cut to whole seconds: reports do not need more."""
        return datetime.now(UTC).replace(microsecond=0)

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never go backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; negative and zero return at once."""
        if seconds > 0:
            time.sleep(seconds)
