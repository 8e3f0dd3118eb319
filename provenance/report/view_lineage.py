"""Where the pages come from, in words: sources that count as one, remarks on pages, pages cited elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.judgements import Verdict
from provenance.model.lineage import TieKind
from provenance.report.clean import clean_line
from provenance.report.fragments import followable_url
from provenance.report.page_index import PageIndex
from provenance.report.view_pages import view_quote
from provenance.report.wording import independent_words

if TYPE_CHECKING:
    from provenance.model.judgements import ClaimResult, Elsewhere
    from provenance.model.lineage import LineageGroup, PageNotice, Tie
    from provenance.model.report import Report
    from provenance.report.view import QuoteView

SIDES = 2
"""Sources from which on it matters whether they are independent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereView:
    """A page cited for another claim that has this one."""

    name: str
    url: str
    quote: QuoteView

    @property
    def text(self) -> str:
        """Who has it, in a sentence."""
        return f"{self.name}, cited elsewhere in the article, has it"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieView:
    """Why two pages are one source, with the words that show it, where words do."""

    reason: str
    quote: QuoteView | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Sources that count as one."""

    names: str
    ties: tuple[TieView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNoticeView:
    """A remark on a page: the page's name and address, the sentence, the words that it rests on."""

    page: str
    url: str
    link: str | None
    message: str
    quote: QuoteView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageView:
    """Which sources are independent: in one line, then those that count as one, those on their own, and remarks."""

    headline: str
    groups: tuple[GroupView, ...]
    alone: str
    notices: tuple[PageNoticeView, ...]

    @property
    def tells(self) -> bool:
        """Whether there is more to show than the line that the report opens with."""
        return bool(self.groups or self.notices)


def view_lineage(report: Report) -> LineageView:
    """Which sources are independent; several pages of one publisher are one source and need no words."""
    pages = PageIndex(report.pages)
    numbers = {own.claim.id: at for at, own in reversed(list(enumerate(report.results, start=1)))}
    groups = report.lineage.groups
    return LineageView(
        headline=independent_words(report.lineage),
        groups=tuple(_view_group(group, pages=pages) for group in groups if len(group.names) > 1),
        alone=", ".join(dict.fromkeys(clean_line(group.names[0]) for group in groups if len(group.names) == 1)),
        notices=tuple(_view_notice(notice, numbers=numbers, pages=pages) for notice in report.lineage.notices),
    )


def view_elsewhere(result: ClaimResult, *, pages: PageIndex) -> tuple[ElsewhereView, ...]:
    """The pages cited for other claims that have this one."""
    return tuple(_view_elsewhere(one, pages=pages) for one in result.elsewhere)


def supporting_words(result: ClaimResult) -> str:
    """How many sources bear the claim out and how many of them are independent; empty for fewer than two."""
    holders = [
        check.source.name
        for check in result.checks
        if any(assessment.verdict is Verdict.SUPPORTED for assessment in check.assessments)
    ]
    count = len(dict.fromkeys(holders))
    return f"{count} sources bear it out, {result.independent} independent" if count >= SIDES else ""


def _view_elsewhere(one: Elsewhere, *, pages: PageIndex) -> ElsewhereView:
    url = _final_url(one.url, pages)
    return ElsewhereView(name=clean_line(one.source), url=clean_line(url), quote=view_quote(one.quote, url=url))


def _final_url(url: str, pages: PageIndex) -> str:
    """Where the page stood in the end that was asked for at `url`."""
    page = pages.at(url)
    return page.final_url if page else url


def _view_group(group: LineageGroup, *, pages: PageIndex) -> GroupView:
    names = [clean_line(name) for name in group.names]
    ties = (tie for tie in group.ties if tie.kind is not TieKind.PUBLISHER)
    return GroupView(
        names=f"{', '.join(names[:-1])} and {names[-1]}", ties=tuple(_view_tie(tie, pages=pages) for tie in ties)
    )


def _view_tie(tie: Tie, *, pages: PageIndex) -> TieView:
    url = _final_url(tie.first, pages)
    quote = view_quote(tie.quote, url=url) if tie.quote is not None else None
    return TieView(reason=clean_line(tie.reason), quote=quote, url=clean_line(url))


def _view_notice(notice: PageNotice, *, numbers: dict[str, int], pages: PageIndex) -> PageNoticeView:
    """The remark; where its words are the claim's, they lead nowhere."""
    page = pages.at(notice.url)
    url = page.final_url if page else notice.url
    number = numbers.get(notice.claim or "")
    return PageNoticeView(
        page=clean_line((page and page.title) or "") or clean_line(url),
        url=clean_line(url),
        link=followable_url(url),
        message=clean_line(f"Claim {number}: {notice.message}" if number else notice.message),
        quote=view_quote(notice.quote, url="" if notice.claim else url) if notice.quote is not None else None,
    )
