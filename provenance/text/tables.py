"""The tables in `provenance/data` that people edit: read once, never changed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


def table_bytes(name: str) -> bytes:
    """The bytes of `data/<name>.toml`, for a digest."""
    return (resources.files("provenance") / "data" / f"{name}.toml").read_bytes()


@cache
def read_table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml`; treat it as read-only, it is shared."""
    return tomllib.loads(table_bytes(name).decode("utf-8"))


@cache
def read_words(name: str, key: str) -> frozenset[str]:
    """The words of the white-space separated text `key` of a table, as a set."""
    return frozenset(read_table(name)[key].split())
