"""Reports that were made before, in a file or in a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import InputError

if TYPE_CHECKING:
    from provenance.store import Store

MOST_BYTES = 64_000_000
"""Of a report that is read; one on an article of 2 MB has a third of it."""


def read_report(name: str, store: Store) -> bytes:
    """The bytes of the report in the file `name`, or with the digest `name` in `store`; `InputError` for neither."""
    path = Path(name)
    if path.is_file():
        return read_report_file(path)
    kept = store.find_report(name)
    if kept is None:
        raise InputError(f"{name} is neither a file nor the digest of a report in the store.")
    return kept


def read_report_file(path: Path) -> bytes:
    """The bytes of a file; `InputError` when it cannot be read or is larger than any report."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} has more than {MOST_BYTES:,} bytes, which no report has.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror}.") from error
