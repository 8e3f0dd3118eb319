"""What could not be read, how it was looked for, and what an editor can do: each thing once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from sample_report import make_report
from searched_report import AP, AP_SITEMAPS, CLOSED, GUARDIAN, NO_WIKI, asked, found, make_searched_report

from provenance.model import Access, Asked, Candidate, Missed, Search, Source, SourceCheck, Verdict
from provenance.report import render_report
from provenance.report.remedies import KEYED, REMEDIES, STEPS, Step, in_order, steps_for, view_guide, view_step
from provenance.report.view_search import (
    found_words,
    is_cut_off,
    no_page_words,
    nobody_answered,
    sum_up_searches,
    view_searches,
)
from provenance.report.view_sources import view_misses
from provenance.report.view_unread import MOST_PAGES
from provenance.report.viewing import view_report
from provenance.report.wording import FOUND_BY_SEARCH, PARTIAL_PAGE, STAND_IN, archive_words, coverage_line

PLAIN = Source(label="time.com", host="time.com", domain="time.com")


@pytest.fixture(scope="module")
def view():
    return view_report(make_searched_report())


@pytest.fixture(scope="module")
def unread(view):
    return {source.name: source for source in view.unread.sources}


def miss(access, detail="", *, retryable=False):
    return Missed(url="https://time.com/x", access=access, detail=detail, retryable=retryable)


@pytest.mark.parametrize("access", list(Access))
def test_there_is_something_to_do_about_every_reason(access):
    assert REMEDIES[access]
    assert all(view_step(step, source=GUARDIAN).text for step in REMEDIES[access])


@pytest.mark.parametrize("step", list(Step))
def test_every_step_has_its_words_and_fills_in_the_source(step):
    text = view_step(step, source=GUARDIAN).text
    assert STEPS[step].words in text
    assert not set(text) & set("{}")


@pytest.mark.parametrize(
    ("missed", "source", "steps"),
    [
        (miss(Access.BOT_WALL), PLAIN, (Step.OPEN, Step.ATTACH, Step.ARCHIVE)),
        (miss(Access.BOT_WALL), GUARDIAN, (Step.OPEN, Step.ATTACH, Step.KEY, Step.ARCHIVE)),
        (miss(Access.BOT_WALL, "a wall; the Internet Archive has no copy"), PLAIN, (Step.OPEN, Step.ATTACH)),
        (miss(Access.BOT_WALL, "a wall; its archived copy: another wall"), PLAIN, (Step.OPEN, Step.ATTACH)),
        (miss(Access.BOT_WALL, "a wall; the archive could not be asked: 429"), PLAIN, (Step.OPEN, Step.ATTACH)),
        (miss(Access.ROBOTS_DENIED), PLAIN, (Step.OPEN, Step.ATTACH, Step.ARCHIVE)),
        (miss(Access.FORBIDDEN, retryable=True), PLAIN, (Step.LATER, Step.OPEN, Step.ATTACH, Step.ARCHIVE)),
        (miss(Access.UNSUPPORTED, "image/png"), PLAIN, (Step.OPEN, Step.ATTACH)),
        (
            miss(Access.UNSUPPORTED, "reading a PDF needs an extra: pip install 'provenance[pdf]'"),
            PLAIN,
            (Step.EXTRA, Step.OPEN, Step.ATTACH),
        ),
        (miss(Access.TIMED_OUT), PLAIN, (Step.LATER, Step.OPEN, Step.ATTACH)),
        (miss(Access.UNSAFE), PLAIN, (Step.CHECK,)),
        (miss(Access.UNRECORDED), PLAIN, (Step.ONLINE, Step.ATTACH)),
    ],
)
def test_the_reason_decides_what_can_be_done(missed, source, steps):
    assert steps_for(missed, source=source) == steps


def test_a_key_is_offered_only_where_there_is_an_interface_for_it():
    assert set(KEYED) == {"theguardian.com"}
    assert view_step(Step.KEY, source=GUARDIAN).typed == "guardian_key_env"
    assert in_order([Step.KEY], source=PLAIN) == ()


def test_each_step_is_explained_once_and_only_when_it_is_offered(view):
    assert [line.term for line in view.unread.guide] == [
        "--sources FILE",
        "--attach DOMAIN=FILE",
        "guardian_key_env",
        "--archive always",
    ]
    assert view_guide([Step.OPEN]) == ()


def test_the_section_names_every_source_with_its_claims(unread):
    assert {name: (source.claims, source.read) for name, source in unread.items()} == {
        "Associated Press (apnews.com)": ((6,), True),
        "time.com": ((2,), False),
        "United Nations (un.org)": ((3,), True),
        "The Guardian (theguardian.com)": ((4,), False),
        "Reuters (reuters.com)": ((5,), False),
        "washingtonpost.com": ((7,), False),
    }


def test_pages_missed_for_one_reason_stand_together(unread):
    (reason,) = unread["Reuters (reuters.com)"].reasons
    assert reason.why == "the site refused the request (HTTP 401)"
    assert [page.title for page in reason.pages] == ["https://www.reuters.com/prices-1", "Prices rise again"]


def test_of_many_pages_the_first_are_shown_and_the_others_counted():
    report = make_searched_report()
    result = report.results[4]
    urls = [f"https://www.reuters.com/{number}" for number in range(MOST_PAGES + 3)]
    misses = tuple(Missed(url=url, access=Access.FORBIDDEN, detail="HTTP 401") for url in urls)
    many = replace(result, checks=(replace(result.checks[0], misses=misses),))
    (source,) = view_report(replace(report, results=(many, many))).unread.sources
    assert (len(source.reasons[0].pages), source.reasons[0].more) == (MOST_PAGES, 3)
    assert source.claims == (1, 2)


def test_a_publisher_that_goes_by_several_labels_is_one_source():
    report = make_searched_report()
    result = report.results[4]
    check = result.checks[0]
    by_name = replace(check, source=replace(check.source, label="Reuters", note="read as Reuters"))
    twice = replace(report, results=(result, replace(result, checks=(by_name,))))
    (source,) = view_report(twice).unread.sources
    assert (source.name, source.claims) == ("Reuters (reuters.com)", (1, 2))
    assert "1 source not read" in coverage_line(twice)
    assert render_report(twice, "html").count('href="#unread-1"') == 2


def test_searches_that_found_nothing_are_one_reason_however_many_claims():
    report = make_searched_report()
    nothing = report.results[5]
    fewer = replace(nothing, checks=(replace(nothing.checks[0], searches=(replace(NO_WIKI, looked_at=7),)),))
    (source,) = view_report(replace(report, results=(fewer, nothing))).unread.sources
    assert [reason.why for reason in source.reasons] == ["no page found on apnews.com among 1,310 looked at"]
    assert source.claims == (1, 2)


@pytest.mark.parametrize(
    ("searches", "words"),
    [
        (
            (NO_WIKI, Search(provider="sitemaps", asked=(), looked_at=1240, found=0)),
            "no page found on time.com among 1,240 looked at",
        ),
        (CLOSED, "no page of time.com could be looked for: nobody that was asked answered"),
        (
            (Search(provider="feeds", asked=(asked("https://time.com/"),), looked_at=0, found=0),),
            "no page found on time.com: nobody that was asked lists any",
        ),
        (
            (Search(provider="x", asked=(asked("https://x.org/", Access.NOT_FOUND),), looked_at=0, found=0),),
            "no page found on time.com: nobody that was asked lists any",
        ),
        (
            (*CLOSED, Search(provider="x", asked=(asked("https://x.org/"),), looked_at=0, found=0)),
            "no page found on time.com, but not everybody that was asked answered",
        ),
    ],
)
def test_what_was_not_found_is_said_with_how_much_was_looked_at(searches, words):
    assert no_page_words(PLAIN, searches) == words


def test_nobody_answered_only_where_all_were_refused():
    assert nobody_answered(CLOSED)
    assert nobody_answered(())
    assert not nobody_answered((*CLOSED, replace(NO_WIKI, looked_at=1)))


def test_a_source_without_a_search_is_told_from_one_without_a_page():
    check = SourceCheck(tag=0, source=PLAIN, candidates=(), assessments=(), misses=())
    report = make_searched_report()
    named = replace(report.results[1], checks=(check,))
    (source,) = view_report(replace(report, results=(named,))).unread.sources
    assert source.reasons[0].why == "no page is named for it, and none was looked for"


def test_a_page_found_by_search_says_that_the_article_does_not_name_it(view):
    page = view.claims[0].sources[0].pages[0]
    assert page.searched
    assert page.found == (
        f"{FOUND_BY_SEARCH} (sitemaps: its headline shares drones, night with the claim, 4 July 2025, "
        "score 88 of 100, listed as “Russia fires 539 drones in one night”)"
    )


def test_a_page_that_the_mark_names_does_not_say_so(view):
    page = view.claims[2].sources[0].pages[0]
    assert (page.searched, page.found) == (False, "the mark links to it")


def test_the_headline_is_told_only_where_it_is_another():
    candidate = found("https://apnews.com/a", 50.4, "Drones over Kyiv", None)
    assert found_words(candidate, searched=True, title="Drones over Kyiv").endswith("score 50 of 100)")
    assert "listed as “Drones over Kyiv”" in found_words(candidate, searched=True, title="Kyiv")
    bare = Candidate(url="https://apnews.com/a", found_by="gdelt", rank=1, reason="")
    assert found_words(bare, searched=True, title="") == f"{FOUND_BY_SEARCH} (gdelt, score 0 of 100)"


def test_a_day_that_the_reason_names_is_not_said_again():
    candidate = replace(found("https://apnews.com/a", 50.4, ""), reason="its headline is like it; it is of 4 July 2025")
    assert found_words(candidate, searched=True, title="").count("4 July 2025") == 1


def test_pages_left_aside_say_whether_they_were_needed(view):
    source = view.claims[0].sources[0]
    assert source.untried_words == "also found, not needed"
    assert [page.link for page in source.untried] == ["https://apnews.com/article/drones-old", None]
    listed = view_report(make_report()).claims[1].sources[0]
    assert listed.untried_words == "also listed, not needed"
    report = make_searched_report()
    unmet = replace(report.results[0].checks[0], assessments=())
    shown = view_report(replace(report, results=(replace(report.results[0], checks=(unmet,)),))).claims[0].sources[0]
    assert shown.untried_words == "also found, not read"


def test_every_provider_says_what_it_did_and_asked(view):
    (wiki, sitemaps) = view.claims[0].sources[0].searches
    assert wiki.line == "mediawiki: apnews.com is no wiki"
    assert sitemaps.line == "sitemaps: 3 requests, 1,240 looked at, 3 found"
    assert [one.became for one in sitemaps.asked] == ["answered"] * 3
    (refused, _) = view_searches(CLOSED)
    assert refused.asked[0].became == "the site is closed to programs (robots.txt cannot be read)"


def test_the_line_leaves_out_who_had_nothing_to_ask_unless_nobody_had(unread):
    both = replace(unread["time.com"], searches=view_searches((NO_WIKI, AP_SITEMAPS)))
    assert both.searched == "sitemaps: 3 requests, 1,240 looked at, 3 found"
    nobody = replace(unread["time.com"], searches=view_searches((NO_WIKI,)))
    assert nobody.searched == "mediawiki: apnews.com is no wiki"


@pytest.mark.parametrize("name", ["terminal", "markdown"])
def test_how_pages_were_looked_for_is_told_once_a_source(name):
    shown = render_report(make_searched_report(), name)
    first, _, claims = shown.partition("Claim by claim")
    assert "searched: sitemaps" in " ".join(first.split())
    assert "searched:" not in claims


def test_reasons_of_many_claims_are_one_and_a_number():
    searches = [replace(NO_WIKI, stopped=f"nothing for claim {number}.") for number in range(4)]
    (summed,) = sum_up_searches(searches)
    assert summed.line == "mediawiki: nothing for claim 0 (and 3 other reasons)"


def test_a_reason_that_says_it_all_is_not_said_twice():
    check = make_searched_report().results[3].checks[0]
    missed = replace(check.misses[0], access=Access.NOT_FOUND, detail="the site has no such page (404)")
    assert view_misses(replace(check, misses=(missed,)))[0].why == "the site has no such page (404)"


def test_a_search_that_had_nobody_to_ask_says_so():
    assert no_page_words(PLAIN, (NO_WIKI,)) == "no page of time.com is known, and nobody was left to ask for one"


@pytest.mark.parametrize(
    ("accesses", "later"),
    [
        ((Access.UNREACHABLE, Access.TIMED_OUT, Access.UNRECORDED), True),
        ((Access.UNREACHABLE, Access.ROBOTS_DENIED), False),
        ((Access.UNREACHABLE, Access.NOT_FOUND), False),
        ((Access.UNRECORDED,), False),
        ((), False),
    ],
)
def test_where_nobody_could_be_reached_it_may_be_otherwise_later(accesses, later):
    every = tuple(asked(f"https://time.com/{access}", access) for access in accesses)
    search = Search(provider="sitemaps", asked=every, looked_at=0, found=0)
    assert is_cut_off((search, NO_WIKI)) is later
    check = SourceCheck(tag=0, source=PLAIN, candidates=(), assessments=(), misses=(), searches=(search,))
    assert (Step.LATER in view_misses(check)[0].steps) is later


def test_the_section_counts_the_sources_of_which_nothing_was_read(view):
    assert view.unread.count == "6 sources, 4 of them not at all"
    assert replace(view.unread, sources=view.unread.sources[:1]).count == "1 source"


def test_the_sources_whose_pages_decide_come_first():
    report = make_searched_report()
    unread_check, read_check = report.results[1].checks[0], report.results[0].checks[0]
    result = replace(report.results[0], checks=(unread_check, read_check))
    (claim,) = view_report(replace(report, results=(result,))).claims
    assert [source.read for source in claim.sources] == [True, False]


def test_searches_of_several_claims_are_counted_once():
    first = Search(
        provider="sitemaps", asked=(asked("https://a.org/1"), asked("https://a.org/2")), looked_at=9, found=2
    )
    second = replace(first, asked=(), looked_at=9, found=1, stopped="the time is up.")
    (summed,) = sum_up_searches((first, second))
    assert summed.line == "sitemaps: 2 requests, 9 looked at, 2 found; the time is up"


@pytest.mark.parametrize(
    ("archived", "published", "words"),
    [
        (datetime(2025, 7, 5, tzinfo=UTC), date(2025, 7, 6), ", one day before the article's date"),
        (datetime(2025, 7, 5, 23, 59, tzinfo=UTC), date(2025, 7, 5), ", the day of the article's date"),
        (datetime(2025, 7, 5, tzinfo=UTC), date(2025, 7, 4), ", one day after the article's date"),
        (datetime(2025, 7, 5, tzinfo=UTC), date(2022, 7, 5), ", 1,096 days after the article's date"),
        (datetime(2025, 7, 5, tzinfo=UTC), None, ""),
    ],
)
def test_an_archived_copy_tells_its_distance(archived, published, words):
    assert archive_words(archived, published=published) == f"archived copy of 5 July 2025{words}"


EVERYWHERE = (
    "archived copy of 5 July 2025, one day before the article's date",
    "found by search: the article does not name this page",
    "no page found on time.com among 1,240 looked at",
    "What could not be read, and what you can do",
    "page 3",
    "--attach theguardian.com=FILE",
    "also found, not needed",
    "sitemaps",
    "other pages of it were read",
)


@pytest.mark.parametrize("name", ["terminal", "html", "markdown"])
@pytest.mark.parametrize("words", EVERYWHERE)
def test_every_format_says_it(name, words):
    shown = render_report(make_searched_report(), name)
    if name == "markdown":
        shown = MarkdownIt("commonmark", {"html": True}).render(shown)
    shown = shown.replace("&#39;", "'").replace("\u2060", "")
    assert words in " ".join(shown.split())


@pytest.mark.parametrize("name", ["terminal", "html", "markdown"])
def test_what_an_option_does_is_explained_once(name):
    shown = " ".join(render_report(make_searched_report(), name).split())
    assert shown.count("Whether you may is yours to decide.") == 1


def test_the_cited_source_itself_is_named_in_the_words():
    assert no_page_words(AP, ()) == "nobody was asked for pages of apnews.com"


def test_what_a_run_was_not_to_ask_is_no_request():
    detail = "not asked: the embargo allows only apnews.com, not time.com"
    refused = tuple(Asked(url=f"https://time.com/{name}", access=Access.UNRECORDED, detail=detail) for name in "ab")
    search = Search(provider="sitemaps", asked=refused, looked_at=0, found=0, stopped=f"{detail} (2 times)")
    (told,) = sum_up_searches((search,))
    assert told.line == f"sitemaps: {detail}"
    assert no_page_words(PLAIN, (search,)) == "nobody could be asked for pages of time.com"
    answered = Asked(url="https://time.com/c", access=Access.NOT_FOUND, detail="gone")
    (told,) = sum_up_searches((replace(search, asked=(*refused, answered)),))
    assert told.did.startswith("1 request, 0 found")


def test_what_to_bear_in_mind_of_a_folded_claim_is_seen_without_unfolding_it():
    report = make_searched_report()
    claim = view_report(report).claims[0]
    copy = archive_words(datetime(2025, 7, 5, tzinfo=UTC), published=date(2025, 7, 6))
    assert (claim.verdict, claim.cautions) == (Verdict.SUPPORTED, (FOUND_BY_SEARCH, STAND_IN, copy))
    card = BeautifulSoup(render_report(report, "html"), "html.parser").find(id=f"claim-{claim.id}")
    card.find("details").decompose()
    assert all(caution in card.get_text() for caution in claim.cautions)
    assert f'"{"; ".join(claim.cautions)}"' in render_report(report, "csv").splitlines()[1]


def test_a_page_that_the_article_names_needs_no_caution_but_its_own_marks():
    report = make_searched_report()
    plain = tuple(replace(page, stand_in=False, archived_at=None) for page in report.pages)
    named = replace(report, pages=plain, results=tuple(_without_searches(result) for result in report.results))
    assert view_report(named).claims[0].cautions == ()
    partly = replace(named, pages=tuple(replace(page, partial=True) for page in plain))
    assert view_report(partly).claims[0].cautions == (PARTIAL_PAGE,)


def _without_searches(result):
    return replace(result, checks=tuple(replace(check, searches=()) for check in result.checks))
