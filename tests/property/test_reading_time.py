"""No piece of text, however often it is repeated, makes reading its facts or matching grow faster than the text."""

import time
from datetime import date

import pytest

from provenance import match_claim
from provenance.match import read_page
from provenance.text.facts import read_facts
from tests.support.adversaries import UNITS

SHORT, FACTOR, SLACK = 2_000, 8, 3
TRIES = 4
NOISE = 0.02
"""Seconds of processor time below which nothing is compared."""

BASE = date(2025, 7, 4)
CLAIM = "On 4 July Russia launched 539 drones, the largest attack of the war, Ann Lee of the WHO said: “It held.”"

NUMBERS = {
    "numbers": "12 ",
    "numbers in words": "two hundred and five ",
    "ands": "five and ",
    "parts": "1 1/2 of 1/2 ",
    "parts of wholes": "5 of 9 of the ",
    "years": "in 1990 to ",
    "days": "July 4 to ",
    "eras": "AD 79 BC ",
    "units": "5ft 9in ",
    "bounds": "more than about ",
    "marks of bounds": "≥ ",
    "small words": "of the ",
    "bodies": "Institute for the ",
    "bodies and lists": "Center for Ann and ",
    "initials": "A. B. ",
    "speakers": "said Ann Lee, ",
    "sources": "according to ",
    "ranks": "the second most ",
    "negations": "no not never ",
    "one": "one was ",
}


def seconds(text, reader):
    begin = time.process_time()
    reader(text)
    return time.process_time() - begin


def grows_too_fast(unit, reader):
    short, long = (unit * (size // len(unit) + 1) for size in (SHORT, SHORT * FACTOR))
    return seconds(long, reader) > FACTOR * SLACK * max(seconds(short, reader), NOISE / FACTOR)


def match(text):
    match_claim(CLAIM, read_page(text))


def read(text):
    read_facts(text, base=BASE)


@pytest.mark.parametrize("reader", [read, match])
@pytest.mark.parametrize("unit", [*UNITS.values(), *NUMBERS.values()], ids=[*UNITS, *NUMBERS])
def test_time_grows_no_faster_than_the_text(unit, reader):
    assert not all(grows_too_fast(unit, reader) for _ in range(TRIES))
