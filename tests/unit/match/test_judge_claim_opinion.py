"""A claim over pages on which a judge was heard: its doubt is told, and no other rule makes up for it."""

import pytest

from provenance.match import judge_claim, match_claim, read_page
from provenance.match.meaning.judge import apply_judgement
from provenance.match.meaning.judge_answer import JudgeAnswer
from provenance.model import Claim, Source, SourceCheck, Span, Verdict

TEXT = "Russia launched 539 drones at Kyiv on 4 July 2025."
CLAIM = Claim(id="c1", sentence=0, span=Span(start=0, end=len(TEXT)), text=TEXT, tags=(0,))
BOTH = "Russia launched 539 drones at Kyiv on 4 July 2025, officials said."
AGAINST = "Residents of Kyiv heard of these drones on the radio alone"
BOTH_AND = f"{BOTH} {AGAINST}."
COUNT = "Russia launched 539 drones at Kyiv, officials said."
DAY = "Russia launched drones at Kyiv on 4 July 2025, officials said."
OTHER = "Russia launched 550 drones at Kyiv on 4 July 2025, officials said."


def check(host, page, said=None, *quotes):
    page = read_page(page)
    assessment = match_claim(CLAIM, page)
    if said is not None:
        answer = JudgeAnswer(verdict=Verdict(said), quotes=quotes, reason="It is only claimed.")
        assessment = apply_judgement(assessment, page, answer, claim=TEXT, judge="m at h")
    source = Source(label=host, host=host, domain=host)
    return SourceCheck(tag=0, source=source, candidates=(), assessments=(assessment,), misses=())


def judge(*checks):
    return judge_claim(CLAIM, checks, hidden=0)


@pytest.mark.parametrize(
    ("said", "quotes", "verdict", "reason"),
    [
        (
            "partial",
            (),
            Verdict.PARTIAL,
            "By the rules a.com made it supported; a model, m at h, lowered that: It is only",
        ),
        ("not_found", (), Verdict.NOT_FOUND, "a model, m at h, lowered that: It is only claimed."),
        (
            "contradicted",
            (AGAINST,),
            Verdict.CONTRADICTED,
            "As a model reads it, a.com says otherwise: “Residents of Kyiv heard of these drones on the radio alone” By the rules",
        ),
    ],
)
def test_the_reason_tells_of_the_judge(said, quotes, verdict, reason):
    result = judge(check("a.com", BOTH_AND, said, *quotes))
    assert result.verdict is verdict
    assert reason in result.reason


@pytest.mark.parametrize(("said", "quotes"), [("supported", ()), ("contradicted", ("never said at all",))])
def test_a_judge_that_lowers_nothing_is_not_in_the_reason(said, quotes):
    assert judge(check("a.com", BOTH, said, *quotes)).reason == judge(check("a.com", BOTH)).reason


def test_another_page_still_supports_what_a_judge_doubts_on_one():
    assert judge(check("a.com", BOTH, "partial"), check("b.com", BOTH)).verdict is Verdict.SUPPORTED


def test_a_judges_accusation_beside_a_page_that_supports_is_a_conflict_with_both_quotes():
    result = judge(check("a.com", BOTH_AND, "contradicted", AGAINST), check("b.com", BOTH))
    assert result.verdict is Verdict.CONFLICTING
    assert "b.com bears it out" in result.reason
    assert "a.com says otherwise" in result.reason


def test_a_contradiction_of_the_rules_is_told_before_one_of_a_judge():
    result = judge(check("a.com", BOTH_AND, "contradicted", AGAINST), check("b.com", OTHER))
    assert result.verdict is Verdict.CONTRADICTED
    assert {own.lowered for own in result.assessments} == {True, False}
    assert "550 drones" in result.reason
