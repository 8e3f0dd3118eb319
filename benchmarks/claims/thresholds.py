"""From which score on a claim is called supported, or partial: chosen on scores of weights fitted on other groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.claims.samples import OTHER_SET, by_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.claims.samples import Sample

    Scored = Sequence[tuple[float, Sample]]

STEADY = 40
"""Rows that must be called supported for their precision to say something."""

STRANGE = 0.05
"""The share of claims that may be called partial on somebody else's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What calling supported from a score on gives: precision with every set and both labels of it counting the same
    (`balanced`), with every set counting the same (`even`) and over all rows (`pooled`), and the share of the supported
    claims that are found, even."""

    score: float
    balanced: float
    even: float
    pooled: float
    recall: float


def draw_curve(scored: Scored) -> list[Step]:
    """Precision and recall of `supported` from every score on, the highest first."""
    sets = by_set(sample for _, sample in scored)
    families = {name: sum(other.startswith(own[0].family) for other in sets) for name, own in sets.items()}
    share = {name: 1 / len(own) / families[name] for name, own in sets.items()}
    positives = {name: sum(sample.label for sample in own) * families[name] for name, own in sets.items()}
    count = len({own[0].family for own in sets.values()})
    labels = Counter((sample.source, sample.label) for _, sample in scored)
    ranked = sorted(
        (pair for pair in scored if pair[1].clear and pair[1].source != OTHER_SET), key=lambda pair: -pair[0]
    )
    right = said = recall = 0.0
    weights = [0.0, 0.0]
    steps: list[Step] = []
    for place, (score, sample) in enumerate(ranked, 1):
        said += share[sample.source]
        right += share[sample.source] * sample.label
        weights[sample.label] += 1 / labels[sample.source, sample.label] / families[sample.source]
        recall += sample.label / positives[sample.source] / count
        hits = (steps[-1].pooled * (place - 1) if steps else 0.0) + sample.label
        balanced = weights[1] / sum(weights)
        steps.append(Step(score=score, balanced=balanced, even=right / said, pooled=hits / place, recall=recall))
    return steps


def choose_supported(curve: Sequence[Step], *, precision: float) -> float:
    """The lowest score from which on so many of the claims called supported are, and at least even odds.

    Every set and in it both labels count the same: how many of its claims a set made wrong says nothing of articles.
    The highest score if no other will do.
    """
    holding = [step.score for place, step in enumerate(curve, 1) if place >= STEADY and step.balanced >= precision]
    return max(0.0, round(holding[-1] if holding else curve[0].score, 2))


def choose_partial(scored: Scored) -> float:
    """The lowest score that at most `STRANGE` of the claims have on somebody else's page."""
    strange = sorted((score for score, one in scored if one.source == OTHER_SET and not one.label), reverse=True)
    return round(strange[int(STRANGE * len(strange))], 2)
