"""Plain text: what is a paragraph, a heading, an item, a reference."""

import pytest

from provenance.model import ParagraphKind
from provenance.parse import parse_article
from provenance.parse.readers.text import read_text

WRAPPED = (
    "The ministry said on Monday that the trains of the region had\n"
    "been running again since the early morning, and that nobody in\n"
    "the depot had been hurt. It gave no figures apnews.com+3bbc.com+3time.com+3.\n"
)


def kinds(text):
    return [(block.kind.value, block.span.read(text)) for block in read_text(text).blocks]


def test_every_line_is_a_paragraph():
    assert kinds("It held.\nIt fell.\n\nIt rose.") == [
        ("prose", "It held."),
        ("prose", "It fell."),
        ("prose", "It rose."),
    ]


def test_lines_broken_at_a_width_are_one_paragraph():
    text = WRAPPED.replace(" apnews.com+3bbc.com+3time.com+3", "")
    assert len(kinds(text)) == 1
    assert [sentence.text.split()[0] for sentence in parse_article(text).sentences] == ["The", "It"]


def test_lines_broken_at_a_width_end_where_one_is_short():
    first = "The ministry said on Monday that the trains of the region had\nbeen running again.\n"
    text = first + "The governor wrote that nobody in the depot had been hurt by\nit, but gave no figures."
    assert len(kinds(text)) == 2


def test_short_lines_are_paragraphs_of_their_own():
    assert len(kinds("One thing.\nAnother thing.\nA third.")) == 3
    assert len(kinds("No comments:\nPost a Comment")) == 2


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("The dam was cut off\nin the middle of May.", 1),
        ("The dam was\ncut off in\nthe middle of May.\nIt fell.", 2),
        ("Features\ncontact manager\nevents, activities", 3),
        ("The dam fell.\nin the middle of May.", 2),
        ("It held\nreuters.com said so.", 2),
        ("It held apnews.com\nin the middle of May.", 2),
        ("the dam\nin the middle of May.", 2),
        ("- The dam was cut off\nin the middle of May.", 2),
    ],
)
def test_a_sentence_cut_by_a_line_end_is_one_paragraph(text, paragraphs):
    assert len(kinds(text)) == paragraphs


def test_long_lines_are_never_joined():
    line = "It was said " * 20
    assert len(kinds(f"{line}\n{line}\n{line}")) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_end_ends_a_line(end):
    assert [words for _, words in kinds(f"It held.{end}{end}It fell.")] == ["It held.", "It fell."]


@pytest.mark.parametrize("marker", ["- ", "* ", "• ", "3. ", "(a) ", "12) "])
def test_a_marker_begins_an_item_and_is_no_part_of_it(marker):
    assert kinds(f"{marker}It held.\n{marker}It fell.") == [("list_item", "It held."), ("list_item", "It fell.")]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("The rate fell after the decision. Reuters", False),
        ("The Return of Capt. Smith", True),
        ("Drones over Odesa", True),
        ("## Drones over Odesa ##", True),
        ("Drones were over Odesa.", False),
        ("Drones were seen apnews.com+2", False),
        ("Drones were seen apnews.com", False),
        ("drones over Odesa", False),
        ("Drones " * 20, False),
    ],
)
def test_a_short_line_alone_above_a_paragraph_is_a_heading(line, is_heading):
    article = parse_article(f"{line}\n\nIt held.")
    assert (article.paragraphs[0].kind is ParagraphKind.HEADING) == is_heading
    assert len(article.claims) == (1 if is_heading else 2)


def test_the_last_line_is_no_heading():
    assert kinds("It held.\n\nSo it was") == [("prose", "It held."), ("prose", "So it was")]


def test_definitions_are_references_and_their_addresses_are_kept():
    text = 'It held [1] and fell.[^a]\n\n[1]: <https://apnews.com/x> "T"\n[2] https://bbc.com/y\n[^a]: The almanac'
    layout = read_text(text)
    assert dict(layout.links) == {"1": "https://apnews.com/x", "2": "https://bbc.com/y"}
    assert {label: span.read(text) for label, span in layout.notes.items()} == {"a": "The almanac"}
    assert [block.kind.value for block in layout.blocks] == ["prose", "references", "references", "references"]
    assert [tag.labels for tag in parse_article(text).tags] == [("apnews.com",), ("The almanac",)]


def test_what_stands_below_a_title_of_sources_is_no_claim():
    article = parse_article(
        "It held apnews.com.\n\nSources:\n\nhttps://apnews.com/x\nReuters, July 4\n\n# More\nIt fell."
    )
    assert [paragraph.kind.value for paragraph in article.paragraphs] == [
        "prose", "heading", "references", "references", "heading", "prose",
    ]  # fmt: skip
    assert [tag.style for tag in article.tags] == ["bare_chip"]


@pytest.mark.parametrize(
    "text",
    [
        "It held.\napnews.com+2\nIt fell.",
        "It held.\n\nhttps://apnews.com/x\n\nIt fell.",
        "It held\napnews.com+2\n.\nIt fell.",
    ],
)
def test_a_line_of_marks_belongs_to_the_paragraph_before_it(text):
    article = parse_article(text)
    assert [sentence.tags for sentence in article.sentences] == [(0,), ()]
    assert len(article.paragraphs) == 2


def test_a_line_of_marks_below_a_heading_stays_alone():
    article = parse_article("# Drones\napnews.com+2bbc.com+2time.com+2\nIt held.")
    assert [len(article.tags), *(sentence.tags for sentence in article.sentences)] == [1, ()]


def test_lines_that_end_with_a_site_are_not_taken_for_broken_ones():
    text = "Kyiv hit an airbase in Voronezh on Saturday apnews.com\nMoscow said that it shot down drones reuters.com"
    assert [kind for kind, _ in kinds(text)] == ["prose", "prose"]


def test_a_numbered_source_with_words_before_its_address_is_a_definition():
    article = parse_article(
        'It held [1]. It fell [2].\n\n[1] AP, "Drones", https://apnews.com/x.\n[2] https://bbc.com/y'
    )
    assert [tag.urls for tag in article.tags] == [("https://apnews.com/x",), ("https://bbc.com/y",)]
    assert [sentence.text for sentence in article.sentences] == ["It held.", "It fell."]


def test_words_below_a_title_of_sources_are_told_when_they_may_be_sentences():
    article = parse_article("It held apnews.com.\n\nNotes\n\nIt went on for days, and many were hurt.")
    assert [notice.code for notice in article.notices] == ["references"]


@pytest.mark.parametrize(
    "line",
    [
        "It held. citeturn0search1",
        'It held.({"attribution":{"attributableIndex":"1-1"}})',
        'It held.<grok-card data-id="2f"></grok-card>',
    ],
)
def test_a_short_line_that_ends_in_a_mark_is_no_heading(line):
    assert [kind for kind, _ in kinds(f"{line}\n\nIt fell.")] == ["prose", "prose"]
