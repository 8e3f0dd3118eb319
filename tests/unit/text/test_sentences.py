"""Where sentences begin and end, and what only looks like an end."""

import pytest

from provenance.model.spans import Span
from provenance.text.sentences import LONGEST_STRETCH, split_sentences


def split(text):
    return [span.read(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He spoke at 5 p.m. Monday.|The U.S. paused aid.",
        "He left at 9 a.m. EST.|Then he came.",
        "He came at 5 p.m.|The others left.",
        "Gen. Smith of No. 5 said so.",
        "Rep. Jim Jordan, Sen. Bob Lee and Lt. Col. Max Roe spoke.|They left.",
        "It is approx. 500 in all.|He said no.|Then he left.",
        "U.S. President Donald Trump spoke in the U.S.|The war went on.",
        "On Jan. 5 it was cold in St. Petersburg (St. Paul was not).",
        "J. K. Rowling and Mr. Smith vs. Dr. Jones.",
        "“Why?” he asked.|“Go!”|She left.",
        "iPhone sales rose.|iPhone sales fell.",
        "It rose by 3.5 percent.|It fell.",
        "Été.|Zürich 😀 liegt.|𝔘nd so.",
        "它是。|然后呢？|好的。",
        "It held.|It fell",
        "Am 21. März flossen 500 Mrd. Euro.|Im 3. Quartal sank es.",
        "He was 21.|March came.",
    ],
)
def test_sentences_end_where_they_end(text):
    joiner = "" if text.startswith("它") else " "
    assert split(text.replace("|", joiner)) == text.split("|")


def test_a_glued_sentence_is_one_of_its_own():
    assert split("It held.Then it fell.") == ["It held.", "Then it fell."]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t "])
def test_white_space_has_no_sentences(text):
    assert split_sentences(text) == ()


def test_odd_characters_keep_their_places():
    text = "a\x00b\ud800 held.\r\n Then\tit fell. "
    assert split(text) == ["a\x00b\ud800 held.", "Then\tit fell."]
    assert split_sentences(text)[0] == Span(start=0, end=10)


def test_a_blank_line_ends_a_sentence_and_a_line_end_does_not_join_two():
    assert split("It held\n\nit fell.") == ["It held", "it fell."]


def test_signs_alone_belong_to_the_sentence_before():
    assert split("It held. *** ")[0].startswith("It held.")


def test_a_very_long_sentence_is_not_cut():
    text = "word " * LONGEST_STRETCH + "end. Then more."
    assert [len(text) - 11, 10] == [len(words) for words in split(text)]


def test_a_very_long_word_is_not_cut():
    assert len(split("a" * (3 * LONGEST_STRETCH))) == 1


def test_a_long_text_has_the_sentences_of_its_parts():
    text = "The trains ran again, he said. " * 1000
    assert set(split(text)) == {"The trains ran again, he said."}
    assert len(split(text)) == 1000
