"""Marks lifted out of a text: what is left, and where every character of it stands."""

import pytest

from provenance.model.spans import Span
from provenance.parse.lifting import BETWEEN_CELLS, lift_places


def lift(text, replaced):
    places = []
    at = 0
    for written, words in replaced:
        at = text.index(written, at)
        places.append((Span(start=at, end=at + len(written)), words))
        at += len(written)
    return lift_places(text, Span(start=0, end=len(text)), [], replaced=places)


def test_characters_written_otherwise_read_as_what_they_stand_for():
    lifted = lift("Smith &amp; Sons&nbsp; won&#33;", [("&amp;", "&"), ("&nbsp;", "\u00a0"), ("&#33;", "!")])
    assert lifted.text == "Smith & Sons won!"


def test_the_place_of_such_a_character_is_the_whole_of_what_is_written():
    text = "A &amp; B&hellip;"
    lifted = lift(text, [("&amp;", "&"), ("&hellip;", "…")])
    assert lifted.text == "A & B…"
    assert lifted.span(2, 3).read(text) == "&amp;"
    assert lifted.span(0, 6).read(text) == text
    assert lifted.span(4, 5).read(text) == "B"


def test_one_place_may_stand_for_several_characters_or_none():
    text = "a&fjlig;b&shy;c"
    lifted = lift(text, [("&fjlig;", "fj"), ("&shy;", "")])
    assert lifted.text == "afjbc"
    assert lifted.span(1, 2).read(text) == lifted.span(2, 3).read(text) == "&fjlig;"
    assert lifted.span(0, 5).read(text) == text


def test_a_character_inside_a_place_that_is_lifted_goes_with_it():
    text = "It <a &amp;>held&amp;</a>."
    cut = [Span(start=3, end=12), Span(start=21, end=25)]
    replaced = [(Span(start=6, end=11), "&"), (Span(start=16, end=21), "&")]
    lifted = lift_places(text, Span(start=0, end=len(text)), cut, replaced=replaced)
    assert lifted.text == "It held&."
    assert lifted.span(7, 8).read(text) == "&amp;"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a|b", "a; b"),
        ("a | b | c", "a; b; c"),
        ("| a |  |\tb |", "a; b"),
        ("It held. | It fell.", "It held. It fell."),
        ("It held.|b", "It held. b"),
        ("|", ""),
    ],
)
def test_cells_are_kept_apart_and_empty_ones_leave_nothing(row, words):
    lifted = lift(row, [("|", BETWEEN_CELLS)] * row.count("|"))
    assert lifted.text == words
    for at, letter in enumerate(lifted.text):
        if letter.isalnum():
            assert lifted.span(at, at + 1).read(row) == letter
