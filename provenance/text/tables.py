"""The tables in `provenance/data` that people edit: read once, never changed.

A large table has a copy in JSON beside it, which reads twenty times as fast as TOML: 3 ms for the publishers instead
of 65 at every start. The copy names the digest of the TOML file that it was made from, and is passed over when the
file has changed since; `benchmarks/compile_tables.py` makes it anew.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def table_bytes(name: str) -> bytes:
    """The bytes of `data/<name>.toml`, for a digest."""
    return _own_file(f"{name}.toml")


@cache
def read_table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml`; treat it as read-only, it is shared."""
    written = table_bytes(name)
    compiled = _compiled(name, written)
    return tomllib.loads(written.decode("utf-8")) if compiled is None else compiled


@cache
def tables_digest() -> str:
    """The sha256 over every table: what is read, whose it is and how it is judged hangs on them; 64 hex digits."""
    digest = hashlib.sha256()
    for name in sorted(file.name for file in _folder().iterdir() if file.name.endswith(".toml")):
        digest.update(name.encode() + b"\0" + _own_file(name) + b"\0")
    return digest.hexdigest()


@cache
def read_words(name: str, key: str) -> frozenset[str]:
    """The words of the white-space separated text `key` of a table, as a set."""
    return frozenset(read_table(name)[key].split())


def _compiled(name: str, written: bytes) -> dict[str, Any] | None:
    """The copy of a table, none when there is none or when it was made from another file."""
    try:
        copy: dict[str, Any] = json.loads(_own_file(f"{name}.json"))
    except FileNotFoundError:
        return None
    table: dict[str, Any] = copy["table"]
    return table if copy["sha256"] == hashlib.sha256(written).hexdigest() else None


def _own_file(name: str) -> bytes:
    return (_folder() / name).read_bytes()


def _folder() -> Traversable:
    return resources.files("provenance") / "data"
