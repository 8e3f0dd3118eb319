"""The recipe over a local server: what is asked, kept, used again, and told when something fails."""

import json
from dataclasses import replace

import pytest

from provenance.config import Archive, Settings
from provenance.errors import StoreError
from provenance.extract import extractor_version
from provenance.fetch import Client
from provenance.match.reading import read_page_facts
from provenance.model import Access, Attachment, Capture, Verdict
from provenance.model.codec import decode_report, encode_record
from provenance.pipeline import Network, replay_report, verify_article
from provenance.resolve import PROVIDERS, Found, Reach, SourceList, attach_file
from provenance.resolve.candidates import SEARCHED
from provenance.store import open_store
from tests.support.clocks import FakeClock
from tests.support.servers import Server, redirect, reply

DRAFT = "Russia sent 539 drones in one night. Houses were damaged in Kyiv apnews.com+1nypost.com+1."
URL = "http://apnews.com/attack"
SOURCES = SourceList(domains={"apnews.com": (URL,)})
PAGE = reply(
    "<html><title>Attack</title><article><h1>Attack</h1><p>Russia sent 539 drones in one night, the air force said on "
    "Friday, and most of them were stopped before they reached the city.</p><p>Houses were damaged in Kyiv and rescue "
    "workers searched them until the morning, the mayor said.</p></article></html>",
    headers={"ETag": '"1"'},
)
SETTINGS = Settings(pause_seconds=0.0, search=(), archive=Archive.NEVER)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def store():
    with open_store(":memory:") as store:
        yield store


@pytest.fixture
def server():
    with Server(pages={"apnews.com/attack": PAGE}) as server:
        yield server


@pytest.fixture
def verify(server, clock, store):
    """Verifies the draft over the local server."""

    def run(*, sources=SOURCES, settings=SETTINGS, store=store, **options):
        with Client(settings, clock=clock, resolver=server.resolve) as client:
            return verify_article(
                DRAFT, sources=sources, settings=settings, store=store, client=client, clock=clock, **options
            )

    return run


def test_a_claim_is_held_against_every_source_of_its_tags(verify, server):
    report = verify()
    assert [result.verdict for result in report.results] == [Verdict.SUPPORTED, Verdict.SUPPORTED]
    assert [result.claim.attachment for result in report.results] == [Attachment.COVERED, Attachment.CITED]
    assert [[check.source.host for check in result.checks] for result in report.results] == [
        ["apnews.com", "nypost.com"]
    ] * 2
    assert server.pages_asked == ["apnews.com/attack"], "a page that two claims cite is read once"


def test_the_hosts_contacted_are_listed(verify):
    assert [(contact.host, contact.requests) for contact in verify().hosts] == [("apnews.com", 2)]


def test_a_fresh_capture_is_used_and_a_stale_one_is_asked_about(verify, server, clock):
    first = verify()
    verify()
    assert len(server.pages_asked) == 1
    clock.sleep(SETTINGS.fresh_seconds + 1)
    server.pages["apnews.com/attack"] = reply(status=304)
    third = verify()
    assert server.requests[-1].headers["if-none-match"] == '"1"'
    assert third.results == first.results
    assert third.pages[0].fetched_at > first.pages[0].fetched_at
    verify()
    assert len(server.pages_asked) == 2, "the confirmation counts as fresh"


def test_a_report_is_replayed_from_the_bytes_and_not_from_what_a_store_says_was_read_in_them(verify, store, clock):
    report = verify()
    capture = store.find_capture(URL)
    reading = store.find_reading(capture, extractor=extractor_version())
    forged = replace(reading, text=reading.text.replace("539", "935"))
    assert forged != reading
    store.put_reading(capture, forged, extractor=extractor_version())
    assert replay_report(report, store=store, clock=clock, settings=SETTINGS).results == report.results


def test_a_capture_of_the_far_future_is_asked_about(verify, server, clock):
    clock.sleep(SETTINGS.fresh_seconds + 1)
    verify()
    clock.seconds = 0.0  # the clock was wrong, and is put right
    verify()
    assert len(server.pages_asked) == 2


def test_without_a_store_the_page_is_read_all_the_same(verify):
    assert verify(store=None).results[0].verdict is Verdict.SUPPORTED


def test_with_the_network_off_only_the_store_is_read(verify, server, clock):
    unread = verify(network=Network.OFF)
    assert [missed.access for missed in unread.results[0].misses] == [Access.UNRECORDED]
    assert unread.results[0].verdict is Verdict.UNCHECKED
    online = verify()
    clock.sleep(10 * SETTINGS.fresh_seconds)
    assert verify(network=Network.OFF).results == online.results
    assert len(server.pages_asked) == 1


