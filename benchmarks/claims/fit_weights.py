"""Fit the weights of `provenance/data/weights.toml`: a logistic regression over the signals, in plain Python.

    python -m benchmarks.claims.fit_weights --claims FOLDER [--most 600] [--entail PATH] [--dry]

Every family of sets counts the same (the SummEdits domains are one family), half of it with either label counting the
same and half with its rows as they are. A further family, counted several times, pairs supported claims with another
claim's page. Four fifths of the groups are fitted on; the rest (dev) choose the ridge. A signal whose fitted sign is
not the one it must have is left out (weight 0): a weight that says that a missing name speaks for a claim would fit
the sets, not the world. The threshold of `supported` is chosen on dev, that of `partial` on the scores of all rows,
each scored by weights fitted on the groups of other folds.

With `--entail` the table is `weights_entail.toml`, which has the signal `meaning` too; it is fitted, in five folds of
its own, on the rows that the model was not trained on, which are all its dev. `--dry` writes nothing.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.claims.figures import EDITS
from benchmarks.claims.judging import FOLDS
from benchmarks.claims.logistic import Point, fit_logistic, score_of
from benchmarks.claims.samples import NAMES, OTHER_SET, by_set, read_samples
from benchmarks.claims.scores import area_under_curve, balanced_accuracy, balanced_by_folds, best_threshold
from benchmarks.claims.thresholds import STRANGE, choose_partial, choose_supported, draw_curve
from provenance.match.meaning import Entailment
from provenance.match.signals import SIGNS
from provenance.match.weights import ENTAIL_TABLE, PLAIN_TABLE
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.claims.samples import Sample
    from benchmarks.claims.thresholds import Step

FLOORS = {
    "lone_words": -0.5,
    "quotations_lost": -1.6,
    "dates_conflict": -2.0,
    "quantities_conflict": -2.0,
    "names_conflict": -1.6,
    "negations_turned": -0.8,
    "negations_conflict": -1.0,
    "speakers_lost": -0.8,
    "certainty_lost": -0.4,
    "superlatives_lost": -0.6,
}
"""The least that a signal counts when the sets hold too few cases of it to say."""

RIDGES = (1.0, 10.0, 60.0)


def main() -> None:
    """Fit, choose, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("--entail", default=Entailment.OFF.value, help="off, installed, or the path of a model")
    parser.add_argument("--precision", type=float, default=0.9, help="so many of the claims called supported are")
    parser.add_argument("--dry", action="store_true", help="print the table, write nothing")
    arguments = parser.parse_args()
    samples = read_samples(arguments.claims, most=arguments.most, entail=arguments.entail)
    table = PLAIN_TABLE if arguments.entail == Entailment.OFF.value else ENTAIL_TABLE
    text = fit_table(samples, table=table, most=arguments.most, precision=arguments.precision)
    print(text)
    if not arguments.dry:
        target = Path(__file__).parents[2] / "provenance" / "data" / f"{table}.toml"
        target.write_text(text, encoding="utf-8")


def fit_table(samples: Sequence[Sample], *, table: str, most: int, precision: float) -> str:
    """The table as text: the weights that are best on dev, and the thresholds."""
    dev = [sample for sample in samples if sample.dev]
    fits = [fit_signed([sample for sample in samples if not sample.dev], ridge=ridge) for ridge in RIDGES]
    place = max(range(len(RIDGES)), key=lambda place: mean_area(dev, fits[place]))
    scored = score_across(samples, ridge=RIDGES[place])
    edits = [sample for sample in dev if sample.source.startswith(EDITS)]
    curve = draw_curve(scored)
    unfitted = dev if table == PLAIN_TABLE else samples
    chosen_on = [(score_of(sample.values, fits[place]), sample) for sample in unfitted]
    area, on_edits = mean_area(dev, fits[place]), mean_area(edits, fits[place])
    facts = (
        f"families = {len({sample.family for sample in samples})}, at most {most} rows a set",
        f"rows = {len(samples)}, {len(dev)} of them dev, by group; ridge = {RIDGES[place]:.0f}",
        f"dev, mean over sets: AUROC {area:.3f}, on minimal edits {on_edits:.3f}",
        f"dev, mean over sets, one threshold: balanced accuracy {_mean_accuracy(dev, fits[place]):.3f}",
        _show_across(scored),
        *_show_curve(curve, "across folds"),
        *_show_curve(draw_curve(chosen_on), "on dev"),
    )
    return _render(
        fits[place],
        supported=choose_supported(draw_curve(chosen_on), precision=precision),
        partial=choose_partial(scored),
        facts=(*facts, f"supported: chosen on dev for a precision of {precision}, sets and labels counting the same"),
        table=table,
    )


