"""Every row of the table of hostile text, in every field of a report, through every format, read back: letters only."""

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace
from urllib.parse import urlsplit

import jsonschema
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from rich.cells import cell_len
from sample_report import make_report
from searched_report import make_searched_report
from test_report_sarif import ESSENTIAL

from provenance.model import JudgeOpinion, OtherReading, Report, Span, Verdict, make_quote
from provenance.model.codec import decode_report
from provenance.report import FORMATS, render_report
from provenance.report.clean import clean_line
from provenance.report.csv import BYTE_ORDER_MARK, COLUMNS
from provenance.report.sheet import Colour
from provenance.report.terminal import render_terminal
from tests.support.hostile import poison, read_hostile, text_fields

ROWS = read_hostile()
GROUPS = [" ".join(list(ROWS.values())[start : start + 15]) for start in range(0, len(ROWS), 15)]

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

ADDRESSES = {
    "behind an address": lambda hostile: lambda url: f"{url}{hostile}",
    "in place of an address": lambda hostile: lambda _: hostile,
}
"""Where hostile text stands in the fields that hold addresses."""


def full_report() -> Report:
    """The sample report with something in every field that it leaves empty."""
    report = make_report()
    first, *others = report.results
    check, *checks = first.checks
    assessment = check.assessments[0]
    opinion = JudgeOpinion(
        judge="model at host",
        verdict=Verdict.SUPPORTED,
        reason="It has the words.",
        quotes=(make_quote("words of a page", Span(start=0, end=5)),),
        invented=1,
        before=Verdict.CONTRADICTED,
    )
    check = replace(check, assessments=(replace(assessment, opinion=opinion),))
    article = report.article
    tag = replace(article.tags[0], urls=("https://apnews.com/a",), keys=("turn0search3",))
    reading = OtherReading(span=tag.span, chips=(("apnews.com",), ("bbc.com",)))
    return replace(
        report,
        article=replace(article, tags=(tag, *article.tags[1:]), other_readings=(reading,)),
        results=(replace(first, checks=(check, *checks), jointly=(assessment.page,)), *others),
        resolutions=(replace(report.resolutions[0], urls=("https://apnews.com/a",)), *report.resolutions[1:]),
        pages=(replace(report.pages[0], corrections=("An earlier version was wrong.",)), *report.pages[1:]),
        lineage=replace(report.lineage, article_url="https://example.org/article"),
        entailer="model",
        judge="judge",
    )


REPORTS = {"with every verdict": full_report(), "with searches": make_searched_report()}


def lean_report() -> Report:
    """Three claims of it: enough for a round through a format for every row."""
    report = REPORTS["with every verdict"]
    return replace(report, results=(report.results[0], report.results[2], report.results[5]))


LEAN = lean_report()


def test_the_table_has_every_name_once_and_no_empty_text():
    assert len(ROWS) >= 90
    assert all(ROWS.values())


def test_every_field_that_holds_text_is_filled():
    told = set()
    for report in REPORTS.values():
        poison(report, "x", told=told)
    assert text_fields(Report) - told == {"Report.schema"}


# JSON

TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("hostile", ROWS.values(), ids=ROWS)
def test_json_gives_every_field_back_and_steers_nothing(hostile):
    report = poison(LEAN, hostile)
    shown = render_report(report, "json")
    assert not set(shown) & TURNING
    assert {sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cs"}} == {"\n"}
    if not re.search("[\ud800-\udfff]", hostile):
        assert decode_report(shown) == report
    else:
        assert decode_report(shown) == decode_report(render_report(decode_report(shown), "json"))


# CSV


@pytest.mark.parametrize("hostile", ROWS.values(), ids=ROWS)
def test_no_cell_of_a_table_is_a_formula(hostile):
    shown = render_report(poison(LEAN, hostile), "csv").removeprefix(BYTE_ORDER_MARK)
    head, *rows = csv.reader(io.StringIO(shown, newline=""), strict=True)
    assert (tuple(head), len(rows), {len(row) for row in rows}) == (COLUMNS, 3, {len(COLUMNS)})
    assert [cell for row in rows for cell in row if is_formula(cell)] == []
    assert steering(shown, but="\r\u200c\u200d") == set()
    cut = [piece for row in rows for cell in row for piece in re.split(r"[,;\t]", cell)]
    assert [piece for piece in cut if is_formula(piece.lstrip('"'))] == []


def is_formula(cell):
    """The rule in other words than the guard's: nothing but blanks before a sign that a spreadsheet obeys."""
    lines = [cell, *cell.splitlines()]
    return any(line.strip(" \u00a0\u3000\ufeff\u200b")[:1] in {*"=+-@|%\t\r", "＝", "＋", "－", "＠"} for line in lines)


# SARIF


@pytest.mark.parametrize("hostile", ROWS.values(), ids=ROWS)
def test_messages_of_sarif_hold_no_link_and_its_addresses_are_harmless(hostile):
    shown = render_report(poison(LEAN, hostile, address=lambda url: f"{url}{hostile}"), "sarif")
    assert steering(shown, but="\u200c\u200d") == set()
    log = json.loads(shown)
    jsonschema.validate(log, ESSENTIAL)
    for place, value in leaves(log):
        if place == "text":
            assert re.search(r"(?<!\\)(?:\\\\)*[\[\]]", value) is None
            assert set("{}").isdisjoint(re.sub(r"\{\{|\}\}", "", value))
        if place == "uri":
            assert value == "draft" or urlsplit(value).scheme in {"http", "https"}


def leaves(value, place=""):
    if isinstance(value, dict):
        for key, own in value.items():
            yield from leaves(own, key)
    elif isinstance(value, list):
        for own in value:
            yield from leaves(own, place)
    else:
        yield place, value


# Terminal


@pytest.mark.parametrize("hostile", ROWS.values(), ids=ROWS)
def test_nothing_steers_a_terminal(hostile):
    shown = render_terminal(poison(LEAN, hostile), width=80)
    assert steering(shown, but="\u200c\u200d") == set()
    wide = [line for line in shown.splitlines() if cell_len(line) > 80 and not is_address(line)]
    assert wide == []


def is_address(line):
    return "://" in line or line.startswith("      ")


def test_with_colours_there_are_ours_alone():
    for hostile in (ROWS["terminal colours"], ROWS["one-character sequences"], ROWS["markup of rich"]):
        shown = render_terminal(poison(LEAN, hostile), width=80, colour=Colour.ALWAYS)
        ours = re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert steering(ours) == set()
        assert ours == render_terminal(poison(LEAN, hostile), width=80)


# Markdown

PLAIN = BeautifulSoup(RENDERER.render(render_report(poison(LEAN, "words "), "markdown")), "lxml")
OF_MARKDOWN = {element.name for element in PLAIN()}
COUNTED = {name: len(PLAIN(name)) for name in ("h1", "h2", "h3", "blockquote", "table", "td", "hr")}


@pytest.mark.parametrize("hostile", ROWS.values(), ids=ROWS)
def test_markdown_makes_nothing_of_it_but_our_own_elements(hostile):
    page = BeautifulSoup(RENDERER.render(render_report(poison(LEAN, hostile), "markdown")), "lxml")
    assert {element.name for element in page()} <= OF_MARKDOWN
    assert {name: len(page(name)) for name in COUNTED} == COUNTED
    assert all(is_web(link["href"]) for link in page("a"))
    assert clean_line(hostile) in squeezed(page.get_text())


@pytest.mark.parametrize("place", ADDRESSES)
def test_addresses_in_markdown_lead_to_the_web(place):
    for hostile in GROUPS:
        page = RENDERER.render(render_report(poison(LEAN, hostile, address=ADDRESSES[place](hostile)), "markdown"))
        assert all(is_web(link["href"]) for link in BeautifulSoup(page, "lxml")("a"))


def is_web(href):
    return re.fullmatch(r"https?://[^\s<>\"]+", href, re.IGNORECASE) is not None and "@" not in urlsplit(href).netloc


# HTML


def shapes(page):
    return {(element.name, frozenset(element.attrs)) for element in page(True)}


def pages():
    for report in REPORTS.values():
        yield BeautifulSoup(render_report(report, "html"), "lxml")
        for address in ADDRESSES.values():
            yield BeautifulSoup(render_report(poison(report, "w", address=address("w")), "html"), "lxml")


OF_HTML = set().union(*map(shapes, pages()))
CLASSES = {name for page in pages() for element in page(class_=True) for name in element["class"]}


@pytest.mark.parametrize("place", ADDRESSES)
@pytest.mark.parametrize("name", REPORTS)
def test_html_has_no_element_and_no_attribute_but_the_templates_own(name, place):
    for hostile in GROUPS:
        shown = render_report(poison(REPORTS[name], hostile, address=ADDRESSES[place](hostile)), "html")
        assert steering(shown, but="\t\u200c\u200d") == set()
        page = BeautifulSoup(shown, "lxml")
        assert shapes(page) <= OF_HTML
        assert {name for element in page(class_=True) for name in element["class"]} <= CLASSES
        assert all(link["href"].startswith("#") or is_web(link["href"]) for link in page("a"))
        assert clean_line(hostile) in squeezed(page.get_text())


def test_the_policy_and_the_style_of_html_stay_the_same():
    def head(document):
        page = BeautifulSoup(document, "lxml")
        return page.find("meta", {"http-equiv": True}), page.find("style").string

    for hostile in GROUPS[:2]:
        assert head(render_report(poison(LEAN, hostile), "html")) == head(render_report(LEAN, "html"))


# All


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_all_rows_at_once(name):
    shown = render_report(poison(LEAN, "\n".join(ROWS.values())), name)
    assert shown.encode()


def steering(shown, *, but=""):
    """What is left in a report that no letter is: controls, signs that turn the order of letters, halves of pairs."""
    odd = {sign for sign in set(shown) if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}}
    return odd - {"\n", *but}


def squeezed(text):
    return " ".join(text.replace("\u2060", "").split())
