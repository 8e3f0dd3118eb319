"""The figures of a run: of one set, of all sets counting the same, and of all rows pooled."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from benchmarks.claims.judging import count_verdicts
from benchmarks.claims.scores import (
    area_under_curve,
    balanced_accuracy,
    balanced_by_folds,
    calibration,
    calibration_error,
    share_of,
)
from provenance.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.claims.judging import Outcome

    Figures = dict[str, float | None]

BASELINES = ("always_no", "token_set_ratio", "cover", "logistic")
SCORES = ("score", *BASELINES)

EDITS = ("vitaminc", "fever_sym", "fm2", "bump", "summedits")
"""Sets with minimal edits or labelled contradictions, by the start of their names."""

FAMILY = "summedits"
"""A set in several parts, which count as one set in the means."""


class Run(TypedDict):
    """A run as it is kept in JSON; `means` holds `all`, `edits` and `pooled`."""

    settings: dict[str, str | int | bool]
    sets: dict[str, Figures]
    means: dict[str, Figures]
    verdicts: dict[str, dict[str, dict[str, int]]]
    calibration: list[list[float]]


def make_run(outcomes: Sequence[Outcome], *, settings: dict[str, str | int | bool]) -> Run:
    """The figures of all outcomes, set by set and together."""
    names = dict.fromkeys(one.source for one in outcomes)
    parts = {name: [one for one in outcomes if one.source == name] for name in names}
    sets = {name: figures_of(own) for name, own in parts.items()}
    edits = {name: own for name, own in sets.items() if name.startswith(EDITS)}
    return Run(
        settings=settings,
        sets=sets,
        means={"all": _mean(sets), "edits": _mean(edits), "pooled": _pooled(outcomes, parts)},
        verdicts={name: count_verdicts(own) for name, own in parts.items()},
        calibration=[list(row) for row in calibration([(one.score, one.row.label) for one in outcomes])],
    )


def figures_of(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of one set; shares are 0 to 1, none where a set has nothing to take a share of."""
    folds = [one.threshold_fold for one in outcomes]
    figures: Figures = {"rows": len(outcomes)}
    for name in SCORES:
        scored = [(0.0 if name == "always_no" else float(getattr(one, name)), one.row.label) for one in outcomes]
        figures[name] = balanced_by_folds(scored, folds) if name != "always_no" else 0.5
        figures[f"auroc_{name}"] = area_under_curve(scored)
    return figures | _verdict_figures(outcomes)


def _verdict_figures(outcomes: Sequence[Outcome]) -> Figures:
    yes = [one.row.label for one in outcomes if one.verdict is Verdict.SUPPORTED]
    accused = [one.row for one in outcomes if one.verdict is Verdict.CONTRADICTED]
    refuted = sum(one.row.refuted for one in outcomes)
    supported = sum(one.row.label for one in outcomes)
    unread = sum(one.verdict is Verdict.UNCHECKED for one in outcomes)
    scored = [(one.score, one.row.label) for one in outcomes]
    return {
        "verdict": balanced_accuracy([(one.verdict is Verdict.SUPPORTED, one.row.label) for one in outcomes]),
        "supported_precision": share_of(sum(yes), len(yes)),
        "supported_recall": share_of(sum(yes), supported),
        "supported_share": len(yes) / len(outcomes),
        "contradicted_recall": share_of(sum(row.refuted for row in accused), refuted),
        "contradicted_precision": share_of(sum(row.refuted for row in accused), len(accused)) if refuted else None,
        "accused_of_supported": share_of(sum(row.label for row in accused), supported),
        "calibration_error": calibration_error(scored),
        "unchecked": unread / len(outcomes),
        "pairs_a_second": len(outcomes) / max(1e-9, sum(one.seconds for one in outcomes)),
    }


def _pooled(outcomes: Sequence[Outcome], parts: Mapping[str, Sequence[Outcome]]) -> Figures:
    """The figures of the verdicts over all rows, and the precision of `supported` with every set counting the same.

    Of contradictions only the sets count that label them.
    """
    right = said = 0.0
    for own in parts.values():
        yes = [one.row.label for one in own if one.verdict is Verdict.SUPPORTED]
        share = _part_of_family(own[0].source, parts)
        right, said = right + share * sum(yes) / len(own), said + share * len(yes) / len(own)
    even = right / said if said else None
    labelled = [one for own in parts.values() if any(one.row.refuted for one in own) for one in own]
    accused = [one.row.refuted for one in labelled if one.verdict is Verdict.CONTRADICTED]
    return {
        "rows": len(outcomes),
        **_verdict_figures(outcomes),
        "contradicted_precision": share_of(sum(accused), len(accused)),
        "supported_precision_even": even,
    }


def _mean(sets: Mapping[str, Figures]) -> Figures:
    """The mean of every figure over the sets that have it; the parts of one family count as one set."""
    names = dict.fromkeys(name for own in sets.values() for name in own)
    return {name: _mean_of(name, sets) for name in names}


def _mean_of(name: str, sets: Mapping[str, Figures]) -> float | None:
    pairs = [(value, _part_of_family(source, sets)) for source, own in sets.items() if (value := own[name]) is not None]
    total = sum(share for _, share in pairs)
    return sum(value * share for value, share in pairs) / total if total else None


def _part_of_family(source: str, sets: Mapping[str, object]) -> float:
    return 1 / sum(name.startswith(FAMILY) for name in sets) if source.startswith(FAMILY) else 1.0


def best_baseline(figures: Figures) -> tuple[str, float]:
    """The baseline with the best balanced accuracy, and that accuracy."""
    return max(((name, figures[name] or 0.0) for name in BASELINES), key=lambda pair: pair[1])
