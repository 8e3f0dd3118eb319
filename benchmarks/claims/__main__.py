"""How well claims are judged, on sets of others, with plain baselines in the same run.

    python -m benchmarks.claims --claims FOLDER [--most 300] [--dev] [--entail off] [--json FILE] [--against FILE]

The matcher runs exactly as `match_claim` runs it. For each set: balanced accuracy of the score beside that of the
baselines, each with a threshold chosen on other groups than those it is reported on (five folds); that of the verdicts
as they are, `supported` against the rest; the area under the curve; how many of the labelled contradictions are found,
how many of those said are labelled so, and how many supported claims are accused; how often `supported` is right, and
of how many supported claims it is said; the calibration error of the score; the share left unchecked; pairs a second.

The logistic regression on plain features is fitted on the other folds of all sets. The shipped weights were fitted on
four folds of the groups: `--dev` judges the rows of the fifth alone. With `--against` the run is compared to an
earlier one, and the exit code is 1 when the mean balanced accuracy falls by more than one point.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.claims.figures import make_run
from benchmarks.claims.judging import DEV_FOLD, FOLDS, add_logistic, choose_match, judge_rows
from benchmarks.claims.sets import SKIPPED, fold_of, list_sets, read_rows, set_name
from benchmarks.claims.tables import compare_runs, print_run

if TYPE_CHECKING:
    from benchmarks.claims.judging import Outcome
    from benchmarks.claims.sets import Row


def main() -> None:
    """Judge, print, keep, compare."""
    arguments = _read_arguments()
    match = choose_match(arguments.entail)
    outcomes: list[Outcome] = []
    beside: list[tuple[Row, str]] = []
    for path in list_sets(arguments.claims):
        name = set_name(path)
        if name in SKIPPED or (arguments.only and not name.startswith(tuple(arguments.only.split(",")))):
            continue
        judged, others = choose_rows(path, most=arguments.most, dev=arguments.dev)
        outcomes.extend(judge_rows(judged, source=name, match=match))
        beside.extend((row, name) for row in others)
    settings = {"most": arguments.most, "dev": arguments.dev, "entail": arguments.entail}
    run = make_run(add_logistic(outcomes, beside=beside), settings=settings)
    print_run(run)
    if arguments.json:
        arguments.json.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    if arguments.against and compare_runs(run, json.loads(arguments.against.read_text(encoding="utf-8"))):
        sys.exit(1)


def choose_rows(path: Path, *, most: int, dev: bool) -> tuple[list[Row], list[Row]]:
    """The rows to judge, and with `dev`, where those are the dev fold's, as many others to fit the baseline on."""
    if not dev:
        return read_rows(path, most=most), []
    rows = read_rows(path, most=sys.maxsize)
    held = [row for row in rows if fold_of(row.group, folds=FOLDS) == DEV_FOLD]
    others = [row for row in rows if fold_of(row.group, folds=FOLDS) != DEV_FOLD]
    return held[:most], others[:most]


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path, required=True, help="a folder of claim sets")
    parser.add_argument("--most", type=int, default=300, help="rows a set")
    parser.add_argument("--only", default="", help="sets whose names start so, with commas between")
    parser.add_argument("--dev", action="store_true", help="only the groups that the weights were not fitted on")
    parser.add_argument("--entail", default="off", help="off, installed, or the path of a model")
    parser.add_argument("--json", type=Path, help="where the figures are written")
    parser.add_argument("--against", type=Path, help="figures of an earlier run")
    return parser.parse_args()


if __name__ == "__main__":
    main()
