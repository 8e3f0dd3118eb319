"""Negations and what they turn."""

import pytest

from provenance.text.negations import read_negations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia did not attack the base", [("not", ("attack", "bas"))]),
        ("He denied that he attacked it", [("denied", ("attack",))]),
        ("It wasn’t hit. They left", [("wasn’t", ("hit",))]),
        ("not only drones flew", []),
        ("an unlikely win", [("unlikely", ("likeli",))]),
        ("never", [("never", ())]),
        ("all was well", []),
    ],
)
def test_negations_are_read(text, expected):
    found = [(negation.span.read(text), negation.targets) for negation in read_negations(text)]
    assert found == expected
