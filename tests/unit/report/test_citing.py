"""Citations written in the places of the marks, in every style."""

import re

import pytest

from provenance.errors import SettingsError
from provenance.parse import parse_article
from provenance.parse.cleaning import remove_marks, removed_places
from provenance.report.citation_styles import CITATION_STYLES
from provenance.report.citing import cite_article
from provenance.resolve import resolve_tags


def cite(text, style, kind="text"):
    article = parse_article(text, format=kind)
    return cite_article(article, resolve_tags(article), style=style, without=removed_places(article))


AP, BBC = "[Associated Press](https://apnews.com)", "[BBC](https://bbc.com)"
CHIP = "apnews.com+1bbc.com+1"


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"It held {CHIP}.", f"It held ({AP}, {BBC})."),
        (f"It held. {CHIP} It fell.", f"It held ({AP}, {BBC}). It fell."),
        (f"It held!{CHIP} It fell.", f"It held ({AP}, {BBC})! It fell."),
        (f"He said “no.” {CHIP} It fell.", f"He said “no.” ({AP}, {BBC}) It fell."),
        (f"It is in the U.S. {CHIP} It fell.", f"It is in the U.S. ({AP}, {BBC}) It fell."),
        (f"And so on... {CHIP} It fell.", f"And so on... ({AP}, {BBC}) It fell."),
        (f"It held.\n{CHIP}\n\nIt fell.\n", f"It held ({AP}, {BBC}).\n\nIt fell.\n"),
        ("It held apnews.com+3bbc.com+3reuters.com+3.",
         f"It held ({BBC}, [Reuters](https://reuters.com), {AP} and 1 more not named)."),
        ("[cite_start]It held [AP](https://apnews.com/a). It fell [cite: 4].",
         "It held ([Associated Press](https://apnews.com/a)). It fell (source not identified: 4)."),
        ("It held ([AP](https://apnews.com/a?b=1&utm_source=chatgpt.com)).", "It held ([Associated Press](https://apnews.com/a?b=1))."),
        ("It held ([AP](https://apnews.com/a), [BBC](https://bbc.com/b)).",
         "It held ([Associated Press](https://apnews.com/a), [BBC](https://bbc.com/b))."),
        ("Read [the report](https://who.int/x) of May.", "Read [the report](https://who.int/x) of May."),
        ("Read https://who.int/x with care.", "Read https://who.int/x with care."),
        ("- It held.\n- apnews.com+1bbc.com+1\n- It fell.\n", f"- It held.\n- ({AP}, {BBC})\n- It fell.\n"),
        (f"它是这样的。{CHIP}它又来了。", f"它是这样的({AP}, {BBC})。它又来了。"),
        ("No mark.", "No mark."),
    ],
)  # fmt: skip
def test_links_in_brackets_stand_before_the_full_stop(text, cited):
    assert cite(text, "markdown") == cited


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"It held {CHIP}. It fell {CHIP}.\n",
         f"It held.[^1][^2] It fell.[^1][^2]\n\n[^1]: {AP}\n[^2]: {BBC}\n"),
        (f"He said “no.” {CHIP}\r\n\r\nIt fell.\r\n",
         f"He said “no.”[^1][^2]\r\n\r\nIt fell.\r\n\r\n[^1]: {AP}\r\n[^2]: {BBC}\r\n"),
        ("It held apnews.com+3bbc.com+3reuters.com+3.",
         f"It held.[^1][^2][^3][^4]\n\n[^1]: {BBC}\n[^2]: [Reuters](https://reuters.com)\n[^3]: {AP}\n[^4]: 1 more not named at this place\n"),
        ("Read [the report](https://who.int/x) of May.",
         "Read the report[^1] of May.\n\n[^1]: [World Health Organization](https://who.int/x)\n"),
    ],
)  # fmt: skip
def test_footnotes_stand_behind_the_full_stop_and_each_source_once_below(text, cited):
    assert re.sub(r"\[who\.int\]", "[World Health Organization]", cite(text, "footnotes", "markdown")) == cited


def test_new_footnotes_take_numbers_that_are_free():
    text = f"It held {CHIP}. It fell (see [^7]: a note).\n"
    assert "It held.[^8][^9]" in cite(text, "footnotes")