def test_with_the_network_off_a_provider_cannot_ask_either(verify, server, monkeypatch):
    class Curious:
        name = "curious"
        reach = Reach.SITE

        def __init__(self, context):
            self.fetch = context.fetch

        def find_pages(self, query):
            answers.append(self.fetch(URL))
            return Found()

    answers = []
    monkeypatch.setitem(SEARCHED, "curious", Curious)
    monkeypatch.setitem(PROVIDERS, "curious", Curious)
    settings = replace(SETTINGS, search=("curious",))
    verify(network=Network.OFF, settings=settings, sources=SourceList())
    assert {answer.access for answer in answers} == {Access.UNRECORDED}
    assert server.asked == []
    verify(settings=settings, sources=SourceList())
    assert isinstance(answers[-1], Capture)


def test_a_store_that_fails_is_told_once_and_the_run_goes_on(verify, store, monkeypatch):
    def refuse(capture):
        raise StoreError("The disk is full.", "Make room.")

    monkeypatch.setattr(store, "put_capture", refuse)
    report = verify()
    assert report.results[0].verdict is Verdict.SUPPORTED
    assert [notice.message for notice in report.notices if notice.code == "store_failed"] == [
        "The evidence of this run was not kept: The disk is full. Make room."
    ]


def test_what_was_read_before_an_interruption_is_kept(verify, server, store):
    sources = SourceList(domains={"apnews.com": (URL,), "nypost.com": ("http://nypost.com/x",)})
    server.pages["nypost.com/x"] = PAGE

    def interrupt(done, total, outcome, /):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(sources=sources, on_progress=interrupt)
    kept = [url for url in (URL, "http://nypost.com/x") if store.find_capture(url)]
    assert kept
    server.requests.clear()
    verify(sources=sources)
    asked = {f"http://{page}" for page in server.pages_asked}
    assert not asked & set(kept), "what was kept is not asked for again"


def test_progress_counts_every_page(verify):
    seen = []
    verify(on_progress=lambda done, total, outcome: seen.append((done, total, type(outcome))))
    assert seen[-1] == (4, 4, Capture)


def test_a_page_listed_for_a_sentence_is_read_for_it_alone(verify, server):
    server.pages["example.org/x"] = PAGE
    sources = SourceList(claims={"Houses were damaged": ("http://example.org/x", URL)})
    first, second = verify(sources=sources).results
    assert [check.candidates for check in first.checks] == [(), ()]
    assert [(check.tag, check.source.host, len(check.candidates)) for check in second.checks] == [
        (0, "apnews.com", 1),
        (0, "nypost.com", 0),
        (None, "example.org", 1),
    ]
    assert second.verdict is Verdict.SUPPORTED


def test_a_redirect_is_followed_and_shown(verify, server):
    server.pages["apnews.com/attack"] = redirect("http://apnews.com/moved")
    server.pages["apnews.com/moved"] = PAGE
    (page,) = verify().pages
    assert (page.url, page.final_url) == (URL, "http://apnews.com/moved")


@pytest.mark.parametrize(
    ("address", "end", "read"),
    [
        (URL, "http://www.apnews.com/moved", True),
        (URL, "http://ap.org/moved", True),  # the same publisher, by the table
        (URL, "http://other.example.org/moved", False),
        ("http://bit.ly/x", "http://apnews.com/moved", True),  # a short address that the user listed
        ("http://bit.ly/x", "http://example.org/moved", False),
    ],
)
def test_a_page_on_the_site_of_somebody_else_is_none_of_the_sources(verify, server, store, address, end, read):
    server.pages[address.removeprefix("http://")] = redirect(end)
    server.pages[end.removeprefix("http://")] = PAGE
    report = verify(sources=SourceList(domains={"apnews.com": (address,)}))
    (check, _) = report.results[0].checks
    assert (len(check.assessments), len(check.misses)) == ((1, 0) if read else (0, 1))
    if not read:
        assert report.results[0].verdict is Verdict.UNCHECKED
        assert "leads to another site, " in check.misses[0].detail
    assert replace(replay_report(report, store=store), made_at=report.made_at) == report


def test_a_replay_gives_the_same_report_without_asking_anyone(verify, server, store, clock, tmp_path):
    saved = tmp_path / "saved.txt"
    saved.write_text("Russia sent 550 drones in one night, the air force said.")
    attachment = attach_file("nypost.com", saved, read_at=clock.now(), max_bytes=1_000)
    report = verify(sources=replace(SOURCES, attachments=(attachment,)))
    saved.unlink()
    clock.sleep(1_000_000)
    asked = len(server.asked)
    again = replay_report(report, store=store, clock=clock)
    assert replace(again, made_at=report.made_at) == report
    assert again.made_at > report.made_at
    assert len(server.asked) == asked


