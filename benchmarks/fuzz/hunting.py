"""The process in which libFuzzer runs; started by `python -m benchmarks.fuzz`, which counts and keeps what it finds.

    python -m benchmarks.fuzz.hunting TARGET FOUND [libFuzzer's options and folders]

A broken promise does not end the hunt: it is shortened, written to the folder FOUND, and its like is passed over.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
import zlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fuzz.cases import SEEDS, digest, read_cases, text_of
from benchmarks.fuzz.promises import MOST_SECONDS, STRETCHED, shorten, stretch, try_input
from benchmarks.fuzz.targets import READ_BY, load_check

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.fuzz.promises import Broken

MOST = 5 * MOST_SECONDS
"""Seconds that an input may take here: code that is watched is up to five times as slow."""
STRETCH_EVERY = 16
"""One in so many short inputs is also tried repeated to its full length."""


class Hunter:
    """Tries the inputs that libFuzzer makes up."""

    def __init__(self, check: Callable[[bytes], None], *, found: Path) -> None:
        self._check = check
        self._found = found
        self._kinds = {json.loads(path.read_text(encoding="ascii"))["kind"] for path in found.glob("*.json")}

    def try_bytes(self, content: bytes) -> None:
        """Try the input, and some short ones repeated to full length."""
        self._try(content)
        if 0 < len(content) <= STRETCHED and zlib.crc32(content) % STRETCH_EVERY == 0:
            self._try(stretch(content))

    def _try(self, content: bytes) -> None:
        broken = try_input(self._check, content, most=MOST)
        if broken is not None and broken.kind not in self._kinds:
            self._kinds.add(broken.kind)
            self._write(shorten(self._check, broken, most=MOST))

    def _write(self, broken: Broken) -> None:
        path = self._found / f"{digest(broken.kind.encode('utf-8', 'replace'))}.json"
        told = broken.told.encode("ascii", "backslashreplace").decode()
        content = {"kind": broken.kind, "told": told, "input": text_of(broken.content)}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="ascii")


def main() -> None:
    """Hunt until libFuzzer's options say to stop."""
    import atheris  # noqa: PLC0415 - no dependency of the project: whoever fuzzes installs it

    name, found, *options = sys.argv[1:]
    logging.disable()
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=list(READ_BY[name])):
        for module in READ_BY[name]:
            import_module(module)
        check = load_check(name)
    for seed in read_cases(SEEDS / f"{name}.jsonl"):  # what is imported late is imported before anything is measured
        try_input(check, seed)
    atheris.Setup([sys.argv[0], *options], Hunter(check, found=Path(found)).try_bytes)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
