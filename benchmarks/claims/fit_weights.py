"""Fit the weights of `provenance/data/weights.toml`: a logistic regression over the signals, in plain Python.

    python -m benchmarks.claims.fit_weights --claims FOLDER [--most 600]

Every family of sets and, within it, every label counts the same (the SummEdits domains are one family). The sets hold
few pages that have nothing to do with the claim, an editor's run holds many: a further family, counted `OTHERS` times,
pairs supported claims with another claim's page. Four fifths of the groups are fitted on; the rest (dev) choose the
ridge and the thresholds. A signal whose fitted sign is not the one it must have is left out (weight 0): a weight that
says that a missing name speaks for a claim would fit the sets, not the world.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path

from benchmarks.claims.scores import area_under_curve, balanced_accuracy, best_threshold
from benchmarks.claims.sets import SKIPPED, Row, fold_of, list_sets, read_rows, set_name
from provenance.match.assess import compare_readings, read_page
from provenance.match.reading import read_claim, read_page_facts
from provenance.match.signals import SIGNALS, measure_signals
from provenance.text.tables import read_table

NAMES = tuple(name for name, _ in SIGNALS)
SIGNS = {
    "word_cover": 1,
    "lone_words": -1,
    "likeness": 1,
    "names_missing": -1,
    "quantities_found": 1,
    "quantities_missing": -1,
    "quantities_conflict": -1,
    "dates_missing": -1,
    "dates_conflict": -1,
    "quotations_lost": -1,
    "negations_turned": -1,
}
FLOORS = {
    "lone_words": -0.5,
    "quotations_lost": -0.8,
    "dates_conflict": -0.5,
    "quantities_conflict": -0.8,
    "negations_turned": -0.6,
}
"""The least that a signal counts when the sets hold too few cases of it to say."""

RIDGES = (0.3, 3.0, 30.0)
DEV_FOLD, FOLDS = 4, 5

OTHERS = 3.0
"""How many sets the claims with somebody else's page count for."""

OTHER_SET = "other_pages"
OTHER_ROWS = 40
"""Supported rows a set that are paired with another row's page."""

PRECISION = 0.75
"""What `supported` must reach on dev, with both labels counting the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The values of the signals for one row, with the label and how much the row counts."""

    source: str
    values: tuple[float, ...]
    label: int
    dev: bool
    weight: float = 1.0


