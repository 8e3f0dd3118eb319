"""Installed providers that hang, raise, flood or lie: told in the report, and nothing else is harmed."""

from threading import Event, Thread

import pytest

from provenance.config import Settings
from provenance.model import Access, Candidate, Missed
from provenance.resolve import Found, Ledger, ProviderContext, Reach, SourceList, find_candidates, make_providers
from provenance.resolve import candidates as table
from provenance.resolve.guests import MOST_CANDIDATES, MOST_REQUESTS
from tests.support.clocks import FakeClock
from tests.support.searches import make_query

QUICK = 0.3
URL = "https://apnews.com/x"


def page(url=URL, **given):
    return Candidate(**{"url": url, "found_by": "somebody", "rank": 7, "reason": "it fits", "score": 80.0, **given})


@pytest.fixture
def meet(monkeypatch):
    """Search with one installed provider, whose `find_pages` is `answer`; `make` when its making is the matter."""

    def run(answer=None, *, make=None, reach=Reach.SITE, halted=None, embargo=False, times=1):
        class Own:
            name = "guest"

            def __init__(self, context):
                self.fetch, self.reach = context.fetch, reach

            def find_pages(self, query):
                return answer(self, query)

        maker = make or Own
        monkeypatch.setattr(table, "extend_table", lambda *_, **__: {**table.GIVEN, "guest": maker})
        asked = []

        def fetch(url, **_):
            asked.append(url)
            return Missed(url=url, access=Access.NOT_FOUND, detail="gone")

        settings = Settings(search=("guest",), search_seconds=QUICK, embargo=embargo, allow=("apnews.com",) * embargo)
        ledger = Ledger(fetch, clock=FakeClock(), most_requests=3, most_seconds=9)
        context = ProviderContext(
            sources=SourceList(), fetch=ledger.fetch, settings=settings, halted=halted or Event()
        )  # fmt: skip
        providers = make_providers(context)
        for _ in range(times):
            found = find_candidates(make_query("apnews.com"), providers=providers, most=5, ledger=ledger)
        return found, asked

    return run


def fetches(self, query):
    self.fetch(URL)
    return Found(candidates=(page(),), looked_at=3)


def test_it_works_like_one_of_the_package(meet):
    found, asked = meet(fetches)
    (candidate,) = found.candidates
    assert (candidate.url, candidate.found_by, candidate.rank, candidate.score) == (URL, "guest", 1, 80.0)
    (search,) = found.searches
    assert ([one.url for one in search.asked], search.looked_at, search.found) == ([URL], 3, 1)
    assert asked == [URL]


def hangs(self, query):
    Event().wait()


def hangs_over_its_pages(self, query):
    return Found(candidates=(hangs(self, query) for _ in "x"))


def asks_for_ever(self, query):
    while True:
        self.fetch(URL)


def raises(self, query):
    raise OSError("no")


def leaves(self, query):
    raise SystemExit(3)


def goes_deep(self, query):
    return goes_deep(self, query)


@pytest.mark.parametrize("reach", [Reach.SITE, Reach.GIVEN])
@pytest.mark.parametrize(
    ("answer", "stopped"),
    [
        (hangs, "it was given up: no answer within 0.3 seconds"),
        (hangs_over_its_pages, "it was given up: no answer within 0.3 seconds"),
        (asks_for_ever, "it was given up: no answer after 1,000 requests"),
        (raises, "it failed: OSError('no')"),
        (leaves, "SystemExit(3)"),
        (goes_deep, "RecursionError"),
        (lambda *_: None, "it answered with NoneType, not with Found"),
        (lambda *_: [page()], "it answered with list, not with Found"),
        (lambda *_: Found(candidates=None), "it failed"),
        (lambda *_: Found(looked_at="many"), "it failed"),
    ],
)
def test_what_it_does_wrong_is_told(meet, answer, stopped, reach):
    found, asked = meet(answer, reach=reach, times=2)
    assert found.candidates == ()
    (search,) = found.searches
    assert stopped in search.stopped
    assert len(asked) <= 3 < MOST_REQUESTS


def test_one_that_was_given_up_is_not_waited_for_again(meet):
    calls = []
    meet(lambda *_: calls.append(1) or hangs(*_), times=3)
    assert len(calls) == 1


def asks_when_made(context):
    raise ValueError(context.fetch(URL).detail)


def hangs_when_made(context):
    Event().wait()


@pytest.mark.parametrize(
    ("make", "stopped"),
    [
        (asks_when_made, "could not be made: ValueError('nothing may be asked before"),
        (hangs_when_made, "it was given up"),
    ],
)
def test_one_that_cannot_be_made_is_told(meet, make, stopped):
    assert stopped in meet(make=make)[0].searches[0].stopped


def test_a_flood_of_candidates_is_cut(meet):
    pages = (page(f"https://apnews.com/{number}") for number in range(10**9))
    found, _ = meet(lambda *_: Found(candidates=pages))
    assert (len(found.candidates), found.searches[0].found) == (5, MOST_CANDIDATES)


@pytest.mark.parametrize(
    ("given", "score"),
    [(float("nan"), 0.0), (float("inf"), 0.0), (1e9, 100.0), (-1, 0.0), ("60", 60.0)],
)
def test_scores_are_in_their_range(meet, given, score):
    assert [one.score for one in meet(lambda *_: Found(candidates=(page(score=given),)))[0].candidates] == [score]


@pytest.mark.parametrize(
    "bad",
    ["a page", None, page(url="file:///etc/passwd"), page(url=None), page(url="http://127.0.0.1/"), page(score="x")],
)
def test_what_is_no_page_is_left_out(meet, bad):
    assert [one.url for one in meet(lambda *_: Found(candidates=(bad, page())))[0].candidates] == [URL]


def test_texts_are_cut(meet):
    (candidate,) = meet(lambda *_: Found(candidates=(page(title="x" * 9999, reason="y" * 9999, published="now"),)))[
        0
    ].candidates
    assert (len(candidate.title), len(candidate.reason), candidate.published) == (300, 300, None)


def test_the_embargo_knows_a_service_by_its_word_too(meet):
    found, asked = meet(fetches, reach="service", embargo=True)
    assert (found.candidates, asked) == ((), [])
    assert "embargo" in found.searches[0].stopped


def test_a_run_that_was_stopped_does_not_wait(meet):
    halted = Event()
    halted.set()
    searched = []
    waiting = Thread(target=lambda: searched.append(meet(hangs, halted=halted)), daemon=True)
    waiting.start()
    waiting.join(timeout=QUICK / 2)
    assert searched
