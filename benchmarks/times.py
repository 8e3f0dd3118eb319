"""Start-up, a whole verification from a warm store, and peak memory: medians over several runs, against their limits.

    .venv/bin/python benchmarks/times.py [--runs 9]

Each figure is taken on new processes, beside `python -c pass` in the same run. Exit code 1 when a limit is passed. The
limits hold for the rules alone; what the model adds that comes with the package is shown beside them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PROVENANCE = (sys.executable, "-m", "provenance.cli")
ARTICLE = (
    "verify",
    str(ROOT / "examples/article.txt"),
    "--date",
    "2025-07-06",
    "--output",
    "json",
)
RULES = "verify, warm store"
CASSETTE = ("--cassette", str(ROOT / "cassettes/synthetic/example.yaml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process: wall time in seconds, peak memory in MB (10^6 bytes)."""

    seconds: float
    megabytes: float


def measure(*command: str) -> Run:
    """Run `command` once; its output is thrown away."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = 0
    return Run(seconds=seconds, megabytes=usage.ru_maxrss * 1024 / 1e6)


def median(runs: list[Run]) -> Run:
    """The median time and the highest memory."""
    return Run(seconds=statistics.median(run.seconds for run in runs), megabytes=max(run.megabytes for run in runs))


def main() -> int:
    """Measure, print a table, and say whether every limit is kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    script = str(Path(sys.executable).with_name("provenance"))
    with TemporaryDirectory() as folder:
        store = ("--store", str(Path(folder) / "store.sqlite"))
        cold = [measure(*PROVENANCE, *ARTICLE, *CASSETTE, "--entail", "off") for _ in range(runs)]
        measure(*PROVENANCE, *ARTICLE, *CASSETTE, *store)
        measure(*PROVENANCE, *ARTICLE, *store, "--offline")
        commands = {
            "python -c pass": (sys.executable, "-c", "pass"),
            "provenance --version": (script, "--version"),
            RULES: (*PROVENANCE, *ARTICLE, *store, "--offline", "--entail", "off"),
            "warm store, with model": (*PROVENANCE, *ARTICLE, *store, "--offline"),
        }
        # Taken in turns, so that a busy moment of the machine does not fall on one of them alone.
        taken: dict[str, list[Run]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                taken[name].append(measure(*command))
    figures = {name: median(each) for name, each in taken.items()} | {"verify, recording": median(cold)}
    for name, figure in figures.items():
        print(f"{name:<22} {figure.seconds * 1000:7.0f} ms  {figure.megabytes:6.0f} MB")
    ratio = figures["provenance --version"].seconds / figures["python -c pass"].seconds
    limits = (
        ("provenance --version / python -c pass", ratio, 5.0, ""),
        ("verify from a warm store", figures[RULES].seconds, 1.0, " s"),
        ("peak memory", max(figures[name].megabytes for name in (RULES, "verify, recording")), 200.0, " MB"),
    )
    for name, value, limit, unit in limits:
        print(f"{name}: {value:.2f}{unit}, at most {limit:g}{unit}: {'kept' if value <= limit else 'EXCEEDED'}")
    return int(any(value > limit for _, value, limit, _ in limits))


if __name__ == "__main__":
    sys.exit(main())
