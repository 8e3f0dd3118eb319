"""The signal of a model that reads claim and passage."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from provenance.match.signals.measure import Measure, percent

if TYPE_CHECKING:
    from provenance.match.comparison import Judged

SUREST = 6.0
"""Log-odds beyond which a model is taken to be as sure as this: 99.75 %."""

LEAST = 1e-6
"""The least probability that a logarithm is taken of."""

DIGITS = 1
"""Digits of the log-odds that count: two processors differ in the fifth, and should make the same report."""


def measure_meaning(judged: Judged) -> Measure:
    """What a local model makes of claim and passages: its log-odds of support, -1 to 1; 0 when none was asked."""
    if judged.opinion is None:
        return Measure(value=0.0, shown="not asked")
    chance = min(1 - LEAST, max(LEAST, judged.opinion.supported))
    odds = round(log(chance / (1 - chance)), DIGITS)
    return Measure(value=max(-SUREST, min(SUREST, odds)) / SUREST, shown=percent(1 / (1 + exp(-odds))))
