"""Each signal has claims and pages on which it speaks and on which it is silent."""

from dataclasses import replace

import pytest

from provenance.match import match_claim, read_page
from provenance.match.assess import compare_readings
from provenance.match.meaning import Opinion
from provenance.match.reading import read_claim, read_page_facts
from provenance.match.signals import SIGNALS
from provenance.match.signals.meaning import measure_meaning
from provenance.match.signals.measure import count_up

PAGE = "Ivan Petrov said on 4 July 2025 that 539 drones hit Kyiv. “We will rebuild,” he added. No bridge was damaged."


def measures(claim, page):
    judged = compare_readings(read_claim(claim, base=None), read_page_facts(read_page(page), base=None))
    return {name: measure(judged) for name, measure in SIGNALS}


@pytest.mark.parametrize(
    ("name", "speaks", "silent"),
    [
        ("word_cover", "Drones hit Kyiv.", "Sheep grazed."),
        ("likeness", "Drones hit Kyiv.", "Sheep grazed."),
        ("closeness", "Drones hit Kyiv.", "Sheep grazed."),
        ("lone_words", "Sheep hit Kyiv.", "Drones hit Kyiv."),
        ("strict_words", "Only drones hit Kyiv.", "Drones hit Kyiv."),
        ("many_sentences", "Drones hit Kyiv. Petrov spoke.", "Drones hit Kyiv."),
        ("names_missing", "Sheep of Olena Marchenko hit Kyiv.", "Drones hit Kyiv."),
        ("quantities_found", "539 drones hit Kyiv.", "478 drones hit Kyiv."),
        ("quantities_missing", "539 drones and 12 planes hit Kyiv.", "539 drones hit Kyiv."),
        ("quantities_conflict", "478 drones hit Kyiv.", "539 drones hit Kyiv."),
        ("dates_found", "On 4 July 2025 drones hit Kyiv.", "On 9 July 2025 drones hit Kyiv."),
        ("quotations_lost", "“We will never rebuild,” he added.", "“We will rebuild,” he added."),
        ("negations_turned", "A bridge was damaged.", "No bridge was damaged."),
    ],
)
def test_a_signal_speaks_of_one_claim_and_is_silent_on_another(name, speaks, silent):
    assert measures(speaks, PAGE)[name].value > 0
    assert measures(silent, PAGE)[name].value == 0


def test_a_date_that_the_page_gives_otherwise_or_not_is_told():
    wrong = measures("Petrov said on 9 July 2025 that drones hit Kyiv.", PAGE)
    assert wrong["dates_missing"].value + wrong["dates_conflict"].value > 0
    right = measures("Petrov said on 4 July 2025 that drones hit Kyiv.", PAGE)
    assert right["dates_missing"].value + right["dates_conflict"].value == 0


def test_every_value_is_a_share_but_meaning_has_two_sides():
    for claim in ("Only sheep hit 12 planes on 9 July 2025. “No,” he said.", "Drones hit Kyiv."):
        for name, measure in measures(claim, PAGE).items():
            assert (-1 if name == "meaning" else 0) <= measure.value <= 1, name


@pytest.mark.parametrize(("number", "value"), [(0, 0.0), (1, 0.5), (2, 0.75), (3, 0.875)])
def test_one_case_counts_half_and_every_other_half_of_the_rest(number, value):
    assert count_up(number) == value


def test_the_first_name_of_somebody_whom_the_page_calls_by_the_last_is_no_lone_word():
    told = measures("Volodymyr Zelensky flew to Berlin.", "Zelensky flew to Berlin on Friday.")
    assert told["lone_words"].value == 0
    assert told["word_cover"].value == 1


def test_the_words_of_a_name_that_the_page_lacks_are_lone():
    assert measures("Olena Zelenska flew to Berlin.", "The minister flew to Berlin.")["lone_words"].value > 0


def test_a_word_of_the_same_family_counts_half():
    page = "The attackers fled from Kyiv."
    same = measures("The attackers fled from Kyiv.", page)["word_cover"].value
    akin = measures("An attack on Kyiv.", page)["word_cover"].value
    none = measures("A siege of Kyiv.", page)["word_cover"].value
    assert none < akin < same


def test_a_light_word_is_missed_less_than_a_telling_one():
    page = "Anna Berg directed the thriller Nightfall."
    light = measures("Anna Berg directed the film Nightfall.", page)["word_cover"].value
    telling = measures("Anna Berg directed the opera Nightfall.", page)["word_cover"].value
    assert telling < light


@pytest.mark.parametrize(
    ("supported", "value"), [(0.5, 0.0), (1.0, 1.0), (0.0, -1.0), (0.75, pytest.approx(0.183, abs=1e-3))]
)
def test_meaning_is_the_log_odds_of_support_within_its_bounds(supported, value):
    judged = compare_readings(read_claim("Kyiv.", base=None), read_page_facts(read_page("Kyiv."), base=None))
    assert measure_meaning(replace(judged, opinion=Opinion(supported=supported))).value == pytest.approx(value)


def test_two_processors_say_the_same():
    judged = compare_readings(read_claim("Kyiv.", base=None), read_page_facts(read_page("Kyiv."), base=None))
    one, other = (
        measure_meaning(replace(judged, opinion=Opinion(supported=supported))) for supported in (0.8213, 0.8214)
    )
    assert one == other


def test_without_a_model_meaning_is_silent():
    assert measures("Drones hit Kyiv.", PAGE)["meaning"].value == 0


class Surely:
    """An entailer that says the same of every pair."""

    name = "surely"

    def __init__(self, chance):
        self.chance = chance

    def read_pairs(self, pairs):
        return tuple(Opinion(supported=self.chance) for _ in pairs)


def test_a_model_that_is_surer_raises_the_score():
    scores = [match_claim("Drones hit Kyiv.", PAGE, entailer=Surely(chance)).score for chance in (0.1, 0.5, 0.9)]
    assert scores == sorted(scores)
    assert scores[0] < scores[2]


def test_the_bar_of_meaning_shows_the_chance():
    bars = match_claim("Drones hit Kyiv.", PAGE, entailer=Surely(0.9)).signals
    assert any(bar.name == "meaning" and "90 %" in bar.sentence for bar in bars)
