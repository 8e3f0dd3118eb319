"""A judge's opinion in the reports: marked as a model's, and whatever it says only letters."""

from dataclasses import replace

import pytest
from sample_report import HOSTILE, make_report

from provenance.model import JudgeOpinion, Verdict, make_quote
from provenance.model.spans import Span
from provenance.report import render_report
from provenance.report.clean import clean_line
from provenance.report.view_opinion import MARK, view_opinion

FORMATS = ("terminal", "markdown", "html")
WORDS = "words that stand there"


def opinion(**parts):
    quote = make_quote(f"These are {WORDS}.", Span(start=10, end=10 + len(WORDS)))
    given = {"judge": "m at h", "verdict": Verdict.PARTIAL, "reason": "Half of it", "quotes": (quote,), "invented": 0}
    return JudgeOpinion(**{**given, "before": Verdict.SUPPORTED, **parts})


def report_with(given):
    """The sample report with the opinion on every page."""
    report = make_report()
    results = tuple(
        replace(
            result,
            checks=tuple(
                replace(check, assessments=tuple(replace(own, opinion=given) for own in check.assessments))
                for check in result.checks
            ),
        )
        for result in report.results
    )
    return replace(report, results=results)


@pytest.mark.parametrize("name", FORMATS)
def test_an_opinion_is_shown_as_a_models_with_its_quotes(name):
    assert MARK not in render_report(make_report(), name).replace("&#39;", "'")
    shown = " ".join(render_report(report_with(opinion()), name).split())
    assert MARK.replace("'", "&#39;") in shown or MARK in shown
    assert "(m at h): partly supported. Half of it." in shown.replace("\\", "")
    assert WORDS in shown.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_judge_says_is_only_letters(name):
    shown = render_report(report_with(opinion(judge=" ".join(HOSTILE), reason=" ".join(HOSTILE))), name)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    if name == "html":
        assert "<script" not in shown
        assert "<img" not in shown


def view(given, verdict):
    (own, *_) = [own for result in make_report().results for own in result.assessments]
    return view_opinion(replace(own, verdict=verdict, opinion=given), quotes=()).text


@pytest.mark.parametrize(
    ("given", "verdict", "says", "silent"),
    [
        (opinion(), Verdict.PARTIAL, "lowered the verdict on this page from supported", "have a look"),
        (opinion(), Verdict.SUPPORTED, "otherwise than the rules: have a look", "lowered"),
        (opinion(verdict=Verdict.SUPPORTED), Verdict.SUPPORTED, "supported. Half of it.", "have a look"),
        (opinion(invented=1), Verdict.PARTIAL, "1 quote of it is not on the page.", "have a look"),
        (opinion(invented=2), Verdict.PARTIAL, "2 quotes of it are not on the page.", "have a look"),
        (opinion(reason="\x1b[2J"), Verdict.PARTIAL, clean_line("\x1b[2J"), "\x1b"),
    ],
)
def test_an_opinion_in_words(given, verdict, says, silent):
    shown = view(given, verdict)
    assert shown.startswith(f"{MARK} (m at h): ")
    assert says in shown
    assert silent not in shown


def test_where_no_judge_was_heard_there_is_no_opinion():
    (own, *_) = [own for result in make_report().results for own in result.assessments]
    assert view_opinion(own, quotes=()) is None
