"""The index of a pack: every row of the table of hostile text, in every field, stays text."""

import unicodedata
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from provenance.pack.index import LONGEST, render_index
from provenance.pack.layout import GonePage, PackedPage
from provenance.report.clean import clean_line
from provenance.store import open_store
from tests.support.hostile import poison, read_hostile
from tests.support.packs import CAPTURES, READ, verify

ROWS = read_hostile()
TEXT = "pages/" + "0" * 64 + ".txt"
OF_OTHERS = ("title", "h1", ".said", "header .meta", "h3", ".address bdi", ".meta bdi", "li dd code", "li .warn")
"""Where words of a draft, a page, a report or a store stand in an index."""


@pytest.fixture(scope="module")
def report():
    """A report with every mark that an index shows."""
    with open_store(":memory:") as store:
        for each in CAPTURES:
            store.put_capture(each)
        made = verify(store)
    pages = (made.pages[0], replace(made.pages[1], stand_in=True, archived_at=READ), *made.pages[2:])
    return replace(made, article=replace(made.article, title="Drones"), pages=pages)


def index_of(report, hostile):
    """The index with `hostile` in every field, one page in the pack, the others gone for a reason with it."""
    report = poison(report, hostile)
    first, *others = report.pages
    packed = PackedPage(url=first.url, capture=first.capture, body=TEXT, text=TEXT)
    gone = tuple(GonePage(url=page.url, capture=page.capture, reason=f"{hostile}gone") for page in others)
    return render_index(report, pages=(packed,), gone=gone)


def read(document):
    return BeautifulSoup(document, "lxml")


def shapes(page):
    """Every element with the names of its attributes and its classes, in their order."""
    return [(element.name, sorted(element.attrs), element.get("class")) for element in page(True)]


def words(element):
    return " ".join(element.get_text().split())


def steering(document):
    """What no letter is: controls, signs that turn the order of letters, halves of pairs."""
    odd = {sign for sign in set(document) if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}}
    return odd - set("\n\u200c\u200d")  # joiners stay between letters that need them


def test_a_claim_names_every_page_that_it_was_held_against_also_where_two_have_the_same_bytes(report):
    assert report.pages[0].capture == report.pages[1].capture
    held = [words(cell) for cell in read(index_of(report, "")).select("td.held")]
    assert held == ["pages 1, 2", "pages 3"]


@pytest.mark.parametrize("place", OF_OTHERS)
def test_every_place_that_shows_words_of_others_is_under_test(report, place):
    assert all("w" * 8 in words(element) for element in read(index_of(report, "w" * 8)).select(place))
    assert read(index_of(report, "w" * 8)).select(place)


@pytest.mark.parametrize("hostile", ROWS.values(), ids=ROWS)
def test_hostile_text_makes_no_element_steers_nothing_and_leads_nowhere(report, hostile):
    document, plain = index_of(report, hostile), read(index_of(report, "w"))
    page = read(document)
    assert steering(document) == set()
    assert shapes(page) == shapes(plain)
    assert {link["href"].partition("#")[0] for link in page("a")} == {"", "report.html", TEXT}
    assert page.find("meta", {"http-equiv": True}) == plain.find("meta", {"http-equiv": True})
    assert page.find("style").string == plain.find("style").string
    for place in OF_OTHERS:
        shown = [words(element) for element in page.select(place)]
        assert all(clean_line(hostile)[:LONGEST] in one for one in shown), place
