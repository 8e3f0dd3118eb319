"""Which recording is being played or made, for the parts of the room that must know.

vcrpy replaces classes of urllib3 for the whole process and is not safe under threads: while one thread sends, another
may find the real classes in place. So requests take turns while a cassette is open, and while one is played no socket
is opened at all, whatever goes wrong.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.errors import CassetteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


@dataclass(frozen=True, slots=True, kw_only=True)
class Tape:
    """An open cassette: whether it is played (or made), and what vcrpy raises for a request that it does not hold."""

    playing: bool
    unrecorded: tuple[type[Exception], ...] = ()
    turn: threading.Lock = field(default_factory=threading.Lock)


_open: list[Tape] = []


@contextmanager
def tape_open(tape: Tape) -> Iterator[None]:
    """Make `tape` the open one; raises `CassetteError` if there is one already."""
    if _open:
        raise CassetteError("A cassette is open already; only one can be played or made at a time.")
    _open.append(tape)
    try:
        yield
    finally:
        _open.clear()


def open_tape() -> Tape | None:
    """The cassette that is open now, or none."""
    return _open[0] if _open else None


def one_at_a_time() -> AbstractContextManager[object]:
    """A turn to send a request: exclusive while a cassette is open, else free."""
    tape = open_tape()
    return nullcontext() if tape is None else tape.turn
