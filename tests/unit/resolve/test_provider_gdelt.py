"""GDELT is tried once, and what can be read of its answer is read."""

import json
from datetime import date

import pytest

from provenance.model import Access, Wanted
from provenance.resolve.providers.gdelt import GdeltProvider, read_articles
from tests.support.searches import Web, addresses, make_query

PAGE = "https://apnews.com/article/beryl-jamaica-clarendon"
ARTICLE = {
    "url": PAGE,
    "title": "Beryl kills four in Clarendon",
    "seendate": "20240704T120000Z",
    "domain": "apnews.com",
}
FOREIGN = {"url": "https://notapnews.com/beryl-jamaica-clarendon", "title": "Beryl kills four in Clarendon"}


def find(table, label="apnews.com", **query):
    web = Web(table)
    return GdeltProvider(web.context()).find_pages(make_query(label, **query)), web


def test_articles_of_the_window_are_found():
    found, web = find({"doc/doc": {"articles": [FOREIGN, ARTICLE]}})
    assert addresses(found) == [PAGE]
    assert found.candidates[0].published.isoformat() == "2024-07-04"
    assert found.looked_at == 1
    assert web.asked == [
        (
            "https://api.gdeltproject.org/api/v2/doc/doc?query=beryl%20jamaica%20clarendon%20domainis%3Aapnews.com"
            "&mode=ArtList&format=json&maxrecords=100&startdatetime=20240701000000&enddatetime=20240707235959"
            "&sort=hybridrel"
        )
    ]
    assert web.wanted == [Wanted.SERVICE]


def test_the_registered_domain_is_asked_about():
    _, web = find({}, label="edition.cnn.com")
    assert "domainis%3Acnn.com&" in web.asked[0]


def test_without_a_date_no_days_are_named():
    _, web = find({}, published=None)
    assert "datetime" not in web.asked[0]


def test_after_a_failure_no_other_claim_asks():
    web = Web({"doc/doc": Access.RATE_LIMITED})
    provider = GdeltProvider(web.context())
    assert [provider.find_pages(make_query("apnews.com")).stopped for _ in range(2)] == [
        "GDELT gave no answer: the reason is rate_limited"
    ] * 2
    assert len(web.asked) == 1


BROKEN = [
    ("control characters", b'{"articles": [{"url": "%s", "title": "Beryl\x01 kills\nfour\t in Clarendon"}]}'),
    ("an unknown escape", rb'{"articles": [{"url": "%s", "title": "Beryl kills four in Clarendon\'s \x south \u12"}]}'),
    ("escapes in pairs", rb'{"articles": [{"url": "%s", "title": "Beryl \\\\ kills \" four \q in Clarendon"}]}'),
    ("a mark of byte order", b'\xef\xbb\xbf{"articles": [{"url": "%s", "title": "Beryl in Clarendon"}]}'),
    ("bytes that are no UTF-8", b'{"articles": [{"url": "%s", "title": "Beryl \xff\xfe in Clarendon"}]}'),
    ("the end missing", b'{"articles": [{"url": "%s", "title": "Beryl in Clarendon"}, {"url": "https://ap'),
    ("a comma missing", b'{"articles": [{"url": "%s", "title": "Beryl in Clarendon"} {"url": 7}]}'),
    (
        "an open quotation mark",
        b'{"articles": [{"url": "%s", "title": "Beryl in Clarendon"}, {"url": "x", "title": "a"b"}]}',
    ),
]


@pytest.mark.parametrize("body", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_broken_json_is_read_as_far_as_it_goes(body):
    with pytest.raises(ValueError, match=r"line 1|decode"):
        json.loads(body.decode("utf-8"))
    found, _ = find({"doc/doc": body.replace(b"%s", PAGE.encode())})
    assert addresses(found) == [PAGE]
    assert found.candidates[0].title.isprintable()


@pytest.mark.parametrize(
    ("body", "stopped"),
    [
        ("Your query was too short or too long.", "GDELT answered: Your query was too short or too long."),
        ("<html><title>Busy</title><p>Please &amp; wait", "GDELT answered: BusyPlease & wait"),
        ({}, "GDELT knows no page there with beryl, jamaica, clarendon in those days"),
        ({"articles": []}, "GDELT knows no page there with beryl, jamaica, clarendon in those days"),
        ({"articles": [FOREIGN]}, "GDELT knows no page there with beryl, jamaica, clarendon in those days"),
        ({"error": "x"}, 'GDELT answered: {"error": "x"}'),
        (b"", "GDELT answered without a word"),
        ({"articles": None}, 'GDELT answered: {"articles": null}'),
        (b'{"articles": [{"url": 7, ', 'GDELT answered: {"articles": [{"url": 7,'),
    ],
)
def test_an_answer_without_articles_says_why(body, stopped):
    found, _ = find({"doc/doc": body})
    assert (found.candidates, found.stopped) == ((), stopped)


@pytest.mark.parametrize(
    "body", [b"{" * 200_000, b'{"a":' * 100_000, b'{"articles":' + b"{a}" * 300_000, b"\\" * 3_000_000]
)
def test_hostile_answers_are_read_in_time(body):
    assert not read_articles(body)


OTHER = {"url": "https://apnews.com/article/bridge", "title": "Harbour bridge in Bristol closed for repairs"}
BRIDGE = "The harbour bridge in Bristol was closed for repairs."


def test_it_is_asked_once_a_source_and_other_claims_are_held_against_the_answer():
    web = Web({"doc/doc": {"articles": [ARTICLE, OTHER]}})
    provider = GdeltProvider(web.context())
    assert addresses(provider.find_pages(make_query("apnews.com"))) == [PAGE, OTHER["url"]]
    assert addresses(provider.find_pages(make_query("apnews.com", text=BRIDGE))) == [OTHER["url"]]
    third = provider.find_pages(make_query("apnews.com", text="Parliament in Lisbon voted on pensions."))
    assert (third.candidates, third.looked_at) == ((), 2)
    assert third.stopped == "GDELT is asked once a source, and was for another sentence"
    assert len(web.asked) == 1
    provider.find_pages(make_query("bbc.com"))
    assert len(web.asked) == 2


def test_a_refusal_that_calls_itself_a_success_is_one():
    web = Web({"doc/doc": "Too many requests; try again later."})
    provider = GdeltProvider(web.context())
    stopped = {
        provider.find_pages(make_query("apnews.com", text=text)).stopped for text in (BRIDGE, "Beryl in Jamaica")
    }
    assert stopped == {"GDELT answered: Too many requests; try again later."}
    assert len(web.asked) == 1


def test_a_day_has_eight_digits_in_any_year():
    _, web = find({}, published=date(1, 1, 9))
    assert "startdatetime=00010106000000&enddatetime=00010112235959" in web.asked[0]
