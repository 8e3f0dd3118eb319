"""The search over all providers: what a failing one does to it, and where it ends."""

from provenance.config import SEARCH
from provenance.model import Access, Candidate, Capture, Missed
from provenance.resolve import Found, Ledger, ProviderContext, Reach, SourceList, find_candidates, make_providers
from provenance.resolve.candidates import ENOUGH, GIVEN, MOST_ERROR, SEARCHED
from tests.support.clocks import FakeClock
from tests.support.searches import MOMENT, Web, make_query


class Finds:
    reach = Reach.SITE

    def __init__(self, name, score=0.0, *, url=None):
        self.name = name
        self.found = Candidate(url=url or f"https://apnews.com/{name}", found_by=name, rank=9, reason="", score=score)

    def find_pages(self, query):
        return Found(candidates=(self.found,), looked_at=3)


class Fails(Finds):
    def find_pages(self, query):
        raise RuntimeError("broken" * 999)


def search(*providers, most=5):
    ledger = Ledger(Web().fetch, clock=FakeClock(), most_requests=9, most_seconds=9)
    return find_candidates(make_query("apnews.com"), providers=providers, most=most, ledger=ledger)


def test_a_provider_that_fails_says_so_and_the_next_is_asked():
    found = search(Fails("broken"), Finds("other"))
    assert [candidate.found_by for candidate in found.candidates] == ["other"]
    first, second = found.searches
    assert first.stopped.startswith("it failed: ")
    assert len(first.stopped) <= MOST_ERROR
    assert (first.looked_at, second.looked_at) == (0, 3)


def test_a_page_that_fits_ends_the_search():
    assert [one.provider for one in search(Finds("one", ENOUGH), Finds("two")).searches] == ["one"]
    assert [one.provider for one in search(Finds("one", ENOUGH - 1), Finds("two")).searches] == ["one", "two"]


def test_candidates_of_all_are_ranked_by_score_each_page_once():
    same = "https://apnews.com/x"
    found = search(Finds("a", 50, url=same), Finds("b", 60), Finds("c", 70, url=same + "?utm_source=x"))
    assert [(one.found_by, one.rank) for one in found.candidates] == [("c", 1), ("b", 2)]


def test_a_provider_that_cannot_be_made_says_so(monkeypatch):
    def extend(group, own, *, keeps_contract):
        return {**own, "theirs": lambda context: 1 / 0}

    monkeypatch.setattr("provenance.resolve.candidates.extend_table", extend)
    web = Web()
    providers = make_providers(ProviderContext(sources=SourceList(), fetch=web.fetch))
    ledger = Ledger(web.fetch, clock=FakeClock(), most_requests=99, most_seconds=9)
    found = find_candidates(make_query("apnews.com"), providers=providers[-1:], most=5, ledger=ledger)
    assert found.searches[0].provider == "theirs"
    assert found.searches[0].stopped.startswith("it could not be made: ZeroDivisionError")


def test_whoever_the_settings_may_name_has_a_place_in_the_table():
    assert sorted(SEARCHED) == sorted(SEARCH)
    assert not set(SEARCHED) & set(GIVEN)


# --- the budget ---


def make_ledger(*, seconds=0.0, most_requests=2, most_seconds=10.0):
    clock = FakeClock()

    def fetch(url, **_):
        clock.sleep(seconds)
        return Capture(url=url, final_url=url, redirects=(), status=200, headers=(), fetched_at=MOMENT, body=b"")

    return Ledger(fetch, clock=clock, most_requests=most_requests, most_seconds=most_seconds), clock


def test_one_host_that_is_used_up_does_not_close_the_others():
    ledger, _ = make_ledger()
    outcomes = [ledger.fetch(f"https://a.example/{number}") for number in range(3)]
    assert isinstance(outcomes[2], Missed)
    assert outcomes[2].access is Access.UNRECORDED
    assert ledger.spent == ""
    assert isinstance(ledger.fetch("https://b.example/"), Capture)
    assert ledger.take_refused() == "the 2 requests to a.example that a search may send were used up"
    assert ledger.take_refused() == ""


def test_the_time_of_the_requests_alone_counts():
    ledger, clock = make_ledger(seconds=4, most_requests=99)
    clock.sleep(1_000)
    outcomes = []
    for number in range(5):
        outcomes.append(ledger.fetch(f"https://a.example/{number}"))
        clock.sleep(1_000)
    assert [isinstance(outcome, Capture) for outcome in outcomes] == [True, True, True, False, False]
    assert ledger.spent == "the 10 seconds for this search were used up"
    assert len(ledger.take_asked()) == 3


class Shelf(Finds):
    """One that has read a list, and asks for another that it does not get."""

    def __init__(self, name, ledger):
        super().__init__(name)
        self.ledger = ledger

    def find_pages(self, query):
        self.ledger.fetch("https://apnews.com/list")
        return super().find_pages(query)


def test_what_was_read_serves_when_the_time_is_up():
    clock = FakeClock()
    ledger = Ledger(Web().fetch, clock=clock, most_requests=9, most_seconds=0)
    providers = (Shelf("first", ledger), Shelf("second", ledger))
    found = find_candidates(make_query("apnews.com"), providers=providers, most=5, ledger=ledger)
    assert [candidate.found_by for candidate in found.candidates] == ["first", "second"]
    assert {search.stopped for search in found.searches} == {"the 0 seconds for this search were used up"}
