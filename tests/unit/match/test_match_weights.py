"""The tables of weights and the table of signals are about the same signals, with sane signs."""

import pytest

from provenance.match.signals import SIGNALS, SIGNS
from provenance.match.weights import ENTAIL_TABLE, PLAIN_TABLE, read_weights

TABLES = (PLAIN_TABLE, ENTAIL_TABLE)


def test_every_signal_has_a_row_and_every_row_a_signal():
    names = [name for name, _ in SIGNALS]
    assert list(read_weights(ENTAIL_TABLE).rows) == names
    assert list(read_weights(PLAIN_TABLE).rows) == [name for name in names if name != "meaning"]


def test_every_signal_is_explained():
    for name, measure in SIGNALS:
        assert measure.__doc__, name
        assert "{shown}" in read_weights(ENTAIL_TABLE).rows[name][1]


@pytest.mark.parametrize("table", TABLES)
def test_weights_have_the_sign_of_what_they_mean(table):
    for name, (weight, _) in read_weights(table).rows.items():
        assert weight * SIGNS[name] >= 0, name


@pytest.mark.parametrize("table", TABLES)
def test_supported_needs_more_than_partial(table):
    weights = read_weights(table)
    assert weights.partial < weights.supported
