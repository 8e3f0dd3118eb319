"""Looks before the long patterns may let too much through, never too little."""

from __future__ import annotations

from datetime import date

import pytest

from provenance.text.date_forms import may_be_date, may_open
from provenance.text.dates import read_dates
from provenance.text.tables import read_table
from provenance.text.units import may_be_unit, unit_pattern

DAY = date(2025, 7, 9)


@pytest.mark.parametrize("gap", ["", " ", "-", "\n"])
def test_every_unit_is_looked_at_behind_a_number(gap: str) -> None:
    for row in (*read_table("units")["unit"], *read_table("units")["currency"]):
        for spelling in row["spellings"]:
            assert may_be_unit(f"5{gap}{spelling.upper()}", 1), spelling


def test_other_words_behind_a_number_are_no_unit() -> None:
    assert not may_be_unit("5 drones", 1)
    assert "drones" not in unit_pattern()


@pytest.mark.parametrize(
    "text",
    [
        "539 AD",
        "AD 539",
        "A.D. 79 people",
        "5 CE",
        "12 to 14 July 2025",
        "12 and 14 July",
        "3 of May",
        "12 days ago",
        "4 July",
        "2025",
        "the 19th century",
        "in May’22 2025",
        "on Friday 4 July",
        "from 12 April until 3 May",
    ],
)
def test_dates_beside_plain_numbers_are_read(text: str) -> None:
    alone = [mention.span.read(text) for mention in read_dates(text, base=DAY)]
    beside = f"On 539 days some 46,000 of 12 people were told by {text}"
    assert alone
    assert [mention.span.read(beside) for mention in read_dates(beside, base=DAY)] == alone


@pytest.mark.parametrize("text", ["539 drones", "46000 men", "1,234 days", "12 people"])
def test_plain_counts_begin_no_date(text: str) -> None:
    assert not may_be_date(text, 0)


@pytest.mark.parametrize(
    ("opener", "following", "may"),
    [("on", "friday", True), ("on", "may", False), ("in", "may", True), ("in", "2022", False), ("the", "19", True)],
)
def test_some_words_open_one_form_alone(opener: str, following: str, *, may: bool) -> None:
    assert may_open(opener, following) is may
