"""What the formats are given: every fact of the report in words, nothing hidden, nothing said twice."""

import unicodedata
from dataclasses import fields, is_dataclass, replace

import pytest
from sample_report import empty_report, make_report

from provenance.model import (
    Access,
    CheckedFact,
    FactKind,
    Gap,
    Missed,
    Outcome,
    Signal,
    Source,
    Span,
    Verdict,
)
from provenance.report.page_index import PageIndex
from provenance.report.remedies import Step, view_step
from provenance.report.view_pages import gap_words, view_fact
from provenance.report.view_sources import source_name, view_source
from provenance.report.viewing import UNTITLED, view_report


@pytest.fixture(scope="module")
def view():
    return view_report(make_report())


def claim_of(view, verdict):
    return next(claim for claim in view.claims if claim.verdict is verdict)


def texts_in(value):
    """Every string in a record, however deep, verdicts excepted."""
    if isinstance(value, Verdict):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def test_no_text_of_the_view_steers_or_breaks_a_line(view):
    bad = [text for text in texts_in(view) if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in text)]
    assert bad == []


def test_problems_come_worst_first_and_hold_no_unchecked_claim(view):
    assert [claim.verdict for claim in view.problems] == [
        Verdict.CONTRADICTED,
        Verdict.CONFLICTING,
        Verdict.NOT_FOUND,
        Verdict.PARTIAL,
    ]


def test_claims_stand_in_the_order_of_the_article(view):
    assert [claim.number for claim in view.claims] == [1, 2, 3, 4, 5, 6, 7]


def test_the_degrees_of_attachment_are_told_apart(view):
    assert [claim.attachment for claim in view.claims[:4]] == ["covered by the paragraph", "cited", "cited", "uncited"]


def test_a_conflict_names_both_values(view):
    conflict = claim_of(view, Verdict.CONTRADICTED).sources[0].pages[0].conflicts[0]
    assert conflict.text == "states 539 drones — page has 550 drones"
    assert conflict.quote.text == "“…Ukraine (AP) — Russia launched «550 drones» and missiles across Ukraine…”"


def test_what_no_page_has_is_said_once_for_the_claim(view):
    claim = claim_of(view, Verdict.NOT_FOUND)
    assert claim.missing == ("“play fair” is not on the page read",)
    assert claim.sources[0].pages[0].gaps == ()


def test_what_only_one_page_lacks_is_said_there(view):
    claim = claim_of(view, Verdict.CONFLICTING)
    assert claim.missing == ()
    assert claim.sources[0].pages[0].gaps == ("the quantity 11 missiles is not on this page",)


def test_what_several_pages_lack_is_in_none_of_them():
    report = make_report()
    result = report.results[0]
    gap = Gap(kind=FactKind.NAME, stated="Kyiv")
    checks = tuple(
        replace(check, assessments=tuple(replace(each, gaps=(gap,)) for each in check.assessments))
        for check in result.checks
    )
    view = view_report(replace(report, results=(replace(result, checks=checks),)))
    assert view.claims[0].missing == ("the name Kyiv is in none of the pages read",)


def test_a_source_says_what_became_of_it(view):
    outcomes = {source.name: source.outcome for claim in view.claims for source in claim.sources}
    assert outcomes["The Guardian (theguardian.com)"] == "read, supports it"
    assert outcomes["Associated Press (apnews.com)"] == "read, says otherwise"
    assert outcomes["jamaicaobserver.com"] == "not read: no page is named for it, and none was looked for"
    assert outcomes["Reuters (reuters.com)"] == "not read: the site refused the request (HTTP 401)"


def test_a_source_read_in_part_says_so():
    report = make_report()
    check = report.results[0].checks[0]
    missed = Missed(url="https://apnews.com/other", access=Access.TIMED_OUT, detail="")
    source = view_source(replace(check, misses=(missed,)), pages=PageIndex(report.pages))
    assert source.outcome == "read, says otherwise (1 other page not read)"


