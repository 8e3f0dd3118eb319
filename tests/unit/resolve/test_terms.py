"""The words of a claim that are searched for, and the forms by which words are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.resolve.slugs import slug_words
from provenance.resolve.terms import keys_of_text, search_terms
from tests.support.searches import STORM, make_claim


def terms(text):
    return search_terms(make_claim(text))


def test_names_numbers_and_rare_words_are_told_apart():
    found = terms("In July 2024, Hurricane Beryl killed 1,200 people across the parishes of Clarendon.")
    assert {"beryl", "clarendon"} <= set(found.names)
    assert "2024" in found.numbers
    assert "parishes" in found.words
    assert not {"the", "of", "in", "across", "people"} & {*found.names, *found.words}


@pytest.mark.parametrize(
    ("text", "small"),
    [
        (
            "Die Bundesregierung hat nach dem Urteil ein Gesetz zur Rente beschlossen.",
            {"die", "nach", "dem", "ein", "zur"},
        ),
        ("Le gouvernement a annoncé une réforme après les élections pour tous.", {"le", "une", "apres", "les", "pour"}),
    ],
)
def test_small_words_of_other_languages_are_not_searched_for(text, small):
    assert not small & set(terms(text).pick(9))


def test_a_word_that_is_small_in_another_language_is_searched_for():
    assert "die" in terms("Hundreds die of heat in Athens.").pick(9)


def test_a_claim_of_common_words_has_no_terms():
    assert terms("It was so and then it was not.").pick(5) == ()


@pytest.mark.parametrize(
    ("most", "picked"),
    [
        (0, ()),
        (1, ("beryl",)),
        (3, ("beryl", "jamaica", "clarendon")),
        (4, ("beryl", "jamaica", "clarendon", "hurricane")),
    ],
)
def test_names_come_first_and_leave_room_for_words(most, picked):
    assert terms(STORM).pick(most) == picked


@given(st.text(max_size=200), st.integers(0, 12))
def test_no_more_terms_than_asked_for_and_each_once(text, most):
    picked = terms(text).pick(most)
    assert len(picked) == len(set(picked)) <= most


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("five", "5"),
        ("1,200", "1200"),
        ("67\u202f000", "67000"),
        ("Zelensky's", "zelensky"),
        ("Émile Zola", "emile zola"),
        ("São Paulo", "sao paulo"),
        ("Łódź Müller", "łodz muller"),
        ("killing", "killed"),
    ],
)
def test_two_spellings_of_one_word_are_one(one, other):
    assert keys_of_text(one) == keys_of_text(other)


@pytest.mark.parametrize(("one", "other"), [("5", "50"), ("1.2", "12"), ("one", "1"), ("Iran", "Iraq")])
def test_two_words_are_two(one, other):
    assert keys_of_text(one) != keys_of_text(other)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/article/senate-tax-bill-0123456789abcdef0123456789abcdef", "senate tax bill"),
        ("/2025/07/04/us/senate-tax-bill.html", "senate tax bill"),
        ("/senate-tax-bill-9f8e7d6c-1234-4abc-8def-0123456789ab/", "senate tax bill"),
        ("/news/senate_tax_bill-20250704", "senate tax bill"),
        ("/news/senate-tax-bill-rcna2178341", "senate tax bill"),
        ("/wiki/Hurricane_Beryl", "Hurricane Beryl"),
        ("/p/caf%C3%A9-de-flore", "café de flore"),
        ("/prices-rise-3-4-percent", "prices rise 3 4 percent 3.4"),
        ("/1-200-people-flee", "1 200 people flee 1200"),
        ("/g7-summit-2025", "g7 summit 2025"),
        ("/0123456789abcdef0123456789abcdef", ""),
        ("/", ""),
    ],
)
def test_the_words_of_an_address(path, words):
    assert slug_words(f"https://example.org{path}") == words


@given(st.text(max_size=100))
def test_no_address_fails(text):
    slug_words(text)
    slug_words(f"https://a.com/{text}")
    keys_of_text(text)
