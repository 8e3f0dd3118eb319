"""Feeds of every kind, where a front page names them, and when they are asked at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Access
from provenance.resolve.listings.pointers import MOST_FEEDS, feeds_named
from provenance.resolve.listings.reading import read_listing
from provenance.resolve.providers.feeds import FeedsProvider
from tests.support.searches import MOMENT, Web, addresses, make_query

TODAY = MOMENT.date()
STORM = "https://apnews.com/article/hurricane-beryl-jamaica-landfall"

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>All</title><link>https://apnews.com/</link>
<atom:link href="https://apnews.com/feed" rel="self"/>
<item><title>Beryl &amp;#8217;hits&amp;#8217; Jamaica</title><link>{STORM}</link><pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate></item>
</channel></rss>"""
RSS_GUID = f"""<rss><channel><item><title>A</title><guid>{STORM}</guid></item><item><guid>no address</guid></item></channel></rss>"""
RDF = f"""<rdf:RDF xmlns:rdf="x"><channel rdf:about="y"/><item rdf:about="z"><title>A</title><link>{STORM}</link>
<dc:date>2026-01-01T10:00:00Z</dc:date></item></rdf:RDF>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://apnews.com/"/><entry><title type="xhtml"><div>A</div></title>
<link rel="replies" href="https://apnews.com/comments"/><link rel="alternate" href="{STORM}"/><id>urn:1</id>
<published>2026-01-01T10:00:00Z</published><updated>2026-01-02T10:00:00Z</updated></entry></feed>"""
JSON = f"""{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": 7, "url": "{STORM}", "title": "A",
"date_published": "2026-01-01T10:00:00Z", "tags": [[]]}}, {{"url": null}}]}}"""


def read(body):
    return read_listing(body.encode(), limit=100_000)


@pytest.mark.parametrize("body", [RSS, RSS_GUID, RDF, ATOM, JSON, "\ufeff " + JSON, "\n" + RSS])
def test_every_kind_of_feed_is_read(body):
    assert [entry.url for entry in read(body).entries] == [STORM]


@pytest.mark.parametrize(("body", "title"), [(RSS, "Beryl ’hits’ Jamaica"), (ATOM, "A"), (JSON, "A")])
def test_headline_and_day_are_read(body, title):
    (entry,) = read(body).entries
    assert (entry.title, entry.published) == (title, date(2026, 1, 1))


@pytest.mark.parametrize(
    "body", ['{"items": 5}', '{"items": [5]}', '{"items": [{"url": 5}]}', "{", '{"items":' + "[" * 9_000, "[]"]
)
def test_broken_json_is_no_feed(body):
    assert (read(body).entries, bool(read(body).trouble)) == ((), True)


@given(st.binary(max_size=300))
def test_any_front_page_is_survived(page):
    feeds_named(page, base="https://a.com/")
    feeds_named(b"<link rel=alternate type=application/rss+xml href=" + page + b">", base="https://a.com/")


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        ('<link rel="alternate" type="application/rss+xml" title="All" href="/feed/">', "https://a.com/feed/"),
        (
            "<LINK REL=alternate TYPE='application/atom+xml' HREF='https://a.com/x?a=1&amp;b=2' />",
            "https://a.com/x?a=1&b=2",
        ),
        ('<link href="//a.com/j" rel="home alternate" type="application/feed+json; charset=utf-8">', "https://a.com/j"),
    ],
)
def test_the_front_page_names_feeds(tag, url):
    assert feeds_named(f"<html><head>{tag}".encode(), base="https://a.com/") == (url,)


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="stylesheet" type="application/rss+xml" href="/x">',
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">',
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/c">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">',
        '<link rel="alternate" type="application/rss+xml" href="https://[">',
        '<a rel="alternate" type="application/rss+xml" href="/x">',
    ],
)
def test_other_links_are_no_feeds(tag):
    assert feeds_named(tag.encode(), base="https://a.com/") == ()


def test_not_more_feeds_than_anybody_reads():
    tags = "".join(f'<link rel=alternate type="application/rss+xml" href="/{number}">' for number in range(99))
    assert len(feeds_named(tags.encode(), base="https://a.com/")) == MOST_FEEDS


FRONT = '<link rel="alternate" type="application/rss+xml" href="/rss/all"><link rel="alternate" type="application/rss+xml" href="https://other.example/feed">'


def find(table, *, today=TODAY, **query):
    web = Web(table)
    query = {"published": TODAY} | query
    context = web.context()
    if today is None:
        context = type(context)(sources=context.sources, fetch=context.fetch)
    return FeedsProvider(context).find_pages(make_query("apnews.com", **query)), web


def test_the_feed_that_the_front_page_names_is_read():
    found, web = find({"/rss/all": RSS, "apnews.com/": FRONT})
    assert web.asked == ["https://apnews.com/", "https://apnews.com/rss/all"]
    assert addresses(found) == [STORM]
    assert (found.looked_at, found.stopped) == (1, "")


def test_the_usual_places_are_tried_until_one_has_a_feed():
    found, web = find({"/rss.xml": ATOM, "/rss": RSS, "/feed/": "<html>", "apnews.com/": "<html>"})
    assert web.asked == ["https://apnews.com/", "https://apnews.com/feed/", "https://apnews.com/rss"]
    assert addresses(found) == [STORM]


def test_pages_of_other_sites_are_left_out():
    found, _ = find(
        {"/feed/": RSS.replace("https://apnews.com/article", "https://evil.example/article"), "apnews.com/": "<html>"}
    )
    assert (found.candidates, found.looked_at) == ((), 0)


def test_a_site_without_a_feed_says_so():
    assert find({"apnews.com": "<html>"})[0].stopped
    assert find({"": Access.FORBIDDEN})[0].stopped == "the reason is forbidden"


@pytest.mark.parametrize(
    ("query", "is_asked"),
    [
        ({"published": TODAY - timedelta(days=2)}, True),
        ({"published": None}, True),
        ({"published": TODAY - timedelta(days=40)}, False),
        ({"published": TODAY - timedelta(days=40), "today": None}, False),
        ({"today": None}, False),
    ],
)
def test_feeds_are_asked_about_the_last_days_only(query, is_asked):
    found, web = find({"apnews.com/feed/": RSS, "apnews.com/": "<html>"}, **query)
    assert bool(web.asked) is is_asked
    assert bool(found.stopped) is not is_asked


def test_claims_of_one_source_share_the_feeds():
    web = Web({"apnews.com/feed/": RSS, "apnews.com/": "<html>"})
    provider = FeedsProvider(web.context())
    for _ in range(3):
        assert provider.find_pages(make_query("apnews.com", published=TODAY)).looked_at == 1
    assert len(web.asked) == 2
