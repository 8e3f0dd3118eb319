"""A run as text: one line a set, the means, the margins; and two runs beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.claims.figures import best_baseline

if TYPE_CHECKING:
    from benchmarks.claims.figures import Figures, Run

COLUMNS = (
    ("rows", "rows"),
    ("score", "score"),
    ("no", "always_no"),
    ("tsr", "token_set_ratio"),
    ("cover", "cover"),
    ("plain", "logistic"),
    ("verdict", "verdict"),
    ("auroc", "auroc_score"),
    ("a:tsr", "auroc_token_set_ratio"),
    ("a:cov", "auroc_cover"),
    ("a:pln", "auroc_logistic"),
    ("c:rec", "contradicted_recall"),
    ("c:prec", "contradicted_precision"),
    ("c:sup", "accused_of_supported"),
    ("s:prec", "supported_precision"),
    ("s:rec", "supported_recall"),
    ("ece", "calibration_error"),
    ("unch", "unchecked"),
    ("pairs/s", "pairs_a_second"),
)
"""The heading and the figure of each column. c: of `contradicted`, c:sup the share of supported claims that is
accused; s: of `supported`."""

PLAIN = frozenset({"rows", "pairs_a_second"})
"""Figures that are no shares."""

FALL = 0.01
"""How far the mean balanced accuracy may fall from one run to the next."""

COMPARED = ("score", "verdict", "auroc_score", "supported_precision", "supported_recall", "contradicted_recall")


def print_run(run: Run) -> None:
    """Print one line a set, the means over all sets and over those with minimal edits, and the margins."""
    print(" " * 22 + "".join(f"{heading:>8}" for heading, _ in COLUMNS))
    for name, figures in run["sets"].items():
        print(f"{name:<22}" + _line(figures))
    for name in ("all", "edits", "pooled"):
        print(f"{name:<22}" + _line(run["means"][name]))
    for name in ("all", "edits"):
        figures = run["means"][name]
        baseline, best = best_baseline(figures)
        margin = 100 * ((figures["score"] or 0.0) - best)
        said = 100 * ((figures["verdict"] or 0.0) - best)
        print(f"{name}: score {margin:+.1f} points beside the best baseline ({baseline}), verdicts {said:+.1f}")
    pooled = run["means"]["pooled"]
    print(
        f"of the claims called supported are: {_show(pooled['supported_precision'])} % of all rows, "
        f"{_show(pooled['supported_precision_even'])} % with every set counting the same"
    )
    print(
        "probability, share supported, rows: " + "; ".join(f"{a:.2f} {b:.2f} {n:.0f}" for a, b, n in run["calibration"])
    )


def compare_runs(run: Run, earlier: Run) -> bool:
    """Print what changed set by set, in points; whether the mean balanced accuracy fell by more than `FALL`."""
    if run["settings"] != earlier["settings"]:
        print(f"the settings differ: now {run['settings']}, then {earlier['settings']}")
    print(f"\n{'change in points':<22}" + "".join(f"{name[-15:]:>17}" for name in COMPARED))
    pairs = [(name, own, earlier["sets"].get(name)) for name, own in run["sets"].items()]
    pairs += [(name, run["means"][name], earlier["means"][name]) for name in ("all", "edits")]
    for name, now, then in pairs:
        if then is not None:
            print(f"{name:<22}" + "".join(f"{_change(now.get(key), then.get(key)):>17}" for key in COMPARED))
    return (run["means"]["all"]["score"] or 0.0) < (earlier["means"]["all"]["score"] or 0.0) - FALL


def _change(now: float | None, then: float | None) -> str:
    return "-" if now is None or then is None else f"{100 * (now - then):+.1f}"


def _line(figures: Figures) -> str:
    return "".join(f"{_show(figures.get(key), plain=key in PLAIN):>8}" for _, key in COLUMNS)


def _show(value: float | None, *, plain: bool = False) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if plain else f"{100 * value:.1f}"
