"""The table of weights and the table of signals are about the same signals, with sane signs."""

from provenance.match.signals import SIGNALS
from provenance.match.weights import read_weights

FOR = {"word_cover", "likeness", "quantities_found"}


def test_every_signal_has_a_row_and_every_row_a_signal():
    assert list(read_weights().rows) == [name for name, _ in SIGNALS]


def test_every_signal_is_explained():
    for name, measure in SIGNALS:
        assert measure.__doc__, name
        assert "{shown}" in read_weights().rows[name][1]


def test_weights_have_the_sign_of_what_they_mean():
    for name, (weight, _) in read_weights().rows.items():
        assert (weight > 0) is (name in FOR), name


def test_supported_needs_more_than_partial():
    weights = read_weights()
    assert weights.partial < weights.supported
