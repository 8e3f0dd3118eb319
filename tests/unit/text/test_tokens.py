"""Words keep their exact places, and forms of a word share a stem."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.text.tokens import fold_word, read_tokens, stem_word


@given(st.text(max_size=300))
def test_every_word_stands_where_it_says(text):
    tokens = read_tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    assert all(any(letter.isalnum() for letter in text[token.start : token.end]) for token in tokens)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Zelensky’s", "zelensky"),
        ("soldiers'", "soldiers"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("km²", "km2"),
        ("ﬁre", "fire"),
        ("co\u00adoperate", "cooperate"),
        ("don’t", "don't"),
    ],
)
def test_a_word_is_folded(word, folded):
    assert fold_word(word) == folded


@pytest.mark.parametrize(
    "forms",
    [
        ("injured", "injures", "injuring", "injure"),
        ("launch", "launched", "launches", "launching"),
        ("strike", "struck", "striking"),
        ("city", "cities"),
        ("stopped", "stopping", "stops"),
        ("kyiv", "kiev"),
        ("russia", "russian", "russians"),
        ("zelensky", "zelenskyy"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem_word(form) for form in forms}) == 1


@pytest.mark.parametrize("country", ["the U.S. said", "the US said", "the USA said", "the United States said"])
def test_a_country_has_one_stem_however_it_is_written(country):
    stems = [token.stem for token in read_tokens(country) if token.stem]
    assert stems == ["the", "unitedstates", "say"]


def test_the_pronoun_us_is_no_country():
    assert "unitedstates" not in [token.stem for token in read_tokens("he told us")]


def test_a_combining_accent_does_not_part_a_word():
    assert [token.word for token in read_tokens("Tage fu\u0308r Musik")] == ["tage", "fur", "musik"]
