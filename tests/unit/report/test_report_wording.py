"""The tables hold every term of the records, and the sentences count rightly."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sample_report import empty_report, make_report
from searched_report import make_searched_report

from provenance.model import Access, Attachment, FactKind, Lineage, Notice, Outcome, Verdict
from provenance.report import render_report
from provenance.report.wording import (
    ACCESSES,
    ATTACHMENTS,
    FACTS,
    NO_CLAIMS,
    NO_DATE,
    OUTCOMES,
    VERDICTS,
    count_words,
    coverage_line,
    date_words,
    dated_words,
)


@pytest.mark.parametrize(
    ("table", "terms"),
    [(VERDICTS, Verdict), (ACCESSES, Access), (ATTACHMENTS, Attachment), (FACTS, FactKind), (OUTCOMES, Outcome)],
)
def test_every_term_has_its_words(table, terms):
    assert set(table) == set(terms)


def test_every_verdict_has_an_icon_and_a_word_of_its_own():
    assert len({words.icon for words in VERDICTS.values()}) == len(VERDICTS)
    assert len({words.word for words in VERDICTS.values()}) == len(VERDICTS)


def test_an_unchecked_claim_is_neither_passed_nor_accused():
    words = VERDICTS[Verdict.UNCHECKED]
    assert "neither a pass nor an accusation" in words.meaning


@pytest.mark.parametrize(("count", "words"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims")])
def test_a_noun_agrees_with_its_number(count, words):
    assert count_words(count, "claim") == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2025, 7, 4, 21, 14, tzinfo=UTC), "4 July 2025, 21:14 UTC"),
        (datetime(2025, 7, 4, 23, 14, tzinfo=timezone(timedelta(hours=2))), "4 July 2025, 21:14 UTC"),
        (datetime(2025, 7, 4, 21, 14), "4 July 2025, 21:14"),  # noqa: DTZ001 - as pages write it
        (datetime(2025, 12, 31), "31 December 2025"),  # noqa: DTZ001
        (datetime(2025, 7, 4, tzinfo=UTC), "4 July 2025, 00:00 UTC"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "1 January 1, 00:00 UTC"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=14))), "31 December 9999, 23:59 UTC"),
    ],
)
def test_a_moment_is_written_out(moment, words):
    assert date_words(moment) == words


def test_coverage_counts_claims_sources_and_sentences():
    assert coverage_line(make_report()) == (
        "5 of 7 claims checked · 4 sources not read · 4 sources read, 3 independent · 1 sentence uncited · "
        "1 source hidden behind +N"
    )


def test_coverage_of_nothing_says_so():
    assert coverage_line(empty_report()) == NO_CLAIMS


def _with_checks(report, keep):
    results = tuple(
        replace(result, checks=tuple(check for check in result.checks if keep(check))) for result in report.results
    )
    return replace(report, results=results)


def test_coverage_says_when_all_sources_were_read():
    report = _with_checks(make_report(), keep=lambda check: check.assessments)
    assert "all 4 sources read" in coverage_line(report)


def test_coverage_says_when_the_only_source_was_read():
    report = _with_checks(
        make_report(), keep=lambda check: check.assessments and check.source.label == "theguardian.com"
    )
    assert "its one source read" in coverage_line(report)


def test_coverage_says_when_no_source_is_named():
    report = replace(_with_checks(make_report(), keep=lambda check: False), resolutions=(), lineage=Lineage())
    assert coverage_line(report) == "5 of 7 claims checked · no sources named · 1 sentence uncited"


def test_how_many_sources_are_independent_is_told_from_two_on():
    report = make_report()
    assert "4 sources read, 3 independent" in coverage_line(report)
    one = replace(report.lineage, groups=report.lineage.groups[1:2])
    assert "independent" not in coverage_line(replace(report, lineage=one))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("date_given", "Article of 6 July 2025 (given with --date)"),
        ("date_of_page", "Article of 6 July 2025 (as its page states)"),
        ("date_of_draft", "Article of 6 July 2025 (as the draft states)"),
        ("other", "Article of 6 July 2025"),
    ],
)
def test_the_date_of_the_article_is_told_with_where_it_comes_from(code, words):
    report = replace(make_searched_report(), notices=(Notice(code=code, message="Of the date."),))
    assert dated_words(report) == words
    for name in ("terminal", "markdown", "html"):
        shown = render_report(report, name)
        assert words in shown
        assert ("Of the date." in shown) == (code == "other")


def test_a_search_without_a_date_is_told_and_nothing_without_a_search():
    searched = make_searched_report()
    undated = replace(searched, article=replace(searched.article, published=None))
    assert dated_words(undated) == NO_DATE
    assert dated_words(replace(undated, results=())) == ""
