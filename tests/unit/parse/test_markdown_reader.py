"""Markdown: blocks, what is hidden, and what is no word of a sentence."""

import time
from datetime import date

import pytest

from provenance.parse import parse_article
from provenance.parse.readers.markdown import read_markdown


def kinds(text):
    return [(block.kind.value, block.span.read(text)) for block in read_markdown(text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Head #\nIt held.", [("heading", "Head"), ("prose", "It held.")]),
        ("Head\n====\nIt held.", [("heading", "Head"), ("prose", "It held.")]),
        ("Head\n---\nIt held.", [("heading", "Head"), ("prose", "It held.")]),
        ("###### Deep", [("heading", "Deep")]),
        ("####### Seven", [("prose", "####### Seven")]),
        ("#hash", [("prose", "#hash")]),
        ("#", []),
        ("## ##", []),
        ("# C# #\n# C#", [("heading", "C#"), ("heading", "C#")]),
        ("|a|b|\n |:-:|--| \n|c|d|", [("heading", "a|b"), ("list_item", "c|d")]),
        ("It\nheld.\n\nIt fell.", [("prose", "It\nheld."), ("prose", "It fell.")]),
        ("- one\n  more\n- two", [("list_item", "one\n  more"), ("list_item", "two")]),
        ("1. one\n\n   more", [("list_item", "one"), ("list_item", "more")]),
        ("- [x] done", [("list_item", "done")]),
        ("> one\n> more\n>\n> two", [("block_quote", "one\n> more"), ("block_quote", "two")]),
        ("> one\nlazy\n- item", [("block_quote", "one\nlazy"), ("list_item", "item")]),
        ("```py\ncode\n```\nIt held.", [("code", "```py\ncode\n```"), ("prose", "It held.")]),
        ("~~~\nopen\n\nend", [("code", "~~~\nopen\n\nend")]),
        ("It held.\n\n    code\n\n    more\nIt fell.", [("prose", "It held."), ("code", "code\n\n    more"), ("prose", "It fell.")]),
        ("***\nIt held.\n\n- - -", [("prose", "It held.")]),
        ("| a | b |\n|---|---|\n| c | d |\nIt held.", [("heading", "a | b"), ("list_item", "c | d"), ("prose", "It held.")]),
        ("<!-- It\n\nfell. -->\nIt held.", [("prose", "It held.")]),
        ("[1]: https://apnews.com\nIt held.", [("references", "[1]: https://apnews.com"), ("prose", "It held.")]),
        ("[^1]: Words\n  of it\n\nIt held.", [("references", "[^1]: Words\n  of it"), ("prose", "It held.")]),
        ("It held.\n\n## Sources\n- https://apnews.com/x", [("prose", "It held."), ("heading", "Sources"), ("references", "https://apnews.com/x")]),
    ],
)  # fmt: skip
def test_blocks_are_what_commonmark_says(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("It **held** *well* and __long__.", "It held well and long."),
        ("It is 5 * 3 and a_b_c here.", "It is 5 * 3 and a_b_c here."),
        ("It <!-- not --> held.", "It held."),
        ("> It\n> held.", "It held."),
        ("It `**held**` so.", "It `**held**` so."),
        ("It ``a ` b`` so.", "It ``a ` b`` so."),
        ("It ` held.", "It ` held."),
        ("It ![a map](m.png) held.", "It held."),
        ("| It held | so |\n|---|---|\n| Ukraine | 539 drones |", "Ukraine; 539 drones"),
        ("| It held | so |\n|---|---|\n| It held. | a \\| b || |", "It held. a | b"),
        ("It<br>held <br/> well.", "It held well."),
        (
            "It is H<sub>2</sub>O, <font color='red'>of</font> List<String> and <b>more</b>.",
            "It is H2O, of List<String> and more.",
        ),
        ('<div align="center">\n<p>It held.</p>\n</div>', "It held."),
        ("<details><summary>Short</summary>\n\nIt held.\n\n</details>", "Short|It held."),
        ("It held  \nwell.", "It held well."),
        ("It held\\\nwell.", "It held well."),
        ("- It held\n  - It fell\n    1. It rose\n", "It held|It fell|It rose"),
        ("> - It held\n> - It fell", "- It held - It fell"),
    ],
)
def test_signs_of_the_format_are_no_words(text, sentence):
    assert "|".join(found.text for found in parse_article(text, format="markdown").sentences) == sentence


