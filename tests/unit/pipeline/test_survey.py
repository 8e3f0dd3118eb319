"""Sources without a named page: searched, read until one decides, with archived copies, and told in the report."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Event
from time import monotonic

import pytest

from provenance.config import Archive, Settings
from provenance.fetch import Client
from provenance.model import Access, Candidate, Verdict, Wanted
from provenance.pipeline import Network, find_sources, replay_report, verify_article
from provenance.resolve import Found, Reach
from provenance.resolve import candidates as table
from provenance.store import open_store
from tests.support.authority import make_authority
from tests.support.clocks import FakeClock
from tests.support.servers import Server, raw, redirect, reply, silence

CLAIM = "Russia sent 539 drones in one night."
DRAFT = f"{CLAIM.removesuffix('.')} apnews.com."
DAY = date(2025, 7, 5)
BASE = "http://apnews.com"


def page(title, *paragraphs, **headers):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return reply(f"<html><title>{title}</title><article><h1>{title}</h1>{body}</article></html>", headers=headers)


FILLING = "The council met in the evening and spoke about the harbour, the bridge and the school for two hours."
SAID = "Russia sent 539 drones in one night, the air force said on Friday, and most were stopped."
YES = page("Attack", SAID, FILLING)
NO = page(
    "Attack", "Russia sent 550 drones in one night, the air force said on Friday, and most were stopped.", FILLING
)
NEITHER = page(
    "Attack", "Russia sent 560 drones in one night, the air force said on Friday, and most came late.", FILLING
)
SILENT = page("Harbour", FILLING, "Nobody in the town spoke about anything else in the weeks before the summer began.")


class Library:
    """A provider that knows the addresses it is told, for every claim, and asks one address of the site first."""

    name = "library"
    reach = Reach.SITE
    scores = (90.0,) * 9
    slugs = ()
    finds = None
    base = BASE

    def __init__(self, context):
        self.fetch = context.fetch
        self.asked = False

    def find_pages(self, query):
        if not self.asked:
            self.asked = True
            self.fetch(f"{self.base}/list", wanted=Wanted.LISTING)
        slugs = self.slugs
        if self.finds is not None:
            slugs = next((found for words, found in self.finds.items() if words in query.claim.text), ())
        found = tuple(
            Candidate(url=f"{self.base}/{slug}", found_by=self.name, rank=1, reason="its headline fits", score=score)
            for slug, score in zip(slugs, self.scores, strict=False)
        )
        return Found(candidates=found, looked_at=40, stopped="" if found else "its list holds nothing like it")


@pytest.fixture(autouse=True)
def library(monkeypatch):
    """The one way to search; `slugs` are the pages that it finds, best first."""

    class Own(Library):
        pass

    monkeypatch.setitem(table.SEARCHED, "library", Own)
    monkeypatch.setitem(table.PROVIDERS, "library", Own)
    return Own


@pytest.fixture
def server():
    with Server(pages={"apnews.com/list": reply("a list")}) as server:
        yield server


@pytest.fixture
def store():
    with open_store(":memory:") as store:
        yield store


@pytest.fixture
def verify(server, store):
    def run(draft=DRAFT, *, network=Network.LIVE, on_progress=None, **options):
        given = {"pause_seconds": 0.0, "search": ("library",), "archive": Archive.NEVER, "entailment": "off"}
        settings = Settings(**{**given, **options})
        clock = FakeClock()
        with Client(settings, clock=clock, resolver=server.resolve) as client:
            return verify_article(
                draft, published=DAY, settings=settings, store=store, client=client, clock=clock, network=network,
                on_progress=on_progress,
            )  # fmt: skip

    return run


def check_of(report):
    return report.results[0].checks[0]


def test_the_page_that_is_found_is_read_and_its_search_told(verify, server, library):
    library.slugs = ("yes",)
    server.pages["apnews.com/yes"] = YES
    report = verify()
    check = check_of(report)
    assert report.results[0].verdict is Verdict.SUPPORTED
    (search,) = check.searches
    assert [(asked.url, asked.access) for asked in search.asked] == [(f"{BASE}/list", Access.OK)]
    assert (search.provider, search.looked_at, search.found) == ("library", 40, 1)
    assert [(one.url, one.rank) for one in check.candidates] == [(f"{BASE}/yes", 1)]


@pytest.mark.parametrize(
    ("pages", "most", "read", "verdict"),
    [
        ((YES, NO, NO), 3, 1, Verdict.SUPPORTED),
        ((NO, YES, NO), 3, 2, Verdict.SUPPORTED),
        ((SILENT, NO, NEITHER, YES), 3, 3, Verdict.CONTRADICTED),
        ((SILENT, NO, NEITHER, YES), 4, 4, Verdict.SUPPORTED),
        ((SILENT, YES), 1, 1, Verdict.NOT_FOUND),
    ],
)
def test_the_best_few_are_read_until_one_bears_it_out(verify, server, library, pages, most, read, verdict):
    library.slugs = [f"page{number}" for number in range(len(pages))]
    server.pages |= {f"apnews.com/page{number}": given for number, given in enumerate(pages)}
    report = verify(pages_per_search=most)
    assert report.results[0].verdict is verdict
    check = check_of(report)
    assert (len(check.candidates), len(check.assessments), check.misses) == (len(pages), read, ())
    assert len(server.pages_asked) == read + 1


def test_one_text_under_many_addresses_is_no_article(verify, server, library):
    library.slugs = ("one", "two")
    server.pages |= {"apnews.com/one": NO, "apnews.com/two": NO}
    result = verify().results[0]
    assert result.verdict is Verdict.UNCHECKED
    assert {missed.detail for missed in result.misses} == {
        "the site shows the same text under 2 addresses, so it is no article's"
    }


def test_a_page_that_cannot_be_read_is_no_reason_to_stop(verify, server, library):
    library.slugs = ("gone", "yes")
    server.pages["apnews.com/yes"] = YES
    report = verify(pages_per_search=1)
    assert report.results[0].verdict is Verdict.SUPPORTED
    assert [missed.access for missed in check_of(report).misses] == [Access.NOT_FOUND]


def test_nothing_found_says_among_how_many(verify):
    report = verify()
    assert report.results[0].verdict is Verdict.UNCHECKED
    assert report.results[0].reason == "No page was found on Associated Press among 40 looked at."
    assert check_of(report).searches[0].stopped == "its list holds nothing like it"


def test_a_page_that_fits_badly_accuses_nobody(verify, server, library):
    library.slugs, library.scores = ("no",), (40.0,)
    server.pages["apnews.com/no"] = NO
    result = verify().results[0]
    assert result.verdict is Verdict.UNCHECKED
    assert "550 drones" in result.reason


def test_claims_of_one_source_share_what_was_asked(verify, server, library):
    library.slugs = ("yes",)
    server.pages["apnews.com/yes"] = YES
    report = verify(f"{DRAFT} Most of the drones were stopped apnews.com.")
    assert len(report.results) == 2
    assert server.pages_asked == ["apnews.com/list", "apnews.com/yes"]
    assert [len(result.checks[0].searches[0].asked) for result in report.results] == [1, 0]


BRIDGE = "The council met in the evening and spoke about the bridge"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_page_read_for_one_sentence_is_held_against_the_others_of_its_source(verify, server, library, order):
    sentences = (CLAIM.removesuffix("."), BRIDGE)
    library.finds = {"539 drones": ("yes",)}
    server.pages["apnews.com/yes"] = YES
    report = verify(" ".join(f"{sentences[place]} apnews.com." for place in order))
    assert [result.verdict for result in report.results] == [Verdict.SUPPORTED] * 2
    check = report.results[order.index(1)].checks[0]
    (candidate,) = check.candidates
    assert (candidate.url, candidate.found_by) == (f"{BASE}/yes", "already read")
    assert check.searches[0].provider == "already read"
    assert server.pages_asked == ["apnews.com/list", "apnews.com/yes"]


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        ("The council met in the evening and spoke about the harbour for nine hours", Verdict.CONTRADICTED),
        ("A new museum of glass was opened in Lisbon by the minister of culture", Verdict.UNCHECKED),
    ],
)
def test_the_page_of_a_mark_speaks_for_its_other_sentences_but_its_silence_does_not(
    verify, server, library, second, verdict
):
    library.finds = {"539 drones": ("yes",)}
    server.pages["apnews.com/yes"] = YES
    report = verify(f"{second}. {DRAFT}")
    assert [result.verdict for result in report.results] == [verdict, Verdict.SUPPORTED]


def test_a_page_of_another_source_is_no_neighbour(verify, server, library):
    library.finds = {"539 drones": ("yes",)}
    server.pages |= {"apnews.com/yes": YES, "nypost.com/list": reply("a list")}
    report = verify(f"{DRAFT} {BRIDGE} nypost.com.")
    assert [result.verdict for result in report.results] == [Verdict.SUPPORTED, Verdict.UNCHECKED]


def test_without_a_search_nobody_is_asked(verify, server):
    report = verify(search=())
    assert server.asked == []
    assert report.results[0].reason == "No page is known for Associated Press."


def test_the_search_is_replayed_with_what_was_not_read(verify, server, store, library):
    library.slugs = ("yes", "no")
    server.pages["apnews.com/yes"] = YES
    report = verify()
    settings = Settings(entailment="off")
    again = replay_report(report, store=store, clock=FakeClock(), settings=settings)
    assert replace(again, made_at=report.made_at) == report


def test_a_second_run_asks_for_nothing_that_was_read(verify, server, library):
    library.slugs = ("yes",)
    server.pages["apnews.com/yes"] = YES
    first = verify()
    server.requests.clear()
    assert verify().results[0].verdict is Verdict.SUPPORTED
    assert server.pages_asked == []
    off = verify(network=Network.OFF)
    assert [result.verdict for result in off.results] == [result.verdict for result in first.results]


def test_an_interrupted_run_goes_on_where_it_was(verify, server, library):
    library.slugs = ("yes",)
    server.pages |= {"apnews.com/yes": YES, "nypost.com/list": reply("a list")}

    def interrupt(done, total, outcome):
        if outcome.url.endswith("/yes"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(on_progress=interrupt)
    server.requests.clear()
    assert verify().results[0].verdict is Verdict.SUPPORTED
    assert server.pages_asked == []


def test_progress_names_the_answers_and_ends_at_all_checks(verify, server, library):
    library.slugs = ("yes",)
    server.pages["apnews.com/yes"] = YES
    seen = []
    verify(on_progress=lambda done, total, outcome: seen.append((done, total, outcome.url.removeprefix(BASE))))
    assert seen == [(0, 1, "/list"), (0, 1, "/yes"), (1, 1, "/yes")]


AVAILABLE = reply(
    '{"archived_snapshots": {"closest": {"available": true, "status": "200", "timestamp": "20250704101112", '
    '"url": "http://web.archive.org/web/20250704101112/http://apnews.com/gone"}}}',
    kind="application/json",
)


@pytest.fixture
def archive(server, monkeypatch):
    """An archive with a copy of the page that is gone; over plain http, as the server of these tests speaks it."""
    monkeypatch.setattr("provenance.resolve.archive.AVAILABILITY", "http://archive.org/wayback/available")
    server.pages["archive.org/wayback/available?url=http%3A%2F%2Fapnews.com%2Fgone&timestamp=20250705"] = AVAILABLE
    return server


@pytest.mark.parametrize(
    ("mode", "answer", "asked"),
    [
        (Archive.NEVER, reply("gone", status=404), False),
        (Archive.FAILURES, reply("gone", status=404), True),
        (Archive.FAILURES, reply("gone", status=410), True),
        (Archive.FAILURES, reply("broken", status=500), True),
        (Archive.FAILURES, reply("no", status=403), False),
        (Archive.FAILURES, reply("pay", status=402), False),
        (Archive.ALWAYS, reply("no", status=403), True),
        (Archive.ALWAYS, reply("pay", status=402), True),
        (Archive.FAILURES, redirect("http://apnews.com/"), True),
        (Archive.ALWAYS, reply("%PNG", kind="image/png"), False),
    ],
)
def test_the_archive_is_asked_only_when_the_settings_allow_it(verify, archive, library, mode, answer, asked):
    library.slugs = ("gone",)
    archive.pages |= {"apnews.com/gone": answer, "apnews.com/": SILENT}
    verify(archive=mode, retries=0)
    assert any(request.host == "archive.org" for request in archive.requests) is asked


def test_robots_txt_is_passed_by_only_when_the_user_asks(verify, archive, library):
    library.slugs = ("gone",)
    archive.pages["apnews.com/robots.txt"] = reply("User-agent: *\nDisallow: /", kind="text/plain")
    for mode, asked in ((Archive.FAILURES, False), (Archive.ALWAYS, True)):
        verify(archive=mode)
        assert any(request.host == "archive.org" for request in archive.requests) is asked


def test_without_a_copy_the_page_stays_missed_and_says_both(verify, server, library):
    library.slugs = ("gone",)
    (missed,) = check_of(verify(archive=Archive.FAILURES)).misses
    assert missed.access is Access.NOT_FOUND
    assert missed.detail.startswith("the site has no such page (404); ")
    assert "archive" in missed.detail


@pytest.mark.parametrize(
    ("headers", "used"), [({"Memento-Datetime": "Fri, 04 Jul 2025 10:11:12 GMT"}, True), ({}, False)]
)
def test_an_archived_copy_is_judged_kept_and_marked(tmp_path, store, library, headers, used):
    library.slugs = ("gone",)
    original = "https://apnews.com/gone"
    available = {
        "archived_snapshots": {
            "closest": {
                "available": True,
                "status": "200",
                "timestamp": "20250704101112",
                "url": f"http://web.archive.org/web/20250704101112/{original}",
            }
        }
    }
    pages = {
        "apnews.com/list": reply("a list"),
        "archive.org/wayback/available?url=https%3A%2F%2Fapnews.com%2Fgone&timestamp=20250705": reply(
            json.dumps(available), kind="application/json"
        ),
        f"web.archive.org/web/20250704101112id_/{original}": page("Attack", SAID, FILLING, **headers),
    }
    authority = make_authority(tmp_path)
    context = authority.server_context("apnews.com", "archive.org", "web.archive.org")
    settings = Settings(pause_seconds=0.0, search=("library",), entailment="off")
    library.base = "https://apnews.com"
    clock = FakeClock()
    with (
        Server(pages=pages, context=context) as server,
        Client(settings, clock=clock, resolver=server.resolve, trust=authority.bundle) as client,
    ):
        report = verify_article(DRAFT, published=DAY, settings=settings, store=store, client=client, clock=clock)
        asked = len(server.asked)
        second = verify_article(DRAFT, published=DAY, settings=settings, store=store, client=client, clock=clock)
    taken = datetime(2025, 7, 4, 10, 11, 12, tzinfo=UTC)
    if not used:
        assert [missed.access for missed in check_of(report).misses] == [Access.NOT_FOUND]
        assert "archived copy" in check_of(report).misses[0].detail
        return
    assert report.results[0].verdict is Verdict.SUPPORTED
    (own,) = report.pages
    assert (own.url, own.archived_at) == (original, taken)
    assert own.final_url == f"https://web.archive.org/web/20250704101112id_/{original}"
    assert [read.archived_at for read in second.pages] == [taken], "the copy in the store is known as one"
    assert len(server.asked) == asked
    again = replay_report(report, store=store, clock=clock, settings=settings)
    assert replace(again, made_at=report.made_at) == report


def test_the_site_alone_is_searched_by_hand(server, store, library):
    library.slugs = ("yes", "no")
    settings = Settings(pause_seconds=0.0, search=("library",))
    with Client(settings, clock=FakeClock(), resolver=server.resolve) as client:
        found = find_sources(
            "apnews.com", about=CLAIM, published=DAY, settings=settings, client=client, store=store, clock=FakeClock()
        )
    assert [candidate.url for candidate in found.candidates] == [f"{BASE}/yes", f"{BASE}/no"]
    assert (found.looked_at, found.assessments, found.misses) == (40, (), ())
    assert server.pages_asked == ["apnews.com/list"]


class Stalled(Library):
    """A site on which nobody answers until the run is stopped."""

    started = Event()

    def find_pages(self, query):
        if query.source.host == "bbc.com":
            self.started.set()
            self.fetch("http://bbc.com/list", wanted=Wanted.LISTING)
        elif self.started.wait(9):
            raise GeneratorExit
        return Found()


def test_a_worker_that_fails_ends_the_run_at_once(verify, server, monkeypatch):
    monkeypatch.setitem(table.PROVIDERS, "library", Stalled)
    server.pages["bbc.com/list"] = silence
    began = monotonic()
    with pytest.raises(GeneratorExit):
        verify(f"{CLAIM.removesuffix('.')} apnews.com. The bridge was closed bbc.com.", deadline_seconds=8, retries=0)
    assert monotonic() - began < 4


def test_sites_that_ask_a_service_the_same_share_its_answer(verify, server, monkeypatch):
    class Asking(Library):
        base = "http://commoncrawl.org"

        def __init__(self, context):
            super().__init__(context)
            self.fetch = lambda url, **_: context.fetch(url, wanted=Wanted.SERVICE)

    monkeypatch.setitem(table.PROVIDERS, "library", Asking)
    server.pages["commoncrawl.org/list"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", b"[]", every=0.2)
    report = verify(" ".join(f"{CLAIM.removesuffix('.')} {name}.com." for name in ("apnews", "bbc", "cnn", "npr")))
    assert len(report.results) == 4
    assert server.pages_asked == ["commoncrawl.org/list"]


OTHER = (
    "Nobody in the town had seen so much rain in a summer, and the farmers of the valley waited for the sun to return."
)


def test_a_sentence_is_held_against_the_pages_of_the_nearest_ones_only(verify, server, library, monkeypatch):
    monkeypatch.setattr("provenance.pipeline.survey.MOST_NEIGHBOURS", 2)
    library.finds = {"539 drones": ("yes",), "club 1": ("one",), "club 2": ("two",), "club 3": ("three",)}
    server.pages |= {
        f"apnews.com/{slug}": page(slug, OTHER, f"It was the year of club {slug}.") for slug in ("one", "two", "three")
    }
    server.pages["apnews.com/yes"] = page("Attack", SAID, f"{BRIDGE}.", FILLING)
    clubs = [f"The members of club {number} chose a new president apnews.com." for number in (1, 2, 3)]
    near, far = f"{BRIDGE} apnews.com.", "The council spoke about the bridge in the evening apnews.com."
    draft = " ".join((DRAFT, near, *clubs, far))
    verdicts = [result.verdict is Verdict.SUPPORTED for result in verify(draft).results]
    assert verdicts == [True, True, False, False, False, False]


def test_ctrl_c_ends_a_run_that_waits_for_somebody(verify, server, monkeypatch):
    monkeypatch.setitem(table.PROVIDERS, "library", Stalled)
    server.pages["bbc.com/list"] = silence
    server.pages["cnn.com/list"] = reply("a list")

    def interrupt(done, total, outcome):
        raise KeyboardInterrupt

    began = monotonic()
    with pytest.raises(KeyboardInterrupt):
        verify(
            "The bridge was closed bbc.com. See [the page](http://cnn.com/list).",
            deadline_seconds=8,
            retries=0,
            on_progress=interrupt,
        )
    assert monotonic() - began < 4
