"""Which recording is being played or made, for the parts of the room that must know.

vcrpy replaces classes of urllib3 for the whole process and is not safe under threads: while one thread sends, another
may find the real classes in place. So requests take turns while a cassette is open, and while one is played no socket
is opened at all, whatever goes wrong.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from provenance.errors import CassetteError
from provenance.fetch.answers import Trouble
from provenance.fetch.secrets import hide_in_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from provenance.fetch.answers import Answer, Refusal


class Recorder(Protocol):
    """Keeps what came of requests."""

    def keep(self, url: str, outcome: Answer | Trouble) -> None:
        """Keep what came of a GET of `url`; of several outcomes the last counts."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tape:
    """An open cassette, played unless it has a `recorder`.

    `unrecorded` is what vcrpy raises for a request that it does not hold, `troubles` are the requests that got no
    answer when it was made, by their addresses without keys.
    """

    recorder: Recorder | None = None
    unrecorded: tuple[type[Exception], ...] = ()
    troubles: Mapping[str, Refusal] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def playing(self) -> bool:
        """Whether answers come from it, and no socket is opened."""
        return self.recorder is None

    def trouble_of(self, url: str) -> Trouble | None:
        """The trouble that a GET of `url` had when the cassette was made, or none."""
        refusal = self.troubles.get(hide_in_url(url)) if self.troubles else None
        return None if refusal is None else Trouble(refusal=refusal)


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
