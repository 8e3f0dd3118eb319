"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def led_to(path: Path) -> Path:
    """Where a path leads, past all links; raises `OSError` for links in a circle."""
    with suppress(RuntimeError):  # of Python up to 3.12, for a circle
        real = path.resolve()
        if not real.is_symlink():
            return real
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def is_device(path: Path) -> bool:
    """Whether what is at `path` is neither file nor folder: a pipe, a terminal, /dev/null."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path for a new file, which takes the place of what `path` leads to when the context ends without an error.

    It lies beside it under a name that no other run has and nobody can have put a link at. Raises `OSError`.
    """
    place = led_to(path)
    part = place.with_name(f".{token_hex(8)}.part")
    try:
        yield part
        part.replace(place)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
