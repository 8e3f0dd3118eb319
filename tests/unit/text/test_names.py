"""Proper names, without titles and without words that are capitalised by their place."""

import pytest

from provenance.text.facts import read_facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. President Donald Trump spoke", ["Donald Trump"]),
        ("Ukrainian President Volodymyr Zelensky spoke", ["Volodymyr Zelensky"]),
        ("The Bank of England said", ["Bank of England"]),
        ("According to officials, Moscow fell", ["Moscow"]),
        ("Defense officials spoke", []),
        ("Sheremetyevo was closed", ["Sheremetyevo"]),
        ("in St. Petersburg on Friday", ["St. Petersburg"]),
        ("Russia’s Borisoglebsk airbase", ["Russia’s", "Borisoglebsk"]),
        ("It ended. NATO stayed", ["NATO"]),
        ("on July 4 in Kyiv", ["Kyiv"]),
        ("Ludwig van Beethoven wrote", ["Ludwig van Beethoven"]),
        ("they said, and then The", []),
        ("Protesters marched", []),
        ("Overnight, drones hit Odesa", ["Odesa"]),
        ("Democrats marched", ["Democrats"]),
        ("It was 46°C in Spain", ["Spain"]),
    ],
)
def test_names_are_read(text, expected):
    assert [name.span.read(text) for name in read_facts(text).names] == expected


def test_variants_of_a_name_have_the_same_tokens():
    spellings = ["in Kiev, Volodymyr Zelenskyy spoke", "in Kyiv, Volodymyr Zelensky spoke"]
    one, other = ([name.tokens for name in read_facts(text).names] for text in spellings)
    assert one == other
