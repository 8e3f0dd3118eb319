"""Searches played from recordings of stand-ins: what is asked of whom, what is found, and why no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

import pytest
import yaml

from cassettes.discovery_cases import CASES, KEY, KEY_VARIABLE, TEXT, find_archived, search
from provenance.config import Settings
from provenance.fetch import Client, open_cassette
from provenance.model import Access, Capture
from provenance.resolve import ArchivedCopy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from provenance.fetch import Route
    from provenance.resolve import Discovery

SLUG = "stand-in-beryl-makes-landfall-in-jamaica-and-four-die-in-clarendon"
AP_PAGE = f"https://apnews.com/article/{SLUG}"
WORDS_SENT = {"mediawiki": 6, "wordpress": 3, "wayback": 0, "common_crawl": 3, "gdelt": 3, "guardian": 6, "sitemaps": 0}
"""How many words of a claim each provider sends, as its description says."""


def nobody(host: str, port: int) -> tuple[Route, ...]:
    raise AssertionError(f"{host} was looked up while a cassette was played")


@pytest.fixture
def folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(KEY_VARIABLE, "another-key-than-that-of-the-recording")
    return root / "cassettes/synthetic/discovery"


@pytest.fixture
def play(folder: Path) -> Iterator[object]:
    def run(name: str) -> Discovery:
        with open_cassette(folder / f"{name}.yaml"), Client(Settings(workers=1), resolver=nobody) as client:
            found = search(CASES[name], client)
            assert client.hosts == ()
            return found

    return run


def read_requests(path: Path) -> list[str]:
    recording = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [interaction["request"]["uri"] for interaction in recording["interactions"]]


def asked(found: Discovery) -> list[str]:
    (one,) = found.searches
    assert all(each.access is Access.OK for each in one.asked if "2024-33" not in each.url)
    return [each.url for each in one.asked]


def test_a_wiki_gives_its_article_as_it_was_on_the_day_and_it_may_be_read(play, folder):
    found = play("mediawiki")
    (candidate,) = found.candidates
    assert candidate.url == "https://en.wikipedia.org/wiki/Stand-in_storm_Beryl?oldid=7300002"
    assert (candidate.title, found.searches[0].looked_at) == ("Stand-in storm Beryl", 2)
    assert candidate.reason.endswith("; as it was on 2024-07-04")
    assert [re.search(r"(list|prop)=\w+", url)[0] for url in asked(found)] == [
        "list=search",
        "prop=revisions",
        "prop=revisions",
    ]
    with open_cassette(folder / "mediawiki.yaml"), Client(Settings(), resolver=nobody) as client:
        assert isinstance(client.fetch_page(candidate.url), Capture)
        assert client.fetch_page("https://en.wikipedia.org/w/index.php?oldid=7300002").access is Access.ROBOTS_DENIED


def test_wordpress_gives_posts_of_the_window(play):
    found = play("wordpress")
    assert found.candidates[0].url == f"https://www.jamaicaobserver.com/2024/07/04/{SLUG}/"
    assert found.candidates[0].published.isoformat() == "2024-07-04"
    front, posts = asked(found)
    assert front == "https://jamaicaobserver.com/"
    assert "&after=2024-07-01T00%3A00%3A00&before=2024-07-07T23%3A59%3A59&per_page=20&" in posts


def test_the_archives_list_is_read_to_its_end(play):
    found = play("wayback")
    assert found.candidates[0].url == AP_PAGE
    assert (found.searches[0].looked_at, found.searches[0].stopped) == (5, "")
    first, second = asked(found)
    assert second.startswith(f"{first}&resumeKey=com%2Capnews%29%2Farticle%2F")


def test_common_crawl_is_asked_about_the_crawls_after_the_day(play):
    found = play("common_crawl")
    assert found.candidates[0].url == AP_PAGE
    assert found.searches[0].looked_at == 2
    assert [re.search(r"org/([\w-]+)", url)[1] for url in asked(found)] == [
        "collinfo",
        "CC-MAIN-2024-30-index",
        "CC-MAIN-2024-33-index",
    ]
    assert found.searches[0].asked[2].access is Access.NOT_FOUND


def test_gdelts_broken_answer_is_read_and_its_neighbours_page_left_out(play):
    found = play("gdelt")
    assert [candidate.url for candidate in found.candidates] == [AP_PAGE]
    assert found.candidates[0].title == r"Stand-in: Beryl\'s landfall in Jamaica, four die in Clarendon"
    assert found.candidates[0].published.isoformat() == "2024-07-04"
    assert len(asked(found)) == 1


def test_the_guardian_is_asked_with_a_key_that_is_written_nowhere(play, folder):
    found = play("guardian")
    assert found.candidates[0].url == f"https://www.theguardian.com/world/article/2024/jul/04/{SLUG}"
    assert "key" not in asked(found)[0]
    text = (folder / "guardian.yaml").read_text(encoding="utf-8")
    assert KEY not in text
    assert "api-key=HIDDEN" in text


def test_a_copy_of_a_page_that_is_gone_is_found_and_read(folder):
    with open_cassette(folder / "archive.yaml"), Client(Settings(), resolver=nobody) as client:
        copy = find_archived(client)
        assert isinstance(copy, ArchivedCopy)
        assert copy.url == f"https://web.archive.org/web/20240704180102id_/{AP_PAGE}"
        capture = client.fetch_page(copy.url)
    assert isinstance(capture, Capture)
    assert capture.header("memento-datetime") == "Thu, 04 Jul 2024 18:01:02 GMT"


@pytest.mark.parametrize(
    ("name", "page", "listings"),
    [
        (
            "sitemaps_ap",
            f"https://apnews.com/article/{SLUG}-00000000000000000000000000000004",
            ["https://apnews.com/ap-sitemap.xml", "https://apnews.com/ap-sitemap-202407.xml"],
        ),
        (
            "sitemaps_al_jazeera",
            f"https://www.aljazeera.com/news/2024/7/4/{SLUG}",
            ["https://www.aljazeera.com/sitemap.xml", "https://www.aljazeera.com/sitemap.xml?yyyy=2024&mm=07&dd=04"],
        ),
        (
            "sitemaps_ny_post",
            f"https://nypost.com/2024/07/04/{SLUG}/",
            [
                "https://nypost.com/sitemap.xml",
                "https://nypost.com/sitemap-2024.xml",
                "https://nypost.com/sitemap-2024.xml?mm=07&dd=04",
            ],
        ),
    ],
)
def test_a_chain_of_sitemaps_leads_to_the_page_of_the_day(play, name, page, listings):
    found = play(name)
    assert found.candidates[0].url == page
    urls = asked(found)
    assert urls[0].endswith("/robots.txt")
    assert [url for url in urls if url in listings] == listings
    assert not any(old in url for url in urls for old in ("2023", "2022", "202401", "202412", "mm=06&dd=10"))


@pytest.mark.parametrize("name", CASES)
def test_no_other_word_of_the_claim_is_sent(play, folder, name):
    found = play(name)
    page = found.candidates[0].url if found.candidates else ""
    provider = found.searches[0].provider
    words = set(re.findall(r"[a-z]{4,}", TEXT.lower()))
    sent: set[str] = set()
    for url in read_requests(folder / f"{name}.yaml"):
        # The title of an article, and the address of the page, are what the site itself answered.
        own = re.sub(r"titles=[^&]*", "", url) if url != page else ""
        own = re.sub(r"resumeKey=.*", "", own)
        sent |= words & set(re.findall(r"[a-z]+", unquote_plus(own).lower()))
    assert len(sent) <= WORDS_SENT[provider]
    assert not sent & {"made", "people"}


@pytest.mark.parametrize("name", [*CASES, "archive"])
def test_a_recording_is_small_marked_and_holds_stand_ins_only(folder, name):
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    recording = yaml.safe_load(text)
    assert recording["metadata"]["fixture"] == "synthetic"
    assert 0 < len(recording["interactions"]) <= 100
    for interaction in recording["interactions"]:
        assert interaction["response"]["headers"]["X-Stand-In"] == ["provenance"]
    assert "127.0.0.1" not in text


def test_every_recording_has_its_case(folder):
    assert {path.stem for path in folder.glob("*.yaml")} == {*CASES, "archive"}
