"""What holds of every score: its bars sum to it, the order of rules is nothing, more support never lowers it."""

from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.match import assess, match_claim, signals
from provenance.match.signals import SIGNALS

SENTENCES = (
    "Drones hit Kyiv on 4 July 2025.",
    "The air force counted 539 drones.",
    "Ivan Petrov said that no bridge was damaged.",
    "“We will rebuild,” the mayor said.",
    "Rescuers pulled 12 people from a school in Sumy.",
    "Prices in Lviv rose by 5% in May.",
    "It was the largest attack of the year.",
    "A storm closed the port of Odesa.",
)
PAGES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(" ".join)
CLAIMS = st.sampled_from(
    (
        *SENTENCES,
        "550 drones hit Kyiv on 9 July 2025.",
        "A bridge was damaged in Sumy.",
        "Only drones hit Odesa.",
        "Prices fell. The mayor said “we will leave”.",
    )
)


@given(claim=CLAIMS, page=PAGES)
def test_the_bars_sum_exactly_to_the_score(claim, page):
    assessment = match_claim(claim, page)
    assert assessment.score == fsum([assessment.prior, *(bar.weight for bar in assessment.signals)])


@given(claim=CLAIMS, page=PAGES)
def test_a_page_that_also_says_the_claim_itself_scores_no_lower(claim, page):
    assert match_claim(claim, f"{page} {claim}").score >= match_claim(claim, page).score - 1e-9


@given(claim=CLAIMS, page=PAGES)
def test_a_page_that_says_everything_twice_scores_no_lower(claim, page):
    assert match_claim(claim, f"{page} {page}").score >= match_claim(claim, page).score - 1e-9


@settings(max_examples=40)
@given(order=st.permutations(SIGNALS), claim=CLAIMS, page=PAGES)
def test_the_order_of_the_signals_changes_nothing(order, claim, page):
    plain = match_claim(claim, page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signals, "SIGNALS", tuple(order))
        mixed = match_claim(claim, page)
    assert mixed.score == plain.score
    assert mixed.verdict is plain.verdict
    assert {bar.name: bar for bar in mixed.signals} == {bar.name: bar for bar in plain.signals}


def test_the_signals_are_those_that_are_weighed():
    assert assess.measure_signals is signals.measure_signals