def test_references_of_wikitext_are_written_out_once():
    assert cite(f"It held {CHIP}. It fell ([AP](https://apnews.com/a)). So apnews.com+1bbc.com+1.", "wikitext") == (
        'It held.<ref name="Associated-Press">{{cite web |url=https://apnews.com |title=Associated Press '
        '|website=apnews.com}}</ref><ref name="BBC">{{cite web |url=https://bbc.com |title=BBC |website=bbc.com}}</ref>'
        ' It fell.<ref name="Associated-Press--2">{{cite web |url=https://apnews.com/a |title=Associated Press '
        '|website=apnews.com}}</ref> So.<ref name="Associated-Press" /><ref name="BBC" />'
    )


@pytest.mark.parametrize("style", CITATION_STYLES)
def test_an_address_is_escaped_where_it_would_end_and_left_out_where_it_is_disguised(style):
    cited = cite(
        "It held [apnews.com+1](https://apnews.com/a|b). It fell [apnews.com+1](https://apnews.com@x.com/).",
        style,
        "markdown",
    )
    assert "https://apnews.com/a%7Cb" in cited
    assert "apnews.com@" not in cited
    assert "source not identified: x.com" in cited


@pytest.mark.parametrize("style", CITATION_STYLES)
def test_what_is_not_identified_stays_visible(style):
    text = "It held ([Village Gazette][4])."
    cited = cite(text, style, "markdown")
    assert "source not identified: Village Gazette" in cited


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("It held.[^note] It fell.", "It held.[^note] It fell."),
        (f"It held ({CHIP}, [^note]). It fell.", f"It held ({AP}, {BBC})[^note]. It fell."),
    ],
)
def test_a_mark_that_could_not_be_read_stays_as_it_was(text, cited):
    assert cite(text, "markdown", "markdown") == cited


@pytest.mark.parametrize("style", CITATION_STYLES)
def test_definitions_that_only_marks_named_are_gone(style):
    cited = cite("It held ([AP][4]).\n\n[4]: https://apnews.com/x\n", style, "markdown")
    assert "[4]" not in cited
    assert "https://apnews.com/x" in cited


@pytest.mark.parametrize(
    "url", ["https://apnews.com/a|b}}{{evil", "https://apnews.com/<x>", "https://apnews.com/a'''b", "https://apnews.com/]]x"]
)  # fmt: skip
def test_addresses_cannot_leave_their_place(url):
    wikitext = cite(f"It held ([AP](<{url}>)).", "wikitext", "markdown")
    (template,) = re.findall(r"\{\{cite web \|url=(\S*) \|title=[^|{}]* \|website=[^|{}]*\}\}</ref>", wikitext)
    assert not set("|{}<>[]'") & set(template)
    assert wikitext.count("{{") == wikitext.count("}}") == 1


@pytest.mark.parametrize("label", ["A}}{{evil", "A]](x)[[B", "A</ref><evil>", "A|x=1"])
def test_labels_cannot_leave_their_place(label):
    text = f"It held ([{label.replace('[', '').replace(']', '')}][4])."
    assert not re.search(r"\{\{(?!cite)|<evil|\|x=1|\(x\)\[", cite(text, "wikitext", "markdown"))
    assert "<evil" not in cite(text, "footnotes", "markdown")


@pytest.mark.parametrize("style", CITATION_STYLES)
def test_only_citations_are_added_to_the_clean_text(root, style):
    article = parse_article((root / "examples/article.txt").read_text(encoding="utf-8"))
    cited = cite_article(article, resolve_tags(article), style=style, without=removed_places(article))
    body = cited.partition("\n\n[^1]: ")[0]
    without = re.sub(
        r" \(\[[^\n]*?\)(?: and \d+ more not named)?\)|\[\^\d+\]|<ref[^>]*/>|<ref[^>]*>.*?</ref>", "", body
    )
    assert without.rstrip() == remove_marks(article).rstrip()


def test_an_unknown_style_and_a_draft_in_html_are_refused():
    with pytest.raises(SettingsError, match="Known are: markdown, footnotes, wikitext"):
        cite("It held.", "harvard")
