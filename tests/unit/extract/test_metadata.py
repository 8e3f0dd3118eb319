import json
from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from provenance.extract.metadata import read_metadata

URL = "https://apnews.com/article/x?utm=1"


def read(head):
    return read_metadata(document_fromstring(f"<html lang=EN><head>{head}</head><body>x</body></html>"), url=URL)


def ld(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_json_ld_comes_before_open_graph_and_open_graph_before_the_title():
    graph, title = '<meta property="og:title" content="Graph">', "<title>Title</title>"
    assert read(title).title == "Title"
    assert read(title + graph).title == "Graph"
    assert read(title + graph + ld({"@type": "NewsArticle", "headline": "Linked &amp; data"})).title == "Linked & data"


def test_a_graph_of_nodes_is_searched():
    nodes = {"@graph": [{"@type": "Organization", "name": "AP"}, {"@type": ["NewsArticle"], "author": {"name": "Ann"}}]}
    assert read(ld(nodes)).authors == ("Ann",)


def test_authors_are_kept_once_and_links_are_no_names():
    authors = [{"name": "Ann"}, {"name": "Bob"}, {"name": "Ann"}, "https://facebook.com/ann", None, 7]
    assert read(ld({"@type": "Article", "author": authors})).authors == ("Ann", "Bob")


def test_the_author_tag_helps_out():
    assert read('<meta name="author" content="Ann  B.">').authors == ("Ann B.",)


def test_dates_are_read_with_their_zone():
    metadata = read(ld({"@type": "NewsArticle", "datePublished": "2025-07-04T10:00:00Z", "dateModified": "2025-07-05"}))
    assert metadata.published == datetime(2025, 7, 4, 10, tzinfo=UTC)
    assert metadata.modified == datetime(2025, 7, 5)  # noqa: DTZ001 - the page states no zone


@pytest.mark.parametrize("value", ["soon", "", 20250704, None, {"@value": "2025-07-04"}])
def test_a_date_that_is_none_is_passed_over(value):
    tag = '<meta property="article:published_time" content="2025-07-04T08:00:00+02:00">'
    metadata = read(ld({"@type": "NewsArticle", "datePublished": value}) + tag)
    assert metadata.published.isoformat() == "2025-07-04T08:00:00+02:00"


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel="canonical" href="/article/y">', "https://apnews.com/article/y"),
        ('<meta property="og:url" content="https://apnews.com/z">', "https://apnews.com/z"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="https://[broken">', None),
        ("", None),
    ],
)
def test_the_canonical_address_is_an_address(head, canonical):
    assert read(head).canonical_url == canonical


@pytest.mark.parametrize(("stated", "free"), [(True, True), ("True", True), (False, False), ("false", False)])
def test_free_is_what_the_page_states(stated, free):
    assert read(ld({"@type": "NewsArticle", "isAccessibleForFree": stated})).free is free


def test_free_is_unknown_when_nothing_is_stated():
    assert read(ld({"@type": "NewsArticle"})).free is None


def test_hostile_json_ld_is_passed_over():
    nested = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    wide = ld([{"@type": "Thing"}] * 5_000)
    assert read("<script type='application/ld+json'>{not json</script>" + nested + wide).title is None


def test_the_language_is_in_lower_case():
    assert read("").language == "en"


@pytest.mark.parametrize(
    ("stated", "words"), [("850", 850), (850, 850), ("9" * 5_000, None), ("-3", None), (8.5, None)]
)
def test_a_word_count_is_a_number_of_some_digits(stated, words):
    assert read(ld({"@type": "NewsArticle", "wordCount": stated})).words == words


def test_half_a_surrogate_pair_does_not_reach_a_report():
    node = {"@type": "NewsArticle", "headline": "a\ud800b", "author": {"name": "Ann \udc00"}, "publisher": "\ud800"}
    metadata = read(ld(node))
    assert (metadata.title, metadata.authors, metadata.site) == ("a?b", ("Ann ?",), "?")


@pytest.mark.parametrize(
    ("head", "original"),
    [
        ('<meta name="syndication-source" content="https://apnews.com/article/y">', "https://apnews.com/article/y"),
        ('<meta name="original-source" content="/article/y">', "https://apnews.com/article/y"),
        (ld({"@type": "NewsArticle", "isBasedOn": "https://reuters.com/y"}), "https://reuters.com/y"),
        (ld({"@type": "NewsArticle", "isBasedOn": [{"url": "https://reuters.com/y"}]}), "https://reuters.com/y"),
        (ld({"@type": "Person", "isBasedOn": "https://reuters.com/y"}), None),
        (ld({"@type": "NewsArticle", "isBasedOn": 7}), None),
        ('<meta name="syndication-source" content="javascript:alert(1)">', None),
        ('<meta name="syndication-source" content=" ">', None),
        ("", None),
    ],
)
def test_where_the_text_stood_first(head, original):
    assert read(head).syndicated_from == original
