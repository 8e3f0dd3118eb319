"""Notices on pages: order in time, circles, corrections; each with its words, and silent where nothing is sure."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from traced_pages import OWN, WIRE, page

from provenance.match import judge_claim, match_claim
from provenance.model import PageNoticeKind, Source, SourceCheck, Span, Verdict
from provenance.parse import parse_article
from provenance.trace import trace_sources

TEXT = "Nine tram lines stood still in Leeds on 3 May 2025."
SAYS_SO = "Nine tram lines stood still in Leeds on 3 May 2025, the city said."


def article_of(text=TEXT, *, title=None, published=date(2025, 5, 4)):
    return parse_article(text, title=title, published=published)


def result_of(article, one, *, verdict=Verdict.SUPPORTED):
    claim = article.claims[0]
    own = replace(match_claim(claim, one), verdict=verdict)
    source = Source(label="one.org", host="one.org", domain="one.org")
    return judge_claim(
        claim, (SourceCheck(tag=0, source=source, candidates=(), assessments=(own,), misses=()),), hidden=0
    )


def notices(*pages, article=None, results=(), **options):
    return trace_sources(pages, article=article or article_of(), results=results, **options).notices


@pytest.mark.parametrize(
    ("published", "modified", "kinds"),
    [
        (datetime(2025, 5, 6, 9, tzinfo=UTC), None, [PageNoticeKind.AFTER_ARTICLE]),
        (datetime(2025, 5, 3, 9, tzinfo=UTC), datetime(2025, 5, 8, tzinfo=UTC), [PageNoticeKind.CHANGED_AFTER_ARTICLE]),
        (datetime(2025, 5, 6, tzinfo=UTC), datetime(2025, 5, 8, tzinfo=UTC), [PageNoticeKind.AFTER_ARTICLE]),
        (datetime(2025, 5, 6), None, [PageNoticeKind.AFTER_ARTICLE]),  # noqa: DTZ001
        (datetime(2025, 5, 4, 23, tzinfo=UTC), datetime(2025, 5, 5, 10, tzinfo=UTC), []),
        (datetime(2025, 5, 5), None, []),  # noqa: DTZ001
        (None, None, []),
        (datetime(9999, 12, 31, tzinfo=UTC), None, [PageNoticeKind.AFTER_ARTICLE]),
        (datetime(1, 1, 1, tzinfo=UTC), None, []),
    ],
)
def test_pages_published_or_changed_after_the_article(published, modified, kinds):
    one = page("one.org", *OWN, published=published, modified=modified)
    assert [notice.kind for notice in notices(one)] == kinds
    assert notices(one, article=article_of(published=None)) == ()


def test_a_late_page_is_told_with_both_days():
    (notice,) = notices(page("one.org", *OWN, published=datetime(2025, 5, 9, tzinfo=UTC)))
    assert notice.message == "The page was published on 9 May 2025, after the article of 4 May 2025."
    assert notice.url == "https://one.org/story"


@pytest.mark.parametrize(
    ("text", "published", "told"),
    [
        (TEXT, datetime(2025, 5, 1, tzinfo=UTC), True),
        (TEXT, datetime(2025, 5, 2, 12, tzinfo=UTC), False),
        (TEXT, datetime(2025, 5, 3, tzinfo=UTC), False),
        (TEXT, None, False),
        ("Nine tram lines will stand still in Leeds on 3 May 2025.", datetime(2025, 5, 1, tzinfo=UTC), False),
        ("Nine tram lines stood still in Leeds on Saturday.", datetime(2025, 4, 1, tzinfo=UTC), False),
        ("Nine tram lines stood still in Leeds after 3 May 2025.", datetime(2025, 4, 1, tzinfo=UTC), False),
        ("Between 2 June 2024 and 3 May 2025 nine lines stood still.", datetime(2025, 4, 1, tzinfo=UTC), False),
        ("Nine tram lines stood still in Leeds.", datetime(2025, 4, 1, tzinfo=UTC), False),
    ],
)
def test_pages_published_before_what_the_claim_tells_of(text, published, told):
    article = article_of(text)
    one = page("one.org", SAYS_SO, published=published)
    found = notices(one, article=article, results=(result_of(article, one),))
    assert [notice.kind for notice in found] == [PageNoticeKind.BEFORE_EVENT] * told
    for notice in found:
        assert notice.claim == article.claims[0].id
        assert notice.quote is not None
        assert notice.quote.exact == "3 May 2025"
        assert notice.message.startswith("The page was published on 1 May 2025, before what the claim dates to")


def test_a_page_on_which_nothing_rests_may_be_old():
    article, one = article_of(), page("one.org", SAYS_SO, published=datetime(2025, 5, 1, tzinfo=UTC))
    assert notices(one, article=article, results=(result_of(article, one, verdict=Verdict.NOT_FOUND),)) == ()


TITLE = "Nine tram lines stand still in the north"


@pytest.mark.parametrize(
    ("one", "quoted"),
    [
        (page("one.org", *OWN, f"As “{TITLE}” says, it was a night."), TITLE),
        (page("one.org", *OWN, "Read it at paper.org/2025/trams today."), "paper.org/2025/trams"),
        (page("one.org", *OWN, f"As “{TITLE}” says.", title=f"{TITLE} - One"), None),
        (page("one.org", *OWN, "Nine tram lines stand idle in the north."), None),
        (page("one.org", *OWN, "Read paper.org today."), None),
        (page("one.org", *OWN, "Read it at paper.org/2025/trams-in-may today."), None),
        (page("one.org", *OWN, "Read it at newspaper.org/2025/trams today."), None),
        (page("one.org", *OWN, f"As “{TITLE}” says.", published=datetime(2025, 5, 1, tzinfo=UTC)), None),
    ],
    ids=[
        "title", "address", "its own title", "other words", "the site alone", "a longer address", "a longer name",
        "an older page",
    ],
)  # fmt: skip
def test_pages_that_cite_the_article_itself(one, quoted):
    found = notices(one, article=article_of(title=TITLE), article_url="https://www.paper.org/2025/trams/")
    assert [notice.quote.exact for notice in found] == ([quoted] if quoted else [])
    assert {notice.kind for notice in found} <= {PageNoticeKind.CITES_ARTICLE}


def test_a_short_title_is_found_nowhere():
    assert notices(page("one.org", *OWN, "It was a Night of Smoke."), article=article_of(title="Night of Smoke")) == ()


def test_a_page_that_holds_the_articles_text_is_told():
    (notice,) = notices(page("one.org", *WIRE), article=article_of("\n\n".join((*WIRE, *OWN))))
    assert notice.kind is PageNoticeKind.SHARES_ARTICLE_TEXT
    assert notice.quote is not None
    assert notices(page("one.org", *OWN), article=article_of("\n\n".join(WIRE))) == ()


def test_pages_that_have_it_from_each_other():
    one = page("one.org", *OWN, "Nine lines stood still, according to two.org, which had seen it.")
    two = page("two.org", *WIRE, "As one.org reported, nine lines stood still.")
    found = notices(one, two)
    assert [(notice.kind, notice.url) for notice in found] == [
        (PageNoticeKind.CITE_EACH_OTHER, one.url),
        (PageNoticeKind.CITE_EACH_OTHER, two.url),
    ]
    assert found[0].quote.exact == "according to two.org"
    assert notices(one, page("two.org", *WIRE)) == (), "one alone may have it from the other"


def test_a_page_that_names_the_title_may_cite_the_article():
    (notice,) = notices(page("one.org", *OWN, f"Also: {TITLE}."), article=article_of(title=TITLE))
    assert notice.message == "The page on one.org has the words of the article's title: it may cite the article itself."


def test_all_pages_of_a_publisher_are_looked_at_for_references():
    one = page("one.org", *OWN, "Nine lines stood still, according to two.org, which had seen it.")
    two = page("two.org", *WIRE, "As one.org reported, nine lines stood still.")
    also = page("one.org", OWN[0], url="https://one.org/also")
    assert [notice.url for notice in notices(one, two, also)] == [one.url, two.url]
    assert [notice.url for notice in notices(also, one, two)] == [one.url, two.url]


def test_a_page_that_was_changed_after_the_event_may_tell_of_it():
    article = article_of()
    published, modified = datetime(2025, 5, 1, tzinfo=UTC), datetime(2025, 5, 4, tzinfo=UTC)
    one = page("one.org", SAYS_SO, published=published, modified=modified)
    assert notices(one, article=article, results=(result_of(article, one),)) == ()


def test_corrections_are_quoted():
    words = "Correction: an earlier version said eight lines."
    text = "\n".join((*OWN, words))
    start = text.index(words)
    one = page("one.org", *OWN, words, corrections=(Span(start=start, end=start + len(words)),))
    (notice,) = notices(one)
    assert (notice.kind, notice.quote.exact) == (PageNoticeKind.CORRECTION, words)


def test_without_an_article_time_says_nothing():
    one = page("one.org", *OWN, published=datetime(2030, 1, 1, tzinfo=UTC))
    assert trace_sources((one,)).notices == ()
