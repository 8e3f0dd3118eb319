"""The tables of tests/cases about citation marks: what fires, what stays silent, and what is left of the sentence."""

import pytest

from provenance.parse import parse_article
from tests.support.mark_tables import FORMATS, read_rows


def rows(*, headings, columns):
    """Every row of the tables under one of the headings, as every format of its style; the line number is the id."""
    return [
        pytest.param(reader, *cells, id=f"{name}.md:{number}-{reader}")
        for name, readers in FORMATS.items()
        for number, cells in read_rows(name, headings=headings, columns=columns)
        for reader in readers
    ]


def written(tag):
    """A tag as the tables write it."""
    more = [f"+{tag.more}"] if tag.more is not None else []
    return " ".join((*tag.labels, *more, *(f"key={key}" for key in tag.keys)))


@pytest.mark.parametrize(("reader", "text", "marks", "sentences"), rows(headings={"Fires"}, columns=3))
def test_a_mark_is_read_and_lifted_out(reader, text, marks, sentences):
    article = parse_article(text, format=reader)
    assert "; ".join(map(written, article.tags)) == marks
    assert "/".join(sentence.text for sentence in article.sentences) == sentences
    assert all(tag.raw == tag.span.read(text) for tag in article.tags)


@pytest.mark.parametrize(("reader", "text"), rows(headings={"Stays silent"}, columns=1))
def test_what_is_no_mark_stays_in_the_sentence(reader, text):
    article = parse_article(text, format=reader)
    assert [tag.raw for tag in article.tags] == []
    assert [notice.code for notice in article.notices] == ["no_marks"]


@pytest.mark.parametrize(("reader", "text", "sentences"), rows(headings={"Named"}, columns=2))
def test_a_mark_that_cannot_be_read_is_named(reader, text, sentences):
    article = parse_article(text, format=reader)
    assert "/".join(sentence.text for sentence in article.sentences) == sentences
    assert article.tags == ()
    assert {notice.code for notice in article.notices} == {"unread_mark"}
    assert all(notice.span and notice.span.read(text).strip() for notice in article.notices)
