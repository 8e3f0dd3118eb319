"""Live blogs are cut into their entries; other pages stay whole, whatever times they have."""

import json
from datetime import UTC, datetime

import pytest

from provenance.extract import extract_page
from provenance.extract.live import name_entry
from provenance.model import Capture, Page

WORDS = {
    "one": "The first ferry left the harbour of Aldvik with 41 lorries on board, the port authority said.",
    "two": "Wind gusts of 110 kilometres an hour were measured on the northern pier before noon.",
    "three": "All crossings to the island of Norre have been cancelled until Saturday, the line announced.",
}
HEAD = "<meta property='article:published_time' content='2025-07-04T06:00:00Z'>"
INTRO = "<h1>Storm over Norland: ferries stop</h1><p>We follow the storm here, hour by hour, until it has passed the coast.</p>"


def read(main, *, head=HEAD, path="/live/2025/jul/04/storm"):
    url = f"https://news.example{path}"
    html = f"<!doctype html><html><head><title>Storm</title>{head}</head><body><main>{main}</main></body></html>"
    return extract_page(
        Capture(
            url=url,
            final_url=url,
            redirects=(),
            status=200,
            headers=(("content-type", "text/html; charset=utf-8"),),
            fetched_at=datetime(2025, 7, 5, tzinfo=UTC),
            body=html.encode(),
        )
    )


def entry(name, moment, *, tag="article"):
    return f"<{tag}><time datetime='{moment}'>{moment[11:16]}</time><h3>Entry {name} of the day</h3><p>{WORDS[name]}</p></{tag}>"


def updates(*rows):
    listed = [{"@type": "BlogPosting", "headline": a, "articleBody": b, "datePublished": c} for a, b, c in rows]
    node = {"@type": "LiveBlogPosting", "datePublished": "2025-07-04T06:00:00Z", "liveBlogUpdate": listed}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


TIMES = {"one": "2025-07-04T14:05:00Z", "two": "2025-07-04T13:40:00Z", "three": "2025-07-03T22:15:00Z"}


@pytest.mark.parametrize("tag", ["article", "section", "div", "li"])
def test_the_entries_of_a_live_blog_are_its_parts(tag):
    page = read(INTRO + "".join(entry(name, moment, tag=tag) for name, moment in TIMES.items()))
    assert [part.label for part in page.parts] == ["entry of 14:05", "entry of 13:40", "entry of 22:15 on July 3"]
    assert [part.published for part in page.parts] == [datetime.fromisoformat(moment) for moment in TIMES.values()]
    for part, words in zip(page.parts, WORDS.values(), strict=True):
        assert part.span.read(page.text).endswith(words)
        assert sum(other in part.span.read(page.text) for other in WORDS.values()) == 1


def test_the_text_is_in_reading_order_and_begins_with_the_headline():
    page = read(INTRO + "".join(entry(name, moment) for name, moment in TIMES.items()))
    assert page.text.startswith("Storm over Norland")
    places = [page.text.index(words) for words in WORDS.values()]
    assert places == sorted(places)
    assert page.parts[0].span.start > page.text.index("hour by hour")
    assert [block.read(page.text) for block in page.blocks] == page.text.split("\n")


def test_entries_that_stand_side_by_side_go_on_to_the_next_time():
    flat = "".join(
        f"<h3><time datetime='{moment}'>x</time> Entry {name}</h3><p>{WORDS[name]}</p>"
        for name, moment in TIMES.items()
    )
    page = read(f"{INTRO}<div class=live-blog>{flat}</div>")
    assert len(page.parts) == 3
    assert WORDS["two"] in page.parts[1].span.read(page.text)


def test_entries_are_found_by_the_data_of_the_page():
    head = updates(*((f"Entry {name} of the day", WORDS[name], TIMES[name]) for name in WORDS))
    bare = "".join(f"<div><h3>Entry {name} of the day</h3><p>{words}</p></div>" for name, words in WORDS.items())
    page = read(INTRO + bare, head=head, path="/news/storm")
    assert [part.label for part in page.parts] == ["entry of 14:05", "entry of 13:40", "entry of 22:15 on July 3"]
    assert WORDS["three"] in page.parts[2].span.read(page.text)
    assert not page.partial


def test_entries_that_the_page_lists_and_does_not_show_make_it_partial():
    rows = [(f"Entry {name} of the day", WORDS[name], TIMES[name]) for name in WORDS]
    rows.append(("Unseen zebra", "An update that is loaded later, when the reader asks for it.", TIMES["one"]))
    page = read(INTRO + "".join(entry(name, moment) for name, moment in TIMES.items()), head=updates(*rows))
    assert "zebra" not in page.text
    assert page.partial


@pytest.mark.parametrize(
    ("main", "path"),
    [
        (
            f"{INTRO}<time datetime='{TIMES['one']}'>now</time>{''.join(f'<p>{words}</p>' for words in WORDS.values())}",
            "/news/storm",
        ),
        (INTRO + "".join(entry(name, moment) for name, moment in TIMES.items()), "/news/storm"),
        (f"{INTRO}{''.join(f'<p>{words}</p>' for words in WORDS.values())}", "/live/storm"),
        (f"{INTRO}{entry('one', TIMES['one'])}<p>{WORDS['two']}</p><p>{WORDS['three']}</p>", "/live/storm"),
    ],
)
def test_a_page_that_is_no_live_blog_has_no_parts(main, path):
    page = read(main, path=path)
    assert isinstance(page, Page)
    assert page.parts == ()


def test_hidden_entries_are_no_parts():
    shown = "".join(entry(name, moment) for name, moment in TIMES.items())
    page = read(
        f"{INTRO}{shown}<article hidden><time datetime='2025-07-04T01:00Z'>x</time><p>Unseen zebra words stand in here.</p></article>"
    )
    assert len(page.parts) == 3
    assert "zebra" not in page.text


@pytest.mark.parametrize(
    ("published", "day", "label"),
    [
        ("2025-07-04T14:05:00Z", "2025-07-04T06:00:00Z", "entry of 14:05"),
        ("2025-07-03T14:05:00Z", "2025-07-04T06:00:00Z", "entry of 14:05 on July 3"),
        ("2024-12-31T23:59:00Z", "2025-01-01T06:00:00Z", "entry of 23:59 on December 31, 2024"),
        ("2025-07-04T14:05:00Z", None, "entry of 14:05 on July 4, 2025"),
        (None, None, "entry without a time"),
    ],
)
def test_an_entry_is_called_by_its_time_and_by_its_day_where_that_is_another(published, day, label):
    moments = [datetime.fromisoformat(moment) if moment else None for moment in (published, day)]
    assert name_entry(moments[0], day=moments[1]) == label
