"""What holds for every text, however broken: offsets, order, and that sentences, marks and gaps tile it."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance.model import ParagraphKind
from provenance.model.spans import Span
from provenance.parse import READERS, parse_article
from provenance.parse.contracts import FoundTag
from provenance.parse.lifting import lift_places, lifted_places
from provenance.parse.places import Places
from provenance.text.sentences import split_sentences

PIECES = [
    "Kyiv was hit. ", "The U.S. paused aid", ". ", ".", "\n", "\n\n", "\r\n", "\t", " ", "\x00", "\ud83d", "𝔘😀 ",
    "apnews.com+2", "nypost.com+2", "9news.com.au+2", "The Guardian+1", "apnews.com", " reuters.com.", "+2", "+29",
    "(", ")", "[", "]", "[AP News](https://apnews.com/x)", "[the words](https://apnews.com/y)", "](", "https://apnews.com",
    "<https://reuters.com/a>", "[^1]", "[^1]: https://reuters.com\n", "[4]: https://apnews.com/z\n", "([AP][4])", "[1]",
    "# Head\n", "- item ", "> quote ", "```\n", "`code` ", "**bold** ", "*", "_", "<!-- ", " -->", "---\n", "|a|b|\n|-|-|\n",
    "citeturn0search3", "\ue200cite\ue202turn0search1\ue201", "【8†source】", "[cite: 4]", "No comments:", "Gen. ",
    "5 p.m. ", "“Why?” he asked. ", "e.g. ", "word", "! ", "? ", ",", ";", "\u200b", "\u2028", "维基百科。", "a.length+1 ",
    "他说：“走了。”", "「行く。」と言った。", "वह आया। ", "هل انهار؟ ", "etc. The ", "«Зачем?» — спросил он. ", "… ", "By Jane Doe\n",
    "July 5, 2025\n", "Advertisement\n", "From: a\nTo: b\n", "\n-- \n", "Certainly! Here is the text:\n", "am 21. März ",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=20).map("".join),
    st.text(alphabet=st.characters(exclude_categories=()), max_size=80),
)
FORMATS = st.sampled_from(sorted(READERS))


def is_ordered_and_disjoint(spans):
    return all(before.end <= after.start for before, after in pairwise(spans))


@given(TEXTS, FORMATS)
@example("a [one. Two](https://apnews.com) b. C", "markdown")
@example("He said. apnews.com+2\n\n\nnypost.com+2\n", "text")
@settings(max_examples=400, deadline=None)
def test_sentences_marks_and_gaps_tile_the_text(text, reader):
    article = parse_article(text, format=reader)
    paragraphs = [paragraph.span for paragraph in article.paragraphs]
    sentences = [sentence.span for sentence in article.sentences]
    tags = [tag.span for tag in article.tags]

    assert is_ordered_and_disjoint(paragraphs)
    assert is_ordered_and_disjoint(sentences)
    assert is_ordered_and_disjoint(tags)
    for sentence in article.sentences:
        assert article.paragraphs[sentence.paragraph].span.covers(sentence.span)
    for tag in tags:
        assert sum(paragraph.covers(tag) for paragraph in paragraphs) == 1
        touched = [sentence for sentence in sentences if sentence.overlaps(tag)]
        assert all(sentence.covers(tag) for sentence in touched)
        assert len(touched) <= 1
    edges = sorted({0, len(text), *(edge for span in (*sentences, *tags) for edge in (span.start, span.end))})
    assert "".join(text[start:end] for start, end in pairwise(edges)) == text


@given(TEXTS, FORMATS)
@settings(max_examples=300, deadline=None)
def test_every_span_is_what_it_says(text, reader):
    article = parse_article(text, format=reader)
    for at, tag in enumerate(article.tags):
        assert tag.index == at
        assert tag.raw == tag.span.read(text)
        assert tag.raw
    for at, sentence in enumerate(article.sentences):
        assert sentence.index == at
        assert sentence.text == sentence.text.strip()
        assert not re.search(r"\s\s|\n", sentence.text)
        assert is_subsequence(sentence.text.replace(" ", ""), sentence.span.read(text))
        assert not set(sentence.tags) & set(sentence.covered_by)
        assert not (sentence.tags and sentence.covered_by)
    for claim, sentence in zip(article.claims, article.sentences, strict=True):
        assert (claim.text, claim.span, claim.tags) == (sentence.text, sentence.span, sentence.tags)
    assert len({claim.id for claim in article.claims}) == len(article.claims)


def is_subsequence(words, whole):
    """Whether every character of `words` comes in `whole` in this order; white space of any kind counts as a space.

    The border of a cell may read as "; ", a tag as a space.
    """
    rest = iter(re.sub(r"\s", " ", re.sub(r"\||<[^<>]*>", r"; \g<0>", whole)))
    return all(letter in rest for letter in words)


@given(TEXTS, FORMATS)
@settings(max_examples=200, deadline=None)
def test_every_tag_of_a_paragraph_with_sentences_belongs_to_one_of_them(text, reader):
    article = parse_article(text, format=reader)
    attached = [number for sentence in article.sentences for number in sentence.tags]
    assert attached == sorted(set(attached))
    with_sentences = {sentence.paragraph for sentence in article.sentences}
    for tag in article.tags:
        home = next(paragraph for paragraph in article.paragraphs if paragraph.span.covers(tag.span))
        assert (tag.index in attached) == (home.index in with_sentences)
        assert home.kind not in {ParagraphKind.CODE, ParagraphKind.REFERENCES}


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_only_white_space_lies_between_the_sentences_of_a_text(text):
    spans = split_sentences(text)
    assert is_ordered_and_disjoint(spans)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    assert not any(text[start:end].strip() for start, end in list(pairwise(edges))[::2])


@given(st.text(alphabet="ab. \n()", max_size=30), st.data())
def test_every_letter_that_is_lifted_maps_back_to_itself(text, data):
    edges = data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6).map(sorted))
    marks = [
        FoundTag(span=Span(start=start, end=end), style="chip", labels=("a",))
        for start, end in list(pairwise(edges))[::2]
    ]
    whole = Span(start=0, end=len(text))
    lifted = lift_places(text, whole, lifted_places(text, whole, marks=marks))
    for at, letter in enumerate(lifted.text):
        there = text[lifted.place(at)]
        assert letter == there or (letter == " " and there.isspace())
        assert not any(mark.span.start <= lifted.place(at) < mark.span.end for mark in marks)
    assert [lifted.place(at) for at in range(len(lifted.text))] == sorted(map(lifted.place, range(len(lifted.text))))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8))), st.integers(0, 50), st.integers(1, 6))
def test_places_are_free_where_no_place_is(ranges, start, length):
    spans = [Span(start=at, end=at + size) for at, size in ranges]
    probe = Span(start=start, end=start + length)
    places = Places(spans[:3]).together(spans[3:])
    assert places.are_free(probe.start, probe.end) == (not any(span.overlaps(probe) for span in spans if len(span)))


@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_text_of_nothing_has_nothing(reader):
    for text in ("", " \n\t\r\n "):
        article = parse_article(text, format=reader)
        assert (article.paragraphs, article.sentences, article.tags, article.claims) == ((), (), (), ())
        assert [notice.code for notice in article.notices] == ["no_marks"]
