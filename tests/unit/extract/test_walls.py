"""The table of stand-in responses in tests/cases/walls: no ordinary page is refused, no wall is scored."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.extract import extract_page
from provenance.fetch.policy import refuse_answer
from provenance.model import Capture, Missed, Page

FOLDER = Path(__file__).parents[2] / "cases" / "walls"
ROWS = [row for path in sorted(FOLDER.glob("*.toml")) for row in tomllib.loads(path.read_text())["response"]]
WALLS = [row for row in ROWS if row.get("access", "ok") != "ok"]
PAGES = [row for row in ROWS if row.get("access", "ok") == "ok"]
ORDINARY = tomllib.loads((FOLDER / "ordinary.toml").read_text())["response"]

BRIEF = (
    "<p>The ferry between Aldvik and the island of Norre runs again since Friday, the port authority said, after a "
    "storm had damaged the landing stage. Some 230 people and 41 lorries waited for the first crossing in the "
    "morning.</p><p>The repair cost about 90,000 crowns. A second ferry, which was to help out, stays in the yard "
    "until its engine has been looked at.</p>"
)
DISTRICTS = ("northern", "southern", "eastern", "western", "old", "new", "upper", "lower")
STORY = "".join(
    f"<p>In the {name} harbour the talks went on until the evening, and the workers who had come to hear of the new "
    f"pier went home with {number} pages of plans, a date for the next meeting and little else to show for it.</p>"
    for number, name in enumerate(DISTRICTS, start=12)
)
LINKS = "".join(
    f"<li><a href='/news/{name}'>What the {name} harbour means for the island of Norre</a></li>"
    for name in DISTRICTS * 2
)
TEASERS = "".join(
    f"<div class=teaser><h2><a href='/news/{name}'>What the {name} harbour means for Norre</a></h2><p>The {name} "
    "harbour has seen better days, and its owners look for money to build a pier for larger ships.</p></div>"
    for name in DISTRICTS * 2
)
CONSENT = "".join(
    f"<p>We and our partners (number {number}) use cookies to measure advertising, and ask for your consent.</p>"
    for number in range(20)
)
ENTRIES = "".join(
    f"<section><time datetime='2025-07-04T1{number}:05:00Z'>1{number}:05</time><p>This is entry number {word} of the "
    "day, and it tells that the ferries stay in the harbour as the storm grows.</p></section>"
    for number, word in enumerate(("one", "two", "three", "four"))
)
FILLING = {
    "brief": BRIEF, "story": STORY, "links": f"<ul>{LINKS}</ul>", "teasers": TEASERS, "consent": CONSENT,
    "entries": ENTRIES,
}  # fmt: skip


def make_capture(row, *, status=None):
    body = row["body"]
    for name, filling in FILLING.items():
        body = body.replace("{{" + name + "}}", filling)
    url = row.get("url", "https://news.example/world/harbour-talks")
    headers = {"content-type": "text/html; charset=utf-8", "x-stand-in": "provenance"} | row.get("headers", {})
    return Capture(
        url=url,
        final_url=row.get("final_url", url),
        redirects=(),
        status=status or row.get("status", 200),
        headers=tuple(headers.items()),
        fetched_at=datetime(2025, 7, 5, tzinfo=UTC),
        body=body.encode(),
    )


def name_of(row):
    return row["name"]


@pytest.mark.parametrize("row", WALLS, ids=name_of)
def test_no_wall_is_scored(row):
    capture = make_capture(row)
    refused = refuse_answer(capture.status, capture.headers)
    outcome = refused or extract_page(capture)
    assert not isinstance(outcome, Page), outcome.text[:200]
    assert outcome.access == row["access"], outcome.detail


@pytest.mark.parametrize("row", [row for row in WALLS if row.get("status", 200) != 200], ids=name_of)
def test_a_wall_with_a_status_is_known_by_its_body_too(row):
    assert isinstance(extract_page(make_capture(row, status=200)), Missed)


@pytest.mark.parametrize("row", PAGES, ids=name_of)
def test_no_ordinary_page_is_refused(row):
    capture = make_capture(row)
    assert refuse_answer(capture.status, capture.headers) is None
    page = extract_page(capture)
    assert isinstance(page, Page), page.detail
    assert row.get("says", "") in page.text
    assert "lacks" not in row or row["lacks"] not in page.text
    assert row.get("partial", page.partial) == page.partial


def test_the_table_is_as_large_as_it_has_to_be():
    assert len(ROWS) >= 60
    assert len(ORDINARY) >= 25
    assert len({row["name"] for row in ROWS}) == len(ROWS)
