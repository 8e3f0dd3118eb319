"""Services with the user's own key or address: asked only where it is set, and the key stands nowhere."""

import pytest

from provenance.config import Settings
from provenance.errors import SettingsError
from provenance.model import Access, Wanted
from provenance.model.requests import SecretPlace
from provenance.resolve import make_providers
from provenance.resolve.providers.brave import BraveProvider
from provenance.resolve.providers.guardian import GuardianProvider
from provenance.resolve.providers.searxng import SearxngProvider
from tests.support.searches import Web, addresses, make_query, sent_words

KEY = "k3y-0f-a-user"
PAGE = "https://www.theguardian.com/world/2024/jul/04/beryl-jamaica-clarendon"
GUARDIAN = {
    "response": {
        "status": "ok",
        "results": [
            {"webUrl": PAGE, "webTitle": "Beryl kills four in Clarendon", "webPublicationDate": "2024-07-04T10:00:00Z"}
        ],
    }
}
BRAVE = {
    "type": "search",
    "web": {
        "results": [
            {
                "url": PAGE,
                "title": "Beryl",
                "description": "in Jamaica's <strong>Clarendon</strong>",
                "page_age": "2024-07-04T10:00:00",
            }
        ]
    },
}
SEARXNG = {"results": [{"url": PAGE, "title": "Beryl", "content": "Clarendon in Jamaica", "publishedDate": None}]}
CASES = {
    "guardian": (GuardianProvider, {"guardian_key_env": "OWN_KEY"}, GUARDIAN),
    "brave": (BraveProvider, {"brave_key_env": "OWN_KEY"}, BRAVE),
    "searxng": (SearxngProvider, {"searxng_url": "https://search.example.org/"}, SEARXNG),
}


@pytest.fixture(autouse=True)
def own_key(monkeypatch):
    monkeypatch.setenv("OWN_KEY", KEY)


def find(name, answer, *, label="theguardian.com", **query):
    make, settings, _ = CASES[name]
    web = Web({"": answer})
    return make(web.context(**settings)).find_pages(make_query(label, **query)), web


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_found(name):
    found, web = find(name, CASES[name][2])
    assert addresses(found) == [PAGE]
    assert (found.looked_at, found.stopped, web.wanted) == (1, "", [Wanted.SERVICE])


def test_what_each_is_asked():
    asked = {name: find(name, CASES[name][2])[1].asked for name in CASES}
    assert asked == {
        "guardian": [
            (
                f"https://content.guardianapis.com/search?q={sent_words(6, between=' OR ')}"
                "&from-date=2024-07-01&to-date=2024-07-07&order-by=relevance&page-size=20"
            )
        ],
        "brave": [
            (
                f"https://api.search.brave.com/res/v1/web/search?q=site%3Atheguardian.com%20{sent_words(8)}"
                "&count=20&freshness=2024-07-01to2024-07-07"
            )
        ],
        "searxng": [f"https://search.example.org/search?q=site%3Atheguardian.com%20{sent_words(8)}&format=json"],
    }


def test_the_key_goes_apart_from_the_address():
    secrets = {name: find(name, CASES[name][2])[1].secrets for name in CASES}
    assert [(each.name, each.value, each.place) for each in secrets["guardian"]] == [
        ("api-key", KEY, SecretPlace.QUERY)
    ]
    assert [(each.name, each.value, each.place) for each in secrets["brave"]] == [
        ("X-Subscription-Token", KEY, SecretPlace.HEADER)
    ]
    assert secrets["searxng"] == [None]


@pytest.mark.parametrize("name", ["guardian", "brave"])
def test_a_key_that_the_service_echoes_is_not_shown(name):
    answer = {
        "message": f"Bad key {KEY}",
        "type": "ErrorResponse",
        "error": {"detail": f"Bad key {KEY}"},
    }
    found, _ = find(name, answer)
    assert "Bad key ***" in found.stopped


@pytest.mark.parametrize(
    ("name", "stopped"),
    [
        ("guardian", "no key is set (guardian_key_env)"),
        ("brave", "no key is set (brave_key_env)"),
        ("searxng", "no address is set (searxng_url)"),
    ],
)
def test_without_a_key_nothing_is_asked(name, stopped):
    web = Web()
    found = CASES[name][0](web.context()).find_pages(make_query("theguardian.com"))
    assert (found.stopped, web.asked) == (stopped, [])


def test_only_those_that_are_set_are_part_of_the_chain():
    names = {provider.name for provider in make_providers(Web().context())}
    assert names & set(CASES) == set()
    own = {key: value for _, settings, _ in CASES.values() for key, value in settings.items()}
    assert {provider.name for provider in make_providers(Web().context(**own))} >= set(CASES)


@pytest.mark.parametrize("name", ["guardian", "brave"])
def test_a_variable_that_is_not_set_is_said_before_anything_is_asked(name, monkeypatch):
    monkeypatch.delenv("OWN_KEY")
    with pytest.raises(SettingsError, match="OWN_KEY"):
        make_providers(Web().context(**CASES[name][1]))


def test_the_guardian_is_asked_about_itself_only():
    found, web = find("guardian", GUARDIAN, label="apnews.com")
    assert (found.stopped, web.asked) == ("it searches theguardian.com only", [])
    assert addresses(find("guardian", GUARDIAN, label="guardian.co.uk")[0]) == [PAGE]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    "answer", [b"", b"<html>", b"[]", b"7", b"[" * 90_000, {"response": {"results": {}}}, {"web": 7}, {"results": 7}]
)
def test_a_broken_answer_finds_nothing_and_says_so(name, answer):
    found, _ = find(name, answer)
    assert found.candidates == ()
    assert found.stopped


@pytest.mark.parametrize("name", CASES)
def test_a_miss_is_told(name):
    found, _ = find(name, Access.RATE_LIMITED)
    assert "the reason is rate_limited" in found.stopped


@pytest.mark.parametrize("name", CASES)
def test_pages_of_other_sites_are_left_out(name):
    found, _ = find(name, CASES[name][2], label="theguardian.com" if name == "guardian" else "apnews.com")
    assert len(found.candidates) == (name == "guardian")


def test_a_searxng_on_this_machine_is_not_asked_and_told_why():
    from provenance.fetch import Client

    settings = Settings(searxng_url="http://localhost:8080")
    with Client(settings) as client:

        def fetch(url, *, wanted=Wanted.LISTING, secret=None):
            return client.fetch_page(url, wanted=wanted, secret=secret)

        web = Web()
        context = web.context(searxng_url="http://localhost:8080")
        provider = SearxngProvider(type(context)(sources=context.sources, fetch=fetch, settings=settings))
        stopped = provider.find_pages(make_query("apnews.com")).stopped
    assert "on this machine or a private network, where no request is sent" in stopped
    assert "localhost:8080" in stopped


def test_a_searxng_without_json_says_what_to_set():
    found, _ = find("searxng", Access.FORBIDDEN)
    assert "`json` must be among `formats`" in found.stopped


def test_a_query_keeps_within_what_brave_takes():
    text = " ".join(f"Verylongname{'x' * 40}{number}" for number in range(30))
    _, web = find("brave", BRAVE, text=text)
    query = web.asked[0].split("q=")[1].split("&")[0]
    assert len(query.replace("%20", " ").replace("%3A", ":")) <= 400
