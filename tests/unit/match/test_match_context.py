"""What a sentence takes from the title and the sentences before it: it helps to find and to read, never decides."""

from datetime import date

import pytest

from provenance.match import match_claim
from provenance.match.reading import read_claim
from provenance.model import Verdict

STORM = "Hurricane Otis hit Acapulco on 25 October 2023."


@pytest.mark.parametrize(
    ("text", "context", "base", "year"),
    [
        ("It killed 12 people on October 25.", (STORM,), None, 2023),
        ("It killed 12 people on October 25.", (STORM,), date(2025, 7, 6), 2023),
        ("It killed 12 people on October 25, 2021.", (STORM,), None, 2021),
        # two years: which of them is meant cannot be told
        ("It killed 12 people on May 4.", ("Storms of 2019 and 2023", "It rained."), date(2025, 7, 6), 2025),
        ("It killed 12 people on May 4.", (), date(2025, 7, 6), 2025),
    ],
)
def test_a_date_without_a_year_takes_the_one_of_its_surroundings(text, context, base, year):
    (day,) = read_claim(text, base=base, context=context).facts.dates
    assert (day.start.year, day.year_known) == (year, True)


def test_a_leap_day_takes_no_year_that_has_none():
    (day,) = read_claim("It rained on February 29.", base=None, context=("Floods of 2023",)).facts.dates
    assert not day.year_known


def test_the_title_gives_the_year_that_contradicts():
    page = "Hurricane Otis killed 12 people on October 25, 2023."
    claim = "Hurricane Otis killed 12 people on October 25."
    assert match_claim(claim, page, context="The storms of 2021").verdict is Verdict.CONTRADICTED
    assert match_claim(claim, page, context="The storms of 2023").verdict is Verdict.SUPPORTED
    assert match_claim(claim, page).verdict is Verdict.SUPPORTED


def test_another_event_is_no_conflict_when_the_sentence_before_names_the_event():
    page = "Cyclone Freddy killed 15 people in Malawi."
    claim = "The storm killed 12 people."
    assert match_claim(claim, page, context=[STORM]).conflicts == ()


def test_another_day_is_no_conflict_when_the_sentence_before_names_the_day():
    page = "In all 728 drones were launched at night on 9 July 2025."
    claim = "In all 539 drones were launched at night."
    assert match_claim(claim, page).conflicts != ()
    assert match_claim(claim, page, context=["Kyiv was hit on 4 July 2025."]).conflicts == ()


def test_the_right_passage_is_found_by_the_sentence_before():
    page = (
        "Storm Daniel came ashore in Libya. It killed many people.\n\n"
        "Markets fell. Shops closed. Trains ran late.\n\n"
        "Hurricane Otis came ashore in Acapulco. It killed many people."
    )
    (evidence, *_) = match_claim("It killed many people.", page, context=STORM).evidence
    assert "Otis" in evidence.quote.exact or evidence.quote.span.start > page.index("Otis")


def test_the_words_of_the_context_alone_support_nothing():
    page = "Hurricane Otis hit Acapulco on 25 October 2023, and hotels lost their windows."
    assert match_claim("It killed 12 people.", page, context=STORM).verdict is not Verdict.SUPPORTED


def test_the_facts_are_those_of_the_claim_alone():
    facts = match_claim("It killed 12 people.", "Otis killed 12 people.", context=STORM).facts
    assert [fact.stated for fact in facts] == ["12 people"]
