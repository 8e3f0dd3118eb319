"""Logistic regression with a ridge, in plain Python: some ten thousand rows and thirty columns take seconds."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = 12
"""Newton steps at most; it stops before when nothing moves."""

SETTLED = 1e-6
"""The largest change of a weight at which the fit is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One row: the values of its columns, its label (1 or 0), and how much it counts."""

    values: tuple[float, ...]
    label: int
    weight: float = 1.0


def chance_of(score: float) -> float:
    """The probability whose log-odds `score` is."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def fit_logistic(points: Sequence[Point], *, ridge: float) -> tuple[float, ...]:
    """The prior and one weight a column, by Newton's method; the ridge does not bear on the prior."""
    size = len(points[0].values) + 1
    weights = [0.0] * size
    for _ in range(STEPS):
        gradient, curve = _slopes(points, weights, ridge=ridge)
        step = _solve(curve, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < SETTLED:
            break
    return tuple(weights)


def score_of(values: Sequence[float], weights: Sequence[float]) -> float:
    """The log-odds of a row: the prior, the first of `weights`, and every value times its weight."""
    return weights[0] + sum(weight * value for weight, value in zip(weights[1:], values, strict=True))


def _slopes(points: Sequence[Point], weights: list[float], *, ridge: float) -> tuple[list[float], list[list[float]]]:
    """The gradient of the likelihood, and its curvature; columns at 0 are passed over, most of them are."""
    size = len(weights)
    gradient = [0.0] + [-ridge * weight for weight in weights[1:]]
    curve = [[ridge if row == column and row else 0.0 for column in range(size)] for row in range(size)]
    for point in points:
        own = [(0, 1.0), *((place, value) for place, value in enumerate(point.values, 1) if value)]
        chance = chance_of(sum(weights[place] * value for place, value in own))
        error, steep = point.weight * (point.label - chance), point.weight * chance * (1 - chance)
        for last, (row, value) in enumerate(own, 1):
            gradient[row] += error * value
            line, product = curve[row], steep * value
            for column, other in own[:last]:
                line[column] += product * other
    for row in range(size):
        for column in range(row):
            curve[column][row] = curve[row][column]
    return gradient, curve


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """The solution of a small linear system, by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column and rows[row][column]:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [value - factor * top for value, top in zip(rows[row], rows[column], strict=True)]
    return [rows[place][size] / rows[place][place] for place in range(size)]
