"""What the pages say: every claim against every page planned for it, put together as a report."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from provenance.extract import extractor_version, find_templates
from provenance.match import MISSING_ELSEWHERE, CitedPage, Sought, find_elsewhere, judge_claim
from provenance.model import (
    SCHEMA,
    SCHEMA_VERSION,
    Access,
    Capture,
    HostContact,
    Missed,
    Page,
    PageRead,
    Report,
    SourceCheck,
    Verdict,
)
from provenance.resolve.publishers import find_publisher_by_host
from provenance.text.tables import tables_digest
from provenance.trace import count_independent, trace_sources
from provenance.urls.archived import read_archived
from provenance.urls.domains import host_of, site_domain
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from provenance.model import Article, Assessment, Claim, ClaimResult, Notice, Resolution, Source
    from provenance.pipeline.evidence import Outcomes
    from provenance.pipeline.matcher import Matcher
    from provenance.pipeline.models import Models
    from provenance.pipeline.plan import Plan, PlannedCheck

Pages = dict[str, Page | Missed]
"""What each address holds, or why it could not be judged."""


def judge_claims(
    article: Article,
    resolutions: tuple[Resolution, ...],
    *,
    plan: Plan,
    captures: Outcomes,
    pages: Pages,
    models: Models,
    matcher: Matcher,
) -> tuple[ClaimResult, ...]:
    """One result a claim, in the order of the article; a candidate of `plan` that is not in `captures` was not read."""
    # (1) every claim against the pages cited for it: first by the rules, then as a judge sees it
    outcomes = {
        (planned, candidate.url): find_astray(captures[candidate.url], source=planned.source) or pages[candidate.url]
        for claim in article.claims
        for planned in plan.for_claim(claim)
        for candidate in planned.candidates
        if candidate.url in captures
    }
    matched = _match_pages(article, plan, outcomes=outcomes, matcher=matcher)

    def assess(claim: Claim, page: Page) -> Assessment:
        own = matched[claim.id, page.url]
        return models.counsel.hear(own, page, claim=claim.text, context=matcher.surroundings(claim))

    checks = {
        claim.id: tuple(
            _check_source(planned, outcomes=outcomes, assess=partial(assess, claim))
            for planned in plan.for_claim(claim)
        )
        for claim in article.claims
    }
    hidden = {
        claim.id: sum(resolutions[tag].hidden for tag in (*claim.tags, *claim.covered_by)) for claim in article.claims
    }
    days = {page.capture: page.published.date() for page in pages.values() if isinstance(page, Page) and page.published}
    results = [
        judge_claim(claim, checks[claim.id], hidden=hidden[claim.id], published=days) for claim in article.claims
    ]
    # (2) those that they do not bear out against the other pages of the article
    sought = [
        Sought(result.claim, frozenset(own.page for own in result.assessments), matcher.surroundings(result.claim))
        for result in results
        if result.verdict in MISSING_ELSEWHERE and (result.assessments or result.misses)
    ]
    cited = _cited_pages(checks.values(), pages)
    found = find_elsewhere(sought, cited, published=article.published, entailer=models.entailer)
    return tuple(
        judge_claim(result.claim, result.checks, hidden=result.hidden, elsewhere=found[result.claim.id], published=days)
        if found.get(result.claim.id)
        else result
        for result in results
    )


def _cited_pages(checks: Iterable[tuple[SourceCheck, ...]], pages: Pages) -> tuple[CitedPage, ...]:
    """Every page that was judged, once, with what its source is called by, in the order of the article."""
    held = {page.capture: page for page in reversed(pages.values()) if isinstance(page, Page)}
    named: dict[str, CitedPage] = {}
    for check in (check for own in checks for check in own):
        for assessment in check.assessments:
            named.setdefault(assessment.page, CitedPage(check.source.name, held[assessment.page]))
    return tuple(named.values())


def _match_pages(
    article: Article, plan: Plan, *, outcomes: Mapping[tuple[PlannedCheck, str], Page | Missed], matcher: Matcher
) -> dict[tuple[str, str], Assessment]:
    """What the rules say of every claim on every page planned for it, by the claim's id and the page's address.

    Page by page, so that each is taken apart once however long the article is.
    """
    wanted: dict[str, dict[str, tuple[Claim, Page]]] = {}
    for claim in article.claims:
        for planned in plan.for_claim(claim):
            for candidate in planned.candidates:
                page = outcomes.get((planned, candidate.url))
                if isinstance(page, Page):
                    wanted.setdefault(page.url, {})[claim.id] = (claim, page)
    return {
        (claim.id, url): matcher.match(claim, page) for url, claims in wanted.items() for claim, page in claims.values()
    }


def _check_source(
    planned: PlannedCheck,
    *,
    outcomes: Mapping[tuple[PlannedCheck, str], Page | Missed],
    assess: Callable[[Page], Assessment],
) -> SourceCheck:
    judged: list[Assessment] = []
    misses: list[Missed] = []
    for candidate in planned.candidates:
        page = outcomes.get((planned, candidate.url))
        if isinstance(page, Missed):
            misses.append(page)
        elif page is not None:
            judged.append(assess(page))
            if planned.searches and judged[-1].verdict is Verdict.SUPPORTED:
                break  # what stands behind the page that decides was read for another claim, if at all
    return SourceCheck(
        tag=planned.tag,
        source=planned.source,
        candidates=planned.candidates,
        assessments=tuple(judged),
        misses=tuple(misses),
        searches=planned.searches,
    )


def find_astray(outcome: Capture | Missed, *, source: Source) -> Missed | None:
    """Why the page read is none of the source's: the address, or that of an archived copy, led to somebody else's."""
    if isinstance(outcome, Missed):
        return None
    archived = read_archived(outcome.final_url) if outcome.archived_at else None
    host = host_of(archived.original if archived else outcome.final_url) or ""
    domain = site_domain(host)
    if domain in {site_domain(host_of(outcome.url) or ""), source.domain}:
        return None
    publisher = find_publisher_by_host(host)
    if publisher is not None and publisher.name == source.publisher:
        return None
    detail = f"the address leads to another site, {host}; name that page itself if it is meant"
    return Missed(url=outcome.url, access=Access.NOT_FOUND, detail=detail)


def make_report(
    article: Article,
    resolutions: tuple[Resolution, ...],
    *,
    plan: Plan,
    captures: Outcomes,
    pages: Pages,
    hosts: tuple[HostContact, ...],
    notices: tuple[Notice, ...],
    made_at: datetime,
    models: Models,
    matcher: Matcher,
    article_url: str | None = None,
) -> Report:
    """The report over everything that was read and missed; `article_url` is where the article stands, if known."""
    # (1) what the pages say of every claim; one text under many addresses is no article's
    read = {url: page for url, page in pages.items() if isinstance(page, Page)}
    pages = {**pages, **find_templates(read)}
    results = judge_claims(
        article, resolutions, plan=plan, captures=captures, pages=pages, models=models, matcher=matcher
    )
    # (2) where the pages come from
    order = tuple(url for url in plan.urls if url in captures)
    lineage = trace_sources(
        _traced_pages(results, pages, order=order),
        article=article,
        article_url=article_url,
        results=results,
        name_publisher=_name_publisher(results),
    )
    return Report(
        schema=SCHEMA,
        schema_version=SCHEMA_VERSION,
        version=VERSION,
        settings_digest=_judging_digest(models),
        made_at=made_at,
        article=article,
        resolutions=resolutions,
        results=tuple(replace(result, independent=count_independent(result, lineage)) for result in results),
        pages=_pages_read(captures, pages, order=order),
        hosts=_join_hosts(hosts, models.counsel.hosts),
        notices=(*notices, *models.counsel.notices),
        lineage=lineage,
        entailer=models.entailer_name,
        judge=models.counsel.name,
    )


def _join_hosts(pages: tuple[HostContact, ...], judge: tuple[HostContact, ...]) -> tuple[HostContact, ...]:
    """The hosts of both by name, one that was asked for both counted once."""
    requests = Counter({contact.host: contact.requests for contact in pages})
    requests.update({contact.host: contact.requests for contact in judge})
    return tuple(HostContact(host=host, requests=requests[host]) for host in sorted(requests))


def _traced_pages(results: tuple[ClaimResult, ...], pages: Pages, *, order: tuple[str, ...]) -> tuple[Page, ...]:
    """The pages that were judged, in the order of the article; a page that led astray is no source of it."""
    judged = {own.page for result in results for own in result.assessments}
    return tuple(page for url in order if isinstance(page := pages[url], Page) and page.capture in judged)


def _name_publisher(results: tuple[ClaimResult, ...]) -> Callable[[str], str]:
    """Who publishes at an address: the source that it was cited for, else the publisher of its host, else its site."""
    cited = {
        candidate.url: check.source.publisher or check.source.domain or ""
        for result in results
        for check in result.checks
        for candidate in check.candidates
    }

    def name(url: str) -> str:
        host = host_of(url) or ""
        publisher = find_publisher_by_host(host)
        return cited.get(url) or (publisher.name if publisher is not None else site_domain(host) or host)

    return name


def _judging_digest(models: Models) -> str:
    """The digest of everything besides the draft and the pages that bears on a verdict."""
    parts = (extractor_version(), tables_digest(), models.entailer_name, models.counsel.name)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _pages_read(captures: Outcomes, pages: Pages, *, order: tuple[str, ...]) -> tuple[PageRead, ...]:
    rows = ((captures[url], pages[url]) for url in order)
    return tuple(
        _page_read(capture, page) for capture, page in rows if isinstance(capture, Capture) and isinstance(page, Page)
    )


def _page_read(capture: Capture, page: Page) -> PageRead:
    return PageRead(
        capture=page.capture,
        url=page.url,
        final_url=capture.final_url,
        canonical_url=page.canonical_url,
        title=page.title,
        site=page.site,
        authors=page.authors,
        published=page.published,
        modified=page.modified,
        fetched_at=capture.fetched_at,
        decoded_by=page.decoded_by,
        corrections=tuple(span.read(page.text) for span in page.corrections),
        partial=page.partial,
        stand_in=page.stand_in,
        archived_at=capture.archived_at,
    )
