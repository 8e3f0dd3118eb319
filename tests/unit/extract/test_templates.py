from datetime import UTC, datetime

import pytest

from provenance.extract import find_templates
from provenance.model import Access, Page

DAY = datetime(2025, 7, 4, tzinfo=UTC)
WALL = "This is what the site says under every address that it is asked for."


def page(url, text=WALL, **fields):
    return Page(capture=url, url=url, text=text, blocks=(), **fields)


@pytest.mark.parametrize(
    ("pages", "templates"),
    [
        ((page("https://a.org/x"), page("https://a.org/y")), 2),
        ((page("https://a.org/x"), page("https://www.a.org/y"), page("https://a.org/z", text="Another.")), 2),
        ((page("https://a.org/s?id=1"), page("https://a.org/s?id=2")), 2),
        ((page("https://a.org/x"), page("https://a.org/y", text=f" {WALL}\n")), 2),
        ([page(f"https://a.org/{n}", canonical_url="https://a.org/") for n in range(3)], 3),
        ([page(f"https://a.org/{n}", canonical_url=f"https://a.org/{n}") for n in range(3)], 3),
        ([page(f"https://a.org/{n}", title="News") for n in range(3)], 3),
        # one article
        ((page("https://a.org/x"),), 0),
        ((page("https://a.org/x"), page("https://b.org/x")), 0),
        ((page("https://a.org/x"), page("https://a.org/y", text="Another.")), 0),
        ((page("https://a.org/x"), page("https://www.a.org/x/?utm_source=z")), 0),
        ((page("https://a.org/x"), page("https://a.org/x/amp"), page("https://a.org/x?print=1")), 0),
        ([page(f"https://a.org/{n}/s", canonical_url="https://a.org/news/s") for n in range(2)], 0),
        ([page(f"https://a.org/{n}", title="Storm", published=DAY) for n in range(2)], 0),
        ([page(f"https://a.org/{n}.pdf", decoded_by="pdf") for n in range(2)], 0),
        ((page("attached:a.org/x?sha256=1"), page("attached:a.org/y?sha256=1")), 0),
    ],
)
def test_one_text_under_two_addresses_is_a_template_unless_it_is_one_article(pages, templates):
    found = find_templates({page.url: page for page in pages})
    assert len(found) == templates
    assert all(missed.access is Access.UNSUPPORTED and missed.url == url for url, missed in found.items())


def test_the_reason_says_how_often_the_text_was_seen():
    found = find_templates({url: page(url) for url in ("https://a.org/x", "https://a.org/y")})
    assert "under 2 addresses" in found["https://a.org/x"].detail
