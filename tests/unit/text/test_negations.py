"""Negations and what they turn."""

import pytest

from provenance.text.negations import opposites_of, read_negations
from provenance.text.tokens import read_tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia did not attack the base", [("not", ("attack", "bas"))]),
        ("He denied that he attacked it", [("denied", ("attack",))]),
        ("It wasn’t hit. They left", [("wasn’t", ("hit",))]),
        ("not only drones flew", []),
        ("an unlikely win", [("unlikely", ("likeli",))]),
        ("never", [("never", ())]),
        ("none of which pose a risk", [("none", ("pos", "risk"))]),
        ("He rejected claims that cuts hurt", [("rejected", ("cut", "hurt"))]),
        ("It refused to sign", [("refused", ("sign",))]),
        ("They stopped sending arms", [("stopped", ("send", "arm"))]),
        ("They stopped 478 drones", []),
        ("The judge denied bail", []),
        ("The Senate rejected the bill", []),
        ("The talks failed, he said", []),
        ("nothing short of a miracle", []),
        ("all was well", []),
        ("he is no longer mayor", [("no", ("mayor",))]),
        ("It left without warning", [("without", ("warn",))]),
        ("neither cats nor dogs", [("neither", ("cat", "dog")), ("nor", ("dog",))]),
        ("They were unharmed", [("unharmed", ("harm",))]),
        ("It was no wonder, without doubt", []),
        ("The No. 5 seed and No. 41 train", []),
        ("lives at No 10 there", []),
        ("there were no 5G masts", [("no", ("5", "g"))]),
        ("whether or not it fell", []),
    ],
)
def test_negations_are_read(text, expected):
    found = [(negation.span.read(text), negation.targets) for negation in read_negations(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Hardly anyone came", [True]),
        ("Few voters came", [True]),
        ("Very few came", [True]),
        ("Not all roads reopened", [True]),
        ("They did not come", [False]),
        ("A few came in the past few days", []),
    ],
)
def test_what_leaves_a_little_is_told_from_what_leaves_nothing(text, near):
    assert [negation.near for negation in read_negations(text)] == near


@pytest.mark.parametrize(
    ("one", "other"), [("improved", "worsened"), ("positive", "negative"), ("allowed", "prevented")]
)
def test_words_of_opposite_sense_are_opposites(one, other):
    first, second = (next(token.stem for token in read_tokens(word)) for word in (one, other))
    assert second in opposites_of(first)[1]


def test_opposites_are_known_from_both_sides():
    assert opposites_of("convict") == (frozenset({"convict", "guilti"}), frozenset({"acquit", "innocent"}))
    assert opposites_of("acquit") == opposites_of("convict")[::-1]


def test_a_word_without_opposites_has_none():
    assert opposites_of("table") == (frozenset(), frozenset())
