"""docs/finding.md is true: its provider works as printed, its tables name everybody and the defaults that hold."""

import re

import pytest

from provenance.config import SEARCH, Settings
from provenance.model import Access, Capture, Claim, Missed, Source, Span, Wanted
from provenance.resolve import Ledger, ProviderContext, Query, Reach, SourceList, find_candidates
from provenance.resolve.windows import DAYS_AFTER, DAYS_BEFORE
from tests.support.clocks import FakeClock

CLAIM = "Russia launched 539 drones at Ukraine in one night."
BODY = (
    "https://apnews.com/weather\tRain expected in Bergen\n"
    "https://apnews.com/drones\tRussia launched 539 drones at Ukraine in a night\n"
)


@pytest.fixture(scope="module")
def document(root):
    return (root / "docs/finding.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def make_provider(document):
    (code,) = re.findall(r"```python\n(.*?)```", document, flags=re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "docs/finding.md", "exec"), names)
    return names["LibraryProvider"]


def search(make_provider, outcome):
    asked = []

    def fetch(url, *, wanted=Wanted.LISTING, secret=None):
        asked.append((url, wanted))
        return outcome

    ledger = Ledger(fetch, clock=FakeClock(), most_requests=5, most_seconds=60)
    provider = make_provider(ProviderContext(sources=SourceList(), fetch=ledger.fetch))
    claim = Claim(id="0123456789ab", sentence=0, span=Span(start=0, end=len(CLAIM)), text=CLAIM)
    source = Source(label="apnews.com", host="apnews.com", domain="apnews.com")
    query = Query(claim=claim, source=source, resolution=None, published=None)
    return find_candidates(query, providers=(provider,), most=3, ledger=ledger), asked


def test_the_provider_of_the_document_finds_the_page(make_provider):
    url = "https://library.example.org/pages?site=apnews.com"
    answer = Capture(
        url=url, final_url=url, redirects=(), status=200, headers=(), fetched_at=FakeClock().now(), body=BODY.encode()
    )
    found, asked = search(make_provider, answer)
    assert asked == [(url, Wanted.SERVICE)]
    assert found.candidates[0].url == "https://apnews.com/drones"
    assert (found.searches[0].provider, found.searches[0].looked_at) == ("library", 2)
    assert make_provider.reach is Reach.SERVICE


def test_the_provider_of_the_document_says_why_it_found_nothing(make_provider):
    missed = Missed(url="https://library.example.org/", access=Access.TIMED_OUT, detail="no answer within 20 s")
    found, _ = search(make_provider, missed)
    assert found.candidates == ()
    assert found.searches[0].stopped == "the library did not answer: no answer within 20 s"


@pytest.mark.parametrize("name", SEARCH)
def test_every_provider_of_the_package_stands_in_the_table(document, name):
    assert f"\n| `{name}` |" in document


@pytest.mark.parametrize(
    "name", ["pages_per_search", "search_requests", "search_seconds", "max_listing_bytes", "archive"]
)
def test_the_settings_have_their_defaults(document, name):
    (row,) = re.findall(rf"^\| `{name}` \| ([^|]+) \|", document, re.MULTILINE)
    default = getattr(Settings(), name)
    shown = str(default) if isinstance(default, str) else str(int(default))
    assert shown in row


def test_the_days_are_those_that_are_looked_at(document):
    assert (DAYS_BEFORE, DAYS_AFTER) == (3, 3)
    assert "three days before the article's date" in " ".join(document.split())