def main() -> None:
    """Fit, choose, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--most", type=int, default=600)
    arguments = parser.parse_args()
    samples = _weigh_rows(_read_samples(arguments.claims, most=arguments.most))
    dev = [sample for sample in samples if sample.dev]
    fits = [(_mean_area(dev, weights), ridge, weights) for ridge in RIDGES for weights in [_fit(samples, ridge=ridge)]]
    area, ridge, weights = max(fits)
    facts = (
        f"families = {len({_family(sample.source) for sample in samples})}, at most {arguments.most} rows a set",
        f"rows = {len(samples)}, {len(dev)} of them dev, by group; ridge = {ridge}",
        f"dev, mean over sets: AUROC {area:.3f}, balanced accuracy at 0 {_mean_accuracy(dev, weights):.3f}",
    )
    supported, partial = _choose_threshold(dev, weights), _choose_floor(dev, weights)
    target = Path(__file__).parents[2] / "provenance" / "data" / "weights.toml"
    target.write_text(_render(weights, supported=supported, partial=partial, facts=facts), encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


def _read_samples(folder: Path, *, most: int) -> list[Sample]:
    samples: list[Sample] = []
    for path in list_sets(folder):
        if set_name(path) not in SKIPPED:
            rows = read_rows(path, most=most)
            samples.extend(_sample(row, source=set_name(path)) for row in rows)
            samples.extend(_sample(row, source=OTHER_SET) for row in _swap_pages(rows))
    return samples


def _swap_pages(rows: list[Row]) -> list[Row]:
    """Supported rows as they are, and the same claims with the page of the next group."""
    supported = [row for row in rows if row.label][:OTHER_ROWS]
    pairs = zip(supported, [*supported[1:], *supported[:1]], strict=True)
    swapped = [
        Row(claim=row.claim, document=other.document, label=0, group=row.group)
        for row, other in pairs
        if row.group != other.group and row.document != other.document
    ]
    return [*supported, *swapped]


def _sample(row: Row, *, source: str) -> Sample:
    judged = compare_readings(read_claim(row.claim, base=None), read_page_facts(read_page(row.document), base=None))
    values = tuple(measure.value for _, measure in measure_signals(judged))
    return Sample(source=source, values=values, label=row.label, dev=fold_of(row.group, folds=FOLDS) == DEV_FOLD)


def _family(source: str) -> str:
    return source.split("_", maxsplit=1)[0]


def _weigh_rows(samples: list[Sample]) -> list[Sample]:
    """Each family sums to 1,000, half of it for either label; that of other pages to `OTHERS` times that."""
    counts = Counter((_family(sample.source), sample.label, sample.dev) for sample in samples)
    return [replace(sample, weight=_share(sample, counts)) for sample in samples]


def _share(sample: Sample, counts: Counter[tuple[str, int, bool]]) -> float:
    times = OTHERS if sample.source == OTHER_SET else 1.0
    return times * 500 / counts[_family(sample.source), sample.label, sample.dev]


def _fit(samples: list[Sample], *, ridge: float) -> tuple[float, ...]:
    """Prior and weights; signals with a wrong sign are left out one by one, the worst first."""
    rows = [sample for sample in samples if not sample.dev]
    kept = list(range(len(NAMES)))
    while True:
        fitted = _solve_logistic(rows, kept, ridge=ridge)
        wrong = [(fitted[place + 1] * SIGNS[NAMES[column]], column) for place, column in enumerate(kept)]
        worst, column = min(wrong)
        if worst >= 0:
            break
        kept.remove(column)
    weights = [0.0] * len(NAMES)
    for place, column in enumerate(kept):
        weights[column] = fitted[place + 1]
    floored = [
        min(weight, FLOORS[name]) if name in FLOORS else weight for name, weight in zip(NAMES, weights, strict=True)
    ]
    return (fitted[0], *floored)


def _solve_logistic(rows: list[Sample], kept: list[int], *, ridge: float) -> list[float]:
    """Newton's method; the ridge does not bear on the prior."""
    size = len(kept) + 1
    weights = [0.0] * size
    points = [((1.0, *(row.values[column] for column in kept)), row.label, row.weight) for row in rows]
    for _ in range(12):
        gradient = [0.0] + [-ridge * weight for weight in weights[1:]]
        curve = [[ridge if row == column and row else 0.0 for column in range(size)] for row in range(size)]
        for values, label, share in points:
            chance = _chance(sum(weight * value for weight, value in zip(weights, values, strict=True)))
            error, steep = share * (label - chance), share * chance * (1 - chance)
            for row, value in enumerate(values):
                if value:
                    gradient[row] += error * value
                    line, product = curve[row], steep * value
                    for column in range(row + 1):
                        line[column] += product * values[column]
        for row in range(size):
            for column in range(row):
                curve[column][row] = curve[row][column]
        step = _solve(curve, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def _chance(score: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """The solution of a small linear system, by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [value - factor * top for value, top in zip(rows[row], rows[column], strict=True)]
    return [rows[place][size] / rows[place][place] for place in range(size)]


def _score(sample: Sample, weights: tuple[float, ...]) -> float:
    return weights[0] + sum(weight * value for weight, value in zip(weights[1:], sample.values, strict=True))


def _mean_area(samples: list[Sample], weights: tuple[float, ...]) -> float:
    areas = [area_under_curve([(_score(sample, weights), sample.label) for sample in own]) for own in _by_set(samples)]
    return sum(areas) / len(areas)


def _mean_accuracy(samples: list[Sample], weights: tuple[float, ...]) -> float:
    every = [
        balanced_accuracy([(_score(sample, weights) >= 0, sample.label) for sample in own]) for own in _by_set(samples)
    ]
    return sum(every) / len(every)


def _by_set(samples: list[Sample]) -> list[list[Sample]]:
    names = dict.fromkeys(sample.source for sample in samples)
    return [[sample for sample in samples if sample.source == name] for name in names]


def _choose_threshold(dev: list[Sample], weights: tuple[float, ...]) -> float:
    """The lowest score from which on dev precision is `PRECISION`, and at least even odds."""
    blocked = [NAMES.index(name) for name in ("quantities_missing", "quantities_conflict", "quotations_lost")]
    ranked = sorted(
        ((_score(sample, weights), sample.label, sample.weight) for sample in dev
         if not any(sample.values[column] for column in blocked)),
        reverse=True,
    )  # fmt: skip
    right = wrong = 0.0
    chosen = ranked[0][0]
    for score, label, share in ranked:
        right, wrong = right + share * label, wrong + share * (1 - label)
        if right / (right + wrong) >= PRECISION:
            chosen = score
    return max(0.0, round(chosen, 2))


def _choose_floor(dev: list[Sample], weights: tuple[float, ...]) -> float:
    """The score that best parts supported claims from the same claims on somebody else's page."""
    return round(best_threshold([(_score(one, weights), one.label) for one in dev if one.source == OTHER_SET]), 2)


def _render(weights: tuple[float, ...], *, supported: float, partial: float, facts: tuple[str, ...]) -> str:
    sentences = {row["name"]: row["sentence"] for row in read_table("weights")["signal"]}
    lines = [
        "# The score of a claim on a page is prior + the sum of value * weight over the signals, in log-odds (natural",
        "# logarithm); a value is 0 to 1. `sentence` is shown beside the bar, {shown} is filled in by the signal.",
        "# Written by benchmarks/claims/fit_weights.py. Every family of sets and, in it, every label counted the same:",
        *(f"#   {fact}" for fact in facts),
        "",
        f"prior = {weights[0]:.3f}",
        "",
        f"# supported: precision {PRECISION} on dev; partial: best parts claims from the same on others' pages.",
        "[thresholds]",
        f"supported = {supported}",
        f"partial = {partial}",
    ]
    for name, weight in zip(NAMES, weights[1:], strict=True):
        lines += ["", "[[signal]]", f'name = "{name}"', f"weight = {weight:.3f}", f'sentence = "{sentences[name]}"']
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
