"""The entry point. `provenance --version` answers before anything else is imported."""

from __future__ import annotations

import sys

from provenance.version import VERSION


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"provenance {VERSION}\n")
        return
    from provenance.cli.app import run  # noqa: PLC0415 - see above: --version should answer at once

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
