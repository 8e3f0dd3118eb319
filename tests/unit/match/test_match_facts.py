"""Every fact of a claim has its outcome on a page: the same, told otherwise with both values, or not stated."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from provenance.match import match_claim, read_page
from provenance.model import FactKind, Outcome, Verdict

CLAIM = "On July 4 Russia launched 539 drones at Kyiv and Lviv, the “largest wave” so far."


def outcomes(claim, page, **options):
    return [(fact.kind, fact.stated, fact.outcome) for fact in match_claim(claim, page, **options).facts]


def test_facts_come_in_the_order_of_the_claim_each_with_its_outcome():
    page = "On 4 July 2025 Russia launched 550 drones at Kyiv, officials said of the war."
    assert outcomes(CLAIM, page)[:5] == [
        (FactKind.DATE, "July 4", Outcome.SAME),
        (FactKind.NAME, "Russia", Outcome.SAME),
        (FactKind.QUANTITY, "539 drones", Outcome.DIFFERENT),
        (FactKind.NAME, "Kyiv", Outcome.SAME),
        (FactKind.NAME, "Lviv", Outcome.NOT_STATED),
    ]
    assert (FactKind.QUOTATION, "largest wave", Outcome.NOT_STATED) in outcomes(CLAIM, page)


def test_a_fact_stands_where_it_says_in_the_claim_and_its_quote_in_the_page():
    page = "On 4 July 2025 Russia launched 550 drones at Kyiv."
    for fact in match_claim(CLAIM, page).facts:
        assert fact.span.read(CLAIM) == fact.stated
        assert (fact.quote is None) == (fact.found == "")
        if fact.quote is not None:
            assert fact.quote.span.read(page) == fact.quote.exact == fact.found


def test_what_contradicts_is_different_and_what_is_missing_is_not_stated():
    assessment = match_claim(CLAIM, "On 4 July Russia launched 550 drones at Kyiv.")
    different = [fact.stated for fact in assessment.facts if fact.outcome is Outcome.DIFFERENT]
    missing = {fact.stated for fact in assessment.facts if fact.outcome is Outcome.NOT_STATED}
    assert different == [conflict.stated for conflict in assessment.conflicts]
    assert {gap.stated for gap in assessment.gaps} <= missing


def test_a_day_that_the_date_of_the_page_implies_is_shown_and_no_gap():
    page = replace(read_page("Russia attacked Kyiv with drones."), published=datetime(2025, 7, 5, tzinfo=UTC))
    assessment = match_claim("Russia attacked Kyiv with drones on July 4.", page, published=date(2025, 7, 6))
    assert (FactKind.DATE, "July 4") in {(fact.kind, fact.stated) for fact in assessment.facts}
    assert assessment.gaps == ()


# claim, page, kind, stated, found
TURNED = [
    (
        "Ivan Petrov said the agency was “mired in bloat”.",
        "Ivan Petrov left early. Robert Kennedy told the assembly that the agency was “mired in bloat”.",
        FactKind.SPEAKER,
        "Ivan Petrov",
        "Robert Kennedy",
    ),
    (
        "It was the largest attack on Kyiv since 2022.",
        "It was the second-largest attack on Kyiv since 2022.",
        FactKind.SUPERLATIVE,
        "largest",
        "second-largest",
    ),
    (
        "It was the largest attack on Kyiv of the war.",
        "It was the smallest attack on Kyiv of the war.",
        FactKind.SUPERLATIVE,
        "largest",
        "smallest",
    ),
    (
        "Ana Lopez was elected mayor in Spain.",
        "Ana Lopez was elected mayor in Portugal, officials said.",
        FactKind.NAME,
        "Spain",
        "Portugal",
    ),
    (
        "Ana Lopez was elected mayor of Lisbon.",
        "Maria Costa was elected mayor of Lisbon.",
        FactKind.NAME,
        "Ana Lopez",
        "Maria Costa",
    ),
    (
        "Milan beat Torino in the final.",
        "Torino beat Milan in the final.",
        FactKind.NAME,
        "Milan beat Torino",
        "Torino beat Milan",
    ),
    (
        "Torino was defeated by Milan in the final.",
        "Torino defeated Milan in the final.",
        FactKind.NAME,
        "Torino was defeated by Milan",
        "Torino defeated Milan",
    ),
    (
        "The number of dead in Kyiv rose in June.",
        "The number of dead in Kyiv fell in June.",
        FactKind.NEGATION,
        "rose",
        "The number of dead in Kyiv fell in June.",
    ),
    (
        # the count of one half of a sentence, the other half told in other words
        "The ferry sank off Lesvos with 31 people on board, and the mayor opened the school to those who had come through.",
        "The ferry sank off Lesvos with 46 people on board.",
        FactKind.QUANTITY,
        "31 people",
        "46 people",
    ),
    (
        "Rail fares will rise by up to 9% in Norway.",
        "Rail fares in Norway will rise by up to 4%.",
        FactKind.QUANTITY,
        "up to 9%",
        "up to 4%",
    ),
    (
        "Arne Dahl was born in Bergen on 3 May 1931.",
        "Arne Dahl, born in Bergen on 13 May 1931, wrote plays. He moved to Oslo in 1950.",
        FactKind.DATE,
        "3 May 1931",
        "13 May 1931",
    ),
]


@pytest.mark.parametrize(("claim", "page", "kind", "stated", "found"), TURNED)
def test_what_is_told_otherwise_is_a_conflict_with_both_values(claim, page, kind, stated, found):
    assessment = match_claim(claim, page)
    assert assessment.verdict is Verdict.CONTRADICTED
    assert (kind, stated, found) in {(one.kind, one.stated, one.found) for one in assessment.conflicts}


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        # the same deed told in the passive, and a deed that is mutual
        ("Milan beat Torino in the final.", "Torino was beaten by Milan in the final."),
        ("Milan met Torino in the final.", "Torino met Milan in the final."),
        # the page has both names, or the other name in another place of the sentence
        ("Ana Lopez was elected mayor in Spain.", "Ana Lopez of Portugal was elected mayor of a town by the sea."),
        ("WHO officials praised Lima.", "World Health Organization officials praised Lima."),
        ("Officials in Marbrook praised the firemen.", "Officials in Merbrook praised the firemen."),
        # the ministry speaks through a person
        ("The Pentagon said the strike was “a mistake”.", "“It was a mistake,” John Kirby said."),
        # a rank of another thing
        ("It was the largest attack on Kyiv.", "The attack on Kyiv hit the second-largest bridge of the city."),
        # an opposite of something else
        ("Prices in Kyiv rose in June as rents climbed.", "Prices in Kyiv rose in June, while wages fell."),
        # a beginning and an end
        ("The show ran in Oslo until October 2019.", "The show has run in Oslo since May 2012."),
        # a year is no part of a date without one
        ("The bridge in Oslo opened in 2019.", "The bridge in Oslo opened on 4 May."),
        # tolls grow: at least 12 and at least 19 may both have been true
        (
            "At least 19 people were killed in the fire in Porto.",
            "At least 12 people were killed in the fire in Porto.",
        ),
        # the page is only less exact
        ("The liquid boils at 78.15 percent of it.", "The liquid boils at 78.1 percent of it, not at 78.4 percent."),
        # nothing that the claim names is on the page
        ("Otis killed 12 people in Acapulco.", "The storm killed 15 people in the bay."),
    ],
)
def test_nothing_is_a_conflict_that_may_be_true_beside_the_claim(claim, page):
    assert match_claim(claim, page).conflicts == ()


@pytest.mark.parametrize(
    ("claim", "page", "kind", "stated", "found"),
    [
        (
            "The governor closed the bridge in Kyiv.",
            "The governor may close the bridge in Kyiv, officials said.",
            FactKind.CERTAINTY,
            "closed",
            "may close",
        ),
        (
            "Tedros said the agency was “mired in bloat”.",
            "Robert Kennedy told the assembly that the agency was “mired in bloat”.",
            FactKind.SPEAKER,
            "Tedros",
            "Robert Kennedy",
        ),
        (
            "It was the largest attack on Kyiv of the war.",
            "It was one of the largest attacks on Kyiv of the war.",
            FactKind.SUPERLATIVE,
            "largest",
            "one of the largest",
        ),
        (
            "It was the largest attack on Kyiv of the war.",
            "It was an attack on Kyiv in the war.",
            FactKind.SUPERLATIVE,
            "largest",
            "",
        ),
    ],
)
def test_what_the_page_says_less_firmly_is_a_gap(claim, page, kind, stated, found):
    assessment = match_claim(claim, page)
    assert assessment.verdict is not Verdict.SUPPORTED
    assert assessment.conflicts == ()
    assert (kind, stated, found) in {(gap.kind, gap.stated, gap.found) for gap in assessment.gaps}


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        ("The governor may close the bridge in Kyiv.", "The governor closed the bridge in Kyiv."),
        ("The governor may close the bridge in Kyiv.", "The governor may close the bridge in Kyiv."),
        ("It was one of the largest attacks on Kyiv of the war.", "It was the biggest attack on Kyiv of the war."),
        ("Ann Lee said the agency was “mired in bloat”.", "“The agency is mired in bloat,” Lee said on Monday."),
        ("Milan beat Torino in the final.", "In the final Milan beat Torino, as it had in May."),
    ],
)
def test_what_is_said_less_firmly_than_the_page_is_borne_out(claim, page):
    assessment = match_claim(claim, page)
    assert (assessment.conflicts, assessment.gaps) == ((), ())
