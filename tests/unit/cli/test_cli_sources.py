"""`provenance sources` as a person runs it: what is shown, and what the exit code says."""

import json
from datetime import date
from pathlib import Path

import pytest

from provenance.cli.app import run
from provenance.model import Access, Asked, Candidate, Search, Source, SourceCheck
from provenance.pipeline import Network

AP = Source(label="AP", host="apnews.com", domain="apnews.com", publisher="Associated Press")
ASKED = ["sources", "apnews.com", "--about", "Russia sent 539 drones.", "--store", ":memory:"]
FOUND = Candidate(
    url="https://apnews.com/article/drones",
    found_by="sitemaps",
    rank=1,
    reason="its headline shares drones with the claim",
    title="Russia sends \x1b[31mdrones",
    published=date(2025, 7, 4),
    score=88.4,
)
BARE = Candidate(url="https://apnews.com/x", found_by="gdelt", rank=2, reason="GDELT names it", score=12.0)
SITEMAPS = Search(
    provider="sitemaps",
    asked=(Asked(url="https://apnews.com/robots.txt", access=Access.OK),),
    looked_at=1240,
    found=1,
    stopped="the month was read to its end",
)
GDELT = Search(
    provider="gdelt",
    asked=(Asked(url="https://api.gdeltproject.org/api", access=Access.RATE_LIMITED, detail="HTTP 429"),),
    looked_at=0,
    found=0,
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def finder(monkeypatch):
    """Stands in for the search; what it was given is in `given`."""

    class Finder:
        check = SourceCheck(tag=None, source=AP, candidates=(), assessments=(), misses=())
        given = None

        def __call__(self, domain, **given):
            self.given = {"domain": domain, **given}
            return self.check

        def finds(self, *candidates, searches):
            self.check = SourceCheck(
                tag=None, source=AP, candidates=candidates, assessments=(), misses=(), searches=searches
            )

    finder = Finder()
    monkeypatch.setattr("provenance.cli.sources.find_sources", finder)
    return finder


def test_candidates_are_shown_with_their_reasons_and_who_was_asked(finder, capsys):
    finder.finds(FOUND, BARE, searches=(SITEMAPS, GDELT))
    assert run(ASKED) == 0
    assert capsys.readouterr().out == (
        "Associated Press (apnews.com): 2 candidates, 1,240 looked at\n"
        "\n"
        "  1. Russia sends �[31mdrones\n"
        "     https://apnews.com/article/drones\n"
        "     sitemaps: its headline shares drones with the claim, 4 July 2025, score 88 of 100\n"
        "\n"
        "  2. (no headline known)\n"
        "     https://apnews.com/x\n"
        "     gdelt: GDELT names it, score 12 of 100\n"
        "\n"
        "Who was asked\n"
        "  sitemaps: 1 request, 1,240 looked at, 1 found; the month was read to its end\n"
        "    https://apnews.com/robots.txt answered\n"
        "  gdelt: 1 request, 0 found\n"
        "    https://api.gdeltproject.org/api the site asked for fewer requests (HTTP 429)\n"
    )


@pytest.mark.parametrize(
    ("searches", "code", "says"),
    [
        ((SITEMAPS,), 1, "no page found on apnews.com among 1,240 looked at"),
        ((GDELT,), 3, "no page of apnews.com could be looked for: nobody that was asked answered"),
        ((), 3, "nobody was asked for pages of apnews.com"),
        ((SITEMAPS, GDELT), 1, "no page found on apnews.com among 1,240 looked at"),
    ],
)
def test_nothing_found_is_told_from_nobody_asked(finder, capsys, searches, code, says):
    finder.finds(searches=searches)
    assert run(ASKED) == code
    assert capsys.readouterr().out.splitlines()[0] == says


def test_the_options_reach_the_search(finder):
    finder.finds(FOUND, searches=(SITEMAPS,))
    given = ["--date", "2025-07-06", "--most", "3", "--search", "feeds", "--offline", "--json"]
    assert run([*ASKED, *given]) == 0
    assert finder.given["published"] == date(2025, 7, 6)
    assert finder.given["network"] is Network.OFF
    settings = finder.given["settings"]
    assert (settings.pages_per_source, settings.search) == (3, ("feeds",))


def test_json_stands_alone_on_standard_output(finder, capsys):
    finder.finds(FOUND, searches=(SITEMAPS,))
    assert run([*ASKED, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["candidates"][0]["score"] == 88.4
    assert printed["searches"][0]["looked_at"] == 1240


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sources", "apnews.com"], "Missing option '--about'"),
        (["sources", "--about", "x"], "Missing argument 'DOMAIN'"),
        (["sources", "Asociated Pres Agency", "--about", "Drones."], "neither a domain nor a known publisher"),
        (["sources", "Jamaica Obsver", "--about", "Drones."], "the nearest known name is Jamaica Observer"),
        (["sources", "apnews.com", "--about", " "], "nothing to look for"),
        ([*ASKED, "--most", "0"], "not in the range"),
        ([*ASKED, "--search", "google"], "names google"),
    ],
)
def test_what_cannot_be_looked_for_is_a_usage_error(capsys, arguments, says):
    assert run(arguments) == 2
    streams = capsys.readouterr()
    assert says in streams.err
    assert "Traceback" not in streams.err


@pytest.mark.parametrize("domain", ["apnews.com", "AP", "Associated Press", "Asociated Press"])
def test_a_name_or_label_is_a_domain_too(domain, capsys):
    assert run(["sources", domain, "--about", "Russia sent 539 drones.", "--offline", "--store", ":memory:"]) == 3
    assert "apnews.com" in capsys.readouterr().out


def test_the_stores_file_is_made_where_it_is_named(capsys):
    run(["sources", "apnews.com", "--about", "Drones.", "--offline", "--store", "s.sqlite"])
    assert Path("s.sqlite").exists()


def test_a_recorded_search_is_shown(root, capsys):
    text = "Hurricane Beryl made landfall in southern Jamaica on Wednesday, and four people died in Clarendon."
    cassette = root / "cassettes/synthetic/discovery/wordpress.yaml"
    options = ["--date", "2024-07-04", "--search", "wordpress", "--cassette", str(cassette)]
    assert run(["sources", "Jamaica Observer", "--about", text, *options]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Jamaica Observer (jamaicaobserver.com): 2 candidates, 2 looked at\n\n  1. Stand-in: Beryl")
    assert "Who was asked\n  wordpress: 2 requests, 2 looked at, 2 found\n" in shown
