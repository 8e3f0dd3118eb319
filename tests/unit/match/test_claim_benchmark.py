"""The figures that the benchmark of claims prints."""

import pytest

from benchmarks.claims.logistic import Point, fit_logistic, score_of
from benchmarks.claims.scores import balanced_by_folds, calibration_error
from benchmarks.claims.sets import Row
from benchmarks.claims.tables import compare_runs


def test_a_threshold_is_never_chosen_on_the_fold_it_is_reported_on():
    scored = [(0.9, 1), (0.1, 0), (-5.0, 1), (-9.0, 0)]
    assert balanced_by_folds(scored, [0, 0, 1, 1]) == 1 / 2
    assert balanced_by_folds([(0.9, 1), (0.1, 0), (0.8, 1), (0.2, 0)], [0, 0, 1, 1]) == 1 / 2 + 1 / 4


def test_a_score_that_says_what_happens_is_calibrated():
    assert calibration_error([(0.0, 1), (0.0, 0)]) == pytest.approx(0.0)
    assert calibration_error([(30.0, 0), (30.0, 0)]) == pytest.approx(1.0)


def test_a_logistic_regression_finds_the_log_odds():
    points = [Point(values=(1.0,), label=label) for label in (1, 1, 1, 0)]
    points += [Point(values=(0.0,), label=label) for label in (1, 0)]
    weights = fit_logistic(points, ridge=1e-9)
    assert score_of((0.0,), weights) == pytest.approx(0.0, abs=1e-6)
    assert score_of((1.0,), weights) == pytest.approx(1.0986, abs=1e-3)


@pytest.mark.parametrize(("label", "refuted"), [("REFUTES", True), ("refute", True), ("NOT ENOUGH INFO", False)])
def test_labels_of_contradiction_are_known_in_every_spelling(label, refuted):
    assert Row(claim="", document="", label=0, group="", label_raw=label).refuted is refuted


@pytest.mark.parametrize(("now", "falls"), [(0.66, False), (0.655, False), (0.64, True)])
def test_a_run_that_falls_by_more_than_a_point_fails(now, falls, capsys):
    def run(score):
        means = {"all": {"score": score}, "edits": {"score": score}}
        return {"settings": {}, "sets": {}, "means": means, "verdicts": {}, "calibration": []}

    assert compare_runs(run(now), run(0.66)) is falls
    assert "points" in capsys.readouterr().out
