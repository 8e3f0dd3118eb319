"""Common Crawl is asked about the crawls that can hold a page of the days."""

from datetime import date

import pytest

from provenance.model import Access, Wanted
from provenance.resolve.providers.common_crawl import CommonCrawlProvider, fitting_crawls, read_crawls, read_lines
from provenance.resolve.windows import Window
from tests.support.searches import Web, addresses, make_query

CRAWLS = [
    {"id": "CC-MAIN-2024-38", "name": "September 2024 Index", "cdx-api": "https://evil.example/x"},
    {"id": "CC-MAIN-2024-30", "name": "July 2024 Index"},
    {"id": "CC-MAIN-2024-26", "name": "June 2024 Index", "from": "2024-06-12T00:00:00", "to": "2024-06-25T00:00:00"},
    {"id": "CC-MAIN-2024-33", "name": "August 2024 Index"},
    {"id": "CC-MAIN-2009-2010"},
    {"id": 7},
    "x",
]
PAGE = "https://apnews.com/article/beryl-jamaica-clarendon"
LINE = f'{{"url": "{PAGE}", "timestamp": "20240716000000"}}'


def find(table, **query):
    web = Web(table)
    return CommonCrawlProvider(web.context()).find_pages(make_query("apnews.com", **query)), web


def test_the_first_two_crawls_that_fit_are_asked():
    found, web = find({"collinfo": CRAWLS, "2024-30-index": LINE, "2024-33-index": Access.NOT_FOUND})
    assert addresses(found) == [PAGE]
    assert (found.looked_at, found.stopped) == (1, "")
    assert web.asked == [
        "https://index.commoncrawl.org/collinfo.json",
        *(
            f"https://index.commoncrawl.org/CC-MAIN-2024-{week}-index?url=%2A.apnews.com%2F%2A&output=json"
            "&fl=url%2Ctimestamp&limit=1000&filter=%3Dstatus:200"
            "&filter=~url%3A.%2A%28beryl%7Cjamaica%7Cclarendon%29.%2A"
            for week in (30, 33)
        ),
    ]
    assert set(web.wanted) == {Wanted.SERVICE}


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2024, 6, 20), ["CC-MAIN-2024-26", "CC-MAIN-2024-30"]),
        (date(2024, 7, 4), ["CC-MAIN-2024-30", "CC-MAIN-2024-33"]),
        (date(2024, 8, 20), ["CC-MAIN-2024-38"]),
        (date(2024, 1, 1), []),
        (date(2025, 1, 1), []),
    ],
)
def test_crawls_are_chosen_by_their_weeks(day, names):
    import json

    crawls = read_crawls(json.dumps(CRAWLS).encode())
    assert [crawl.name for crawl in fitting_crawls(crawls, Window(start=day, end=day))] == names


def test_the_list_of_crawls_is_asked_for_once():
    web = Web({"collinfo": CRAWLS})
    provider = CommonCrawlProvider(web.context())
    for _ in range(3):
        provider.find_pages(make_query("apnews.com"))
    assert sum("collinfo" in address for address in web.asked) == 1


def test_an_overloaded_index_is_left_alone():
    web = Web({"collinfo": CRAWLS, "-index": Access.UNREACHABLE})
    provider = CommonCrawlProvider(web.context())
    found = [provider.find_pages(make_query("apnews.com")).stopped for _ in range(2)]
    assert found == ["Common Crawl gave no answer: the reason is unreachable"] * 2
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    ("table", "query", "stopped"),
    [
        ({}, {}, "Common Crawl did not list its crawls: the reason is not_found"),
        ({"collinfo": b"<html>"}, {}, "no crawl of those days is listed"),
        ({"collinfo": [{"id": "CC-MAIN-2024-99"}]}, {}, "no crawl of those days is listed"),
        ({"collinfo": CRAWLS}, {}, "the crawls hold no page with beryl or jamaica or clarendon in its address"),
        ({}, {"published": None}, "the article's date is not known, and each crawl holds one month"),
        ({}, {"text": "It was so."}, "the claim holds no word that could stand in an address"),
    ],
)
def test_an_answer_without_pages_says_why(table, query, stopped):
    found, _ = find(table, **query)
    assert (found.candidates, found.stopped) == ((), stopped)


def test_broken_lines_are_left_out():
    lines = [LINE, "{", "[]", '{"url": 7}', '{"message": "x"}', "", "\x00", "[" * 9_000, LINE[:-1], LINE]
    assert [entry.url for entry in read_lines("\n".join(lines).encode())] == [PAGE, PAGE]


def test_no_more_lines_are_read_than_were_asked_for():
    assert sum(1 for _ in read_lines(f"{LINE}\n".encode() * 5_000)) == 1_000


@pytest.mark.parametrize("text", ["Ärger (über) .* Zürich) plagt Köln", "The «Тест» storm of 2024 hit Xy|z.* town"])
def test_what_is_sent_is_no_pattern(text):
    _, web = find({"collinfo": CRAWLS}, text=text)
    for address in web.asked[1:]:
        words = address.split("%28")[1].split("%29")[0].split("%7C")
        assert all(word.isascii() and word.isalnum() for word in words)


def test_the_crawls_are_asked_for_two_claims_of_a_source():
    web = Web({"collinfo": CRAWLS, "-index": LINE})
    provider = CommonCrawlProvider(web.context())
    texts = (
        "Voters in Lisbon chose.",
        "The bridge in Bristol closed.",
        "Beryl struck Clarendon in Jamaica.",
        "Snow in Oslo.",
    )
    found = [provider.find_pages(make_query("apnews.com", text=text)) for text in texts]
    assert len([address for address in web.asked if "-index" in address]) == 4
    assert addresses(found[2]) == [PAGE]
    assert [one.stopped for one in found[2:]] == [
        "",
        "Common Crawl is asked 2 times a source, and was for other sentences",
    ]
