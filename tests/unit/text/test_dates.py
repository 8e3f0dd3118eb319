"""Dates are half-open intervals of days with an exact place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.facts import Bound
from provenance.text.dates import overlap_dates, read_dates, within_date

BASE = date(2025, 7, 6)  # a Sunday


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("on July 4 they", "July 4", "2025-07-04", "2025-07-05"),
        ("on 4 July 2024,", "4 July 2024", "2024-07-04", "2024-07-05"),
        ("July 4th, 2024 was", "July 4th, 2024", "2024-07-04", "2024-07-05"),
        ("2025-07-04 it", "2025-07-04", "2025-07-04", "2025-07-05"),
        ("on 13/02/2024 it", "13/02/2024", "2024-02-13", "2024-02-14"),
        ("the night of July 3 to 4", "July 3 to 4", "2025-07-03", "2025-07-05"),
        ("3-4 July 2025", "3-4 July 2025", "2025-07-03", "2025-07-05"),
        ("3 to 4 July", "3 to 4 July", "2025-07-03", "2025-07-05"),
        ("in early June", "early June", "2025-06-01", "2025-06-11"),
        ("mid-May 2024", "mid-May 2024", "2024-05-10", "2024-05-21"),
        ("late December 2024", "late December 2024", "2024-12-20", "2025-01-01"),
        ("began in February 2022.", "February 2022", "2022-02-01", "2022-03-01"),
        ("in Sept. 2022", "Sept. 2022", "2022-09-01", "2022-10-01"),
        ("in June they", "in June", "2025-06-01", "2025-07-01"),
        ("in September they", "in September", "2025-09-01", "2025-10-01"),
        ("the 1990s", "the 1990s", "1990-01-01", "2000-01-01"),
        ("the 1800s", "the 1800s", "1800-01-01", "1900-01-01"),
        ("on February 20 , 1894", "February 20 , 1894", "1894-02-20", "1894-02-21"),
        ("2018-10-04T11:52:35Z", "2018-10-04T11:52:35Z", "2018-10-04", "2018-10-05"),
        ("on 2024/07/04,", "2024/07/04", "2024-07-04", "2024-07-05"),
        ("from May 1 to June 5, 2019", "from May 1 to June 5, 2019", "2019-05-01", "2019-06-06"),
        ("28 December to 3 January 2024", "28 December to 3 January 2024", "2023-12-28", "2024-01-04"),
        ("between May and July 2024", "between May and July 2024", "2024-05-01", "2024-08-01"),
        ("May–July 2024", "May–July 2024", "2024-05-01", "2024-08-01"),
        ("in summer 2023", "summer 2023", "2023-06-01", "2023-10-01"),
        ("the winter of 2023", "the winter of 2023", "2022-12-01", "2024-04-01"),
        ("the third quarter of 2020", "the third quarter of 2020", "2020-07-01", "2020-10-01"),
        ("in Q3 2020", "Q3 2020", "2020-07-01", "2020-10-01"),
        ("the 19th century", "the 19th century", "1800-01-01", "1900-01-01"),
        ("the early seventeenth century", "the early seventeenth century", "1600-01-01", "1640-01-01"),
        ("the late 1890s", "the late 1890s", "1895-01-01", "1900-01-01"),
        ("in the ’80s", "the ’80s", "1980-01-01", "1990-01-01"),
        ("the early 1990 's", "the early 1990 's", "1990-01-01", "1994-01-01"),
        ("mid-2024", "mid-2024", "2024-04-01", "2024-10-01"),
        ("by the end of 2025", "the end of 2025", "2025-08-01", "2026-01-01"),
        ("two weeks ago", "two weeks ago", "2025-06-19", "2025-06-26"),
        ("3 days ago", "3 days ago", "2025-07-03", "2025-07-04"),
        ("a year ago", "a year ago", "2024-01-01", "2025-01-01"),
        ("next Friday", "next Friday", "2025-07-11", "2025-07-12"),
        ("on Friday night", "on Friday night", "2025-07-04", "2025-07-06"),
        ("overnight", "overnight", "2025-07-05", "2025-07-07"),
        ("tomorrow", "tomorrow", "2025-07-07", "2025-07-08"),
        ("the 2022 invasion", "2022", "2022-01-01", "2023-01-01"),
        ("on Friday they", "on Friday", "2025-07-04", "2025-07-05"),
        ("yesterday it", "yesterday", "2025-07-05", "2025-07-06"),
        ("last night it", "last night", "2025-07-05", "2025-07-07"),
        ("last week", "last week", "2025-06-23", "2025-06-30"),
        ("this week", "this week", "2025-06-30", "2025-07-07"),
        ("last month", "last month", "2025-06-01", "2025-07-01"),
        ("this month", "this month", "2025-07-01", "2025-08-01"),
        ("last year", "last year", "2024-01-01", "2025-01-01"),
        ("this year", "this year", "2025-01-01", "2026-01-01"),
        ("today", "today", "2025-07-06", "2025-07-07"),
        ("on 5 July. Then", "5 July", "2025-07-05", "2025-07-06"),
        ("on 5 May. Then", "5 May", "2025-05-05", "2025-05-06"),
        ("on Sept. 5, 2024", "Sept. 5, 2024", "2024-09-05", "2024-09-06"),
        ("on 3/4/2024 it", "3/4/2024", "2024-03-04", "2024-04-04"),
        ("on 13/4/2024 it", "13/4/2024", "2024-04-13", "2024-04-14"),
        ("in 79 AD it", "79 AD", "0079-01-01", "0080-01-01"),
        ("in AD 79 it", "AD 79", "0079-01-01", "0080-01-01"),
        ("In 2022 people left", "2022", "2022-01-01", "2023-01-01"),
        ("in 1286 kings fell", "1286", "1286-01-01", "1287-01-01"),
        ("the Data Act 1998", "1998", "1998-01-01", "1999-01-01"),
        ("the 20th Century", "the 20th Century", "1900-01-01", "2000-01-01"),
        ("tonight", "tonight", "2025-07-06", "2025-07-07"),
    ],
)
def test_a_date_is_the_days_it_may_mean(text, words, start, end):
    (mention,) = read_dates(text, base=BASE)
    assert (mention.span.read(text), str(mention.start), str(mention.end)) == (words, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "June 31",
        "Feb. 29, 2023",
        "Flight 1549 landed",
        "coronavirus disease 2019",
        "some 1900 cats",
        "with 1286 close contacts",
        "involving 1245 confirmed cases",
        "in 44 BC",
        "on Good Friday",
        "by 20th Century Fox",
        "call 1300 477 722",
        "a fee of 2020 million",
        "he may 5 times",
        "to march on",
        "$2000 in cash",
        "2,025 men",
        "2000 people",
        "2025-13-40",
        "the 2021-2019 gap",
        "July 9-4",
        "2019-nCoV",
        "1601 Vine Street",
        "2000 soldiers",
        "in the second quarter",
        "the 99th century",
        "an hour ago",
        "in his 60s",
        "May to Moscow",
    ],
)
def test_what_is_no_date_is_left_out(text):
    assert [mention.span.read(text) for mention in read_dates(text, base=BASE)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 1998 to 2003", ["1998", "2003"]),
        ("in 2019–2021", ["2019", "2021"]),
        ("in 2019–21", ["2019", "21"]),
        ("(25 April 1903 – 10 September 1977)", ["25 April 1903", "10 September 1977"]),
        ("July 3 and July 9", ["July 3", "July 9"]),
    ],
)
def test_a_long_span_is_told_by_its_ends(text, expected):
    assert [mention.span.read(text) for mention in read_dates(text, base=BASE)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("overnight on July 3-4", ["July 3-4"]),
        ("on Friday, July 4, they", ["July 4"]),
        ("on Friday (4 July)", ["4 July"]),
        ("on Friday they met in June 2024", ["on Friday", "June 2024"]),
        ("on Friday, 2024 was over", ["on Friday", "2024"]),
    ],
)
def test_a_day_told_twice_is_one(text, expected):
    assert [mention.span.read(text) for mention in read_dates(text, base=BASE)] == expected


def test_a_date_without_a_year_and_without_a_base_has_no_year():
    (mention,) = read_dates("on July 4")
    assert (mention.year_known, mention.start.month, mention.start.day) == (False, 7, 4)


def test_relative_dates_need_a_base():
    assert read_dates("on Friday and yesterday and last month") == ()


def test_a_month_far_ahead_of_the_base_was_the_year_before():
    (mention,) = read_dates("in December", base=date(2025, 1, 10))
    assert mention.start.year == 2024


@pytest.mark.parametrize(("text", "words"), [("in 2001-02 it", ["2001", "02"]), ("in 1999-2004", ["1999", "2004"])])
def test_both_years_of_a_span_stand_where_they_say(text, words):
    assert [mention.span.read(text) for mention in read_dates(text)] == words


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("in December", False),
        ("in September", True),
        ("in May", True),
        ("in April of the same year", False),
        ("on 4 April that year", False),
        ("in 2015 of the same year", True),
    ],
)
def test_a_year_that_may_be_another_is_not_known(text, known):
    assert read_dates(text, base=BASE)[0].year_known is known


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("after 2015", Bound.AT_LEAST),
        ("before 2015", Bound.AT_MOST),
        ("2015 or later", Bound.AT_LEAST),
        ("from 2015 onwards", Bound.AT_LEAST),
        ("2015 and earlier", Bound.AT_MOST),
        ("2015 or so", Bound.EXACT),
    ],
)
def test_after_and_before_are_bounds(text, bound):
    assert read_dates(text)[0].bound is bound


@pytest.mark.parametrize(
    ("first", "second", "overlap", "within"),
    [
        ("July 4", "4 July 2025", True, True),
        ("July 4", "July 9", False, False),
        ("July 4, 2025", "July 2025", True, True),
        ("July 2025", "July 4, 2025", True, False),
        ("February 2022", "2022", True, True),
        ("2021", "2022", False, False),
        ("July 4", "2022", True, True),
        ("29 February 2024", "March 1", False, False),
    ],
)
def test_dates_are_compared_as_intervals(first, second, overlap, within):
    (one,), (other,) = read_dates(first), read_dates(second)
    assert (overlap_dates(one, other), within_date(one, other)) == (overlap, within)


@given(st.text(alphabet="0123456789/- ,.JulyMarchinontheearlylastFriday", max_size=80))
def test_every_date_stands_where_it_says(text):
    for mention in read_dates(text, base=BASE):
        assert mention.start < mention.end
        assert mention.days >= 1
        assert mention.span.read(text).strip() == mention.span.read(text)


@pytest.mark.parametrize("base", [date.min, BASE, date.max, None])
@pytest.mark.parametrize(
    "words",
    [
        "AD 9999",
        "9999 AD",
        "31 December 9999",
        "December 9999",
        "9999-12-31",
        "in 9999",
        "the 9990s",
        "1 January 0001",
        "9999 BC",
    ],
)
def test_the_ends_of_the_calendar_stop_nothing(words, base):
    mentions = read_dates(
        f"On July 4, 2025 it fell. It held {words} and next Friday, yesterday, 9999 years ago, last month.", base=base
    )
    assert mentions[0].start == date(2025, 7, 4)


def test_the_end_of_the_calendar_is_no_day_of_writing():
    assert [mention.relative for mention in read_dates("It fell yesterday, July 4, 2025.", base=BASE)] == [False]
    assert [mention.relative for mention in read_dates("It fell yesterday.", base=BASE)] == [True]
    assert read_dates("It fell yesterday.", base=date.min) == ()
