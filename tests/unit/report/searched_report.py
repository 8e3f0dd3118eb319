"""A report made by hand in which pages were searched for: found, not needed, walled off, archived, or not found."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sample_report import HOSTILE

from provenance.model import (
    SCHEMA,
    SCHEMA_VERSION,
    Access,
    Asked,
    Assessment,
    Candidate,
    ClaimResult,
    Evidence,
    HostContact,
    Missed,
    PageRead,
    Report,
    Search,
    Signal,
    Source,
    SourceCheck,
    Span,
    Verdict,
    make_quote,
)
from provenance.parse import parse_article
from provenance.resolve import resolve_tags

if TYPE_CHECKING:
    from provenance.model import Claim

DRAFT = (
    "Russia launched about 539 drones in one night apnews.com.\n\n"
    "The council of the city met on Saturday time.com.\n\n"
    "Eleven million people need aid, a report says un.org.\n\n"
    "The president thanked the crews theguardian.com.\n\n"
    "Prices rose by 3 percent reuters.com.\n\n"
    "Trains stood still for two hours apnews.com.\n\n"
    "The minister left the talks washingtonpost.com.\n"
)

AP_TEXT = "Russia launched 539 drones against Ukraine in one night, the air force said on Friday."
UN_TEXT = "Some 11 million people need aid this winter, among them two million children."


def _source(label: str, publisher: str | None = None) -> Source:
    return Source(label=label, host=label, domain=label, publisher=publisher)


AP = _source("apnews.com", "Associated Press")
GUARDIAN = _source("theguardian.com", "The Guardian")


def _page(url: str, text: str, title: str, **changes: object) -> PageRead:
    page = PageRead(
        capture=hashlib.sha256(text.encode()).hexdigest(),
        url=url,
        final_url=url,
        canonical_url=None,
        title=title,
        site=None,
        authors=(),
        published=datetime(2025, 7, 4, 6, 0, tzinfo=UTC),
        modified=None,
        fetched_at=datetime(2025, 7, 6, 9, 30, tzinfo=UTC),
        decoded_by="utf-8 (header)",
        corrections=(),
        partial=False,
        stand_in=True,
    )
    return replace(page, **changes)


AP_URL = "https://apnews.com/article/drones-night-539"
AP_PAGE = _page(
    AP_URL,
    AP_TEXT,
    "Russia fires 539 drones in a night",
    final_url=f"https://web.archive.org/web/20250705101500id_/{AP_URL}",
    archived_at=datetime(2025, 7, 5, 10, 15, tzinfo=UTC),
)
UN_PAGE = _page("https://www.un.org/reports/winter.pdf", UN_TEXT, "Winter report")


def found(url: str, score: float, title: str, day: int | None = 4, by: str = "sitemaps") -> Candidate:
    """A candidate that a search found."""
    return Candidate(
        url=url,
        found_by=by,
        rank=1,
        reason="its headline shares drones, night with the claim",
        title=title,
        published=date(2025, 7, day) if day else None,
        score=score,
    )


def asked(url: str, access: Access = Access.OK, detail: str = "") -> Asked:
    """An address that was asked."""
    return Asked(url=url, access=access, detail=detail)


AP_SITEMAPS = Search(
    provider="sitemaps",
    asked=(
        asked("https://apnews.com/robots.txt"),
        asked("https://apnews.com/ap-sitemap.xml"),
        asked("https://apnews.com/ap-sitemap-202507.xml"),
    ),
    looked_at=1240,
    found=3,
)
NO_WIKI = Search(provider="mediawiki", asked=(), looked_at=0, found=0, stopped="apnews.com is no wiki")
CLOSED = tuple(
    Search(
        provider=provider,
        asked=(asked(url, Access.ROBOTS_DENIED, "robots.txt cannot be read"),),
        looked_at=0,
        found=0,
        stopped="the site closes its robots.txt to programs",
    )
    for provider, url in (
        ("sitemaps", "https://www.washingtonpost.com/robots.txt"),
        ("feeds", "https://www.washingtonpost.com/"),
    )
)


def _assess(claim: Claim, page: PageRead, text: str, words: str, place: str = "") -> Assessment:
    start = text.index(words)
    quote = make_quote(text, Span(start=start, end=start + len(words)))
    return Assessment(
        claim=claim.id,
        page=page.capture,
        verdict=Verdict.SUPPORTED,
        prior=-1.5,
        signals=(Signal(name="terms", weight=4.25, sentence="9 of 11 weighty words stand in one passage."),),
        conflicts=(),
        gaps=(),
        evidence=(Evidence(quote=quote, similarity=96.0, place=place),),
    )


def _check(source: Source, **changes: object) -> SourceCheck:
    return replace(SourceCheck(tag=0, source=source, candidates=(), assessments=(), misses=()), **changes)


def _checks(claims: tuple[Claim, ...]) -> tuple[SourceCheck, ...]:
    un = _source("un.org", "United Nations")
    guardian = found("https://www.theguardian.com/world/thanks", 71.0, f"Crews thanked {HOSTILE[0]} {HOSTILE[2]}", 5)
    reuters = (
        found("https://www.reuters.com/prices-1", 66.0, "", None, by="wayback"),
        found("https://www.reuters.com/prices-2", 41.5, "Prices rise again", 3, by="wayback"),
    )
    pdf = found("https://www.un.org/reports/winter-annex.pdf", 44.0, "Winter report, annex", None)
    return (
        _check(
            AP,
            candidates=(
                found(AP_URL, 88.4, "Russia fires 539 drones in one night"),
                found("https://apnews.com/article/drones-old", 61.0, f"Drones {HOSTILE[3]} {HOSTILE[5]}", 2),
                found("javascript:alert(1)", 60.2, "", None),
            ),
            assessments=(_assess(claims[0], AP_PAGE, AP_TEXT, "539 drones"),),
            searches=(NO_WIKI, AP_SITEMAPS),
        ),
        _check(
            _source("time.com"),
            searches=(
                replace(NO_WIKI, stopped="time.com is no wiki"),
                replace(AP_SITEMAPS, found=0, asked=(asked("https://time.com/robots.txt"),)),
                Search(
                    provider="gdelt",
                    asked=(asked("https://api.gdeltproject.org/api/v2/doc/doc", Access.RATE_LIMITED, "HTTP 429"),),
                    looked_at=0,
                    found=0,
                    stopped="the service asked for fewer requests",
                ),
            ),
        ),
        _check(
            un,
            candidates=(
                Candidate(url=UN_PAGE.url, found_by="mark", rank=1, reason="the mark links to it"),
                replace(pdf, found_by="mark", score=0.0, reason="the mark links to it"),
            ),
            assessments=(_assess(claims[2], UN_PAGE, UN_TEXT, "11 million people", "page 3"),),
            misses=(
                Missed(
                    url=pdf.url,
                    access=Access.UNSUPPORTED,
                    detail="a PDF; reading it needs: pip install 'provenance[pdf]'",
                ),
            ),
        ),
        _check(
            GUARDIAN,
            candidates=(guardian,),
            misses=(Missed(url=guardian.url, access=Access.BOT_WALL, detail="Cloudflare challenge"),),
            searches=(replace(AP_SITEMAPS, asked=()),),
        ),
        _check(
            _source("reuters.com", "Reuters"),
            candidates=reuters,
            misses=tuple(
                Missed(url=page.url, access=Access.FORBIDDEN, detail="HTTP 401", retryable=page.rank == 2)
                for page in reuters
            ),
            searches=(replace(AP_SITEMAPS, provider="wayback", found=2),),
        ),
        _check(AP, searches=(replace(AP_SITEMAPS, asked=(), looked_at=1310, found=0),)),
        _check(_source("washingtonpost.com"), searches=CLOSED),
    )


def make_searched_report() -> Report:
    """The report; the same at every call."""
    article = parse_article(DRAFT, format="text", title="What was searched for", published=date(2025, 7, 6))
    checks = _checks(article.claims)
    results = tuple(
        ClaimResult(
            claim=claim,
            verdict=Verdict.SUPPORTED if check.assessments else Verdict.UNCHECKED,
            reason=f"{check.source.name} says it." if check.assessments else "No page of its source could be read.",
            checks=(check,),
            hidden=0,
        )
        for claim, check in zip(article.claims, checks, strict=True)
    )
    return Report(
        schema=SCHEMA,
        schema_version=SCHEMA_VERSION,
        version="0.1.0",
        settings_digest=hashlib.sha256(b"settings").hexdigest(),
        made_at=datetime(2025, 7, 6, 12, 0, tzinfo=UTC),
        article=article,
        resolutions=resolve_tags(article),
        results=results,
        pages=(AP_PAGE, UN_PAGE),
        hosts=(HostContact(host="apnews.com", requests=4), HostContact(host="web.archive.org", requests=2)),
        notices=(),
    )
