"""The table of tests/cases about lines that are none of the article, and what the article says of them."""

import re
from datetime import date
from pathlib import Path

import pytest

from provenance.parse import parse_article

CASES = Path(__file__).parents[2] / "cases" / "furniture.md"
CELL = re.compile(r"`((?:[^`\\]|\\.)*)`")
LETTERS = {"prose": "p", "heading": "h", "list_item": "i", "block_quote": "q", "byline": "b", "furniture": "f"}


def rows():
    found = []
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("| `"):
            text, kinds = CELL.findall(line)
            found.append(pytest.param(text.replace("⏎", "\n").replace("\\|", "|"), kinds, id=f"furniture.md:{number}"))
    return found


@pytest.mark.parametrize(("text", "kinds"), rows())
def test_lines_that_are_no_article_are_set_apart(text, kinds):
    article = parse_article(text)
    assert "".join(LETTERS[paragraph.kind] for paragraph in article.paragraphs) == kinds
    aside = {name for name, letter in (("byline", "b"), ("furniture", "f")) if letter in kinds}
    assert {notice.code for notice in article.notices} - {"no_marks"} == aside


def notices(text, code="furniture"):
    return [notice for notice in parse_article(text).notices if notice.code == code]


def test_every_kind_of_furniture_has_one_notice_with_its_number():
    text = "Home\nThe dam broke.\nAdvertisement\nIt was old.\nAdvertisement\nIt fell.\n3 comments\nPost a Comment"
    site, advertising = notices(text)
    assert site.message.startswith("3 lines belong to the site")
    assert advertising.message.startswith("2 lines are advertising")
    assert (site.span.read(text), advertising.span.read(text)) == ("Home", "Advertisement")


def test_a_single_line_is_told_in_the_singular():
    assert notices("The dam broke.\nPost a Comment")[0].message.startswith("1 line belongs to the site")
    assert notices("By Jane Doe\nThe dam broke.", "byline")[0].message.startswith("1 line above the article names")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("July 5, 2025", date(2025, 7, 5)),
        ("By Jane Doe | 5 July 2025", date(2025, 7, 5)),
        ("Published: 2025-07-05\nUpdated: 2025-07-06", date(2025, 7, 5)),
        ("Updated July 5, 2025 at 4:12 p.m.", None),
        ("July 5, 2025\nJuly 6, 2025", None),
        ("05/07/2025", None),
        ("By Jane Doe", None),
    ],
)
def test_a_date_above_the_article_is_its_own_when_nothing_is_in_doubt(head, published):
    assert parse_article(f"{head}\nThe dam broke.").published == published
    assert parse_article(f"{head}\nThe dam broke.", published=date(2024, 1, 1)).published == date(2024, 1, 1)


def test_a_mark_in_a_line_that_is_set_apart_stays_a_mark():
    article = parse_article("The dam broke.\nRead more: [AP](https://apnews.com/x)\nIt was old.")
    assert [tag.labels for tag in article.tags] == [("apnews.com",)]
    assert [sentence.tags for sentence in article.sentences] == [(), ()]