def test_listed_pages_that_were_left_aside_are_named(view):
    assert claim_of(view, Verdict.SUPPORTED).sources[0].untried[0].url == "https://www.theguardian.com/world/live"


def test_a_source_whose_pages_were_not_tried_is_not_read():
    check = make_report().results[0].checks[0]
    source = view_source(replace(check, assessments=()), pages=PageIndex(()))
    assert (source.outcome, source.read) == (
        "not read: pages of it are known, but none was asked for",
        False,
    )
    assert [page.url for page in source.untried] == [check.candidates[0].url]


def test_a_page_without_its_record_still_shows_its_digest():
    check = make_report().results[0].checks[0]
    page = view_source(check, pages=PageIndex(())).pages[0]
    assert page.title == "page without a record"
    assert (page.link, page.read, page.details) == (None, "", ())
    assert page.short_digest == check.assessments[0].page[:12]


def test_of_two_pages_with_the_same_bytes_the_one_listed_is_shown():
    report = make_report()
    other = replace(report.pages[0], url="https://mirror.example/x", final_url="https://mirror.example/x")
    page = view_source(report.results[0].checks[0], pages=PageIndex((other, *report.pages))).pages[0]
    assert page.url == report.pages[0].final_url


def test_stand_ins_and_visible_parts_are_marked(view):
    assert "stand-in" in claim_of(view, Verdict.CONTRADICTED).sources[0].pages[0].marks[0]
    assert "visible part only" in claim_of(view, Verdict.NOT_FOUND).sources[0].pages[0].marks[0]


def test_an_address_that_may_not_be_followed_is_no_link(view):
    assert claim_of(view, Verdict.NOT_FOUND).sources[0].pages[0].link is None
    assert view.claims[4].sources[1].misses[0].link is None


def test_sources_not_read_are_listed_once_with_their_claims(view):
    assert [(source.name, source.claims) for source in view.unread.sources] == [
        ("jamaicaobserver.com", (1, 2)),
        ("Reuters (reuters.com)", (5,)),
        ("euractiv.com", (5,)),
        ("“<script>alert(1)</script>”", (6,)),
    ]
    advice = (
        "Open it by hand, or attach a saved copy: --attach reuters.com=FILE, or read an archived copy: --archive always"
    )
    assert view.unread.sources[1].advice == advice


def test_hidden_sources_are_counted_at_their_claim(view):
    assert view.claims[4].hidden == "1 more source hidden behind +N, not named"


def test_the_bars_lead_from_nothing_to_the_score(view):
    score = claim_of(view, Verdict.CONTRADICTED).sources[0].pages[0].score
    assert (score.total, [bar.weight for bar in score.bars]) == ("−2.25", ["−1.50", "+2.25", "−3.00", "0.00"])
    assert [(bar.start, bar.width) for bar in score.bars] == [
        (-66.7, 66.7),
        (-66.7, 100.0),
        (-100.0, 133.3),
        (-100.0, 0.0),
    ]


def test_a_score_of_nothing_has_a_scale():
    check = make_report().results[0].checks[0]
    flat = replace(check.assessments[0], prior=0.0, signals=(Signal(name="none", weight=-0.001, sentence="."),))
    score = view_source(replace(check, assessments=(flat,)), pages=PageIndex(())).pages[0].score
    assert (score.total, [bar.weight for bar in score.bars]) == ("0.00", ["0.00", "0.00"])


def test_notices_name_their_line(view):
    assert view.notices[:2] == (
        "The pages were replayed from a recording.",
        "line 13: The blog's footer was set aside.",
    )


def test_an_empty_report_is_untitled_and_without_warning():
    view = view_report(empty_report())
    assert (view.title, view.warning, view.groups, view.hosts) == (UNTITLED, "", (), ())


