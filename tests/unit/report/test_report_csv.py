"""The report as a table: one row a claim, and no cell that a spreadsheet would run."""

import csv
import io
from dataclasses import replace

import pytest
from sample_report import empty_report, make_report

from provenance.report.csv import BYTE_ORDER_MARK, COLUMNS, guard_cell, render_csv


def rows(report):
    return list(csv.DictReader(io.StringIO(render_csv(report).removeprefix(BYTE_ORDER_MARK), newline=""), strict=True))


GUARDED = (
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("%5", "'%5"),
    ("|cmd", "'|cmd"),
    ("\u22121", "'\u22121"),
    ("＝1+1", "'＝1+1"),
    ("＠x", "'＠x"),
    ("\t=1", "'\t'=1"),
    ("\r=1", "'\r'=1"),
    ("\twords", "'\twords"),
    ("  =1", "  '=1"),
    ("\u00a0\ufeff\u200b=1", "\u00a0\ufeff\u200b'=1"),
    ("words\n=1", "words\n'=1"),
    ("words\r\n  @x", "words\r\n  '@x"),
    ("words\n\tx", "words\n'\tx"),
    ("words\u2028=1", "words\u2028'=1"),
    ("a; =1", "a; '=1"),
    ('a,"=1', "a,\"'=1"),
    ('"=1', "\"'=1"),
    (";;=1", ";;'=1"),
)

LEFT = ("", "words", "1+1", "a = b", "25 %", "mail desk@example.org", "2024-07-04", "'=1", "a;b", "3 − 1", "“=1”")


@pytest.mark.parametrize(("text", "guarded"), GUARDED)
def test_what_would_be_a_formula_gets_an_apostrophe(text, guarded):
    assert guard_cell(text) == guarded


@pytest.mark.parametrize("text", LEFT)
def test_what_is_none_stays_as_it_is(text):
    assert guard_cell(text) == text


@pytest.mark.parametrize("text", [guarded for _, guarded in GUARDED])
def test_guarding_again_changes_nothing_that_could_run(text):
    assert guard_cell(text).replace("'", "") == text.replace("'", "")


def test_a_row_a_claim_with_all_columns():
    report = make_report()
    assert [row["id"] for row in rows(report)] == [result.claim.id for result in report.results]
    assert all(None not in row and None not in row.values() for row in rows(report))
    assert tuple(rows(report)[0]) == COLUMNS


def test_a_row_tells_what_the_claim_says_where_and_what_the_pages_say():
    row = rows(make_report())[0]
    assert row["verdict"] == "conflicting"
    assert (row["line"], row["column"], row["start"], row["end"]) == ("3", "1", "29", "88")
    assert row["sources"].startswith("Associated Press (apnews.com): read, says otherwise; ")
    assert row["pages_read"] == (
        "https://apnews.com/2025/07/04/drones; https://www.theguardian.com/world/2025/jul/04/drones"
    )
    assert "550 drones" in row["words"]


def test_a_page_that_was_not_read_is_named_with_its_reason():
    assert (
        "reuters.com/world/drones: the site refused the request (HTTP 401)" in rows(make_report())[4]["pages_not_read"]
    )


def test_every_cell_is_in_quotation_marks_and_every_line_ends_as_rfc_4180_has_it():
    lines = render_csv(make_report()).removeprefix(BYTE_ORDER_MARK).split("\r\n")
    assert lines.pop() == ""
    assert len(lines) == 8
    assert all(line.startswith('"') and line.endswith('"') for line in lines)


def test_a_cell_is_no_longer_than_a_spreadsheet_holds():
    report = make_report()
    long = replace(report.results[0], reason="\N{GRINNING FACE}" * 40_000 + "=1+1")
    cells = [cell for row in rows(replace(report, results=(long,))) for cell in row.values()]
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in cells) <= 32_767
    assert any(cell.endswith("\N{GRINNING FACE} …") for cell in cells)


def test_without_claims_there_is_the_head_alone():
    assert rows(empty_report()) == []
