"""No piece of text, however often it is repeated, makes parsing grow faster than the text.

A pattern or a loop that goes back over what it has read takes 64 times as long for 8 times the text; a linear one
takes 8 times as long, and is allowed `SLACK` times that, for a busy machine.
"""

import time

import pytest

from provenance.parse import READERS, parse_article
from tests.support.adversaries import UNITS

SHORT, FACTOR, SLACK = 3_000, 8, 3
TRIES = 4
NOISE = 0.01
"""Seconds of processor time below which nothing is compared."""


def seconds(text, reader):
    begin = time.process_time()
    parse_article(text, format=reader)
    return time.process_time() - begin


def grows_too_fast(unit, reader):
    short, long = (unit * (size // len(unit) + 1) for size in (SHORT, SHORT * FACTOR))
    return seconds(long, reader) > FACTOR * SLACK * max(seconds(short, reader), NOISE / FACTOR)


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_time_grows_no_faster_than_the_text(unit, reader):
    assert not all(grows_too_fast(unit, reader) for _ in range(TRIES))
