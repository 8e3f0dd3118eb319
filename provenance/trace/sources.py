"""Which of the pages are independent, and what is remarkable about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Lineage, LineageGroup, Verdict
from provenance.trace.circles import find_circles, find_corrections, find_mutual
from provenance.trace.shares import find_sharing
from provenance.trace.ties import name_site, read_traced, tie_origins, tie_texts
from provenance.trace.timing import find_early_pages, find_late_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.model import Article, ClaimResult, Page, PageNotice, Tie
    from provenance.trace.ties import Traced


def trace_sources(
    pages: tuple[Page, ...],
    *,
    article: Article | None = None,
    article_url: str | None = None,
    results: tuple[ClaimResult, ...] = (),
    name_publisher: Callable[[str], str] = name_site,
) -> Lineage:
    """Which of the pages are one source, the ties that make them so, and notices about time, circles and corrections.

    `results` say which claims rest on which page. `name_publisher` says who publishes at an address; two addresses of
    one publisher are one source. Two pages are tied by their publisher, by the site that a page names as its origin, by
    the agency that is credited with the whole, or by their text; ties reach through: what is one source with a third
    page is one source. A page put together of two agencies' texts does not make these one. The order of the pages
    changes no group.
    """
    # (1) what each page tells of its origin
    once = tuple({page.url: page for page in pages}.values()) if all(page.url for page in pages) else pages
    traced = tuple(read_traced(page, name_publisher=name_publisher) for page in once)
    # (2) pages that are tied are one source
    groups = _group(traced)
    # (3) remarks, page by page
    notices = (*_notices(traced, article=article, article_url=article_url, results=results),)
    return Lineage(groups=groups, notices=tuple(dict.fromkeys(notices)), article_url=article_url)


def count_independent(result: ClaimResult, lineage: Lineage) -> int:
    """How many independent sources support the claim; what pages bear out only together counts as one."""
    homes = {page.page: number for number, group in enumerate(lineage.groups) for page in group.pages}
    names = {page.page: page.publisher for group in lineage.groups for page in group.pages}
    holders = {own.page for own in result.assessments if own.verdict is Verdict.SUPPORTED}
    if not holders:
        return 1 if result.jointly else 0
    return min(len({table.get(page) for page in holders}) for table in (homes, names))


def _group(traced: tuple[Traced, ...]) -> tuple[LineageGroup, ...]:
    """The groups that ties make, in the order of their first pages: by what pages say of themselves, then by texts.

    The pairs are gone through in an order of their own, so that the order of the pages changes no group.
    """
    ranked = sorted(range(len(traced)), key=lambda number: (traced[number].page.url, traced[number].page.text))
    sharing = find_sharing([traced[number].body for number in ranked])
    every = [(one, two) for two in range(len(ranked)) for one in range(two)]
    homes = list(range(len(traced)))
    agencies = [{one.agency} - {None} for one in traced]
    ties: dict[int, list[Tie]] = {number: [] for number in homes}
    for rule, pairs in ((tie_origins, every), (tie_texts, sorted(sharing))):
        for one, two in (sorted((ranked[one], ranked[two])) for one, two in pairs):
            kept, gone = sorted((homes[one], homes[two]))
            if kept == gone:
                continue
            if rule is tie_texts and _bridges(traced[one], traced[two], agencies[kept], agencies[gone]):
                continue
            tie = rule(traced[one], traced[two])
            if tie is None:
                continue
            homes = [kept if home == gone else home for home in homes]
            agencies[kept] |= agencies[gone]
            ties[kept] += [*ties.pop(gone), tie]
    return tuple(
        LineageGroup(
            pages=tuple(one.record for one, home in zip(traced, homes, strict=True) if home == number),
            ties=tuple(found),
        )
        for number, found in ties.items()
    )


def _bridges(one: Traced, other: Traced, kept: set[str | None], gone: set[str | None]) -> bool:
    """Whether two agencies' texts would become one only because a page of neither holds words of both."""
    return bool(kept and gone) and kept.isdisjoint(gone) and not (one.agency and other.agency)


def _notices(
    traced: tuple[Traced, ...], *, article: Article | None, article_url: str | None, results: tuple[ClaimResult, ...]
) -> Iterator[PageNotice]:
    pages = tuple(one.page for one in traced)
    if article is not None:
        yield from find_early_pages(pages, results=results, base=article.published)
        yield from find_late_pages(pages, article=article)
        yield from find_circles(traced, article=article, url=article_url)
    yield from find_mutual(traced)
    yield from find_corrections(traced)