@pytest.mark.parametrize(
    ("head", "title", "published"),
    [
        ("---\ntitle: \"Drones\"\ndate: 2025-07-04T10:00:00Z\n---\n", "Drones", date(2025, 7, 4)),
        ("+++\ntitle = 'Drones'\npublished = 2025-07-04\n+++\n", "Drones", date(2025, 7, 4)),
        ("---\ndate: 4 July\n---\n# **Drones**\n", "Drones", None),
        ("---\ndate: 2025-13-44\n---\n## Second\n", None, None),
        ("---\ntitle: open\n", None, None),
    ],
)  # fmt: skip
def test_title_and_date_come_from_the_front_matter_or_the_first_heading(head, title, published):
    article = parse_article(head + "It held.", format="markdown")
    assert (article.title, article.published) == (title, published)
    assert article.sentences[-1].text.endswith("It held.")


def test_code_holds_no_marks_and_no_sentences():
    text = "It held.\n\n```\nSee apnews.com+2 https://apnews.com/x.\n```\n\nUse `bbc.com+1` so.\n\n    time.com+2.\n"
    article = parse_article(text, format="markdown")
    assert article.tags == ()
    assert [sentence.text for sentence in article.sentences] == ["It held.", "Use `bbc.com+1` so."]


def test_headings_are_no_claims():
    article = parse_article("# It held\n\nIt fell.", format="markdown")
    assert [claim.text for claim in article.claims] == ["It fell."]


def test_the_first_definition_of_a_label_holds():
    text = "It held ([AP][a]).\n\n[A]: https://apnews.com/1\n[a]: https://apnews.com/2\n"
    assert parse_article(text, format="markdown").tags[0].urls == ("https://apnews.com/1",)


def test_a_footnote_has_every_address_of_its_definition():
    text = "It held.[^1]\n\n[^1]: See [AP](https://apnews.com/x) and https://bbc.com/y.\n"
    (tag,) = parse_article(text, format="markdown").tags
    assert tag.urls == ("https://apnews.com/x", "https://bbc.com/y")
    assert tag.labels == ("apnews.com", "bbc.com")
    assert tag.style == "markdown_footnote"


def test_an_address_is_kept_as_written():
    url = "https://apnews.com/x?utm_source=chatgpt.com"
    (tag,) = parse_article(f"It held [AP News]({url}).", format="markdown").tags
    assert (tag.urls, tag.labels, tag.raw) == ((url,), ("apnews.com",), f"[AP News]({url})")


def test_a_link_alone_in_its_cell_is_the_mark_of_the_row():
    article = parse_article("| A | B |\n|---|---|\n| It held. | [AP](https://apnews.com/x) |\n", format="markdown")
    assert [(sentence.text, sentence.tags) for sentence in article.sentences] == [("It held.", (0,))]


@pytest.mark.parametrize(
    "text",
    [
        'It held <img src="https://apnews.com/x.png" alt="apnews.com+2"> so.',
        '<p data-x="https://apnews.com/x">It held so.</p>',
        "It held ![map][4] so.\n\n[4]: https://apnews.com/x.png",
        "It held <a name='apnews.com+2'></a>so.",
        "It held <script>see('https://apnews.com/x')</script>so.",
    ],
)
def test_attributes_and_images_hold_no_marks(text):
    article = parse_article(text, format="markdown")
    assert article.tags == ()
    assert [sentence.text for sentence in article.sentences] == ["It held so."]


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        ("| Ukraine | 539 drones | apnews.com+1bbc.com+1 |", [("Ukraine; 539 drones", 1)]),
        ("| Ukraine | apnews.com+1bbc.com+1 | 539 drones |", [("Ukraine; 539 drones", 1)]),
        ("| It held apnews.com+1bbc.com+1 | It fell. [AP](https://apnews.com/x) |", [("It held; It fell.", 2)]),
        ("| It held. ([AP](https://apnews.com/x)) | It fell. |", [("It held.", 1), ("It fell.", 0)]),
    ],
)
def test_the_marks_of_a_row_belong_to_its_sentences(row, sentences):
    article = parse_article(f"| A | B | C |\n|---|---|---|\n{row}\n", format="markdown")
    assert [(sentence.text, len(sentence.tags)) for sentence in article.sentences] == sentences


@pytest.mark.parametrize(
    "make",
    [
        lambda size: "# a" + " " * size + "b",
        lambda size: "a|b\n" + " " * size + "x",
        lambda size: "a|b\n--|--\n" + "|" * size,
        lambda size: "- " * size + "x",
        lambda size: "".join(" " * (at % 40) + "- a\n" for at in range(size)),
        lambda size: "![a](" * size,
        lambda size: "<a href='https://a.com'>" * size,
        lambda size: "".join("`" * (at % 50 + 1) + " " for at in range(size // 20)),
    ],
)
def test_hostile_markdown_takes_linear_time(make):
    def seconds(size):
        text = make(size)
        begin = time.process_time()
        read_markdown(text)
        return time.process_time() - begin

    short, long = (min(seconds(size) for _ in range(2)) for size in (5_000, 20_000))
    assert long < 12 * short + 0.3
