"""The entry point. `provenance --version` answers before anything else is imported."""

from __future__ import annotations

import gc
import sys

from provenance.version import VERSION

YOUNG_OBJECTS = 50_000
"""New objects between two collections, 700 by default: importing makes many and hardly any garbage, so that the
default spends a seventh of a short run on looking for it."""


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"provenance {VERSION}\n")
        return
    gc.set_threshold(YOUNG_OBJECTS)
    from provenance.cli.app import run  # noqa: PLC0415 - see above: --version should answer at once

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
