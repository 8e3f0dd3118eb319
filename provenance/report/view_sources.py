"""What became of one source of a claim, in words: its pages read, missed and left aside, and how they were found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.model.captures import Access
from provenance.model.judgements import Verdict
from provenance.report.clean import clean_line
from provenance.report.fragments import followable_url
from provenance.report.remedies import NOT_UNDERSTOOD, WITHOUT_PAGE, Step, in_order, steps_for
from provenance.report.view import MissView, SourceView
from provenance.report.view_pages import view_page
from provenance.report.view_search import (
    found_words,
    is_cut_off,
    is_searched,
    no_page_words,
    view_candidate,
    view_searches,
)
from provenance.report.wording import ACCESSES, NO_PAGE, NOT_TRIED, UNKNOWN_MARK, count_words, with_detail
from provenance.urls.canonical import ascii_host

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from provenance.model.captures import Missed
    from provenance.model.judgements import Gap, SourceCheck
    from provenance.model.report import PageRead
    from provenance.model.sources import Candidate, Source
    from provenance.report.page_index import PageIndex
    from provenance.report.view import PageView

_ALWAYS_TELLING = frozenset((Verdict.SUPPORTED, Verdict.CONTRADICTED))


def view_source(
    check: SourceCheck,
    *,
    pages: PageIndex,
    verdict: Verdict = Verdict.UNCHECKED,
    told: frozenset[Gap] = frozenset(),
    jointly: tuple[str, ...] = (),
    published: date | None = None,
) -> SourceView:
    """What became of the source of `check`.

    `pages` are all pages of the report, `verdict` is the claim's, `told` are gaps that the claim names already,
    `jointly` the digests of the pages that bear it out together, `published` is the date of the article.
    """
    telling = _ALWAYS_TELLING | {verdict}
    candidates = {candidate.url: candidate for candidate in check.candidates}
    own = {page.capture: page for url in reversed(candidates) if (page := pages.at(url)) is not None}
    read = {each.page: own.get(each.page) or pages.with_bytes(each.page) for each in check.assessments}
    views = tuple(
        _with_found(
            view_page(
                each,
                page=read[each.page],
                told=told,
                telling=each.verdict in telling or each.page in jointly,
                published=published,
            ),
            found=_found(read[each.page], candidates=candidates, check=check),
        )
        for each in check.assessments
    )
    misses = view_misses(check)
    tried = {missed.url for missed in check.misses}
    tried |= {url for url in candidates if (page := pages.at(url)) is not None and page.capture in read}
    return SourceView(
        key=check.source.key,
        name=source_name(check.source),
        outcome=_outcome(views, misses),
        pages=views,
        misses=misses,
        untried=tuple(view_candidate(candidate, check) for url, candidate in candidates.items() if url not in tried),
        untried_words=_untried_words(check, decided=any(page.verdict in _ALWAYS_TELLING for page in views)),
        searches=view_searches(check.searches),
    )


def source_name(source: Source) -> str:
    """The publisher and the host, or the label as it stands in the draft; how it was read, where that is not plain.

    A host with letters outside ASCII, which may look like others, is told in the form that names of hosts go by.
    """
    told = (_plain_name(source), _ascii_words(source.host or ""), clean_line(source.note))
    return ", ".join(filter(None, told))


def _ascii_words(host: str) -> str:
    if host.isascii():
        return ""
    try:
        return f"with letters that are not English: {ascii_host(host)}"
    except ValueError:
        return "with letters that no host has"


def _plain_name(source: Source) -> str:
    host = clean_line(source.host or "")
    publisher = clean_line(source.publisher or "")
    if host and publisher and publisher.lower() != host.lower():
        return f"{publisher} ({host})"
    return host or publisher or f"“{clean_line(source.label)}”"


def _with_found(view: PageView, *, found: tuple[Candidate, bool] | None) -> PageView:
    """The page with how it was found; one that is without a record says nothing of it."""
    if found is None:
        return view
    candidate, searched = found
    return replace(view, searched=searched, found=found_words(candidate, searched=searched, title=view.title))


def _found(
    page: PageRead | None, *, candidates: Mapping[str, Candidate], check: SourceCheck
) -> tuple[Candidate, bool] | None:
    candidate = candidates.get(page.url) if page else None
    return None if candidate is None else (candidate, is_searched(candidate, check))


def _untried_words(check: SourceCheck, *, decided: bool) -> str:
    """What is said of pages that were not tried: whether they were listed or found, and whether they were needed."""
    how = "found" if check.searches else "listed"
    return f"also {how}, not needed" if decided else f"also {how}, not read"


def _outcome(pages: tuple[PageView, ...], misses: tuple[MissView, ...]) -> str:
    """What became of the source in a few words: what its pages say, or why none was read."""
    if not pages:
        return f"not read: {'; '.join(dict.fromkeys(miss.why for miss in misses))}"
    told = [page for page in pages if page.telling] or pages
    said = "; ".join(dict.fromkeys(page.words.of_page for page in told))
    return f"{said} ({count_words(len(misses), 'other page')} not read)" if misses else said


def view_misses(check: SourceCheck) -> tuple[MissView, ...]:
    """The pages that were missed, or the one reason why there was none to read."""
    source = check.source
    if check.misses:
        titles = {candidate.url: candidate.title for candidate in check.candidates}
        return tuple(_view_miss(missed, source=source, title=titles.get(missed.url, "")) for missed in check.misses)
    if check.assessments:
        return ()
    if source.problem:
        why = with_detail(UNKNOWN_MARK, detail=source.problem)
        return (_miss_without_page(why, steps=in_order(NOT_UNDERSTOOD, source=source)),)
    if check.candidates:
        return (_miss_without_page(NOT_TRIED, steps=in_order((Step.OPEN, Step.ATTACH), source=source)),)
    why = no_page_words(source, check.searches) if check.searches else NO_PAGE
    steps = (Step.LATER, *WITHOUT_PAGE) if is_cut_off(check.searches) else WITHOUT_PAGE
    return (_miss_without_page(why, steps=in_order(steps, source=source)),)


def _view_miss(missed: Missed, *, source: Source, title: str) -> MissView:
    url = clean_line(missed.url)
    return MissView(
        url=url,
        title=clean_line(title) or url,
        link=followable_url(missed.url) if missed.access is not Access.UNSAFE else None,
        why=with_detail(ACCESSES[missed.access], detail=missed.detail),
        steps=steps_for(missed, source=source),
    )


def _miss_without_page(why: str, *, steps: tuple[Step, ...]) -> MissView:
    return MissView(url="", title="", link=None, why=why, steps=steps)
