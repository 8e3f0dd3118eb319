"""Quantities: value, unit, noun, bound and place; and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.facts import Bound
from provenance.text.facts import read_facts
from provenance.text.quantities import MAX_QUANTITIES, read_quantities


def only(text):
    quantities = read_facts(text).quantities
    assert len(quantities) == 1, [quantity.whole.read(text) for quantity in quantities]
    return quantities[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("539 drones", 539, 539, ""),
        ("67,000 troops", 67000, 67000, ""),
        ("67 000 troops", 67000, 67000, ""),
        ("67\u202f000 troops", 67000, 67000, ""),
        ("1.234.567 people", 1234567, 1234567, ""),
        ("1.1bn", 1_100_000_000, 1_100_000_000, ""),
        ("1.4 billion", 1_400_000_000, 1_400_000_000, ""),
        ("5k runners", 5000, 5000, ""),
        ("5m people", 5_000_000, 5_000_000, ""),
        ("5 m of rope", 5, 5, "metre"),
        ("South Africa 30% and", 30, 30, "percent"),
        ("3,5 percent", "3.5", "3.5", "percent"),
        ("12 %", 12, 12, "percent"),
        ("2 percentage points", 2, 2, "percentage_point"),
        ("$1.1bn", 1_100_000_000, 1_100_000_000, "USD"),
        ("US$ 20", 20, 20, "USD"),
        ("£3m", 3_000_000, 3_000_000, "GBP"),
        ("2 million euros", 2_000_000, 2_000_000, "EUR"),
        ("125 km²", 125, 125, "square_kilometre"),
        ("10 square miles", "25.89988110336", "25.89988110336", "square_kilometre"),
        ("3 weeks", 1_814_400, 1_814_400, "second"),
        ("20-25 homes", 20, 25, ""),
        ("20–25 homes", 20, 25, ""),
        ("between 20 and 25 homes", 20, 25, ""),
        ("20 to 25 homes", 20, 25, ""),
        ("$1-2 billion", 1_000_000_000, 2_000_000_000, "USD"),
        ("two dozen homes", 24, 24, ""),
        ("a dozen homes", 12, 12, ""),
        ("twenty-one homes", 21, 21, ""),
        ("two hundred and five homes", 205, 205, ""),
        ("half a percentage point", Decimal("0.5"), Decimal("0.5"), "percentage_point"),
        ("a quarter of a percentage point", Decimal("0.25"), Decimal("0.25"), "percentage_point"),
        ("25 basis points", Decimal("0.25"), Decimal("0.25"), "percentage_point"),
        ("half an hour", 1800, 1800, "second"),
        ("a magnitude of 7.7", Decimal("7.7"), Decimal("7.7"), "magnitude"),
        ("a 7.7-magnitude quake", Decimal("7.7"), Decimal("7.7"), "magnitude"),
        ("half a million homes", 500_000, 500_000, ""),
        ("three million homes", 3_000_000, 3_000_000, ""),
        ("hundreds of thousands of homes", 200_000, 999_999, ""),
        ("dozens of homes", 24, 99, ""),
        ("two and a half years", 30, 30, "month"),
        ("EUR21.4 billion", 21_400_000_000, 21_400_000_000, "EUR"),
        ("$ 25 million", 25_000_000, 25_000_000, "USD"),
        (".5 percent", Decimal("0.5"), Decimal("0.5"), "percent"),
        ("ranging from $3 to $4", 3, 4, "USD"),
        ("four decades", 480, 480, "month"),
        ("a century of it", 1200, 1200, "month"),
        ("30 knots", Decimal("55.56"), Decimal("55.56"), "kilometre_per_hour"),
        ("20 degrees Celsius", 20, 20, "celsius"),
        ("-5 °C at night", -5, -5, "celsius"),
        ("minus 5 °C at night", -5, -5, "celsius"),
        ("warmed by 2 °C", 2, 2, "celsius_difference"),
        ("a 34-year-old", 34, 34, "age"),
        ("he is 34 years old", 34, 34, "age"),
        ("aged 34", 34, 34, "age"),
        ("at the age of twelve", 12, 12, "age"),
        ("Ann Lee, 34, spoke", 34, 34, "age"),
        ("Ann Lee, at 34, spoke", 34, 34, "age"),
        ("two thirds of voters", Decimal("66.67"), Decimal("66.67"), "percent"),
        ("two-thirds voted", Decimal("66.67"), Decimal("66.67"), "percent"),
        ("a quarter of voters", 25, 25, "percent"),
        ("half of voters", 50, 50, "percent"),
        ("half the voters", 50, 50, "percent"),
        ("1 in 4 tests", 25, 25, "percent"),
        ("the one in five share", 20, 20, "percent"),
        ("nine out of every ten cats", 90, 90, "percent"),
        ("a quarter of a million homes", 250_000, 250_000, ""),
        ("it doubled", 2, 2, "times"),
        ("twice as many", 2, 2, "times"),
        ("three times more", 3, 3, "times"),
        ("a tenfold rise", 10, 10, "times"),
        ("rated 6.73/10", Decimal("6.73"), Decimal("6.73"), "rating_of_10"),
        ("a score of 82/100", 82, 82, "percent"),
        ("before she turned 19", 19, 19, "age"),
        ("a rating of 4 out of 5", 4, 4, "rating_of_5"),
        ("a rate of 6·7%", Decimal("6.7"), Decimal("6.7"), "percent"),
        ("between five and six hundred homes", 500, 600, ""),
        ("between two and three billion cells", 2_000_000_000, 3_000_000_000, ""),
        ("twenty to two hundred homes", 20, 200, ""),
        ("$500 to $1 million", 500, 1_000_000, "USD"),
        ("3 1/2 kg of it", Decimal("3.5"), Decimal("3.5"), "kilogram"),
        ("3¾ kg of it", Decimal("3.75"), Decimal("3.75"), "kilogram"),
        ("he is 5ft 9in tall", Decimal("1.7526"), Decimal("1.7526"), "metre"),
        ("after 2 hours and 15 minutes", 8100, 8100, "second"),
        ("after three years, four months", 40, 40, "month"),
        ("died in 44 BC", 44, 44, "year_bc"),
        ("built in 1479 B.C. here", 1479, 1479, "year_bc"),
        ("sold 5M units", 5_000_000, 5_000_000, ""),
        ("one killed", 1, 1, ""),
        ("one woman was injured", 1, 1, ""),
        ("killing one there", 1, 1, ""),
        ("some 2022 cats", 2022, 2022, ""),
        ("involving 1245 confirmed cases", 1245, 1245, ""),
        ("to bring Ukraine hundreds of thousands of homes", 200_000, 999_999, ""),
    ],
)
def test_a_value_is_read(text, low, high, unit):
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "an F-16 and a Su-34",
        "9to5mac wrote",
        "the 4th time",
        "COVID-19",
        "at 10:30",
        "at 5 p.m. sharp",
        "version 2.0.1 of it",
        "a 3-1 win",
        "in 3D",
        "in the 1990s",
        "since 2022",
        "on July 4",
        "on 4 July 2025",
        "a Boeing 737 landed",
        "Article 5 of the treaty obliges",
        "one of them",
        "the half-way house and the second half",
        "a third man",
        "married twice",
        "a double room",
        "at 4/10 of",
        "no doubt",
        "24/7",
        "passed by 52 votes to 48",
        "Season 1 begins",
        "stood 5'9\" tall",
        "by Avenged Sevenfold",
        "higher scores for all",
        "9" * 40,
        "it says so [12] here",
        "first.\n2. Open the box",
        "as follows: 1.",
        "at 06.08 EDT",
        "No. 5 seed",
        "one of the men was killed",
        "one man told police",
        "one day it was lost",
        "3M of Minnesota",
    ],
)
def test_a_number_that_is_no_quantity_is_left_out(text):
    assert read_facts(text).quantities == ()


@pytest.mark.parametrize("text", ["two in three days", "five in 2020", "three in a row"])
def test_what_is_no_share_stays_a_count(text):
    assert "percent" not in {quantity.unit for quantity in read_facts(text).quantities}


def test_fahrenheit_has_an_offset():
    assert round(only("86 °F").low, 6) == 30
    assert round(only("warmer by 9 °F").low, 6) == 5


def test_nobody_is_none():
    assert only("There were no casualties").low == 0


def test_two_numbers_after_from_are_a_change_and_no_range():
    assert [quantity.low for quantity in read_quantities("rose from 20 to 25 homes")] == [20, 25]


@pytest.mark.parametrize(
    ("text", "nouns", "state"),
    [
        ("11 cruise and ballistic missiles targeting Kyiv", ("missile",), ""),
        ("550 drones and missiles", ("drone", "missile"), ""),
        ("478 of the drones", ("drone",), ""),
        ("23 civilians were injured", ("person",), "injured"),
        ("26 people were wounded", ("person",), "injured"),
        ("killed 4 men", ("person",), "killed"),
        ("injuring 26 and then fled", ("person",), "injured"),
        ("23 wounded", ("person",), "injured"),
        ("67,000 Russian troops", ("troop",), ""),
        ("some 125 km² of territory", ("territori",), ""),
        ("5 m away", (), ""),
        ("12 (of them", (), ""),
        ("on a flight 24 hours later", (), ""),
        ("where 14 taken to hospital died", ("person",), "killed"),
        ("a 30-storey tower collapsed", ("storei",), ""),
        ("539 Shahed struck", ("drone",), ""),
        ("no casualties", ("person",), "harmed"),
        ("no reported injuries", ("person",), "injured"),
        ("No one was killed", ("person",), "killed"),
        ("nobody died", ("person",), "killed"),
        ("nine out of 10 infections", ("infection",), ""),
        ("a 20,000-strong crowd", ("crowd",), ""),
        ("$455 million despite cost increases", (), ""),
        ("122,000 higher than expected", (), ""),
        ("a 7.7-magnitude quake killed", (), ""),
        ("a 66-year-old outlaw suffers", (), ""),
    ],
)
def test_what_is_counted_is_read(text, nouns, state):
    quantity = only(text)
    assert (quantity.nouns, quantity.state) == (nouns, state)


@pytest.mark.parametrize(
    ("text", "bound", "whole"),
    [
        ("539 drones flew", Bound.EXACT, "539 drones"),
        ("with around 539 drones", Bound.ABOUT, "around 539 drones"),
        ("At least 23 civilians", Bound.AT_LEAST, "At least 23 civilians"),
        ("more than 67,000 troops", Bound.AT_LEAST, "more than 67,000 troops"),
        ("up to 30 homes", Bound.AT_MOST, "up to 30 homes"),
        ("nearly 30 homes", Bound.ABOUT, "nearly 30 homes"),
        ("30 or more homes", Bound.AT_LEAST, "30 or more homes"),
        ("30+ homes", Bound.AT_LEAST, "30+ homes"),
        ("30 or fewer", Bound.AT_MOST, "30 or fewer"),
        ("well over 30 homes", Bound.AT_LEAST, "well over 30 homes"),
        ("more than doubled", Bound.AT_LEAST, "more than doubled"),
        ("over a dozen homes", Bound.AT_LEAST, "over a dozen homes"),
        ("≥ 65 homes", Bound.AT_LEAST, "≥ 65 homes"),
        ("of <18 homes", Bound.AT_MOST, "<18 homes"),
        ("a -> 18 homes", Bound.EXACT, "18 homes"),
        ("aged 5 or older", Bound.AT_LEAST, "5 or older"),
        ("at least one nurse", Bound.AT_LEAST, "at least one nurse"),
    ],
)
def test_a_bound_is_read_with_its_place(text, bound, whole):
    quantity = only(text)
    assert (quantity.bound, quantity.whole.read(text)) == (bound, whole)


def test_a_part_and_its_whole_count_the_same():
    part, whole = read_facts("It downed 478 of 539 drones").quantities
    assert (part.low, part.nouns, whole.low, whole.nouns) == (478, ("drone",), 539, ("drone",))


def test_a_part_of_many_is_no_share():
    assert [quantity.low for quantity in read_facts("478 out of 539 drones").quantities] == [478, 539]


def test_a_range_is_no_looser_than_its_finer_end():
    assert only("$90 million to $100 million").step == 10_000_000


def test_a_dash_behind_a_percentage_is_no_minus():
    assert [quantity.low for quantity in read_facts("from 4.8%-6.9% now").quantities] == [
        Decimal("4.8"),
        Decimal("6.9"),
    ]


@given(st.text(alphabet="0123456789,.- $%kmbn twohundredand°€°km²\n", max_size=120))
def test_every_quantity_stands_where_it_says(text):
    for quantity in read_facts(text).quantities:
        assert quantity.whole.covers(quantity.span)
        assert quantity.whole.end <= len(text)
        assert quantity.low <= quantity.high
        assert quantity.span.read(text).strip() == quantity.span.read(text)


def test_a_table_of_numbers_is_read_up_to_a_limit():
    assert len(read_quantities("7 cats, " * (MAX_QUANTITIES + 10))) == MAX_QUANTITIES
