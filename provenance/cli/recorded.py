"""Reports that were made before, in a file or in a store."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import InputError
from provenance.model.codec import decode_report
from provenance.store.store import SHORTEST_PREFIX

if TYPE_CHECKING:
    from provenance.model import Report
    from provenance.store import Store

MOST_BYTES = 64_000_000
"""Of a report that is read; one on an article of 2 MB has a third of it."""

# 5f70bf18, and all 64 digits of a sha256
_DIGEST = re.compile(rf"[0-9a-fA-F]{{{SHORTEST_PREFIX},64}}")

_ZIP = b"PK\x03\x04"


def check_report_name(name: str) -> None:
    """Raise `InputError` for what names neither a file nor the digest of a report, before a store is looked for."""
    hint = f"Give a report in JSON, or {SHORTEST_PREFIX} digits or more of the sha256 of one in the store."
    if _is_digest(name):
        return
    try:
        is_folder = stat.S_ISDIR(Path(name).stat().st_mode)
    except (OSError, ValueError) as error:  # the latter for a NUL
        raise InputError(f"Cannot read {name}: {getattr(error, 'strerror', None) or error}.", hint) from error
    if is_folder:
        raise InputError(f"{name} is a folder.", hint)


def read_report(name: str, store: Store) -> bytes:
    """The bytes of the report in the file `name`, or with the digest `name` in `store`; `InputError` for neither."""
    if not _is_digest(name):
        return read_report_file(Path(name))
    kept = store.find_report(name)
    if kept is None:
        raise InputError(f"{name} is neither a file nor the digest of a report in the store.")
    return kept


def _is_digest(name: str) -> bool:
    return _DIGEST.fullmatch(name) is not None and not Path(name).exists()


def read_report_file(path: Path) -> bytes:
    """The bytes of a file; `InputError` when it cannot be read, is larger than any report, or is a pack."""
    try:
        with path.open("rb") as file:
            encoded = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror}.") from error
    if len(encoded) > MOST_BYTES:
        raise InputError(f"{path} has more than {MOST_BYTES:,} bytes, which no report has.")
    if encoded.startswith(_ZIP):
        raise InputError(f"{path} is no report but a pack.", f"Check it with: provenance replay {path} --verify")
    return encoded


def decode_named(encoded: bytes, name: str) -> Report:
    """The report in `encoded`; the `InputError` for what is none tells that it was in `name`."""
    try:
        return decode_report(encoded)
    except InputError as error:
        raise InputError(f"{name} is no report that is read: {error.message}", error.hint) from error
