"""From a report to its view: the claims, the sources that were not read, and the facts about the run."""

from __future__ import annotations

from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING

from provenance.report.clean import clean_line
from provenance.report.page_index import PageIndex
from provenance.report.places import Lines
from provenance.report.view import ClaimView, ReportView, VerdictGroup
from provenance.report.view_lineage import supporting_words, view_elsewhere, view_lineage
from provenance.report.view_pages import gap_words
from provenance.report.view_sources import view_source
from provenance.report.view_unread import view_unread
from provenance.report.wording import (
    ATTACHMENTS,
    DATE_ORIGINS,
    NOTHING_CHECKED,
    PROBLEMS,
    VERDICTS,
    count_words,
    coverage_words,
    date_words,
    dated_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from provenance.model.judgements import ClaimResult, Gap
    from provenance.model.notices import Notice
    from provenance.model.report import Report
    from provenance.report.view import SourceView

UNTITLED = "Untitled draft"

OPENING = 72
"""Characters of the first sentence that stand in for a title."""


def view_report(report: Report) -> ReportView:
    """The report in words, complete and cleaned."""
    pages = PageIndex(report.pages)
    claims = tuple(
        _view_claim(result, number=number, pages=pages, published=report.article.published)
        for number, result in enumerate(report.results, start=1)
    )
    checked = report.coverage.checked
    lines = Lines(report.article.text)
    return ReportView(
        title=_title(report),
        coverage=coverage_words(report),
        warning=NOTHING_CHECKED if claims and not checked else "",
        dated=dated_words(report),
        groups=_group_claims(claims),
        claims=claims,
        unread=view_unread(report),
        lineage=view_lineage(report),
        notices=tuple(_notice_words(notice, lines=lines) for notice in _all_notices(report)),
        hosts=tuple(f"{clean_line(host.host)} ({count_words(host.requests, 'request')})" for host in report.hosts),
        made=f"{date_words(report.made_at)}, by provenance {clean_line(report.version)}",
        article_digest=report.article.digest,
        settings_digest=clean_line(report.settings_digest),
    )


def _title(report: Report) -> str:
    """The article's title, else its opening words, so that two reports on a desk can be told apart."""
    title = clean_line(report.article.title or "")
    if title or not report.results:
        return title or UNTITLED
    opening = clean_line(report.results[0].claim.text)
    return shorten(opening, OPENING, placeholder=" …") if len(opening) > OPENING else opening


def _view_claim(result: ClaimResult, *, number: int, pages: PageIndex, published: date | None) -> ClaimView:
    common = _common_gaps(result)
    where = "is not on the page read" if len(result.assessments) == 1 else "is in none of the pages read"
    return ClaimView(
        id=clean_line(result.claim.id),
        number=number,
        sentence=result.claim.sentence,
        verdict=result.verdict,
        words=VERDICTS[result.verdict],
        problem=result.verdict in PROBLEMS,
        attachment=ATTACHMENTS[result.claim.attachment],
        text=clean_line(result.claim.text),
        reason=clean_line(result.reason),
        missing=tuple(f"{gap_words(gap)} {where}" for gap in common),
        sources=_in_order(
            view_source(
                check,
                pages=pages,
                verdict=result.verdict,
                told=frozenset(common),
                jointly=result.jointly,
                published=published,
            )
            for check in result.checks
        ),
        elsewhere=view_elsewhere(result, pages=pages),
        independent=supporting_words(result),
        hidden=f"{count_words(result.hidden, 'more source')} hidden behind +N, not named" if result.hidden else "",
    )


def _in_order(sources: Iterable[SourceView]) -> tuple[SourceView, ...]:
    """The sources whose pages decide first, then the others that were read, then those that were not."""
    return tuple(sorted(sources, key=lambda source: (not source.telling, not source.read)))


def _common_gaps(result: ClaimResult) -> tuple[Gap, ...]:
    """What the claim states and none of the pages read has."""
    every = [[replace(gap, found="") for gap in assessment.gaps] for assessment in result.assessments]
    return tuple(gap for gap in dict.fromkeys(every[0]) if all(gap in gaps for gaps in every)) if every else ()


def _group_claims(claims: tuple[ClaimView, ...]) -> tuple[VerdictGroup, ...]:
    groups = (
        VerdictGroup(verdict=verdict, words=words, claims=tuple(claim for claim in claims if claim.verdict is verdict))
        for verdict, words in VERDICTS.items()
    )
    return tuple(group for group in groups if group.claims)


def _all_notices(report: Report) -> tuple[Notice, ...]:
    """The report's notices and those of its article, each once; what the first lines tell is left out."""
    every = dict.fromkeys((*report.notices, *report.article.notices))
    return tuple(notice for notice in every if notice.code not in DATE_ORIGINS)


def _notice_words(notice: Notice, *, lines: Lines) -> str:
    message = clean_line(notice.message)
    if notice.span is None:
        return message
    return f"line {lines.locate(notice.span.start)[0]}: {message}"
