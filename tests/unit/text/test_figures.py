"""Figures that count nothing, and their other spellings."""

import pytest

from provenance.text.figures import read_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("won 5-0 in Munich", ["5-0"]),
        ("passed by 218–214.", ["218–214"]),
        ("for the third time", ["third"]),
        ("in the 34th minute", ["34th"]),
        ("at 10:30 a.m. sharp", ["10:30 a.m"]),
        ("1 in 5 voters", ["1 in 5"]),
        ("half of the voters, in the second half", ["half", "second"]),
        ("F-16 jets over Route 66", ["F-16", "Route 66"]),
        ("first of all, version 2.0.1 and 539,000", []),
    ],
)
def test_figures_are_read(text, expected):
    assert [figure.span.read(text) for figure in read_figures(text, taken=())] == expected


@pytest.mark.parametrize(
    ("figure", "text", "found"),
    [
        ("5-0", "a 5–0 win", True),
        ("5-0", "a 15-0 win", False),
        ("5-0", "a 5-01 win", False),
        ("third", "the 3rd time", True),
        ("3rd", "the third time", True),
        ("3rd", "the 13th time", False),
        ("F-16", "two F16s", True),
        ("10:30 a.m", "at 10.30am", True),
    ],
)
def test_a_figure_is_found_in_its_other_spellings(figure, text, found):
    (own,) = read_figures(figure, taken=())
    assert (own.spelling.search(text) is not None) is found
