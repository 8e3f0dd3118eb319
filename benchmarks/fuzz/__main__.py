"""Fuzz one target for some minutes, or keep what a folder of inputs holds for the tests.

    python -m benchmarks.fuzz TARGET --minutes 60 --corpus FOLDER --log FOLDER
    python -m benchmarks.fuzz TARGET --keep --corpus FOLDER

The folder of inputs is filled with the seeds and the kept cases first, and gets every input that reached something
new. The folder of logs gets a file for each run and, under `found`, each broken promise with its shortest input.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.fuzz.cases import WORDS, digest, every_case, keep
from benchmarks.fuzz.promises import MOST_BYTES
from benchmarks.fuzz.targets import READ_BY

MOST_MEGABYTES = 2_048
"""Memory at which libFuzzer gives up."""
HANGING = 3_000
"""Seconds by the clock after which libFuzzer takes one input for endless; a busy machine gives it little of them."""
LOOK_EVERY = 20.0
"""Seconds between two looks at how far the run is."""

# #4096	pulse  cov: 219 ft: 846 corp: 160/2315b lim: 43 exec/s: 2048 rss: 80Mb
_PROGRESS = re.compile(r"^#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)", re.MULTILINE)


def main() -> None:
    """Read the arguments and fuzz or keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("target", choices=sorted(READ_BY))
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder of inputs, kept between runs")
    parser.add_argument("--log", type=Path, default=Path("fuzz-logs"), help="a folder for figures and findings")
    parser.add_argument("--keep", action="store_true", help="keep the shortest inputs of the folder for the tests")
    given = parser.parse_args()
    if given.keep:
        contents = [path.read_bytes() for path in given.corpus.iterdir() if path.is_file()]
        print(f"{keep(given.target, contents)} inputs are kept for the tests")
        return
    if importlib.util.find_spec("atheris") is None:
        sys.exit("Fuzzing needs atheris, which is no dependency of the project. Install it with: pip install atheris")
    given.corpus.mkdir(parents=True, exist_ok=True)
    for content in every_case(given.target):
        (given.corpus / digest(content)).write_bytes(content)
    end = time.monotonic() + 60 * given.minutes
    while (left := end - time.monotonic()) > 1:
        run_once(given.target, seconds=int(left), corpus=given.corpus, log=given.log)


def run_once(target: str, *, seconds: int, corpus: Path, log: Path) -> None:
    """One process of libFuzzer, until its time is over or an input ends it."""
    found = log / "found" / target
    found.mkdir(parents=True, exist_ok=True)
    begun = time.time()
    name = f"{target}-{int(begun)}"
    command = [
        *(sys.executable, "-m", "benchmarks.fuzz.hunting", target, str(found)),
        *(
            f"-max_total_time={seconds}",
            f"-max_len={MOST_BYTES // 4}",
            f"-rss_limit_mb={MOST_MEGABYTES}",
            *(f"-timeout={HANGING}", f"-report_slow_units={HANGING}"),
        ),
        *(f"-dict={WORDS / target}.dict", f"-artifact_prefix={found}/{name}-", "-print_final_stats=1", str(corpus)),
    ]
    output = log / f"{name}.txt"
    with output.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        ended = False
        while not ended:
            time.sleep(LOOK_EVERY if seconds > LOOK_EVERY else 1.0)
            cpu = _processor_seconds(process.pid)
            ended = process.poll() is not None
            figures = {"target": target, "begun": int(begun), "wall": round(time.time() - begun), "cpu": cpu}
            figures |= _progress(output) | {"code": _code(), "ended": process.returncode}
            (log / f"{name}.json").write_text(json.dumps(figures) + "\n", encoding="ascii")
    if time.time() - begun < 5:
        sys.exit(f"The fuzzer did not start: {output.read_text(errors='replace')[-2_000:]}")


def _processor_seconds(pid: int) -> float:
    """Processor seconds of a process, also of one that has ended and was not asked for its end yet."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return round((int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), 1)


def _progress(output: Path) -> dict[str, int]:
    seen = _PROGRESS.findall(output.read_text(encoding="utf-8", errors="replace"))
    names = ("executions", "coverage", "features", "corpus")
    return dict(zip(names, map(int, seen[-1]), strict=True)) if seen else dict.fromkeys(names, 0)


def _code() -> str:
    """The commit whose code is run, or nothing outside of a repository."""
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607
    return asked.stdout.strip()


if __name__ == "__main__":
    main()
