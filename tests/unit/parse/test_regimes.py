"""Which of the two forms of chips a document has, and where its chips end."""

import pytest

from provenance.parse.grammars.regimes import Regime, Row, decide_regime


def row(count, more):
    return Row(labels=count, more=more)


@pytest.mark.parametrize(("more", "older", "newer"), [(1, 2, 1), (2, 3, 2), (3, 3, 3), (28, 3, 3)])
def test_a_chip_shows_as_many_labels_as_its_form_says(more, older, newer):
    assert (Regime.A.shown(more), Regime.B.shown(more)) == (older, newer)


@pytest.mark.parametrize(
    ("rows", "are_domains", "regime", "ambiguous"),
    [
        ([row(3, 2)], True, Regime.A, False),
        ([row(2, 2)], True, Regime.B, False),
        ([row(1, 1)], True, Regime.B, False),
        ([row(6, 2)], True, Regime.A, True),
        ([row(6, 2)], False, Regime.B, True),
        ([row(6, 2), row(3, 2)], False, Regime.A, False),
        ([row(3, 5)], True, Regime.A, False),
        ([row(3, 2), row(2, 2)], True, Regime.A, True),
        ([], True, Regime.A, False),
    ],
)
def test_a_length_that_fits_one_form_decides(rows, are_domains, regime, ambiguous):
    decision = decide_regime(rows, are_domains=are_domains)
    assert (decision.regime, decision.ambiguous) == (regime, ambiguous)


def test_a_remainder_comes_last():
    assert row(7, 2).chips(Regime.A) == (3, 3, 1)
    assert not row(7, 2).fits(Regime.A)
