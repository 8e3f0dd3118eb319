"""When two names are one, and when they are two of one kind."""

import pytest

from provenance.text.facts import read_facts
from provenance.text.naming import read_acronyms, rival_names, same_name


def name(words):
    (own,) = read_facts(f"seen by {words}").names
    return own


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joe Biden", "J. Biden"),
        ("Joe Biden", "Joseph Biden"),
        ("George W. Bush", "George Bush"),
        ("Bush", "George W. Bush"),
        ("Zelenskyy", "Volodymyr Zelensky"),
        ("Vladimir Zelenskiy", "Volodymyr Zelensky"),
        ("WHO", "World Health Organization"),
        ("NHC", "National Hurricane Center"),
        ("Sumy Oblast", "Sumy"),
        ("O.J. Simpson", "OJ Simpson"),
        ("Saint Petersburg", "St. Petersburg"),
        ("Robert Kennedy Jr", "Robert Kennedy"),
    ],
)
def test_two_ways_to_write_a_name_are_one(one, other):
    assert same_name(name(one), name(other))
    assert same_name(name(other), name(one))
    assert not rival_names(name(one), name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Bob Lee"),
        ("North Korea", "South Korea"),
        ("Donald Trump", "Donald Tusk"),
        ("Paris Match", "Paris Opera"),
    ],
)
def test_names_with_one_word_of_another_are_rivals(one, other):
    assert rival_names(name(one), name(other))
    assert not same_name(name(one), name(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Paris", "London"), ("New York Times", "New York"), ("Ann Lee", "Bob Day")]
)
def test_of_other_names_nothing_is_said(one, other):
    assert not same_name(name(one), name(other))
    assert not rival_names(name(one), name(other))


def test_an_acronym_is_read_from_the_text_that_explains_it():
    text = "The River Safety Board (RSB) and the Institute for the Study of Ice (ISI) met (Bob)."
    assert read_acronyms(text) == {"rsb": ("river", "safeti", "board"), "isi": ("institut", "studi", "ice")}


def test_an_acronym_of_the_text_stands_for_its_name():
    explained = {"riv": ("board", "river", "safeti")}
    assert same_name(name("RIV"), name("Board of River Safety"), acronyms=explained)
    assert not same_name(name("RIV"), name("Board of River Safety"))