def test_a_replay_names_evidence_that_is_gone(verify):
    report = verify()
    with open_store(":memory:") as empty:
        again = replay_report(report, store=empty)
    assert again.pages == ()
    (missed,) = again.results[0].misses
    assert (missed.access, missed.url) == (Access.UNRECORDED, URL)
    assert "no capture" in missed.detail


def test_a_wall_is_missed_and_replayed_as_missed(verify, server, store):
    server.pages["apnews.com/attack"] = reply("<html><title>Just a moment...</title></html>")
    report = verify()
    assert [missed.access for missed in report.results[0].misses] == [Access.BOT_WALL]
    assert replace(replay_report(report, store=store), made_at=report.made_at) == report


def test_two_links_of_one_sentence_to_one_site_are_both_read():
    draft = "Russia sent 539 drones ([AP](https://apnews.com/1), [AP](https://apnews.com/2))."
    report = verify_article(draft, format="markdown", network=Network.OFF)
    ((check,),) = (result.checks for result in report.results)
    assert [(candidate.url, candidate.rank) for candidate in check.candidates] == [
        ("https://apnews.com/1", 1),
        ("https://apnews.com/2", 2),
    ]


def test_named_pages_beyond_the_limit_are_told(verify):
    sources = SourceList(domains={"apnews.com": (URL, URL + "/2")})
    report = verify(sources=sources, settings=replace(SETTINGS, pages_per_source=1))
    assert [notice.code for notice in report.notices if notice.code == "pages_left_out"] == ["pages_left_out"]


def test_a_page_cited_elsewhere_that_has_it_is_named_and_replayed(verify, server, store):
    sources = SourceList(claims={"Russia sent 539": ("http://time.com/x",), "Houses were damaged": (URL,)})
    server.pages["time.com/x"] = reply(
        "The market was quiet and prices stood still.", headers={"Content-Type": "text/plain"}
    )
    report = verify(sources=sources)
    first, second = report.results
    assert first.verdict is Verdict.NOT_FOUND
    assert [(one.source, one.url, one.verdict) for one in first.elsewhere] == [
        ("Associated Press", URL, Verdict.SUPPORTED)
    ]
    assert "But Associated Press, cited elsewhere in the article, has it" in first.reason
    assert second.elsewhere == ()
    assert replace(replay_report(report, store=store), made_at=report.made_at) == report


PAGE_OF_ANOTHER = reply(
    "<html><title>Night</title><article><p>Most of the town slept in cellars, and in the morning the damage was seen: "
    "roofs were gone in four streets, and a school had burned down to its walls.</p><p>A baker opened all the same and "
    "gave bread to everybody who came by, among them firemen who had not slept.</p></article></html>"
)


def test_one_text_under_two_names_is_one_independent_source(verify, server, store):
    sources = SourceList(domains={"apnews.com": (URL,), "nypost.com": ("http://nypost.com/x",)})
    server.pages["nypost.com/x"] = PAGE
    report = verify(sources=sources)
    assert [result.independent for result in report.results] == [1, 1]
    assert (report.lineage.sources, report.lineage.independent) == (2, 1)
    assert report.lineage.groups[0].names == ("Associated Press", "New York Post")
    assert replace(replay_report(report, store=store), made_at=report.made_at) == report
    server.pages["nypost.com/y"] = PAGE_OF_ANOTHER
    apart = verify(sources=SourceList(domains={"apnews.com": (URL,), "nypost.com": ("http://nypost.com/y",)}))
    assert (apart.lineage.sources, apart.lineage.independent) == (2, 2)


def test_the_address_of_the_article_is_kept_for_a_replay(verify, store):
    report = verify(url="https://paper.org/2025/trams")
    assert report.lineage.article_url == "https://paper.org/2025/trams"
    assert replace(replay_report(report, store=store), made_at=report.made_at) == report


def test_a_report_from_before_lineage_is_read():
    report = verify_article("Nothing is cited here.", network=Network.OFF)
    old = json.loads(encode_record(report))
    del old["lineage"]
    for result in old["results"]:
        for name in ("elsewhere", "jointly", "independent"):
            del result[name]
    assert decode_report(json.dumps(old)) == report


def test_a_page_is_taken_apart_once_however_long_the_article_is(clock):
    hosts = [f"paper{number}.org" for number in range(40)]
    pages = {f"{host}/a": PAGE for host in hosts}
    draft = "\n\n".join(f"Round {turn} of paper {host} was held {host}+1." for turn in range(2) for host in hosts)
    sources = SourceList(domains={host: (f"http://{host}/a",) for host in hosts})
    read_page_facts.cache_clear()
    with Server(pages=pages) as server, Client(SETTINGS, clock=clock, resolver=server.resolve) as client:
        report = verify_article(draft, sources=sources, settings=SETTINGS, client=client, clock=clock)
    assert sum(len(result.assessments) for result in report.results) == 80
    assert read_page_facts.cache_info().misses <= 41, "each for its own claims, one for those of others"
