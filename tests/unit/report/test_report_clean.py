"""What a reader sees of hostile text: letters, and a sign where something steered."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_report import HOSTILE

from provenance.report.clean import SHOWN_INSTEAD, clean_line, clean_text, squeeze_text

CLEANED = (
    ("plain text, ünïcödé 🚁", "plain text, ünïcödé 🚁"),
    ("tab\tand\nline", "tab\tand\nline"),
    ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
    ("\x1b[31mred", "�[31mred"),
    ("\x9b31mred", "�31mred"),
    ("bell\x07null\x00del\x7f", "bell�null�del�"),
    ("\u202egnp.exe", "�gnp.exe"),
    ("\u2066isolated\u2069", "�isolated�"),
    ("lone \ud800 surrogate", "lone � surrogate"),
    ("zero\u200bwidth\ufeff and soft\u00adhyphen", "zerowidth and softhyphen"),
    ("5\u200d39 drones", "539 drones"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("👩\u200d🚀", "👩\u200d🚀"),
    ("hidden\U000e0041\U000e0042", "hidden"),
    ("עברית\u200f!", "עברית!"),
)


@pytest.mark.parametrize(("text", "shown"), CLEANED)
def test_text_is_cleaned(text, shown):
    assert clean_text(text) == shown


def test_a_line_is_one_line_without_blanks_around_it():
    assert clean_line("  two\n\n lines\t here ") == "two lines here"


def test_squeezing_keeps_the_edges():
    assert squeeze_text("\n words  here ") == " words here "


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_string_keeps_a_control_character(text):
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in clean_line(text))


@given(st.text(st.characters(codec=None)))
def test_whatever_comes_in_nothing_that_steers_comes_out(text):
    shown = clean_text(text)
    assert all(character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"} for character in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert clean_text(shown) == shown


def test_the_replacement_is_one_character():
    assert len(SHOWN_INSTEAD) == 1


def test_marks_that_are_piled_upon_a_letter_are_cut():
    assert clean_text("Z" + "\u0301" * 40) == "Z" + "\u0301" * 8 + SHOWN_INSTEAD
    assert clean_text("שָׁלוֹם الْعَرَبِيَّةُ กำลัง") == "שָׁלוֹם الْعَرَبِيَّةُ กำลัง"
