"""Of a draft nothing leaves the machine but the query terms of the providers that are asked; logs hold none of it."""

import json
import logging
import re
from collections import Counter
from datetime import date
from urllib.parse import unquote_plus

import pytest

from provenance.config import Archive, Settings
from provenance.fetch import Client
from provenance.model import Access, Missed
from provenance.pipeline import verify_article
from provenance.resolve import SourceList
from provenance.store import open_store
from tests.support.authority import make_authority
from tests.support.clocks import FakeClock
from tests.support.servers import Server, in_turn, reply

UNCITED = (
    "The minister whispered to Oleander Quux that the zeppelin budget was embezzled.",
    "Nobody outside the newsroom may learn of the tungsten ledger before Thursday.",
)
CITED = {
    "apnews.com": "The council of Harbourville voted on Tuesday to close the Marigold bridge for 27 months.",
    "theguardian.com": "Engineers found 539 corroded girders beneath the northern viaduct in Pemberton last spring.",
    "en.wikipedia.org": "The Pemberton viaduct was opened in 1897 by the shipbuilder Archibald Thornquist.",
}
NAMED = "The ferry company Bluewater doubled its departures to 48 a day."
PAGE = "https://ferry.example.org/news"
DRAFT = "\n\n".join(
    (
        UNCITED[0],
        *(f"{text[:-1]} {host}+1." for host, text in CITED.items()),
        f"{NAMED[:-1]} [Ferry]({PAGE}).",
        UNCITED[1],
    )
)
SITES = ("apnews.com", "theguardian.com", "en.wikipedia.org", "ferry.example.org")
SERVICES = (
    "web.archive.org", "archive.org", "index.commoncrawl.org", "api.gdeltproject.org", "content.guardianapis.com",
    "api.search.brave.com", "search.example.org",
)  # fmt: skip
HOSTS = (*SITES, *(f"www.{site}" for site in SITES), "wikipedia.org", "www.wikipedia.org", *SERVICES)
MOST_IN_A_ROW = 3
"""Words of the draft that may follow each other in a request as they do in the draft: a name has as many."""
MOST_WORDS = 12
"""Words of the draft in one request."""
ANYWHERE = {
    "the",
    "to",
    "of",
    "for",
    "in",
    "on",
    "by",
    "a",
    "its",
    "news",
    "ferry",
    "was",
    "that",
    "may",
    "last",
    "http",
    "close",
}
"""Words of the draft that stand in addresses and headers whatever the draft says."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def ran(authority, monkeypatch):
    """Runs the draft against a server that stands for every host; gives the report and the requests."""
    for name in ("GUARDIAN_KEY", "BRAVE_KEY"):
        monkeypatch.setenv(name, "k3y-of-the-user")

    def run(**options):
        chosen = {
            "pause_seconds": 0, "entailment": "off", "archive": Archive.ALWAYS, "guardian_key_env": "GUARDIAN_KEY",
            "brave_key_env": "BRAVE_KEY", "searxng_url": "https://search.example.org", **options,
        }  # fmt: skip
        settings = Settings(**chosen)
        pages = {"ferry.example.org/news": in_turn(reply("", status=503), reply("", status=503), reply("", status=404))}
        crawls = [{"id": "CC-MAIN-2025-27", "cdx-api": "https://index.commoncrawl.org/CC-MAIN-2025-27-index",
                   "from": "2025-06-20T00:00:00", "to": "2025-07-20T00:00:00"}]  # fmt: skip
        pages["index.commoncrawl.org/collinfo.json"] = reply(json.dumps(crawls), kind="application/json")
        clock = FakeClock()
        with (
            Server(pages=pages, context=authority.server_context(*HOSTS)) as server,
            Client(settings, clock=clock, resolver=server.resolve, trust=authority.bundle) as client,
            open_store(":memory:") as store,
        ):
            options = {"settings": settings, "client": client, "store": store, "clock": clock, "sources": SourceList()}
            report = verify_article(DRAFT, format="markdown", published=date(2025, 7, 5), **options)
            return report, tuple(server.requests)

    return run


def words_of(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def said(request):
    """Everything of a request that left the machine, as words; escapes undone."""
    lines = [request.method, request.target, *(f"{name}: {value}" for name, value in request.headers.items())]
    return words_of(" ".join((unquote_plus(unquote_plus("\n".join(lines))), request.body.decode("latin-1"))))


def in_a_row(words, sentence):
    """The longest run of words of the sentence that stands in the words as it does there."""
    whole, own = f" {' '.join(words)} ", words_of(sentence)
    return max(
        (size for size in range(1, len(own) + 1) for at in range(len(own) - size + 1)
         if f" {' '.join(own[at : at + size])} " in whole),
        default=0,
    )  # fmt: skip


def test_every_provider_was_asked(ran):
    """Or what follows would show nothing."""
    report, requests = ran()
    asked = {request.host for request in requests}
    assert asked >= {*SITES, *SERVICES} - {"archive.org"}, sorted({*SITES, *SERVICES} - asked)
    assert "archive.org" in asked
    misses = [missed for result in report.results for missed in result.misses]
    assert {type(missed) for missed in misses} == {Missed}
    assert Access.NOT_FOUND in {missed.access for missed in misses}


def test_what_nothing_is_cited_for_is_in_no_request(ran):
    _, requests = ran()
    kept = {word for text in UNCITED for word in words_of(text)} - ANYWHERE
    kept -= {word for text in (*CITED.values(), NAMED) for word in words_of(text)}
    assert len(kept) > 12
    for request in requests:
        assert kept.isdisjoint(said(request)), request


def test_of_a_sentence_only_a_few_words_are_in_a_request_and_never_its_wording(ran):
    _, requests = ran()
    told = Counter()
    for request in requests:
        words = said(request)
        for host, text in (*CITED.items(), ("ferry.example.org", NAMED)):
            shared = (set(words_of(text)) & set(words)) - ANYWHERE
            assert len(shared) <= MOST_WORDS, (request, shared)
            assert in_a_row(words, text) <= MOST_IN_A_ROW, request
            told[host, request.host] += bool(len(shared) > 1)
    assert told["apnews.com", "api.gdeltproject.org"], "the query terms were looked for and not found"


@pytest.mark.parametrize("search", [(), ("sitemaps", "feeds")])
def test_without_a_search_by_words_no_word_is_in_any_request(ran, search):
    _, requests = ran(search=search)
    assert requests
    kept = {word for text in (*UNCITED, *CITED.values(), NAMED) for word in words_of(text) if len(word) > 3} - ANYWHERE
    for request in requests:
        assert kept.isdisjoint(said(request)), request


def test_requests_say_only_what_they_must(ran):
    _, requests = ran()
    usual = {"host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"}
    for request in requests:
        assert request.method == "GET"
        assert request.body == b""
        assert set(request.headers) - usual <= {"x-subscription-token", "api-key"}, request


def test_the_report_counts_every_request_of_every_host(ran):
    report, requests = ran()
    assert {host.host: host.requests for host in report.hosts} == dict(Counter(request.host for request in requests))
    asked = Counter(request.address for request in requests)
    assert asked["ferry.example.org/news"] == 3  # two retries
    assert asked["ferry.example.org/robots.txt"] == 1


def test_logs_hold_neither_the_draft_nor_the_words_that_were_searched_for(ran, caplog):
    with caplog.at_level(logging.DEBUG):
        for name in ("urllib3", "urllib3.connectionpool", "requests"):
            caplog.set_level(logging.DEBUG, logger=name)
        ran()
    lines = [unquote_plus(unquote_plus(record.getMessage())) for record in caplog.records]
    assert any("/robots.txt" in line for line in lines), "something is logged"
    kept = {word for text in (*UNCITED, *CITED.values(), NAMED) for word in words_of(text) if len(word) > 4} - ANYWHERE
    for line in lines:
        assert kept.isdisjoint(words_of(line)), line
        assert "k3y-of-the-user" not in line


def test_under_an_embargo_only_the_sites_that_are_listed_are_asked(ran):
    report, requests = ran(embargo=True, allow=("apnews.com", "gdeltproject.org"))
    assert {request.host for request in requests} <= {"apnews.com", "www.apnews.com"}
    assert requests
    assert "embargo" in {notice.code for notice in report.notices}
    ferry = [missed for result in report.results for missed in result.misses if missed.url == PAGE]
    assert [missed.access for missed in ferry] == [Access.UNRECORDED]
    assert ferry[0].detail.startswith("not asked: the embargo allows only apnews.com, gdeltproject.org")
