"""Places in the draft and pages of the report are found at once, however many are asked for."""

from dataclasses import replace

import pytest
from sample_report import make_report

from provenance.report import FORMATS, render_report
from provenance.report.page_index import PageIndex
from provenance.report.places import Lines

TEXT = "one\n\ntwo\r\nthree"


@pytest.mark.parametrize(
    ("offset", "place"),
    [(0, (1, 1)), (3, (1, 4)), (4, (2, 1)), (5, (3, 1)), (9, (3, 5)), (10, (4, 1)), (15, (4, 6)), (99, (4, 90))],
)
def test_a_place_has_its_line_and_column(offset, place):
    assert Lines(TEXT).locate(offset) == place


def test_a_text_without_lines_has_one():
    assert Lines("").locate(0) == (1, 1)


def test_of_pages_alike_the_first_is_found():
    first, *others = make_report().pages
    index = PageIndex((first, *others, replace(first, title="later")))
    assert index.at(first.url) is index.with_bytes(first.capture) is first
    assert index.at("https://example.org/absent") is index.with_bytes("0" * 64) is None


class Watched(tuple):
    """Counts how often somebody goes through it."""

    __slots__ = ()
    times = 0

    def __iter__(self):
        Watched.times += 1
        return super().__iter__()

    def __reversed__(self):
        Watched.times += 1
        return reversed(tuple(super().__iter__()))


class WatchedText(str):
    """Counts how often somebody looks for a line end in it from the beginning."""

    __slots__ = ()
    times = 0

    def count(self, *arguments):
        WatchedText.times += 1
        return super().count(*arguments)


def times_through(report, name):
    Watched.times = WatchedText.times = 0
    article = replace(report.article, text=WatchedText(report.article.text))
    render_report(replace(report, article=article, pages=Watched(report.pages), results=Watched(report.results)), name)
    return Watched.times + WatchedText.times


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_claims_and_remarks_are_not_multiplied_by_pages_lines_or_each_other(name):
    few = make_report()
    lineage = replace(few.lineage, notices=few.lineage.notices * 5)
    many = replace(few, results=few.results * 5, lineage=lineage)
    assert times_through(many, name) == times_through(few, name)
