"""Pages made to cost time: read in bounds, or left unread and said so."""

from time import perf_counter

import pytest

from provenance.match import match_claim
from provenance.match.reading import MAX_PAGE
from provenance.model import Verdict

CLAIM = "Russia launched 539 drones at Kyiv on July 4, urging it to “play fair”."

LONGEST = 6.0
"""Seconds a page of a hostile form may take on a slow, shared machine; without bounds each takes minutes."""


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "9" * 1_000_000,
        " " * 1_000_000,
        "1," * 200_000,
        "1-" * 100_000,
        "twenty-" * 40_000,
        '"a ' * 100_000,
        "“" * 300_000,
        "'a " * 50_000,
        "June 5 to " * 30_000,
        "Aa " * 100_000,
        "not " * 60_000,
    ],
    ids=[
        "letters",
        "digits",
        "spaces",
        "commas",
        "dashes",
        "words",
        "marks",
        "open",
        "single",
        "dates",
        "names",
        "not",
    ],
)
def test_a_hostile_page_is_read_in_bounds(text):
    start = perf_counter()
    match_claim(CLAIM, text)
    assert perf_counter() - start < LONGEST


@pytest.mark.parametrize("claim", ["x" * 300_000, "7 men " * 20_000, "not " * 20_000])
def test_a_hostile_claim_is_read_in_bounds(claim):
    start = perf_counter()
    match_claim(claim, "Russia launched 539 drones at Kyiv. " * 50)
    assert perf_counter() - start < LONGEST


def test_many_values_in_claim_and_page_are_compared_in_bounds():
    claim = " ".join(f"{number} men left." for number in range(300))
    page = " ".join(f"It said {number} men left." for number in range(8_000))
    start = perf_counter()
    match_claim(claim, page)  # every value beside every other, and each of those beside all of the claim: 50 s
    assert perf_counter() - start < LONGEST


def test_the_silence_of_a_page_beyond_the_bound_proves_nothing():
    page = "Stock markets fell in Tokyo. " * (MAX_PAGE // 29 + 10)
    assert match_claim("Russia launched 539 drones at Kyiv.", page).verdict is Verdict.UNCHECKED


def test_a_claim_is_found_in_a_long_page():
    page = "Stock markets fell in Tokyo.\n" * 2_000 + "Russia launched 539 drones at Kyiv.\n" + "It rained.\n" * 2_000
    assert match_claim("Russia launched 539 drones at Kyiv.", page).verdict is Verdict.SUPPORTED
