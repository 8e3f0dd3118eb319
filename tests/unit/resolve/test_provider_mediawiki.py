"""A wiki is asked once for a claim, and its articles are read in the revision of the day."""

from dataclasses import replace
from datetime import date

import pytest
from protego import Protego

from provenance.model import Access, Wanted
from provenance.resolve import Ledger, find_candidates, make_providers
from provenance.resolve.providers.mediawiki import MediaWikiProvider, wikimedia_wiki
from tests.support.clocks import FakeClock
from tests.support.searches import Web, addresses, make_query, sent_words

WORDS = " or ".join(sent_words(6).split("%20"))

STORM_PAGE = {"ns": 0, "title": "Hurricane Beryl", "snippet": '<span class="searchmatch">Beryl</span> made landfall'}
SEASON = {
    "ns": 0,
    "title": "2024 Atlantic hurricane season",
    "snippet": "in Jamaica, Clarendon &amp; southern parishes",
}
ISLAND = {"ns": 0, "title": "Jamaica", "snippet": "an island"}


def search(*rows):
    return {"query": {"search": list(rows)}}


def revisions(*numbers):
    rows = [{"revid": number, "timestamp": "2024-07-04T20:00:00Z"} for number in numbers]
    return {"query": {"pages": [{"pageid": 1, "title": "x", "revisions": rows} if rows else {"pageid": 1}]}}


def find(table, label="en.wikipedia.org", **query):
    web = Web(table)
    return MediaWikiProvider(web.context()).find_pages(make_query(label, **query)), web


def test_the_article_is_read_as_it_was_on_the_day():
    found, web = find({"list=search": search(STORM_PAGE), "prop=revisions": revisions(1232700000)})
    assert addresses(found) == ["https://en.wikipedia.org/wiki/Hurricane_Beryl?oldid=1232700000"]
    assert found.candidates[0].title == "Hurricane Beryl"
    assert "as it was on 2024-07-04" in found.candidates[0].reason
    assert found.looked_at == 1
    assert found.final
    asked = web.asked
    assert asked[0].startswith(
        "https://en.wikipedia.org/w/api.php?action=query&list=search&srsearch=beryl%20OR%20jamaica"
    )
    assert "titles=Hurricane%20Beryl" in asked[1]
    assert "rvdir=older" in asked[1]
    assert "rvstart=2024-07-04T23%3A59%3A59Z" in asked[1]
    assert all("formatversion=2&maxlag=5" in address for address in asked)
    assert set(web.wanted) == {Wanted.SERVICE}


def test_the_address_of_a_revision_is_open_to_robots_where_the_usual_one_is_not():
    rules = Protego.parse("User-agent: *\nDisallow: /w/\nDisallow: /api/\nDisallow: /wiki/Special:\n")
    found, _ = find({"list=search": search(STORM_PAGE), "prop=revisions": revisions(7)})
    assert rules.can_fetch(found.candidates[0].url, "provenance")
    assert not rules.can_fetch("https://en.wikipedia.org/w/index.php?title=Hurricane_Beryl&oldid=7", "provenance")


def test_without_a_day_the_article_is_read_as_it_is():
    found, web = find({"list=search": search(STORM_PAGE)}, published=None)
    assert addresses(found) == ["https://en.wikipedia.org/wiki/Hurricane_Beryl"]
    assert len(web.asked) == 1


def test_words_of_the_excerpt_count_and_the_engines_first_are_kept():
    found, _ = find({"list=search": search(ISLAND, SEASON, STORM_PAGE)}, published=None)
    assert [candidate.title for candidate in found.candidates] == [
        "Hurricane Beryl",
        "2024 Atlantic hurricane season",
        "Jamaica",
    ]
    assert "excerpt" in found.candidates[1].reason
    assert found.candidates[2].score <= 10


def test_an_article_written_after_the_day_is_left_out():
    found, _ = find({"list=search": search(STORM_PAGE), "prop=revisions": revisions()})
    assert addresses(found) == []
    assert found.looked_at == 1


def test_an_article_whose_revisions_cannot_be_had_is_read_as_it_is_today():
    found, _ = find({"list=search": search(STORM_PAGE), "prop=revisions": Access.RATE_LIMITED})
    assert addresses(found) == ["https://en.wikipedia.org/wiki/Hurricane_Beryl"]
    assert "as it is today" in found.candidates[0].reason


def test_at_most_three_revisions_are_asked_for_and_each_once():
    rows = [{"title": f"Hurricane Beryl in Jamaica {number}"} for number in range(9)]
    web = Web({"list=search": search(*rows), "prop=revisions": revisions(5)})
    provider = MediaWikiProvider(web.context())
    for _ in range(2):
        assert len(provider.find_pages(make_query("en.wikipedia.org")).candidates) == 9
    assert sum("prop=revisions" in address for address in web.asked) == 3


def test_a_title_is_quoted_in_the_address():
    rows = [{"title": "Who killed Beryl of Jamaica? 100% & more"}]
    found, _ = find({"list=search": search(*rows)}, published=None)
    assert addresses(found) == ["https://en.wikipedia.org/wiki/Who_killed_Beryl_of_Jamaica%3F_100%25_%26_more"]


