"""How parsing grows with the length of hostile text: every piece that makes a careless pattern slow, repeated.

    python -m benchmarks.parse_scaling [--characters 500000] [--format text]

Prints the pieces in the order of their growth, the steepest first: the seconds of processor time for the size and for
four times the size, and their ratio, which is 4 for a parser whose time is linear. A piece that takes longer than
`LONGEST` for the smaller size is not tried with the larger one and stands on top.
"""

from __future__ import annotations

import argparse
import math
import time
from typing import NamedTuple

from provenance.parse import READERS, parse_article
from tests.support.adversaries import UNITS

FACTOR = 4
LONGEST = 20.0


class Growth(NamedTuple):
    """A piece, its seconds for the smaller and the larger text, and their ratio."""

    name: str
    short: float
    long: float
    ratio: float


def main() -> None:
    """Print a line a piece."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--characters", type=int, default=500_000)
    parser.add_argument("--format", choices=sorted(READERS), default="text")
    options = parser.parse_args()
    rows = [grow(name, unit, size=options.characters, reader=options.format) for name, unit in UNITS.items()]
    for row in sorted(rows, key=lambda row: -row.ratio):
        print(f"{row.name:<32} {row.short:8.2f} s {row.long:8.2f} s   {row.ratio:6.1f} times")


def grow(name: str, unit: str, *, size: int, reader: str) -> Growth:
    """How the time to parse the repeated piece grows from `size` to `FACTOR` times that."""
    short = seconds(unit * (size // len(unit)), reader=reader)
    if short > LONGEST:
        return Growth(name, short, math.inf, math.inf)
    long = seconds(unit * (size * FACTOR // len(unit)), reader=reader)
    return Growth(name, short, long, long / short)


def seconds(text: str, *, reader: str) -> float:
    """Seconds of processor time to parse the text."""
    begin = time.process_time()
    parse_article(text, format=reader)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
