"""Cassettes: a file is played, or refused with `CassetteError`; it never opens a socket or runs what it holds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.fuzz.promises import promise
from provenance.errors import CassetteError
from provenance.fetch.cassette import open_cassette
from provenance.fetch.tape import open_tape

_FILE = Path(tempfile.mkdtemp(prefix="cassettes-")) / "cassette.yaml"


def check(content: bytes) -> None:
    """Open a file with these bytes."""
    _FILE.write_bytes(content)
    try:
        with open_cassette(_FILE):
            promise(open_tape() is not None, "a cassette is open and not known to be")
    except CassetteError as error:
        promise(error.message.strip(), "a refusal says nothing")
    promise(open_tape() is None, "a cassette stays open")
    promise(_FILE.read_bytes() == content, "a cassette that is played is changed")
