"""The report as Markdown: whatever a page says, a renderer makes letters of it."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_report import HOSTILE, empty_report, make_report

from provenance.report.clean import clean_line
from provenance.report.markdown import escape_markdown, render_markdown
from provenance.report.wording import NO_CLAIMS

# a renderer that lets HTML through: an unescaped tag would show
RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

OURS = {"h1", "h2", "h3", "p", "strong", "ul", "li", "a", "code", "blockquote", "hr", "table", "thead", "tbody", "tr",
        "th", "td"}  # fmt: skip


@pytest.fixture(scope="module")
def page():
    return BeautifulSoup(RENDERER.render(render_markdown(make_report())), "html.parser")


def test_a_renderer_makes_nothing_of_it_but_our_own_elements(page):
    assert {element.name for element in page.find_all(True)} <= OURS


def test_every_link_leads_to_a_page_that_was_read_or_missed(page):
    hosts = {re.match(r"(https?://[^/]+)/", link["href"]).group(1) for link in page.find_all("a")}
    assert hosts == {
        "https://apnews.com",
        "https://www.theguardian.com",
        "https://www.reuters.com",
        "https://example.org",
    }


def test_the_table_has_three_cells_in_every_row(page):
    assert {len(row.find_all(["td", "th"])) for row in page.find_all("tr")} == {3}


def test_coverage_stands_under_the_title():
    lines = render_markdown(make_report()).splitlines()
    assert lines[2].startswith("**5 of 7 claims checked")


def test_no_claims_are_said_to_be_none():
    assert f"**{NO_CLAIMS}**" in render_markdown(empty_report())


def rendered(text):
    return BeautifulSoup(RENDERER.render(f"- {text}"), "html.parser")


TRICKY = (*HOSTILE, "# heading", "1. list", "12) list", "- item", "=====", "---", "> quote", "a|b", "~~gone~~", "`code`",
          "**bold** _it_", "[a](http://x)", "![a](http://x)", "<http://x>", "&lt;b&gt;", "&#60;", "a\\*b", "$x$",
          "www.evil.example", "https://evil.example", "[ref]: http://x", "C:\\new", "|---|---|", "+1")  # fmt: skip


@pytest.mark.parametrize("text", TRICKY)
def test_tricky_text_is_shown_letter_by_letter(text):
    page = rendered(escape_markdown(clean_line(text)))
    assert {element.name for element in page.find_all(True)} == {"ul", "li"}
    assert page.get_text().strip().replace("\u2060", "") == clean_line(text)


def test_a_mention_notifies_nobody():
    assert escape_markdown("ask @everyone at desk@example.org") == "ask @\u2060everyone at desk@\u2060example.org"


def test_bare_addresses_are_no_links():
    assert escape_markdown("see https://x.example and www.x.example") == "see https\\://x.example and www\\.x.example"


@given(st.text())
def test_any_text_is_letters_in_a_list_and_in_a_quote(text):
    line = clean_line(text)
    shown = escape_markdown(line)
    for start, elements in (("- ", {"ul", "li"}), ("> ", {"blockquote", "p"})):
        page = BeautifulSoup(RENDERER.render(f"{start}{shown}"), "html.parser")
        assert {element.name for element in page.find_all(True)} <= elements
        assert page.get_text().strip().replace("\u2060", "") == line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("#12 and owner/repo#12", "#\u206012 and owner/repo#\u206012"),
        ("GH-12, gh-7", "GH-\u206012, gh-\u20607"),
        ("@everyone", "@\u2060everyone"),
        (":tada: :+1:", ":\u2060tada: :\u2060+1:"),
        ("at 12:30:45, ratio 1:2, a: b", "at 12:30:45, ratio 1:2, a: b"),
        ("C# and #x", "C# and #x"),
    ],
)
def test_what_github_would_turn_into_something_else_is_kept_apart(text, shown):
    assert rendered(escape_markdown(text)).get_text().strip() == shown