def test_claims_of_which_none_was_checked_are_warned_about():
    report = make_report()
    view = view_report(replace(report, results=report.results[3:5]))
    assert view.warning == "Nothing was checked: no page could be held against any claim."


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (Source(label="AP", host="apnews.com", domain="apnews.com", publisher="AP"), "AP (apnews.com)"),
        (Source(label="time.com", host="time.com", domain="time.com", publisher="Time.com"), "time.com"),
        (Source(label="time.com", host="time.com", domain="time.com"), "time.com"),
        (Source(label="Daily", host=None, domain=None, publisher="The Daily"), "The Daily"),
        (Source(label="Da\x1bily", host=None, domain=None), "“Da�ily”"),
    ],
)
def test_a_source_is_called_by_its_best_name(source, name):
    assert source_name(source) == name


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap(kind=FactKind.QUOTATION, stated='"play fair"'), "“play fair”"),
        (Gap(kind=FactKind.QUOTATION, stated="play fair"), "“play fair”"),
        (Gap(kind=FactKind.DATE, stated="July 4"), "the date July 4"),
    ],
)
def test_a_gap_is_named(gap, words):
    assert gap_words(gap) == words


def test_a_source_that_names_no_host_is_attached_by_domain():
    source = Source(label="Daily", host=None, domain=None)
    assert view_step(Step.ATTACH, source=source).text == "attach a saved copy: --attach DOMAIN=FILE"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("\u0430pnews.com", "\u0430pnews.com, with letters that are not English: xn--pnews-3ve.com"),
        ("m\u00fcnchen.de", "m\u00fcnchen.de, with letters that are not English: xn--mnchen-3ya.de"),
        ("\u2603" * 70, "\u2603" * 70 + ", with letters that no host has"),
        ("apnews.com", "apnews.com"),
    ],
)
def test_a_host_that_may_look_like_another_is_told_apart(host, name):
    assert source_name(Source(label=host, host=host, domain=host)) == name


def test_pages_that_do_not_decide_are_told_from_those_that_do():
    check = make_report().results[0].checks[0]
    verdicts = (Verdict.NOT_FOUND, Verdict.SUPPORTED, Verdict.PARTIAL)
    read = tuple(replace(check.assessments[0], verdict=verdict) for verdict in verdicts)
    supported = view_source(replace(check, assessments=read), pages=PageIndex(()), verdict=Verdict.SUPPORTED)
    partial = view_source(replace(check, assessments=read), pages=PageIndex(()), verdict=Verdict.PARTIAL)
    assert [page.verdict for page in supported.telling] == [Verdict.SUPPORTED]
    assert [page.verdict for page in supported.quiet] == [Verdict.NOT_FOUND, Verdict.PARTIAL]
    assert [page.verdict for page in partial.telling] == [Verdict.SUPPORTED, Verdict.PARTIAL]


def test_a_draft_without_a_title_is_called_by_its_opening_words():
    report = make_report()
    untitled = view_report(replace(report, article=replace(report.article, title=None)))
    assert untitled.title.removesuffix(" …") in " ".join(report.results[0].claim.text.split())
    assert len(untitled.title) <= 72


def test_a_page_that_announces_a_correction_says_so():
    report = make_report()
    corrected = replace(report.pages[0], corrections=("Correction: an earlier version\x1b[31m had another number.",))
    check = next(check for check in report.results[0].checks if check.assessments)
    page = view_source(check, pages=PageIndex((corrected, *report.pages[1:]))).pages[0]
    assert any("announces a correction: “Correction: an earlier version" in mark for mark in page.marks)
    assert not any("\x1b" in mark for mark in page.marks)


def test_a_page_says_how_it_was_found():
    report = make_report()
    check = next(check for check in report.results[0].checks if check.assessments)
    assert view_source(check, pages=PageIndex(report.pages)).pages[0].found == check.candidates[0].reason


def test_every_quote_that_makes_a_page_support_is_shown_and_of_others_the_nearest():
    report = make_report()
    check = next(check for check in report.results[0].checks if check.assessments)
    assessment = check.assessments[0]
    evidence = assessment.evidence[:1] * 3
    for verdict, shown in ((Verdict.SUPPORTED, 3), (Verdict.PARTIAL, 1)):
        read = replace(check, assessments=(replace(assessment, verdict=verdict, evidence=evidence),))
        page = view_source(read, pages=PageIndex(report.pages)).pages[0]
        assert (len(page.deciding), len(page.further)) == (shown, 3 - shown)


