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
        ("in F-16 jets over Plan B", ["Plan B"]),
        ("the WHO and it", ["WHO"]),
        ("Overnight, drones hit Odesa", ["Odesa"]),
        ("Democrats marched", ["Democrats"]),
        ("It was 46°C in Spain", ["Spain"]),
        ("It was 3000C on a 2K screen", []),
        ("Black Celebration is an album", ["Black Celebration"]),
        ("Capital One grew", ["Capital One"]),
        ("New York fell", ["New York"]),
        ("Meanwhile Ann Lee left", ["Ann Lee"]),
        ("Singer Ann Lee left", ["Ann Lee"]),
        ("Investigators Ann Lee and Bob Day left", ["Ann Lee", "Bob Day"]),
        ("World leaders met", []),
        ("at Marks & Spencer and S&P", ["Marks & Spencer", "S&P"]),
        ("for O.J Simpson", ["O.J Simpson"]),
        ("the Institute for the Study of War said", ["Institute for the Study of War"]),
        ("at the Centers for Disease Control and Prevention", ["Centers for Disease Control and Prevention"]),
        ("at the University of the Arts", ["University of the Arts"]),
        ("Ann Lee of the Welsh Guards and for Bob Day", ["Ann Lee", "Welsh Guards", "Bob Day"]),
        ("in Kenya the National Bird Project grew", ["Kenya", "National Bird Project"]),
        ("told John the Baptist", ["John the Baptist"]),
        ("Secretary of State Ann Lee left", ["Ann Lee"]),
        ("the Russian Defense Ministry said", ["Russian Defense Ministry"]),
        ("Defense Minister Ann Lee left", ["Ann Lee"]),
        ("the Washing of The Spears", ["Washing", "Spears"]),
        ("told Citizens UK. Critics left", ["Citizens UK"]),
        ("runs a B&B. She left", ["B&B"]),
        ("It ended. I've left. Don't go", []),
        ("Accordingly, Ann left", ["Ann"]),
    ],
)
def test_names_are_read(text, expected):
    assert [name.span.read(text) for name in read_facts(text).names] == expected


def test_variants_of_a_name_have_the_same_tokens():
    spellings = ["in Kiev, Volodymyr Zelenskyy spoke", "in Kyiv, Volodymyr Zelensky spoke"]
    one, other = ([name.tokens for name in read_facts(text).names] for text in spellings)
    assert one == other
