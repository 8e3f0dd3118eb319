"""The table of all runs in a folder of logs, one row a target.

python -m benchmarks.fuzz.summary FOLDER [--found]
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.fuzz.cases import findings
from benchmarks.fuzz.targets import READ_BY


def main() -> None:
    """Print the table, and with `--found` every broken promise that the folder holds."""
    log = Path(sys.argv[1])
    runs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(log.glob("*.json")):
        run = json.loads(path.read_text(encoding="ascii"))
        runs[run["target"]].append(run)
    kept = Counter(one["target"] for one in findings())
    print("| target | wall hours | CPU hours | inputs tried | branches reached | open findings | mended and kept |")
    print("|---|---|---|---|---|---|---|")
    for target in READ_BY:
        print(row_of(target, runs.get(target, []), found=len(found_in(log, target)), kept=kept[target]))
    if "--found" in sys.argv[2:]:
        for target in READ_BY:
            for one in found_in(log, target):
                print(f"\n{target}: {one['kind']}\n{one['told']}\n{one['input'][:300]!r}")


def row_of(target: str, runs: list[dict[str, Any]], *, found: int, kept: int) -> str:
    """One row: sums over all runs, the most branches that one of them reached."""
    wall, cpu = (sum(run[unit] for run in runs) / 3_600 for unit in ("wall", "cpu"))
    executions = sum(run["executions"] for run in runs)
    reached = max((run["coverage"] for run in runs), default=0)
    return f"| {target} | {wall:.2f} | {cpu:.2f} | {executions:,} | {reached:,} | {found} | {kept} |"


def found_in(log: Path, target: str) -> list[dict[str, str]]:
    """The broken promises of a target, and the inputs that ended libFuzzer."""
    folder = log / "found" / target
    broken = [json.loads(path.read_text(encoding="ascii")) for path in sorted(folder.glob("*.json"))]
    ended = [
        {"kind": path.name, "told": "it ended libFuzzer", "input": path.read_bytes().decode("utf-8", "surrogateescape")}
        for path in sorted(folder.glob("*"))
        if path.suffix != ".json" and path.is_file()
    ]
    return broken + ended


if __name__ == "__main__":
    main()
