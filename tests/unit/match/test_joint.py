"""Pages that bear a claim out together: values may be joined; names, days and words may not."""

from dataclasses import replace
from datetime import date

import pytest

from provenance.match import judge_claim
from provenance.match.joint import join_pages
from provenance.model import (
    Assessment,
    CheckedFact,
    Claim,
    Conflict,
    Evidence,
    FactKind,
    Gap,
    JudgeOpinion,
    Outcome,
    Source,
    SourceCheck,
    Span,
    Verdict,
    make_quote,
)

TEXT = "Crews in Leeds cleared 40 trees and 12 roofs on 3 May 2025, and a rider called it “a long night”."
CLAIM = Claim(id="c1", sentence=0, span=Span(start=0, end=len(TEXT)), text=TEXT, tags=(0,))
KINDS = {
    "Leeds": FactKind.NAME,
    "40 trees": FactKind.QUANTITY,
    "12 roofs": FactKind.QUANTITY,
    "3 May 2025": FactKind.DATE,
    "a long night": FactKind.QUOTATION,
}
WORDS = "Crews in Leeds cleared trees and roofs in May, and a rider called it a long night."


def fact(stated, outcome):
    start = TEXT.index(stated)
    return CheckedFact(
        kind=KINDS[stated], span=Span(start=start, end=start + len(stated)), stated=stated, outcome=outcome
    )


def page(name, *, lacks=(), differs=(), words=WORDS, verdict=None):
    """What a page says that has every fact of the claim but those it lacks or has differently."""
    outcomes = dict.fromkeys(KINDS, Outcome.SAME)
    outcomes |= dict.fromkeys(lacks, Outcome.NOT_STATED) | dict.fromkeys(differs, Outcome.DIFFERENT)
    return Assessment(
        claim="c1",
        page=name,
        verdict=verdict or (Verdict.PARTIAL if lacks or differs else Verdict.SUPPORTED),
        prior=0.0,
        signals=(),
        conflicts=(),
        gaps=tuple(Gap(kind=KINDS[stated], stated=stated) for stated in lacks),
        evidence=(Evidence(quote=make_quote(words, Span(start=0, end=len(words))), similarity=80.0),),
        facts=tuple(fact(stated, outcome) for stated, outcome in outcomes.items()),
    )


TREES = page("trees", lacks=("12 roofs",))
ROOFS = page("roofs", lacks=("40 trees",))
CONFLICT = Conflict(
    kind=FactKind.QUANTITY, stated="12 roofs", found="9 roofs", quote=make_quote("9 roofs", Span(start=0, end=7))
)
OPINION = JudgeOpinion(judge="m", verdict=Verdict.PARTIAL, reason="", quotes=(), invented=0, before=Verdict.SUPPORTED)


@pytest.mark.parametrize(
    "pages",
    [
        (TREES, ROOFS),
        (TREES, ROOFS, page("idle", lacks=KINDS, verdict=Verdict.NOT_FOUND)),
        (
            page("a", lacks=("40 trees", "a long night")),
            page("b", lacks=("12 roofs", "a long night")),
            page("c", lacks=("12 roofs", "40 trees")),
        ),
        (page("a", lacks=("a long night",)), page("b", lacks=("40 trees", "12 roofs"))),
    ],
    ids=["two quantities", "beside a silent page", "three pages", "a quotation"],
)
def test_values_of_several_pages_are_joined(pages):
    stated = {fact for one in join_pages(CLAIM, pages) for fact in one.facts}
    assert stated == set(KINDS)
    assert join_pages(CLAIM, pages[:1]) == ()


