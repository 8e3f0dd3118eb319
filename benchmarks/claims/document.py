"""Write the figures of a run into docs/verdicts.md: between its two marks, nothing else changes.

python -m benchmarks.claims --claims FOLDER --dev --json RUN
python -m benchmarks.claims.document RUN [RUN of the same rows with a model]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.claims.figures import best_baseline
from provenance.model import Verdict

if TYPE_CHECKING:
    from benchmarks.claims.figures import Figures, Run

PAGE = Path(__file__).parents[2] / "docs" / "verdicts.md"
START, END = "<!-- figures -->\n", "<!-- /figures -->"

COLUMNS = {
    "rows": "rows",
    "score": "score",
    "plain features": "logistic",
    "rare words": "cover",
    "token_set_ratio": "token_set_ratio",
    "AUROC": "auroc_score",
    "s: precision": "supported_precision",
    "s: recall": "supported_recall",
    "c: recall": "contradicted_recall",
    "c: precision": "contradicted_precision",
    "c:sup": "accused_of_supported",
    "calibration error": "calibration_error",
}
"""The heading and the figure of each column."""


def main() -> None:
    """Read the runs and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", type=Path)
    runs: list[Run] = [json.loads(path.read_text(encoding="utf-8")) for path in parser.parse_args().runs]
    before, rest = PAGE.read_text(encoding="utf-8").split(START)
    after = rest.split(END)[1]
    PAGE.write_text(before + START + "\n" + "\n".join(map(write_run, runs)) + "\n" + END + after, encoding="utf-8")


def write_run(run: Run) -> str:
    """A run as Markdown: the figures of every set, the margins, calibration, the confusion matrices."""
    return "\n".join((_title(run), _figures(run), _margins(run), _calibration(run), _confusion(run)))


def _title(run: Run) -> str:
    alone = run["settings"]["entail"] == "off"
    unfitted = "the groups that no weight was fitted on"
    untrained = "the groups that the model was not trained on (the twenty weights beside it were fitted on them)"
    chosen = (unfitted if alone else untrained) if run["settings"]["dev"] else "all groups"
    model = "signals alone" if alone else "signals and the model that comes with the package"
    return f"### {model.capitalize()}\n\nUp to {run['settings']['most']} rows a set of {chosen}; in per cent.\n"


def _figures(run: Run) -> str:
    rows = [*run["sets"].items(), ("**mean**", run["means"]["all"]), ("**minimal edits**", run["means"]["edits"])]
    return _table(
        ["set", *COLUMNS], [[name, *(_show(figures, key) for key in COLUMNS.values())] for name, figures in rows]
    )


def _margins(run: Run) -> str:
    lines: list[str] = []
    for name, title in (("all", "all sets"), ("edits", "the sets with minimal edits")):
        figures = run["means"][name]
        baseline, best = best_baseline(figures)
        margin = 100 * ((figures["score"] or 0.0) - best)
        lines.append(f"- On {title} the score is {margin:+.1f} points beside the best baseline ({baseline}).")
    pooled = run["means"]["pooled"]
    lines.append(
        f"- Of the claims called supported are {_show(pooled, 'supported_precision')} % over all rows, "
        f"{_show(pooled, 'supported_precision_even')} % with every set counting the same."
    )
    return "\n".join(lines) + "\n"


def _calibration(run: Run) -> str:
    rows = [
        [f"{100 * chance:.0f}", f"{100 * share:.0f}", f"{count:.0f}"] for chance, share, count in run["calibration"]
    ]
    return _table(["score as a probability", "supported", "rows"], rows)


def _confusion(run: Run) -> str:
    said = [verdict.value for verdict in Verdict if verdict is not Verdict.CONFLICTING]
    rows = [
        [name, label, *(str(counts.get(verdict, 0)) for verdict in said)]
        for name, labels in run["verdicts"].items()
        for label, counts in labels.items()
    ]
    return _table(["set", "label of the source", *said], rows)


def _table(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _show(figures: Figures, key: str) -> str:
    value = figures.get(key)
    if value is None:
        return "–"
    return f"{value:.0f}" if key == "rows" else f"{100 * value:.1f}"


if __name__ == "__main__":
    main()
