"""Makes the copies in JSON of the large tables: `.venv/bin/python benchmarks/compile_tables.py` after each edit of one.

An out-of-date copy is never read, it only costs time; a test compares them.
"""

from __future__ import annotations

from pathlib import Path

from provenance.text.tables import compile_table

LARGE_TABLES = ("publishers",)
FOLDER = Path(__file__).parents[1] / "provenance" / "data"


def main() -> None:
    """Write the copy of every large table beside it."""
    for name in LARGE_TABLES:
        (FOLDER / f"{name}.json").write_bytes(compile_table((FOLDER / f"{name}.toml").read_bytes()))


if __name__ == "__main__":
    main()
