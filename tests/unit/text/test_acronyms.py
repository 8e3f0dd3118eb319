"""Acronyms and the whole names they stand for, by the table or as the text explains them."""

import pytest

from provenance.text.acronyms import find_aliases, read_acronyms
from provenance.text.tokens import read_tokens


def aliases(text):
    return [(alias.place.read(text), " ".join(alias.stems)) for alias in find_aliases(text, read_tokens(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The FBI said so.", [("FBI", "federal bureau investigation")]),
        ("the Federal Bureau of Investigation said", [("Federal Bureau of Investigation", "fbi")]),
        ("Nato met.", [("Nato", "north atlantic treati organization")]),
        ("The World Health Organization met.", [("World Health Organization", "healthorganization")]),
        ("a U.S. Geological Survey map", [("U.S. Geological Survey", "usg")]),
        ("Bureau of Alcohol, Tobacco, Firearms and Explosives", None),
    ],
)
def test_either_form_is_known_by_the_table(text, expected):
    assert aliases(text) == (expected or [(text, "atf")])


def test_a_text_explains_its_own():
    text = "The River Safety Board (RSB) met. Later the RSB left."
    assert aliases(text) == [
        ("RSB", "river safeti board"),
        ("RSB", "river safeti board"),
        ("River Safety Board", "rsb"),
    ]


def test_an_explanation_is_read_with_and_without_small_words():
    text = "The River Safety Board (RSB) and the Institute for the Study of Ice (ISI) met (Bob)."
    known = {"rsb": ("river", "safeti", "board"), "isi": ("institut", "studi", "ice")}
    assert read_acronyms(text, tokens=read_tokens(text)) == known


@pytest.mark.parametrize(
    "text",
    [
        "people who fled",
        "Who fled?",
        "the ice on the lake, sec by sec",
        "THE FBI RAID",
        "a federal bureau of investigation",
        "The Federal. Bureau of Investigation",
        "The Federal Reserve Bureau of Investigation",
        "Fbi",
    ],
)
def test_what_is_no_acronym_is_left_alone(text):
    assert aliases(text) == []
