"""What every target must keep, whatever is read: its own promises, bounded time and bounded memory."""

from __future__ import annotations

import resource
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_SECONDS = 2.0
"""Processor seconds that reading `MOST_BYTES` may take: a hundred times what it takes on a quiet machine."""
MOST_BYTES = 65_536
"""Bytes of the longest input that is tried."""
MOST_MEMORY = 100_000_000
"""Bytes by which the memory of the process may grow while one input is read."""
STRETCHED = 512
"""Bytes of an input that is also tried repeated up to `MOST_BYTES`: what is slow is so on repeats."""


class BrokenPromiseError(AssertionError):
    """Something that was promised does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A promise that an input broke. Two with the same `kind` are taken for one."""

    kind: str
    told: str
    content: bytes


def promise(holds: object, words: str) -> None:
    """Raise `BrokenPromiseError` with `words`, which do not vary from input to input, unless something holds."""
    if not holds:
        raise BrokenPromiseError(words)


def try_input(check: Callable[[bytes], None], content: bytes, *, most: float = MOST_SECONDS) -> Broken | None:
    """What promise the target breaks on `content`, or none; `most` are the seconds that it may take."""
    memory, begin = _peak_memory(), time.thread_time()
    try:
        check(content)
    except Exception as error:  # noqa: BLE001 - the purpose is to find out which ones leave a reader
        return Broken(kind=_kind_of(error), told=traceback.format_exc(limit=-12), content=content)
    seconds, grown = time.thread_time() - begin, _peak_memory() - memory
    if seconds > most:
        return Broken(kind="slow", told=f"{seconds:.1f} s for {len(content):,} bytes", content=content)
    if grown > MOST_MEMORY:
        return Broken(kind="memory", told=f"{grown:,} bytes more for {len(content):,} bytes", content=content)
    return None


def stretch(content: bytes) -> bytes:
    """The input repeated up to `MOST_BYTES`."""
    return content * (MOST_BYTES // max(1, len(content)))


def shorten(check: Callable[[bytes], None], broken: Broken, *, most: float, seconds: float = 20.0) -> Broken:
    """A shorter input that breaks the same promise, as far as taking pieces out finds one in `seconds`."""
    end = time.monotonic() + seconds
    size = len(broken.content) // 2
    while size and time.monotonic() < end:
        at = 0
        while at < len(broken.content) and time.monotonic() < end:
            tried = try_input(check, broken.content[:at] + broken.content[at + size :], most=most)
            if tried is not None and tried.kind == broken.kind:
                broken = tried
            else:
                at += size
        size //= 2
    return broken


def _kind_of(error: BaseException) -> str:
    """The class of the exception and the innermost place in the package, or what an assertion says."""
    if isinstance(error, BrokenPromiseError):
        return str(error)
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if "/provenance/" in frame.filename]
    place = places[-1] if places else traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {place.filename.rpartition('/provenance/')[2]}:{place.name}"


def _peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
