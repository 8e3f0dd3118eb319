"""Time without waiting."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

START = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)


class FakeClock:
    """A clock that stands still until somebody sleeps; `slept` are the sums of uninterrupted sleeps."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.seconds = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            with self._lock:
                self.seconds += seconds
