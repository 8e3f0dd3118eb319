"""Which page fits a claim better: by its words, its numbers, its day. Order is tested, not scores."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.resolve.candidates import ENOUGH
from provenance.resolve.entries import Entry
from provenance.resolve.ranking import LEAST, EntryIndex, rank_entries
from tests.support.searches import make_query

CLAIM = "Ukrainian President Volodymyr Zelensky said Russia launched 539 drones at Kyiv overnight, injuring 23 people."
DAY = date(2025, 7, 4)
FILL = tuple(
    Entry(url=f"https://apnews.com/article/{slug}", published=DAY)
    for slug in (
        "wimbledon-final-alcaraz-sinner-preview",
        "senate-passes-tax-bill-after-long-night",
        "texas-floods-search-children-camp",
        "stocks-close-mixed-wall-street-record",
        "pope-leo-summer-residence",
        "ukraine-grain-harvest-prices-farmers",
        "russia-oil-exports-india-refineries",
        "kyiv-theatre-opens-new-season",
        "drones-wedding-photographers-rules",
        "zelensky-portrait-museum-gift",
    )
)


def entry(words="", *, title="", day=DAY, modified=None):
    return Entry(
        url=f"https://apnews.com/article/{words.replace(' ', '-')}", title=title, published=day, modified=modified
    )


def rank(*entries, text=CLAIM, published=DAY, context=()):
    query = make_query("apnews.com", text=text, published=published)
    if context:
        query = type(query)(
            claim=query.claim, source=query.source, resolution=None, published=published, context=context
        )
    return rank_entries((*entries, *FILL), query, found_by="test")


RIGHT = "russia launches 539 drones at kyiv injuring 23 zelensky says"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # the same event with another number
        (entry(RIGHT), entry("russia launches 477 drones at kyiv injuring 12 zelensky says")),
        # the same headline on another day
        (entry(RIGHT), entry(RIGHT + " again", day=DAY - timedelta(days=30))),
        # the day before the article goes before the days behind it
        (entry(RIGHT + " a", day=DAY - timedelta(days=1)), entry(RIGHT + " b", day=DAY + timedelta(days=3))),
        # the day is known to fit
        (entry(RIGHT + " a"), entry(RIGHT + " b", day=None)),
        (entry(RIGHT + " a", day=None, modified=DAY), entry(RIGHT + " b", day=None, modified=DAY - timedelta(days=99))),
        # rare words, and names, tell more than common ones
        (entry("zelensky drones kyiv"), entry("people said overnight")),
        # a headline of the same story, and one on the same people
        (entry("russian drones injure 23 in kyiv"), entry("zelensky meets president of russia in istanbul talks")),
        # the title counts where the address says nothing
        (entry("0123456789abcdef0123456789abcdef", title=RIGHT), entry("zelensky visits kyiv")),
        # inflection and cut words
        (entry("ukrainians zelenskys drone kyiv injured"), entry("kyiv zelensky theatre")),
        (entry("russia launching drones kyiv injuri"), entry("russia launching drones georgia")),
        # a page on much else fits less
        (entry("539 drones kyiv"), entry("539 drones kyiv markets football weather cooking travel film")),
    ],
)
def test_the_better_page_comes_first(better, worse):
    for pair in ((better, worse), (worse, better)):
        found = [candidate.url for candidate in rank(*pair)]
        assert found[0] == better.url
        assert found.index(better.url) < found.index(worse.url) if worse.url in found else True


def test_a_page_that_fits_ends_the_search_and_others_are_none():
    found = rank(entry(RIGHT))
    assert [candidate.url for candidate in found] == [entry(RIGHT).url]
    assert found[0].score >= ENOUGH


@pytest.mark.parametrize(
    "words",
    [
        "kyiv",
        "president",
        "how people sleep overnight",
        "president said people",
        "drones rules for photographers",
    ],
)
def test_a_page_that_shares_a_little_is_no_candidate(words):
    assert rank(entry(words)) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "El presidente Gustavo Petro visitó Medellín después de las inundaciones de Antioquia.",
            "petro-visita-medellin-inundaciones-antioquia",
        ),
        ("Der Bundestag beschloss am Freitag die Rentenreform von Bärbel Bas.", "bundestag-rentenreform-barbel-bas"),
        ("Президент Зеленский заявил о новых ударах по Харькову.", "зеленский-заявил-ударах-харькову"),
    ],
)
def test_other_languages_are_compared_word_by_word(text, words):
    found = rank(Entry(url=f"https://apnews.com/{words}", published=DAY), text=text)
    assert [candidate.url for candidate in found] == [f"https://apnews.com/{words}"]


def test_the_reason_names_shared_words_as_the_claim_has_them_and_the_day():
    (found,) = rank(entry(title="Kyiv hit by 539 drones, Zelensky says", day=date(2025, 7, 3)))
    assert found.reason == "its headline shares Zelensky, 539, Kyiv and drones with the claim; it is of 3 July 2025"
    (found,) = rank(entry("kyiv hit by 539 drones zelensky", day=date(2025, 7, 9)))
    assert found.reason.startswith("its address shares ")
    assert found.reason.endswith("; it is of 9 July 2025, 2 days outside of those looked for")
    (found,) = rank(entry("kyiv hit by 539 drones zelensky", day=None))
    assert found.reason.endswith(", its day is not known")
    (found,) = rank(entry("kyiv hit by 539 drones zelensky", day=None, modified=DAY))
    assert found.reason.endswith("; it was last changed on 4 July 2025")
    (found,) = rank(entry("kyiv hit by 539 drones zelensky"), published=None)
    assert found.reason.endswith("; it is of 4 July 2025")


def test_a_page_changed_later_may_have_been_published_in_time():
    later, earlier, unknown = (
        rank(entry(RIGHT, day=None, modified=day))[0].score for day in (date(2026, 1, 1), date(2024, 1, 1), None)
    )
    assert unknown > later > earlier


def test_words_around_the_claim_explain_a_headline():
    text = "He said the drones had injured 23 people."
    headline = entry("zelensky kyiv drones injured 23")
    (alone,), (told,) = (
        rank(headline, text=text),
        rank(headline, text=text, context=("President Zelensky spoke in Kyiv.",)),
    )
    assert told.score > alone.score


def test_a_day_that_the_claim_names_is_as_good_as_the_articles():
    text = "The report of February 24, 2022 said Russia launched drones at Kyiv."
    old, new = (
        entry("russia drones kyiv report", day=date(2022, 2, 24)),
        entry("russia drones kyiv report 2", day=date(2023, 9, 1)),
    )
    assert rank(old, new, text=text)[0].url == old.url


def test_captions_bring_a_page_into_the_closer_look_and_do_not_count():
    (found,) = rank(entry("zelensky drones kyiv"))
    (with_caption,) = rank(Entry(url=entry("zelensky drones kyiv").url, published=DAY, about="539 drones at Kyiv"))
    assert with_caption.score == pytest.approx(found.score, rel=0.05)


def test_an_index_counts_each_page_once_and_takes_a_title_that_comes_later():
    index = EntryIndex()
    index.add([entry("0123456789abcdef0123456789abcdef"), *FILL])
    query = make_query("apnews.com", text=CLAIM, published=DAY)
    assert index.rank(query, found_by="test") == ()
    index.add([entry("0123456789abcdef0123456789abcdef", title=RIGHT), *FILL])
    assert len(index) == 1 + len(FILL)
    assert index.rank(query, found_by="test")[0].title == RIGHT


def test_not_more_than_asked_for_and_ranked_from_one():
    many = [entry(f"{RIGHT} {number}") for number in range(30)]
    found = rank(*many)
    assert [candidate.rank for candidate in found] == list(range(1, 11))
    assert found == rank(*reversed(many))


def test_nothing_is_found_among_nothing_or_for_nothing():
    query = make_query("apnews.com", text=CLAIM)
    assert rank_entries([], query, found_by="test") == ()
    assert rank(entry(RIGHT), text="...") == ()
    assert rank(entry(RIGHT), text="It was.") == ()


@given(st.text(max_size=80), st.text(max_size=80), st.none() | st.dates(), st.none() | st.dates())
def test_every_score_is_between_the_least_and_a_hundred(text, title, day, published):
    words = "Zelensky said Russia launched 539 drones"
    query = make_query("apnews.com", text=f"{words} {text}", published=published)
    entries = [Entry(url=f"https://a.com/{title}", title=f"{words} {title}", published=day), *FILL]
    for candidate in rank_entries(entries, query, found_by="test"):
        assert LEAST <= candidate.score <= 100


def test_a_title_that_comes_later_counts_and_the_day_stays():
    index, url = EntryIndex(), "https://apnews.com/article/0123456789abcdef0123456789abcdef"
    index.add([*FILL, Entry(url=url, published=DAY)])
    index.add([Entry(url=url, title=RIGHT), Entry(url=url, title="Something else")])
    assert len(index) == len(FILL) + 1
    (found,) = index.rank(make_query("apnews.com", text=CLAIM, published=DAY), found_by="test")
    assert (found.url, found.title, found.published) == (url, RIGHT, DAY)


def test_small_words_of_another_language_are_no_reason():
    text = "Der Bundestag hat nach der Debatte die Reform der Rente beschlossen."
    right = entry("der bundestag stimmt der reform der rente zu")
    (found,) = rank(right, entry("die wahl und der streit nach der wahl"), text=text)
    assert found.url == right.url
    assert found.reason.startswith("its address shares Bundestag, Rente and Reform with the claim")
