"""Rows judged exactly as `match_claim` judges them, one call a pair, with the baselines beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.claims.baselines import PLAIN, fit_plain, plain_features
from benchmarks.claims.logistic import score_of
from benchmarks.claims.sets import fold_of
from provenance.match import match_claim
from provenance.match.meaning import Entailment, OnnxEntailer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.claims.sets import Row
    from provenance.match.meaning import Entailer
    from provenance.model import Assessment, Verdict

    Match = Callable[[str, str], Assessment]

FOLDS, DEV_FOLD = 5, 4
"""Groups are in five folds; the weights are fitted on the first four and chosen on the last, the dev fold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was said of a row: by the matcher (`score` in log-odds, `seconds` it took), and by the baselines."""

    source: str
    row: Row
    score: float
    verdict: Verdict
    seconds: float
    plain: tuple[float, ...]
    logistic: float = 0.0

    @property
    def fold(self) -> int:
        """The fold of the row's group that weights are fitted by."""
        return fold_of(self.row.group, folds=FOLDS)

    @property
    def threshold_fold(self) -> int:
        """The fold of the row's group that thresholds are chosen by: another division than that of the weights."""
        return fold_of(f"{self.row.group}|threshold", folds=FOLDS)

    @property
    def token_set_ratio(self) -> float:
        """The likeness of claim and page, 0 to 1."""
        return self.plain[PLAIN.index("token_set_ratio")]

    @property
    def cover(self) -> float:
        """The share of the claim's rare words in the best window, 0 to 1."""
        return self.plain[PLAIN.index("cover")]


def choose_match(entail: str) -> Match:
    """`match_claim` with the entailer asked for: `off`, `installed`, or the path of a model."""
    return partial(match_claim, entailer=load_entailer(entail))


def load_entailer(entail: str) -> Entailer | Entailment:
    """The entailer asked for, as `match_claim` takes it."""
    if entail in {choice.value for choice in Entailment}:
        return Entailment(entail)
    return OnnxEntailer(Path(entail))


def judge_rows(rows: Iterable[Row], *, source: str, match: Match) -> list[Outcome]:
    """Every row judged; only the call of `match` is timed, by the processor."""
    outcomes: list[Outcome] = []
    for row in rows:
        start = process_time()
        assessment = match(row.claim, row.document)
        seconds = process_time() - start
        outcomes.append(
            Outcome(
                source=source,
                row=row,
                score=assessment.score,
                verdict=assessment.verdict,
                seconds=seconds,
                plain=plain_features(row),
            )
        )
    return outcomes


def add_logistic(outcomes: Sequence[Outcome], *, beside: Sequence[tuple[Row, str]] = ()) -> list[Outcome]:
    """The outcomes with the baseline that is fitted: for each fold on the rows of the others, of every set.

    `beside` are further rows to fit on, each with its set; those of the fold in hand are left out.
    """
    known = [(one.plain, one.row.label, one.source, one.fold) for one in outcomes]
    known += [(plain_features(row), row.label, name, fold_of(row.group, folds=FOLDS)) for row, name in beside]
    added: list[Outcome] = []
    for fold in sorted({one.fold for one in outcomes}):
        others = [(plain, label, name) for plain, label, name, own in known if own != fold]
        weights = fit_plain(others)
        added.extend(
            replace(one, logistic=score_of(one.plain, weights)) for one in outcomes if one.fold == fold
        )  # fmt: skip
    return added


def count_verdicts(outcomes: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """For each label of the source how often each verdict was said of it."""
    counts: dict[str, Counter[str]] = {}
    for one in outcomes:
        counts.setdefault(one.row.label_raw, Counter())[one.verdict.value] += 1
    return {label: dict(sorted(counts[label].items())) for label in sorted(counts)}