def fit_signed(rows: Sequence[Sample], *, ridge: float) -> tuple[float, ...]:
    """Prior and weights; signals with a wrong sign are left out one by one, the worst first."""
    kept = list(range(len(NAMES)))
    while True:
        points = [
            Point(values=tuple(row.values[column] for column in kept), label=row.label, weight=row.weight)
            for row in rows
        ]
        fitted = fit_logistic(points, ridge=ridge)
        worst, column = min((fitted[place + 1] * SIGNS[NAMES[column]], column) for place, column in enumerate(kept))
        if worst >= 0:
            break
        kept.remove(column)
    weights = [0.0] * len(NAMES)
    for place, column in enumerate(kept):
        weights[column] = fitted[place + 1]
    floored = [min(weight, FLOORS.get(name, weight)) for name, weight in zip(NAMES, weights, strict=True)]
    return (fitted[0], *floored)


def score_across(samples: Sequence[Sample], *, ridge: float) -> list[tuple[float, Sample]]:
    """Every sample with the score that weights fitted on the other folds give it."""
    scored: list[tuple[float, Sample]] = []
    for fold in range(FOLDS):
        weights = fit_signed([sample for sample in samples if sample.fold != fold], ridge=ridge)
        scored.extend((score_of(sample.values, weights), sample) for sample in samples if sample.fold == fold)
    return scored


def mean_area(samples: Sequence[Sample], weights: tuple[float, ...]) -> float:
    """The mean over the sets of the area under the curve."""
    areas = [
        area_under_curve([(score_of(sample.values, weights), sample.label) for sample in own])
        for own in by_set(samples).values()
    ]
    return sum(areas) / len(areas)


def _mean_accuracy(samples: Sequence[Sample], weights: tuple[float, ...]) -> float:
    """The mean over the sets of the balanced accuracy with one threshold for all, the best."""
    pairs = [(score_of(sample.values, weights), sample.label) for own in by_set(samples).values() for sample in own]
    threshold = best_threshold(pairs)
    every = [
        balanced_accuracy([(score_of(sample.values, weights) >= threshold, sample.label) for sample in own])
        for own in by_set(samples).values()
    ]
    return sum(every) / len(every)


def _show_across(scored: Sequence[tuple[float, Sample]]) -> str:
    """The means over the sets of all rows, each scored by weights, and told apart by a threshold, of other folds."""
    sets: dict[str, list[tuple[float, Sample]]] = {}
    for score, sample in scored:
        if sample.source != OTHER_SET:
            sets.setdefault(sample.source, []).append((score, sample))
    families = Counter(own[0][1].family for own in sets.values())
    share = {name: 1 / families[own[0][1].family] / len(families) for name, own in sets.items()}
    pairs = {name: [(score, sample.label) for score, sample in own] for name, own in sets.items()}
    folds = {name: [sample.fold for _, sample in own] for name, own in sets.items()}
    area = sum(share[name] * area_under_curve(pairs[name]) for name in sets)
    accuracy = sum(share[name] * balanced_by_folds(pairs[name], folds[name]) for name in sets)
    edits = [name for name in sets if name.startswith(EDITS)]
    whole = sum(share[name] for name in edits)
    on_edits = sum(share[name] * balanced_by_folds(pairs[name], folds[name]) for name in edits) / whole
    return f"across folds, mean over families: AUROC {area:.3f}, balanced accuracy {accuracy:.3f}, edits {on_edits:.3f}"


def _show_curve(curve: Sequence[Step], where: str) -> list[str]:
    """A line for each precision: from which score on, and how much is found."""
    lines: list[str] = []
    for wanted in (0.7, 0.75, 0.8, 0.85, 0.9):
        holding = [step for place, step in enumerate(curve) if place > 30 and step.balanced >= wanted]
        if holding:
            step = holding[-1]
            lines.append(
                f"{where}, supported from {step.score:.2f}: precision {step.balanced:.2f} with labels balanced, "
                f"{step.even:.2f} as they are; recall {step.recall:.2f}"
            )
    return lines


def _render(weights: tuple[float, ...], *, supported: float, partial: float, facts: tuple[str, ...], table: str) -> str:
    sentences = {row["name"]: row["sentence"] for row in read_table(table)["signal"]}
    lines = [
        "# The score of a claim on a page is prior + the sum of value * weight over the signals, in log-odds (natural",
        "# logarithm); a value is 0 to 1. `sentence` is shown beside the bar, {shown} is filled in by the signal.",
        "# Written by benchmarks/claims/fit_weights.py. Every family of sets counted the same:",
        *(f"#   {fact}" for fact in facts),
        "",
        f"prior = {weights[0]:.3f}",
        "",
        f"# partial: across folds, at most {STRANGE:.0%} of the claims on others' pages.",
        "[thresholds]",
        f"supported = {supported}",
        f"partial = {partial}",
    ]
    for name, weight in zip(NAMES, weights[1:], strict=True):
        if name in sentences:
            lines += ["", "[[signal]]", f'name = "{name}"', f"weight = {weight:.3f}", f'sentence = "{sentences[name]}"']
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
