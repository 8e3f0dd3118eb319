"""Another cited page may have what the claim's own pages do not: it is named, the verdict stays."""

from dataclasses import replace

import pytest

from provenance.match import CitedPage, Sought, find_elsewhere, judge_claim, match_claim, read_page
from provenance.match import elsewhere as room
from provenance.match.meaning import Entailment
from provenance.model import Access, Claim, Missed, Source, SourceCheck, Span, Verdict

TEXT = "The ferry carried 312 passengers from Oban to Mull on Tuesday morning."
CLAIM = Claim(id="c1", sentence=0, span=Span(start=0, end=len(TEXT)), text=TEXT, tags=(0,))
HAS_IT = replace(
    read_page("The ferry carried 312 passengers from Oban to Mull on Tuesday morning, its owner said."),
    url="https://b.org/x",
)
OTHERWISE = replace(
    read_page("The ferry carried 290 passengers from Oban to Mull on Tuesday morning, its owner said."),
    url="https://c.org/x",
)
OWN = replace(
    read_page("Gardens on the island were open to visitors, and the castle was painted."), url="https://a.org/x"
)


def seek(*pages, own=(OWN.capture,), claim=CLAIM):
    cited = tuple(CitedPage(f"source {number}", page) for number, page in enumerate(pages))
    return find_elsewhere((Sought(claim, frozenset(own)),), cited, published=None, entailer=Entailment.OFF)[claim.id]


def test_a_page_that_has_it_is_found_with_its_words():
    (one,) = seek(OWN, OTHERWISE, HAS_IT)
    assert (one.source, one.page, one.url, one.verdict) == (
        "source 2",
        HAS_IT.capture,
        "https://b.org/x",
        Verdict.SUPPORTED,
    )
    assert "312 passengers" in one.quote.exact
    assert one.quote.span.read(HAS_IT.text) == one.quote.exact


@pytest.mark.parametrize("page", [OWN, OTHERWISE], ids=["silent", "another value"])
def test_a_page_that_does_not_have_it_is_not_named(page):
    assert seek(page, own=()) == ()


def test_the_own_pages_and_repeats_are_passed_by():
    assert seek(HAS_IT, own=(HAS_IT.capture,)) == ()
    assert len(seek(HAS_IT, HAS_IT)) == 1


def test_no_more_than_a_few_are_named():
    pages = tuple(replace(HAS_IT, capture=str(number)) for number in range(9))
    assert len(seek(*pages)) == room.MOST


def test_only_pages_whose_words_come_near_are_judged(monkeypatch):
    judged = []
    monkeypatch.setattr(
        room, "match_claim", lambda claim, page, **rest: judged.append(page) or match_claim(claim, page)
    )
    seek(OWN, HAS_IT)
    assert judged == [HAS_IT]


def check(page=None, *, misses=()):
    own = () if page is None else (match_claim(CLAIM, page, entailer=Entailment.OFF),)
    return SourceCheck(
        tag=0, source=Source(label="a.org", host="a.org", domain="a.org"), candidates=(), assessments=own, misses=misses
    )


MISSED = Missed(url="https://a.org/x", access=Access.BOT_WALL, detail="")


@pytest.mark.parametrize(
    ("own", "verdict"),
    [
        (check(OWN), Verdict.NOT_FOUND),
        (check(OTHERWISE), Verdict.CONTRADICTED),
        (check(misses=(MISSED,)), Verdict.UNCHECKED),
    ],
)
def test_the_verdict_stays_and_the_reason_says_who_has_it(own, verdict):
    found = seek(HAS_IT)
    result = judge_claim(CLAIM, (own,), hidden=0, elsewhere=found)
    assert result.verdict is verdict
    assert result.elsewhere == found
    assert "But source 0, cited elsewhere in the article, has it: “The ferry carried 312 passengers" in result.reason


def test_a_claim_that_its_own_page_supports_names_nobody_else():
    result = judge_claim(CLAIM, (check(HAS_IT),), hidden=0, elsewhere=seek(HAS_IT))
    assert result.elsewhere == ()
    assert "elsewhere" not in result.reason
