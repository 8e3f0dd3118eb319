"""Makes the copies in JSON of the large tables: `.venv/bin/python benchmarks/compile_tables.py` after each edit of one.

An out-of-date copy is never read, it only costs time; a test compares them.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

LARGE_TABLES = ("publishers",)
FOLDER = Path(__file__).parents[1] / "provenance" / "data"


def main() -> None:
    """Write the copy of every large table beside it."""
    for name in LARGE_TABLES:
        (FOLDER / f"{name}.json").write_bytes(compile_table((FOLDER / f"{name}.toml").read_bytes()))


def compile_table(written: bytes) -> bytes:
    """The copy in JSON of a table's TOML file, with the digest of that file."""
    copy = {"sha256": hashlib.sha256(written).hexdigest(), "table": tomllib.loads(written.decode("utf-8"))}
    return json.dumps(copy, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


if __name__ == "__main__":
    main()
