"""The report on a terminal: coverage first, narrow lines, and nothing from a page that steers it."""

import re
import unicodedata

import pytest
from rich.cells import cell_len
from sample_report import empty_report, make_report

from provenance.report.sheet import MIN_WIDTH, Colour
from provenance.report.terminal import render_terminal
from provenance.report.wording import NO_CLAIMS

# "\x1b[1;31m": the only kind of escape sequence that colour needs
COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")


def test_coverage_is_the_first_line():
    assert render_terminal(make_report()).startswith("5 of 7 claims checked · 4 sources not read")


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_no_line_but_an_address_is_wider_than_asked(width):
    lines = render_terminal(make_report(), width=width).splitlines()
    wide = [line for line in lines if cell_len(line) > width and "://" not in line]
    assert wide == []


def test_fewer_columns_than_can_be_read_become_the_least():
    assert render_terminal(make_report(), width=3) == render_terminal(make_report(), width=MIN_WIDTH)


@pytest.mark.parametrize("colour", list(Colour))
def test_no_line_ends_in_blanks(colour):
    plain = COLOUR_CODE.sub("", render_terminal(make_report(), width=80, colour=colour))
    assert [line for line in plain.splitlines() if line != line.rstrip()] == []


def test_without_colour_there_is_no_control_character():
    shown = render_terminal(make_report())
    assert {sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cf"}} == {"\n"}


def test_with_colour_there_is_colour_and_nothing_else():
    shown = render_terminal(make_report(), colour=Colour.ALWAYS)
    assert COLOUR_CODE.search(shown)
    assert {sign for sign in COLOUR_CODE.sub("", shown) if unicodedata.category(sign) in {"Cc", "Cf"}} == {"\n"}


def test_colour_adds_nothing_to_the_words():
    assert COLOUR_CODE.sub("", render_terminal(make_report(), colour=Colour.ALWAYS)) == render_terminal(make_report())


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS", "TERM"])
def test_the_environment_changes_nothing(name, monkeypatch):
    plain = render_terminal(make_report())
    monkeypatch.setenv(name, "1")
    assert render_terminal(make_report()) == plain


def test_problems_are_listed_before_the_claims_which_keep_their_order():
    shown = render_terminal(make_report())
    assert shown.index("Look at these first") < shown.index("Claim by claim")
    claims = re.findall(r"^\S (\d) [A-Z][a-z ]+ · ", shown, flags=re.MULTILINE)
    assert claims == ["1", "2", "3", "4", "5", "6", "7"]


def test_an_address_is_never_broken():
    assert "      https://www.theguardian.com/world/2025/jul/04/drones\n" in render_terminal(make_report(), width=40)


def test_no_claims_are_said_to_be_none():
    shown = render_terminal(empty_report())
    assert shown.startswith(NO_CLAIMS)
    assert "Claim by claim" not in shown
    assert "Hosts contacted: none" in shown


def test_rich_markup_in_a_page_is_text():
    assert "[docs]" not in render_terminal(empty_report())
    assert "[31mred" in render_terminal(make_report())
