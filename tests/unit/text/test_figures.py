"""Figures that count nothing, and their other spellings."""

import pytest

from provenance.text.figures import FigureKind, read_figures


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
        ("by a vote of 52 to 48", ["52 to 48"]),
        ("by 52 votes to 48", ["52 votes to 48"]),
        ("grew in Q2 and 3Q", ["Q2", "3Q"]),
        ("was 52 to 48 percent", []),
        ("a rise by 20 to 25 homes", []),
        ("beat Japan 3 to 1", ["3 to 1"]),
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
        ("won by 52 to 48", "a 52–48 vote", True),
        ("52-48", "by 52 votes to 48", True),
        ("Q2", "the second-quarter profit", True),
        ("Q1", "the first quarter", True),
        ("Q2", "the second half", False),
    ],
)
def test_a_figure_is_found_in_its_other_spellings(figure, text, found):
    (own,) = read_figures(figure, taken=())
    assert (own.spelling.search(text) is not None) is found


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("won 5-0", FigureKind.SCORE, (5, 0)),
        ("won by 52 to 48", FigureKind.SCORE, (52, 48)),
        ("at 9 p.m", FigureKind.TIME, (21, 0)),
        ("at 12:15 a.m", FigureKind.TIME, (0, 15)),
        ("at 10:30", FigureKind.TIME, (10, 30)),
        ("the third man", FigureKind.ORDINAL, (3,)),
        ("the 21st man", FigureKind.ORDINAL, (21,)),
        ("an F-16", FigureKind.NAME, (16,)),
    ],
)
def test_a_figure_has_a_kind_and_values(text, kind, values):
    (own,) = read_figures(text, taken=())
    assert (own.kind, own.values) == (kind, values)
