"""Whatever a service answers: no provider raises, and every candidate lies on the source's own site."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Access
from provenance.resolve import find_copy, resolve_label
from provenance.resolve.answers import address_of, asked_domain, own_address, plain_text, read_day, read_json, words_of
from provenance.resolve.candidates import OWN, SEARCHED
from provenance.resolve.sites import Closeness, closeness
from tests.support.searches import DAY, Web, make_query

SERVICES = [name for name in SEARCHED if name not in {"sitemaps", "feeds"}]
LABELS = {"mediawiki": "en.wikipedia.org", "guardian": "theguardian.com"}
PAGES = [
    "https://apnews.com/article/beryl-jamaica-clarendon",
    "https://www.theguardian.com/beryl-jamaica-clarendon",
    "https://evil.example/beryl-jamaica-clarendon",
    "http://127.0.0.1/beryl-jamaica-clarendon",
    "https://apnews.com:99999/",
    "https://[::1",
    "Hurricane Beryl",
    "CC-MAIN-2024-30",
    "20240704101112",
    "\ud800",
]
NAMES = [
    *("query", "search", "title", "snippet", "pages", "revisions", "revid", "error", "general", "articlepath"),
    *("link", "rendered", "date_gmt", "url", "original", "timestamp", "id", "from", "to", "articles", "seendate"),
    *("response", "results", "webUrl", "webTitle", "web", "description", "content", "archived_snapshots", "closest"),
]
TEXTS = st.sampled_from([*PAGES, *NAMES]) | st.text(max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)
SHAPED = st.one_of(
    JSON,
    st.lists(JSON, max_size=4).map(lambda rows: [["original", "timestamp"], *rows]),
    st.lists(JSON, max_size=4).map(lambda rows: {"query": {"search": rows, "pages": rows}}),
    st.lists(JSON, max_size=4).map(lambda rows: {"articles": rows, "results": rows, "response": {"results": rows}}),
    st.lists(JSON, max_size=4).map(lambda rows: {"web": {"results": rows}, "archived_snapshots": {"closest": rows}}),
)
FRONT = (
    '<link rel="https://api.w.org/" href="https://apnews.com/wp-json/">'
    '<link rel="EditURI" href="https://apnews.com/api.php?action=rsd">'
)


def make(name, web, monkeypatch):
    monkeypatch.setenv("OWN_KEY", "k3y-0f-a-user")
    values = {
        setting: "https://search.example.org" if setting.endswith("url") else "OWN_KEY" for setting in OWN.values()
    }
    return SEARCHED[name](web.context(**values))


def find(name, body, monkeypatch, *, published=DAY):
    label = LABELS.get(name, "apnews.com")
    web = Web({"/wp-json/": body, "": FRONT} if name == "wordpress" else {"": body})
    found = make(name, web, monkeypatch).find_pages(make_query(label, published=published))
    assert all(
        closeness(candidate.url, resolve_label(label)) is not Closeness.STRANGER for candidate in found.candidates
    )
    assert all(0 <= candidate.score <= 100 for candidate in found.candidates)
    assert all(text.isprintable() for candidate in found.candidates for text in (candidate.title, candidate.reason))
    assert found.stopped.isprintable()
    assert "k3y" not in repr(found)
    assert len(web.asked) <= 10
    json.dumps([candidate.url for candidate in found.candidates], ensure_ascii=False).encode()


@pytest.mark.parametrize("name", SERVICES)
@given(body=SHAPED.map(json.dumps).map(str.encode))
def test_any_json_is_survived(name, body):
    with pytest.MonkeyPatch.context() as monkeypatch:
        find(name, body, monkeypatch)


@pytest.mark.parametrize("name", SERVICES)
@given(body=st.binary(max_size=200), published=st.none() | st.just(date.min) | st.just(date.max) | st.just(DAY))
def test_any_bytes_are_survived(name, body, published):
    with pytest.MonkeyPatch.context() as monkeypatch:
        find(name, body, monkeypatch, published=published)


@given(body=SHAPED.map(json.dumps).map(str.encode) | st.binary(max_size=200), url=TEXTS, second=SHAPED)
def test_any_answer_of_the_archive_is_survived(body, url, second):
    web = Web({"available": body, "/cdx/": json.dumps(second)})
    outcome = find_copy(url, day=DAY, fetch=web.fetch)
    assert outcome.url == url or outcome.url.startswith("https://web.archive.org/web/")


@given(text=st.text(max_size=300))
def test_any_claim_can_be_sent(text):
    for name in SERVICES:
        web = Web({"collinfo": [{"id": "CC-MAIN-2024-30"}], "/?": FRONT})
        with pytest.MonkeyPatch.context() as monkeypatch:
            make(name, web, monkeypatch).find_pages(make_query(LABELS.get(name, "apnews.com"), text=text))
        assert all(address.isascii() and address.isprintable() and len(address) < 4_096 for address in web.asked)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Beryl &amp; <em>co</em>\n x", "Beryl & co x"),
        ("a &lt;script&gt; b", "a <script> b"),
        ("a\u202eb\x00c\ud800d", "a b c d"),
        ("1 < 2", "1 < 2"),
        ("x" * 400, "x" * 300),
        ("<" * 100_000, "<" * 300),
    ],
)
def test_markup_becomes_one_line(markup, text):
    assert plain_text(markup) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-07-04T10:00:00Z", date(2024, 7, 4)),
        ("20240704T120000Z", date(2024, 7, 4)),
        ("20240704101112", date(2024, 7, 4)),
        ("2024-13-04", None),
        ("0000-00-00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_day_is_read(text, day):
    assert read_day(text) == day


def test_an_answer_that_is_too_long_is_not_read():
    assert read_json(b'"' + b"x" * 4_000_000 + b'"') is None
    assert read_json(b'"' + b"x" * 100 + b'"') == "x" * 100


@pytest.mark.parametrize(
    ("label", "domain"),
    [
        ("apnews.com", "apnews.com"),
        ("en.wikipedia.org", "en.wikipedia.org"),
        ("edition.cnn.com", "cnn.com"),
        ("BBC", "bbc.com"),
        ("GOV.UK", "gov.uk"),
        ("someone.github.io", "someone.github.io"),
    ],
)
def test_the_narrowest_domain_of_the_publisher_is_asked_about(label, domain):
    assert asked_domain(resolve_label(label)) == domain


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://APNEWS.com/x?utm_source=y#z", "https://apnews.com/x"),
        ("https://www.ap.org/x", "https://www.ap.org/x"),
        ("https://notapnews.com/x", None),
        ("https://apnews.com.evil.example/x", None),
        ("https://apnews.com@evil.example/x", None),
        ("//apnews.com/x", None),
        ("https://apnews.com:8443/x", None),
    ],
)
def test_only_addresses_of_the_own_site_are_kept(url, own):
    assert own_address(url, resolve_label("apnews.com")) == own


def test_a_query_has_few_words_and_few_characters():
    query = make_query("apnews.com", text=" ".join(f"Zx{'y' * 50}{number}" for number in range(20)))
    assert len(" ".join(words_of(query, most=20))) <= 200


def test_parameters_go_behind_others():
    assert address_of("https://a.example/?x=1", {"q": "a b&c"}) == "https://a.example/?x=1&q=a%20b%26c"


def test_a_missed_archive_is_no_missing_copy():
    outcome = find_copy("https://apnews.com/x", day=DAY, fetch=Web({"": Access.TIMED_OUT}).fetch)
    assert outcome.access is Access.TIMED_OUT
