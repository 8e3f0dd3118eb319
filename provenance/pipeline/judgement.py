"""What the pages say: every claim against every page planned for it, put together as a report."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from provenance.extract import extractor_version
from provenance.match import judge_claim, match_claim
from provenance.model import SCHEMA, SCHEMA_VERSION, Access, Capture, Missed, Page, PageRead, Report, SourceCheck
from provenance.resolve.publishers import find_publisher_by_host
from provenance.text.tables import tables_digest
from provenance.urls.domains import host_of, site_domain
from provenance.version import VERSION

if TYPE_CHECKING:
    from datetime import date, datetime

    from provenance.model import Article, Claim, ClaimResult, HostContact, Notice, Resolution, Source
    from provenance.pipeline.evidence import Outcomes
    from provenance.pipeline.plan import Plan, PlannedCheck

Pages = dict[str, Page | Missed]
"""What each address holds, or why it could not be judged."""

SENTENCES_BEFORE = 3
"""Sentences before a claim, of its paragraph, that are read for what its pronouns and dates mean."""


def judge_claims(
    article: Article, resolutions: tuple[Resolution, ...], *, plan: Plan, captures: Outcomes, pages: Pages
) -> tuple[ClaimResult, ...]:
    """One result a claim, in the order of the article."""
    results = []
    for claim in article.claims:
        checks = tuple(
            _check_source(
                claim,
                planned,
                captures=captures,
                pages=pages,
                published=article.published,
                context=_context(article, claim),
            )
            for planned in plan.for_claim(claim)
        )
        hidden = sum(resolutions[tag].hidden for tag in (*claim.tags, *claim.covered_by))
        results.append(judge_claim(claim, checks, hidden=hidden))
    return tuple(results)


def _context(article: Article, claim: Claim) -> tuple[str, ...]:
    """What a claim takes from around it: the title, and the sentences before it in its paragraph."""
    own = article.sentences[claim.sentence]
    before = article.sentences[max(0, own.index - SENTENCES_BEFORE) : own.index]
    title = (article.title,) if article.title else ()
    return (*title, *(sentence.text for sentence in before if sentence.paragraph == own.paragraph))


def _check_source(
    claim: Claim,
    planned: PlannedCheck,
    *,
    captures: Outcomes,
    pages: Pages,
    published: date | None,
    context: tuple[str, ...],
) -> SourceCheck:
    urls = [candidate.url for candidate in planned.candidates]
    found = tuple(_astray(captures[url], source=planned.source) or pages[url] for url in urls)
    return SourceCheck(
        tag=planned.tag,
        source=planned.source,
        candidates=planned.candidates,
        assessments=tuple(
            match_claim(claim, page, context=context, published=published) for page in found if isinstance(page, Page)
        ),
        misses=tuple(missed for missed in found if isinstance(missed, Missed)),
    )


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
) -> Report:
    """The report over everything that was read and missed."""
    return Report(
        schema=SCHEMA,
        schema_version=SCHEMA_VERSION,
        version=VERSION,
        settings_digest=_judging_digest(),
        made_at=made_at,
        article=article,
        resolutions=resolutions,
        results=judge_claims(article, resolutions, plan=plan, captures=captures, pages=pages),
        pages=_pages_read(captures, pages, order=plan.urls),
        hosts=hosts,
        notices=notices,
    )


def _judging_digest() -> str:
    return hashlib.sha256(f"{extractor_version()}\n{tables_digest()}".encode()).hexdigest()


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
