"""Figures of merit for scored claims."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.claims.logistic import chance_of

BINS = 10
"""Bins of equal width, from probability 0 to 1, in which calibration is measured."""

Scored = Sequence[tuple[float, int]]
"""Pairs of a score, or of a yes or no, and a label: 1 supported, 0 not."""


def balanced_accuracy(said: Scored) -> float:
    """The mean of the recall of either label, 0.5 is chance; `said` holds 1 or 0 for yes or no."""
    recalls = [
        sum(bool(yes) == bool(label) for yes, label in said if label == wanted) / count
        for wanted in (0, 1)
        if (count := sum(label == wanted for _, label in said))
    ]
    return sum(recalls) / len(recalls)


def area_under_curve(scored: Scored) -> float:
    """The chance that a supported claim scores higher than one that is not; ties count half."""
    ranked = sorted(scored)
    total, below, place = 0.0, 0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        positive = sum(label for _, label in ranked[place:end])
        negative = end - place - positive
        total += positive * (below + negative / 2)
        below, place = below + negative, end
    positives = sum(label for _, label in ranked)
    return total / (positives * below) if positives and below else 0.5


def best_threshold(scored: Scored) -> float:
    """The score from which on saying yes gives the best balanced accuracy."""
    ranked = sorted(scored, reverse=True)
    positives = sum(label for _, label in ranked) or 1
    negatives = len(ranked) - positives or 1
    best, threshold, right, wrong = 0.0, ranked[0][0] + 1, 0, 0
    for place, (score, label) in enumerate(ranked):
        right, wrong = right + label, wrong + 1 - label
        last_of_ties = place + 1 == len(ranked) or ranked[place + 1][0] != score
        gain = right / positives - wrong / negatives
        if last_of_ties and gain > best:
            best, threshold = gain, score
    return threshold


def balanced_by_folds(scored: Scored, folds: Sequence[int]) -> float:
    """Balanced accuracy with the threshold for each fold chosen on the others."""
    said: list[tuple[float, int]] = []
    for fold in sorted(set(folds)):
        others = [pair for pair, own in zip(scored, folds, strict=True) if own != fold]
        threshold = best_threshold(others or scored)
        own_pairs = (pair for pair, own in zip(scored, folds, strict=True) if own == fold)
        said.extend((float(score >= threshold), label) for score, label in own_pairs)
    return balanced_accuracy(said)


def calibration(scored: Scored) -> tuple[tuple[float, float, int], ...]:
    """For each bin that is not empty the mean probability, the share that is supported, and the number of rows.

    The scores are log-odds.
    """
    bins: dict[int, list[tuple[float, int]]] = {}
    for score, label in scored:
        chance = chance_of(score)
        bins.setdefault(min(BINS - 1, int(chance * BINS)), []).append((chance, label))
    return tuple(
        (sum(chance for chance, _ in own) / len(own), sum(label for _, label in own) / len(own), len(own))
        for _, own in sorted(bins.items())
    )


def calibration_error(scored: Scored) -> float:
    """The expected calibration error: how far probability and share lie apart, on average over the rows."""
    return sum(abs(chance - share) * count for chance, share, count in calibration(scored)) / max(1, len(scored))


def share_of(part: int, whole: int) -> float | None:
    """A share of 0 to 1, or none where there is nothing to take a share of."""
    return part / whole if whole else None