@pytest.mark.parametrize(
    "pages",
    [
        (TREES,),
        (TREES, TREES),
        (TREES, page("no roofs either", lacks=("12 roofs",))),
        (TREES, page("elsewhere", lacks=("40 trees", "Leeds"))),
        (TREES, page("another day", lacks=("40 trees", "3 May 2025"))),
        (page("no day", lacks=("12 roofs", "3 May 2025")), ROOFS),
        (TREES, page("otherwise", differs=("12 roofs",)), ROOFS),
        (TREES, ROOFS, replace(page("against", verdict=Verdict.CONTRADICTED), conflicts=(CONFLICT,))),
        (TREES, page("few words", lacks=("40 trees",), words="Leeds counted roofs.")),
        (TREES, page("silent", lacks=("40 trees",), verdict=Verdict.NOT_FOUND)),
        (TREES, replace(ROOFS, opinion=OPINION)),
        (replace(TREES, facts=()), ROOFS),
        (page("words only", verdict=Verdict.PARTIAL), page("words too", verdict=Verdict.PARTIAL)),
    ],
    ids=[
        "one page", "the same page twice", "nobody has it", "another place", "another day", "the first without the day",
        "one has it otherwise", "one contradicts", "too few of the words", "a page that is silent",
        "a judge lowered it", "facts not told", "nothing lacking but words",
    ],
)  # fmt: skip
def test_nothing_else_is_joined(pages):
    assert join_pages(CLAIM, pages) == ()


def check(host, own):
    return SourceCheck(
        tag=0, source=Source(label=host, host=host, domain=host), candidates=(), assessments=(own,), misses=()
    )


def test_a_claim_borne_out_together_says_by_whom_and_who_has_what():
    result = judge_claim(CLAIM, (check("one.org", TREES), check("two.org", ROOFS)), hidden=2)
    assert result.verdict is Verdict.SUPPORTED
    assert result.jointly == ("trees", "roofs")
    assert result.reason == (
        "one.org and two.org bear it out together, none of them alone: "
        "one.org has “Leeds”, “40 trees”, “3 May 2025” and 1 more; two.org has “12 roofs”."
    )


UNDATED = replace(CLAIM, text=TEXT.replace("3 May 2025", "that evening"))


@pytest.mark.parametrize(
    ("claim", "published", "together"),
    [
        (CLAIM, {}, True),
        (UNDATED, {"trees": date(2025, 5, 3), "roofs": date(2025, 5, 5)}, True),
        (UNDATED, {"trees": date(2025, 5, 3), "roofs": date(2025, 6, 17)}, False),
        (UNDATED, {"trees": date(2025, 5, 3)}, False),
        (UNDATED, {}, False),
        (replace(CLAIM, text=TEXT.replace("on 3 May 2025", "in May 2025")), {}, False),
    ],
    ids=["the day is named", "days close by", "days apart", "one without a day", "no days", "a month"],
)
def test_values_are_joined_only_of_one_event(claim, published, together):
    own = (check("one.org", TREES), check("two.org", ROOFS))
    result = judge_claim(claim, own, hidden=0, published=published)
    assert result.verdict is (Verdict.SUPPORTED if together else Verdict.PARTIAL)
    assert bool(result.jointly) is together
    assert "two.org has “12 roofs”" in result.reason
    assert ("Whether they tell of the same event could not be told." in result.reason) is not together


def test_without_a_name_or_a_day_nothing_tells_that_the_event_is_one():
    nameless = tuple(
        replace(one, facts=tuple(fact for fact in one.facts if fact.kind is not FactKind.NAME))
        for one in (TREES, ROOFS)
    )
    own = tuple(check(one.page, one) for one in nameless)
    day = date(2025, 5, 3)
    assert judge_claim(UNDATED, own, hidden=0, published={"trees": day, "roofs": day}).verdict is Verdict.PARTIAL


def test_what_one_page_bears_out_alone_is_not_called_joint():
    result = judge_claim(CLAIM, (check("one.org", TREES), check("two.org", page("all"))), hidden=0)
    assert (result.verdict, result.jointly, result.reason) == (Verdict.SUPPORTED, (), "two.org bears it out.")