def test_the_facts_of_a_page_are_counted_and_told_with_what_the_page_has(view):
    conflicting = claim_of(view, Verdict.CONFLICTING)
    page = conflicting.sources[0].pages[0]
    assert page.fact_count == "1 same, 1 different, 1 not stated"
    assert not page.borne_out
    assert [fact.text for fact in page.facts] == [
        "≠ different: quantity 539 drones, page has 550 drones",
        "∅ not stated: quantity 11 missiles",
        "= same: date July 4, page has July 4 <script>alert(1)</script>",
    ]


def test_sources_that_count_as_one_are_told_with_reason_and_words(view):
    lineage = view.lineage
    assert lineage.headline == "4 sources read, 3 independent"
    (group,) = lineage.groups
    assert group.names == "Associated Press and The Guardian"
    (tie,) = group.ties
    assert tie.reason.startswith("Associated Press credits its text")
    assert tie.quote.exact == "KYIV, Ukraine (AP) —"
    assert tie.quote.link.startswith("https://apnews.com/2025/07/04/drones#:~:text=")
    assert lineage.alone.startswith("NY Post, ")


def test_a_page_that_supports_is_not_accused_of_what_it_leaves_open():
    fact = CheckedFact(
        kind=FactKind.SUPERLATIVE, span=Span(start=0, end=7), stated="largest", outcome=Outcome.NOT_STATED
    )
    told = {verdict: view_fact(fact, verdict=verdict).text for verdict in (Verdict.SUPPORTED, Verdict.PARTIAL)}
    assert told == {
        Verdict.SUPPORTED: "· not in these words: superlative largest",
        Verdict.PARTIAL: "∅ not stated: superlative largest",
    }


def test_notices_on_pages_name_the_claim_and_lead_to_words_of_the_page_alone(view):
    early, corrected = view.lineage.notices
    assert early.message.startswith("Claim 1: The page was published on 2 July 2025")
    assert (early.link, early.quote.link) == (None, None)
    assert corrected.quote.link.startswith("https://apnews.com/")


def test_pages_of_one_publisher_need_no_words():
    report = make_report()
    one = replace(report.lineage, groups=report.lineage.groups[1:], notices=())
    view = view_report(replace(report, lineage=one))
    assert view.lineage.groups == ()
    assert not view.lineage.tells


def test_a_page_cited_elsewhere_is_shown_with_its_words(view):
    (one,) = claim_of(view, Verdict.NOT_FOUND).elsewhere
    assert one.text == "The Guardian <img src=x onerror=alert(1)>, cited elsewhere in the article, has it"
    assert one.url == "https://www.theguardian.com/world/2025/jul/04/drones"
    assert one.quote.exact == "a record 539 drones"


def test_pages_that_bear_a_claim_out_together_are_shown_as_deciding():
    report = make_report()
    result = report.results[-1]
    (page,) = (check.assessments[0].page for check in result.checks)
    joined = replace(result, verdict=Verdict.SUPPORTED, jointly=(page,))
    shown = view_report(replace(report, results=(joined,))).claims[0].sources[0].pages[0]
    alone = view_report(replace(report, results=(replace(joined, jointly=()),))).claims[0].sources[0].pages[0]
    assert (shown.telling, alone.telling) == (True, False)


def test_how_many_sources_bear_a_claim_out_is_told_from_two_on():
    report = make_report()
    result = report.results[1]
    (check, other) = result.checks
    second = replace(check, source=Source(label="x.org", host="x.org", domain="x.org"))
    twice = replace(result, checks=(check, second, other), independent=1)
    claims = view_report(replace(report, results=(result, twice))).claims
    assert [claim.independent for claim in claims] == ["", "2 sources bear it out, 1 independent"]
