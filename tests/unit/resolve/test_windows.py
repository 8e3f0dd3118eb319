"""The days in which a page is looked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.resolve.windows import MOST_WINDOWS, Window, window_around, window_of, windows_of
from tests.support.searches import make_query

JULY = date(2025, 7, 4)


def middles(text, published=JULY):
    return [window.middle for window in windows_of(make_query("apnews.com", text=text, published=published))]


def test_the_window_is_around_the_date_of_the_article():
    assert window_of(make_query("apnews.com", published=JULY)) == Window(start=date(2025, 7, 1), end=date(2025, 7, 7))
    assert window_of(make_query("apnews.com", published=None)) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The report of February 24, 2022 said so.", [JULY, date(2022, 2, 24)]),
        ("On 2022-02-24 and on 3 March 2023 it said so.", [JULY, date(2022, 2, 24), date(2023, 3, 3)]),
        ("It said so on February 24.", [JULY, date(2025, 2, 24)]),
        ("It said so on July 3, 2025.", [JULY]),
        ("It said so on Friday, in February 2022 and in 2019.", [JULY]),
        ("It takes effect on August 1, 2025.", [JULY]),
        ("It said so.", [JULY]),
    ],
)
def test_a_day_that_the_claim_names_is_looked_for_too(text, days):
    assert middles(text) == days


def test_a_named_day_is_all_there_is_without_the_date_of_the_article():
    assert middles("It said so on February 24, 2022.", None) == [date(2022, 2, 24)]
    assert middles("It said so on February 24.", None) == []


def test_windows_are_few():
    assert len(middles(" ".join(f"On May {day}, 2020 it rained." for day in range(1, 28)))) == MOST_WINDOWS


@given(st.dates())
def test_every_day_has_a_window(day):
    window = window_around(day)
    assert window.start <= day <= window.end
    assert window.distance(day) == 0
    windows_of(make_query("apnews.com", text="It was so on Wednesday and on May 3.", published=day))


@given(st.tuples(st.dates(), st.dates()).map(sorted), st.tuples(st.dates(), st.dates()).map(sorted), st.dates())
def test_windows_overlap_when_there_is_no_gap(first, second, day):
    one, other = Window(start=first[0], end=first[1]), Window(start=second[0], end=second[1])
    assert one.overlaps(other) == other.overlaps(one) == (one.gap(other) == 0)
    assert one.distance(day) == one.gap(Window(start=day, end=day))
    assert one.distance(one.middle) == 0
