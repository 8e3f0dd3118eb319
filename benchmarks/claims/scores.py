"""Figures of merit for scored claims."""

from __future__ import annotations

from collections.abc import Sequence

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
