"""What the pages say: every claim against every page planned for it, put together as a report."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.extract import extractor_version
from provenance.match import MISSING_ELSEWHERE, CitedPage, Sought, find_elsewhere, judge_claim, match_claim
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
)
from provenance.resolve.publishers import find_publisher_by_host
from provenance.text.tables import tables_digest
from provenance.trace import count_independent, trace_sources
from provenance.urls.domains import host_of, site_domain
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from provenance.model import Article, Assessment, Claim, ClaimResult, Notice, Resolution, Source
    from provenance.pipeline.evidence import Outcomes
    from provenance.pipeline.models import Models
    from provenance.pipeline.plan import Plan, PlannedCheck

SENTENCES_BEFORE = 3
"""Sentences before a claim that say whom and what it means by `he`, `the attack`, `that day`."""

Pages = dict[str, Page | Missed]
"""What each address holds, or why it could not be judged."""

SENTENCES_BEFORE = 3
"""Sentences before a claim, of its paragraph, that are read for what its pronouns and dates mean."""


def judge_claims(
    article: Article,
    resolutions: tuple[Resolution, ...],
    *,
    plan: Plan,
    captures: Outcomes,
    pages: Pages,
    models: Models,
) -> tuple[ClaimResult, ...]:
    """One result a claim, in the order of the article."""
    # (1) every claim against the pages cited for it
    surroundings = {claim.id: _surroundings(article, claim) for claim in article.claims}
    checks = {
        claim.id: tuple(
            _check_source(
                claim,
                planned,
                captures=captures,
                pages=pages,
                context=surroundings[claim.id],
                base=article.published,
                models=models,
            )
            for planned in plan.for_claim(claim)
        )
        for claim in article.claims
    }
    hidden = {
        claim.id: sum(resolutions[tag].hidden for tag in (*claim.tags, *claim.covered_by)) for claim in article.claims
    }
    results = [judge_claim(claim, checks[claim.id], hidden=hidden[claim.id]) for claim in article.claims]
    # (2) those that they do not bear out against the other pages of the article
    sought = [
        Sought(result.claim, frozenset(own.page for own in result.assessments), surroundings[result.claim.id])
        for result in results
        if result.verdict in MISSING_ELSEWHERE and (result.assessments or result.misses)
    ]
    cited = _cited_pages(checks.values(), pages)
    found = find_elsewhere(sought, cited, published=article.published, entailer=models.entailer)
    return tuple(
        judge_claim(result.claim, result.checks, hidden=result.hidden, elsewhere=found[result.claim.id])
        if found.get(result.claim.id)
        else result
        for result in results
    )


def _surroundings(article: Article, claim: Claim) -> tuple[str, ...]:
    """What the claim may take words from: the title, then up to `SENTENCES_BEFORE` sentences before it."""
    before = article.sentences[max(0, claim.sentence - SENTENCES_BEFORE) : claim.sentence]
    return (article.title or "", *(sentence.text for sentence in before))


def _cited_pages(checks: Iterable[tuple[SourceCheck, ...]], pages: Pages) -> tuple[CitedPage, ...]:
    """Every page that was judged, once, with what its source is called by, in the order of the article."""
    held = {page.capture: page for page in reversed(pages.values()) if isinstance(page, Page)}
    named: dict[str, CitedPage] = {}
    for check in (check for own in checks for check in own):
        for assessment in check.assessments:
            named.setdefault(assessment.page, CitedPage(check.source.name, held[assessment.page]))
    return tuple(named.values())


def _check_source(
    claim: Claim,
    planned: PlannedCheck,
    *,
    captures: Outcomes,
    pages: Pages,
    context: tuple[str, ...],
    base: date | None,
    models: Models,
) -> SourceCheck:
    urls = [candidate.url for candidate in planned.candidates]
    found = tuple(_astray(captures[url], source=planned.source) or pages[url] for url in urls)
    judged = (page for page in found if isinstance(page, Page))
    return SourceCheck(
        tag=planned.tag,
        source=planned.source,
        candidates=planned.candidates,
        assessments=tuple(_assess(claim, page, context=context, base=base, models=models) for page in judged),
        misses=tuple(missed for missed in found if isinstance(missed, Missed)),
    )


def _assess(claim: Claim, page: Page, *, context: tuple[str, ...], base: date | None, models: Models) -> Assessment:
    """What the rules say, then what a judge makes of it."""
    assessment = match_claim(claim, page, context=context, published=base, entailer=models.entailer)
    return models.counsel.hear(assessment, page, claim=claim.text, context=context)


def _astray(outcome: Capture | Missed, *, source: Source) -> Missed | None:
    """Why the page read is none of the source's: the address led to the site of somebody else."""
    if isinstance(outcome, Missed):
        return None
    host = host_of(outcome.final_url) or ""
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
    article_url: str | None = None,
) -> Report:
    """The report over everything that was read and missed; `article_url` is where the article stands, if known."""
    # (1) what the pages say of every claim
    results = judge_claims(article, resolutions, plan=plan, captures=captures, pages=pages, models=models)
    # (2) where the pages come from
    lineage = trace_sources(
        _traced_pages(results, pages, order=plan.urls),
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
        pages=_pages_read(captures, pages, order=plan.urls),
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
    )
