from datetime import UTC, datetime

import pytest

from provenance.config import Settings
from provenance.model import Access, Asked, Candidate, Capture, Claim, Missed, Resolution, Search, Source, Span
from provenance.resolve import (
    Attachment,
    Found,
    Ledger,
    ProviderContext,
    Query,
    Reach,
    SourceList,
    find_candidates,
    make_providers,
    resolve_label,
)
from tests.support.clocks import FakeClock

CLAIM = Claim(id="0123456789ab", sentence=0, span=Span(start=0, end=5), text="Claim.")
AP, POST, TIME = (Source(label=host, host=host, domain=host) for host in ("apnews.com", "nypost.com", "time.com"))
UNKNOWN = Source(label="Some Blog", host=None, domain=None, problem="unknown")


def refuse(url: str, **_: object) -> Missed:
    raise AssertionError(f"{url} was asked for")


def find(source, *, resolution=None, sources=None, most=5):
    providers = make_providers(ProviderContext(sources=sources or SourceList(), fetch=refuse))
    query = Query(claim=CLAIM, source=source, resolution=resolution, published=None)
    return find_candidates(query, providers=providers, most=most).candidates


def make_resolution(*sources, urls):
    return Resolution(tag=0, sources=sources, hidden=0, urls=urls)


def make_attachment(key):
    url = f"attached:{key}/page.html"
    at = datetime(2025, 7, 5, tzinfo=UTC)
    capture = Capture(url=url, final_url=url, redirects=(), status=200, headers=(), fetched_at=at, body=b"x")
    return Attachment(key=key, capture=capture)


def test_an_address_of_the_mark_goes_to_the_source_of_its_domain():
    resolution = make_resolution(AP, POST, urls=("https://www.nypost.com/x?utm_source=chatgpt.com",))
    assert find(AP, resolution=resolution) == ()
    assert [candidate.found_by for candidate in find(POST, resolution=resolution)] == ["mark"]


@pytest.mark.parametrize(
    ("sources", "own"),
    [((POST, TIME, AP), POST), ((AP, POST), AP), ((UNKNOWN,), UNKNOWN), ((UNKNOWN, TIME, AP), UNKNOWN)],
)
def test_an_address_on_no_named_domain_goes_to_the_chips_own_page(sources, own):
    resolution = make_resolution(*sources, urls=("https://example.org/x",))
    assert [source for source in sources if find(source, resolution=resolution)] == [own]


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("BBC", "https://www.bbc.co.uk/news/x"),
        ("bbc.co.uk", "https://www.bbc.com/news/x"),
        ("CNN", "https://edition.cnn.com/x"),
        ("twitter.com", "https://x.com/x"),
        ("GOV.UK", "https://www.gov.uk/x"),
    ],
)
def test_an_address_on_another_domain_of_the_publisher_is_the_sources(label, url):
    other, source = resolve_label("apnews.com"), resolve_label(label)
    assert find(source, resolution=make_resolution(other, source, urls=(url,)))
    assert find(other, resolution=make_resolution(other, source, urls=(url,))) == ()


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("GOV.UK", "https://oxford.gov.uk/x"),
        ("someone.github.io", "https://other.github.io/x"),
        ("ABC News (US)", "https://espn.co.uk/x"),
    ],
)
def test_an_address_of_a_neighbour_is_not_the_sources(label, url):
    first, source = resolve_label("apnews.com"), resolve_label(label)
    assert find(source, resolution=make_resolution(first, source, urls=(url,))) == ()


def test_an_address_goes_to_the_source_it_is_nearest_to():
    english, german = resolve_label("en.wikipedia.org"), resolve_label("de.wikipedia.org")
    resolution = make_resolution(english, german, urls=("https://de.wikipedia.org/x",))
    assert (len(find(english, resolution=resolution)), len(find(german, resolution=resolution))) == (0, 1)


def test_a_page_listed_for_another_domain_of_the_publisher_is_found():
    sources = SourceList(domains={"bbc.co.uk": ("https://bbc.co.uk/a",)}, attachments=(make_attachment("bbc.co.uk"),))
    assert [found.found_by for found in find(resolve_label("BBC"), sources=sources)] == ["attached", "listed"]
    assert sources.unused([resolve_label("bbc.com")], []) == ()


def test_what_the_user_gave_comes_first_and_each_address_once():
    sources = SourceList(
        domains={"apnews.com": ("https://apnews.com/a", "https://apnews.com/b")},
        attachments=(make_attachment("apnews.com"),),
    )
    resolution = make_resolution(AP, urls=("https://apnews.com/b",))
    assert [(found.url, found.found_by, found.rank) for found in find(AP, resolution=resolution, sources=sources)] == [
        ("attached:apnews.com/page.html", "attached", 1),
        ("https://apnews.com/b", "mark", 2),
        ("https://apnews.com/a", "listed", 3),
    ]


def test_no_more_candidates_than_asked_for():
    sources = SourceList(domains={"apnews.com": tuple(f"https://apnews.com/{number}" for number in range(9))})
    assert len(find(AP, sources=sources, most=4)) == 4


def test_a_source_that_nobody_names_a_page_for_has_no_candidates():
    assert find(TIME, sources=SourceList(domains={"apnews.com": ("https://apnews.com/a",)})) == ()


class Archive:
    name = "archive"
    reach = Reach.SERVICE

    def __init__(self, ledger):
        self.ledger = ledger

    def find_pages(self, query):
        self.ledger.fetch("https://archive.example/search")
        found = Candidate(url=f"https://archive.example/{query.source.host}", found_by="archive", rank=1, reason="")
        return Found(candidates=(found,), looked_at=12)


def search(source, *, sources=None, most_requests=10):
    def fetch(url, **_):
        return Missed(url=url, access=Access.NOT_FOUND, detail="gone")

    ledger = Ledger(fetch, clock=FakeClock(), most_requests=most_requests, most_seconds=60)
    query = Query(claim=CLAIM, source=source, resolution=None, published=None)
    given = make_providers(ProviderContext(sources=sources or SourceList(), fetch=fetch, settings=Settings(search=())))
    return find_candidates(query, providers=(*given, Archive(ledger), Archive(ledger)), most=3, ledger=ledger)


def test_a_page_is_searched_for_where_nobody_named_one():
    found = search(AP, most_requests=1)
    assert [candidate.url for candidate in found.candidates] == ["https://archive.example/apnews.com"]
    asked = (Asked(url="https://archive.example/search", access=Access.NOT_FOUND, detail="gone"),)
    first, second = found.searches
    assert first == Search(provider="archive", asked=asked, looked_at=12, found=1)
    assert (second.asked, second.stopped) == (
        (),
        "the 1 requests to archive.example that a search may send were used up",
    )


def test_nothing_is_searched_for_a_named_page_or_an_unknown_source():
    named = SourceList(domains={"apnews.com": ("https://apnews.com/a",)})
    assert search(AP, sources=named).searches == ()
    assert search(UNKNOWN).searches == ()


def test_one_page_under_two_spellings_is_one_candidate():
    sources = SourceList(domains={"apnews.com": ("https://apnews.com/a",)})
    resolution = make_resolution(AP, urls=("https://APNEWS.com/a?utm_source=chatgpt.com#top",))
    assert [found.found_by for found in find(AP, resolution=resolution, sources=sources)] == ["mark"]