@pytest.mark.parametrize(
    ("host", "api"),
    [
        ("wikipedia.org", "https://en.wikipedia.org/w/api.php"),
        ("de.wikipedia.org", "https://de.wikipedia.org/w/api.php"),
        ("fr.m.wikipedia.org", "https://fr.wikipedia.org/w/api.php"),
        ("m.wikipedia.org", "https://en.wikipedia.org/w/api.php"),
        ("zh-min-nan.wikipedia.org", "https://zh-min-nan.wikipedia.org/w/api.php"),
        ("es.wikinews.org", "https://es.wikinews.org/w/api.php"),
        ("wikidata.org", "https://www.wikidata.org/w/api.php"),
        ("commons.wikimedia.org", "https://commons.wikimedia.org/w/api.php"),
    ],
)
def test_a_wiki_of_wikimedia_is_known_by_its_host(host, api):
    assert wikimedia_wiki(host).api == api


@pytest.mark.parametrize(
    "host", ["apnews.com", "notwikipedia.org", "wikipedia.org.example.com", "a.b.wikipedia.org", "stats.wikimedia.org"]
)
def test_another_host_is_no_wiki_of_wikimedia(host):
    assert wikimedia_wiki(host) is None


def test_a_site_that_is_no_wiki_is_asked_nothing():
    found, web = find({}, label="apnews.com")
    assert (found.stopped, web.asked, found.final) == ("apnews.com is no wiki that is known", [], False)


FRONT = '<head><link rel="EditURI" type="application/rsd+xml" href="//wiki.archlinux.org/api.php?action=rsd"></head>'
GENERAL = {"query": {"general": {"articlepath": "/title/$1"}, "search": [{"title": "Storm Beryl Jamaica"}]}}


def test_another_wiki_is_known_by_its_front_page_and_its_robots_txt_holds():
    found, web = find(
        {"list=search": GENERAL, "prop=revisions": revisions(9), "archlinux.org/": FRONT}, label="wiki.archlinux.org"
    )
    assert addresses(found) == ["https://wiki.archlinux.org/title/Storm_Beryl_Jamaica?oldid=9"]
    assert web.asked[0] == "https://wiki.archlinux.org/"
    assert web.asked[1].startswith(
        "https://wiki.archlinux.org/api.php?action=query&list=search&srsearch=beryl%20jamaica&srlimit"
    )
    assert "meta=siteinfo" in web.asked[1]
    assert set(web.wanted) == {Wanted.LISTING}


@pytest.mark.parametrize(
    ("front", "stopped"),
    [
        ("<p>hello", "its front page names no interface of a wiki"),
        (FRONT.replace("wiki.archlinux.org", "evil.example"), "its front page names no interface of a wiki"),
        (FRONT.replace("api.php", "run.php"), "its front page names no interface of a wiki"),
        (FRONT.replace("//wiki.archlinux.org", "http://[::1"), "its front page names no interface of a wiki"),
        (Access.FORBIDDEN, "its front page could not be read: the reason is forbidden"),
    ],
)
def test_another_wiki_without_an_interface_is_asked_no_more(front, stopped):
    web = Web({"archlinux.org/": front})
    provider = MediaWikiProvider(web.context())
    assert [provider.find_pages(make_query("wiki.archlinux.org")).stopped for _ in range(2)] == [stopped] * 2
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("answer", "stopped"),
    [
        (Access.RATE_LIMITED, "the wiki could not be asked: the reason is rate_limited"),
        (
            {"error": {"code": "maxlag", "info": "Waiting for a host: 7 seconds lagged."}},
            "the wiki's databases lag behind, and it asks robots to come back later",
        ),
        ({"error": {"code": "x", "info": "No <b>such</b> action"}}, "the wiki refused the search: No such action"),
        ({"error": 7}, "the wiki refused the search: "),
        (b"<html>down</html>", "the wiki's answer could not be read"),
        (b"[" * 100_000, "the wiki's answer could not be read"),
        ({"query": {"search": {}}}, "the wiki's answer could not be read"),
        (
            search(),
            f"its search knows no article with {WORDS}",
        ),
    ],
)
def test_an_answer_without_results_says_why(answer, stopped):
    found, web = find({"list=search": answer})
    assert (found.candidates, found.stopped, len(web.asked)) == ((), stopped, 1)


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"title": 7},
        {"title": ""},
        {"title": "Beryl | Jamaica"},
        {"title": "\ud800"},
        {"title": None, "snippet": []},
    ],
)
def test_a_broken_row_is_left_out(row):
    found, _ = find({"list=search": search(row, STORM_PAGE)}, published=None)
    assert addresses(found) == ["https://en.wikipedia.org/wiki/Hurricane_Beryl"]


@pytest.mark.parametrize("revision", [0, -1, True, "7", 10**20, None, [1]])
def test_a_broken_revision_is_none(revision):
    found, _ = find({"list=search": search(STORM_PAGE), "prop=revisions": revisions(revision)})
    assert addresses(found) == []


def test_a_claim_without_words_is_not_searched_for():
    found, web = find({}, text="It was so.", published=date(2024, 7, 4))
    assert (found.stopped, web.asked) == ("the claim holds no word to search for", [])


@pytest.mark.parametrize(
    ("answer", "asked"), [(search(ISLAND), ["mediawiki"]), (Access.UNREACHABLE, ["mediawiki", "wordpress"])]
)
def test_nobody_else_is_asked_when_a_wiki_has_answered(answer, asked):
    web = Web({"list=search": answer})
    ledger = Ledger(web.fetch, clock=FakeClock(), most_requests=9, most_seconds=9)
    context = replace(web.context(search=("mediawiki", "wordpress")), fetch=ledger.fetch)
    query = make_query("en.wikipedia.org", published=None)
    found = find_candidates(query, providers=make_providers(context), most=5, ledger=ledger)
    assert [one.provider for one in found.searches] == asked
