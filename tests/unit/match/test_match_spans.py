"""Every quote stands in the page where it says, and the score is the sum of its bars."""

from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.match import match_claim, read_page
from provenance.match.passages import CUT_ABOVE
from provenance.model import Verdict

WORDS = st.sampled_from(
    [
        "Russia",
        "launched",
        "539",
        "drones",
        ".",
        "Kyiv",
        "İstanbul",
        "“play",
        "fair”",
        "not",
        "July",
        "4",
        ",",
        "2025",
        "$1.1bn",
        "km²",
        "troops",
        "said\xad",
        "the\n",
        "é",
        "!",
        "denied",
    ]
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join)


def quotes_of(assessment):
    return [one.quote for one in (*assessment.evidence, *assessment.conflicts)]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_quotes_stand_where_they_say_and_the_waterfall_adds_up(claim, page):
    assessment = match_claim(claim, page)
    for quote in quotes_of(assessment):
        assert page[quote.span.start : quote.span.end] == quote.exact
        assert quote.exact
    assert assessment.score == fsum([assessment.prior, *(signal.weight for signal in assessment.signals)])
    assert assessment.verdict is not Verdict.CONFLICTING
    assert all(0 <= one.similarity <= 100 for one in assessment.evidence)
    if assessment.verdict is Verdict.CONTRADICTED:
        assert assessment.conflicts


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=300))
def test_any_text_can_be_matched(claim, page):
    for quote in quotes_of(match_claim(claim, page)):
        assert page[quote.span.start : quote.span.end] == quote.exact


def test_the_best_sentence_is_quoted():
    page = "Markets fell in Tokyo.\n\nRussia launched 539 drones at Kyiv. It rained."
    (evidence, *_) = match_claim("Russia launched 539 drones at Kyiv.", page).evidence
    assert evidence.quote.exact == "Russia launched 539 drones at Kyiv."


def test_a_passage_without_full_stops_is_cut_to_the_words_that_align():
    page = "various things happened, " * 40 + "Russia launched 539 drones at Kyiv İ, " + "and so it went on, " * 40
    (evidence, *_) = match_claim("Russia launched 539 drones at Kyiv.", page).evidence
    assert "Russia launched 539 drones at Kyiv" in evidence.quote.exact
    assert len(evidence.quote.exact) <= CUT_ABOVE
    assert evidence.quote.span.read(page) == evidence.quote.exact


def test_the_blocks_of_a_text_are_its_lines():
    page = read_page("  One line. \r\n\n\u2028Two\n")
    assert [block.read(page.text) for block in page.blocks] == ["One line.", "Two"]


def test_the_digest_of_a_text_is_that_of_its_bytes():
    assert read_page("abc").capture == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("text", ["\ud800 drones", "drones \udfff"])
def test_a_lone_surrogate_is_read(text):
    assert match_claim("Drones flew.", read_page(text)).page


def test_a_long_claim_and_a_long_stretch_are_cut_at_word_ends():
    page = "İ " + "Russia launched drones at Kyiv again and again, " * 60
    (evidence, *_) = match_claim("Russia launched drones at Kyiv again and again.", page).evidence
    before, after = evidence.quote.prefix[-1:], evidence.quote.suffix[:1]
    assert not (before.isalnum() and evidence.quote.exact[0].isalnum())
    assert not (after.isalnum() and evidence.quote.exact[-1].isalnum())


def test_a_page_that_supports_is_quoted_with_every_sentence_that_bears_a_value_out():
    page = (
        "Rail lines in Kyiv were damaged and about 40 apartment buildings were hit. Trains ran late. The mayor thanked "
        "the fire brigade. Shops stayed closed. In Kyiv the attack wounded 23 people."
    )
    claim = "In Kyiv the attack damaged rail lines and about 40 apartment buildings and wounded 23 people."
    assessment = match_claim(claim, page)
    quoted = [evidence.quote.exact for evidence in assessment.evidence]
    assert assessment.verdict is Verdict.SUPPORTED
    assert any("40 apartment buildings" in words for words in quoted)
    assert any("23 people" in words for words in quoted)
    assert not any("fire brigade" in words for words in quoted[1:])
