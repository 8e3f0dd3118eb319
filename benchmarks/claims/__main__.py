"""How well claims are judged, on sets of others, with plain baselines in the same run.

    python -m benchmarks.claims --claims FOLDER [--most 600] [--dev]

For each set: balanced accuracy of the score, of `token_set_ratio` and of the rare words' cover, each with a threshold
chosen on the other half of the groups; AUROC of the three; balanced accuracy and precision of the verdict `supported`
as it is; how often `contradicted` was said of a supported claim. Always saying no has a balanced accuracy of 50.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from benchmarks.claims.fit_weights import DEV_FOLD, FOLDS, SKIPPED
from benchmarks.claims.scores import area_under_curve, balanced_accuracy, best_threshold
from benchmarks.claims.sets import fold_of, list_sets, read_rows, set_name
from provenance.match import match_claim, read_page
from provenance.match.passages import find_passages
from provenance.match.reading import read_claim, read_page_facts
from provenance.model import Verdict

if TYPE_CHECKING:
    from benchmarks.claims.sets import Row

COLUMNS = ("set", "n", "score", "tokens", "cover", "a:score", "a:tokens", "a:cover", "verdict", "prec", "yes", "contra")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was said of a row."""

    score: float
    tokens: float
    cover: float
    verdict: Verdict
    label: int
    half: int


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("--dev", action="store_true", help="only the groups that the weights were not fitted on")
    arguments = parser.parse_args()
    print("".join(f"{column:>9}" for column in COLUMNS))
    table: list[list[float]] = []
    start, count = perf_counter(), 0
    for path in list_sets(arguments.claims):
        if set_name(path) in SKIPPED:
            continue
        rows = read_rows(path, most=arguments.most)
        if arguments.dev:
            rows = [row for row in rows if fold_of(row.group, folds=FOLDS) == DEV_FOLD]
        figures = _figures([_judge(row) for row in rows])
        table.append(figures)
        count += len(rows)
        print(f"{set_name(path)[-18:]:<18}" + _line(figures))
    print(f"{'mean':<18}" + _line([sum(column) / len(table) for column in zip(*table, strict=True)]))
    print(f"{1000 * (perf_counter() - start) / count:.1f} ms a claim and page, baselines included")


def _judge(row: Row) -> Outcome:
    page = read_page(row.document)
    assessment = match_claim(row.claim, page)
    claim = read_claim(row.claim, base=None)
    passages = find_passages(claim, read_page_facts(page, base=None))
    return Outcome(
        score=assessment.score,
        tokens=fuzz.token_set_ratio(row.claim.lower(), row.document.lower()),
        cover=passages[0].cover if passages else 0.0,
        verdict=assessment.verdict,
        label=row.label,
        half=fold_of(row.group + "half", folds=2),
    )


def _figures(outcomes: list[Outcome]) -> list[float]:
    scores = [[(getattr(one, name), one.label) for one in outcomes] for name in ("score", "tokens", "cover")]
    halves = [one.half for one in outcomes]
    yes = [(one.verdict is Verdict.SUPPORTED, one.label) for one in outcomes]
    said = [label for supported, label in yes if supported]
    positives = [one for one in outcomes if one.label]
    return [
        float(len(outcomes)),
        *(100 * _accuracy_by_halves(scored, halves) for scored in scores),
        *(100 * area_under_curve(scored) for scored in scores),
        100 * balanced_accuracy(yes),
        100 * sum(said) / len(said) if said else 0.0,
        100 * len(said) / len(yes),
        100 * sum(one.verdict is Verdict.CONTRADICTED for one in positives) / max(1, len(positives)),
    ]


def _accuracy_by_halves(scored: list[tuple[float, int]], halves: list[int]) -> float:
    """Balanced accuracy with the threshold for each half of the groups chosen on the other half."""
    said: list[tuple[float, int]] = []
    for half in (0, 1):
        other = [pair for pair, own in zip(scored, halves, strict=True) if own != half]
        threshold = best_threshold(other or scored)
        own_pairs = (pair for pair, own in zip(scored, halves, strict=True) if own == half)
        said.extend((float(score >= threshold), label) for score, label in own_pairs)
    return balanced_accuracy(said)


def _line(figures: list[float]) -> str:
    return "".join(f"{figure:>9.1f}" for figure in figures)


if __name__ == "__main__":
    main()
