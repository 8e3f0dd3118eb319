"""Kills a program that writes into a store, again and again, and looks what is left.

    .venv/bin/python -m benchmarks.store.kill                        # 300 kills of an SQLite file in /tmp
    .venv/bin/python -m benchmarks.store.kill --rounds 100 --store postgresql://USER@HOST/DATABASE

In each round a new process puts captures of 5 to 60 kB into the one store and prints each when `put_capture` has
returned; `kill -9` ends it after a random time, while it starts, writes or reads. Then the store is opened: every
capture that was printed must be there with its digest, and nothing in it may be damaged. Exit code 1 otherwise.

A kill is not a power cut: what the process wrote, the system still has. That a commit is on the disk when it returns
(`synchronous = FULL`) is left to SQLite, which fsyncs its log.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import StoreError
from provenance.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 300
CHECKED_EVERY = 25
"""Rounds between two checks of every digest; the captures of the round itself are read each time."""

LONGEST = 0.5
"""Seconds of writing before a kill, at most; a tenth of the kills comes while the program still starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kills:
    """What `kills` left: how many captures were finished, and how many of them are lost or damaged."""

    kills: int = 0
    finished: int = 0
    lost: int = 0
    damaged: int = 0


def check_rounds(
    url: str, *, rounds: int, seed: int, between: Callable[[], None] | None = None, report: bool = False
) -> Kills:
    """Kill a writer `rounds` times; `between` is called before the store is looked at."""
    chance = random.Random(seed)  # noqa: S311 - the same times in every run
    total = Kills()
    for number in range(1, rounds + 1):
        finished = _kill_one(url, name=f"round{number}", chance=chance)
        if between is not None:
            between()
        with open_store(url) as store:
            lost = sum(not _is_kept(store.read_capture, *capture) for capture in finished)
            whole = number % CHECKED_EVERY == 0 or number == rounds
            damaged = sum(1 for _ in store.check()) if whole else 0
        total = replace(
            total,
            kills=number,
            finished=total.finished + len(finished),
            lost=total.lost + lost,
            damaged=total.damaged + damaged,
        )
        if report and whole:
            print(total, flush=True)
    return total


def _is_kept(read: Callable[[str, str], object], url: str, sha256: str) -> bool:
    try:
        read(url, sha256)
    except StoreError:
        return False
    return True


def _kill_one(url: str, *, name: str, chance: random.Random) -> list[tuple[str, str]]:
    """The captures that a writer had finished when it was killed."""
    command = (sys.executable, "-m", "benchmarks.store.writer", url, name, "1000000")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        if process.stdout is None:
            raise RuntimeError("no output")
        lines = []
        if chance.random() > 0.1:
            lines.append(process.stdout.readline())
            time.sleep(chance.uniform(0.0, LONGEST))
        else:
            time.sleep(chance.uniform(0.0, 2 * LONGEST))
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        if process.wait() != -signal.SIGKILL:
            raise RuntimeError(f"the writer ended by itself with {process.returncode}")
    return [_read(line) for line in lines if line.endswith("\n")]


def _read(line: str) -> tuple[str, str]:
    url, sha256 = json.loads(line)
    return url, sha256


def main() -> int:
    """The exit code: 1 when a finished capture was lost or anything is damaged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--store", metavar="URL")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.store or str(Path(folder) / "store.sqlite")
        done = check_rounds(url, rounds=given.rounds, seed=given.seed, report=True)
    return 1 if done.lost or done.damaged else 0


if __name__ == "__main__":
    sys.exit(main())
