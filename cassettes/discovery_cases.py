"""Searches for pages of stand-in sites: what is asked, and what the stand-ins answer.

The forms are those of the sites and services named, as far as they are known; every headline and address is our own.
`record_discovery.py` records each case, `tests/cassettes/test_discovery.py` plays it.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from cassettes.record_synthetic import Page, robots
from provenance.clock import SystemClock
from provenance.config import Settings
from provenance.model import Claim, Span
from provenance.resolve import (
    Ledger,
    ProviderContext,
    Query,
    SourceList,
    find_candidates,
    find_copy,
    make_providers,
    resolve_label,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.fetch import Client
    from provenance.model import Missed
    from provenance.resolve import ArchivedCopy, Discovery

TEXT = "Hurricane Beryl made landfall in southern Jamaica on Wednesday, and four people died in Clarendon."
"""The claim of every case."""
DAY = date(2024, 7, 4)
"""The article's date of every case."""
KEY_VARIABLE = "PROVENANCE_STAND_IN_KEY"
KEY = "stand-in-9f3c1d77"
"""The key that the Guardian's case is recorded with; it must be in no cassette."""

OPEN = "User-agent: *\nDisallow: /search\n"
JSON = (("Content-Type", "application/json; charset=utf-8"),)
XML = (("Content-Type", "application/xml"),)
HTML = (("Content-Type", "text/html; charset=utf-8"),)
BERYL = "stand-in-beryl-makes-landfall-in-jamaica-and-four-die-in-clarendon"
OTHERS = (
    "stand-in-senate-passes-a-spending-bill",
    "stand-in-rower-wins-the-regatta",
    "stand-in-storm-of-last-year-remembered",
    "stand-in-jamaica-opens-a-railway",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A search on the site of `label` by the providers named, with what is answered to which address.

    A key of `site` that ends with `*` answers for every address that begins so.
    """

    label: str
    search: tuple[str, ...]
    site: Mapping[str, Page]
    settings: Mapping[str, str] = field(default_factory=dict)


def search(case: Case, client: Client) -> Discovery:
    """The search of a case, through `client`, as a run makes it."""
    settings = Settings(search=case.search, workers=1, pause_seconds=0.0, **case.settings)  # type: ignore[arg-type]
    ledger = Ledger(
        client.fetch_page,
        clock=SystemClock(),
        most_requests=settings.search_requests,
        most_seconds=settings.search_seconds,
    )
    context = ProviderContext(sources=SourceList(), fetch=ledger.fetch, settings=settings, today=date(2024, 7, 10))
    claim = Claim(id="0123456789ab", sentence=0, span=Span(start=0, end=len(TEXT)), text=TEXT)
    query = Query(claim=claim, source=resolve_label(case.label), resolution=None, published=DAY)
    return find_candidates(query, providers=make_providers(context), most=5, ledger=ledger)


ARCHIVED_PAGE = f"https://apnews.com/article/{BERYL}"


def find_archived(client: Client) -> ArchivedCopy | Missed:
    """The archived copy of a page that is gone, through `client`."""
    return find_copy(ARCHIVED_PAGE, day=DAY, fetch=client.fetch_page)


def as_json(value: object) -> Page:
    """An answer in JSON."""
    return Page(headers=JSON, body=json.dumps(value, indent=1).encode())


def as_html(body: str, *headers: tuple[str, str]) -> Page:
    """A page that says that it is a stand-in."""
    return Page(headers=(*HTML, *headers), body=f"<!doctype html><title>Stand-in</title>{body}".encode())


def index(days: Mapping[str, str]) -> Page:
    """A sitemap index: addresses with the days of their last change, which may be empty."""
    return Page(headers=XML, body=_sitemap("sitemapindex", "sitemap", days))


def sitemap(days: Mapping[str, str]) -> Page:
    """A sitemap: addresses with the days of their last change."""
    return Page(headers=XML, body=_sitemap("urlset", "url", days))


def _sitemap(root: str, element: str, days: Mapping[str, str]) -> bytes:
    rows = (
        f"<{element}><loc>{escape(url)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{element}>"
        for url, day in days.items()
    )
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join((opening, *rows, f"</{root}>", "")).encode()


def _revision(number: int | None) -> Page:
    revisions = {"revisions": [{"revid": number, "timestamp": "2024-07-04T21:00:00Z"}]} if number else {}
    return as_json({"batchcomplete": True, "query": {"pages": [{"pageid": 7, **revisions}]}})


WIKI = "https://en.wikipedia.org"
MEDIAWIKI = Case(
    label="en.wikipedia.org",
    search=("mediawiki",),
    site={
        # As on the real site, /w/ is closed to robots: its interface is asked as a service, its articles at /wiki/.
        f"{WIKI}/robots.txt": robots("User-agent: *\nDisallow: /w/\nDisallow: /wiki/Special:\n"),
        f"{WIKI}/w/api.php?action=query&list=search*": as_json(
            {
                "batchcomplete": True,
                "query": {
                    "search": [
                        {
                            "ns": 0,
                            "title": "Stand-in storm Beryl",
                            "snippet": '<span class="searchmatch">Beryl</span> made landfall &amp; four died',
                        },
                        {"ns": 0, "title": "Stand-in parish of Clarendon", "snippet": "a parish"},
                    ]
                },
            }
        ),
        f"{WIKI}/w/api.php?action=query&prop=revisions&titles=Stand-in%20storm%20Beryl&*": _revision(7300002),
        # Written after the day: it has no revision of then.
        f"{WIKI}/w/api.php?action=query&prop=revisions&titles=Stand-in%20parish%20of%20Clarendon&*": _revision(None),
        f"{WIKI}/wiki/*": as_html("<p>This is a stand-in page, written by the provenance project.</p>"),
    },
)

OBSERVER = "https://www.jamaicaobserver.com"
WORDPRESS = Case(
    label="jamaicaobserver.com",
    search=("wordpress",),
    site={
        "https://jamaicaobserver.com/robots.txt": robots(OPEN),
        f"{OBSERVER}/robots.txt": robots(OPEN),
        "https://jamaicaobserver.com/": as_html(
            "<p>Stand-in front page.</p>", ("Link", f'<{OBSERVER}/wp-json/>; rel="https://api.w.org/"')
        ),
        f"{OBSERVER}/wp-json/wp/v2/posts?search=*": as_json(
            [
                {
                    "link": f"{OBSERVER}/2024/07/04/{BERYL}/",
                    "title": {"rendered": "Stand-in: Beryl makes landfall &#8211; four die in Clarendon"},
                    "date_gmt": "2024-07-04T12:00:00",
                    "modified_gmt": "2024-07-04T13:00:00",
                },
                {
                    "link": f"{OBSERVER}/2024/07/03/stand-in-shelters-open/",
                    "title": {"rendered": "Stand-in: shelters open before Beryl"},
                    "date_gmt": "2024-07-03T12:00:00",
                    "modified_gmt": "2024-07-03T12:00:00",
                },
            ]
        ),
    },
)

CDX = "https://web.archive.org/cdx/search/cdx"


def _captures(*slugs: str) -> list[list[str]]:
    return [[f"https://apnews.com:443/article/{slug}", "20240704101112"] for slug in slugs]


WAYBACK = Case(
    label="apnews.com",
    search=("wayback",),
    site={
        # The longer key first: the first that fits is answered.
        f"{CDX}?url=apnews.com&matchType=domain&*resumeKey=*": as_json(
            [["original", "timestamp"], *_captures(BERYL, OTHERS[3])]
        ),
        f"{CDX}?url=apnews.com&matchType=domain&*": as_json(
            [
                ["original", "timestamp"],
                *_captures(*OTHERS[:3]),
                [],
                ["com%2Capnews%29%2Farticle%2Fstand-in-rower-wins-the-regatta+20240704101112%21"],
            ]
        ),
    },
)

INDEX = "https://index.commoncrawl.org"
COMMON_CRAWL = Case(
    label="apnews.com",
    search=("common_crawl",),
    site={
        f"{INDEX}/collinfo.json": as_json(
            [
                {
                    "id": f"CC-MAIN-2024-{week}",
                    "name": "Stand-in index",
                    "cdx-api": f"{INDEX}/CC-MAIN-2024-{week}-index",
                }
                for week in (42, 38, 33, 30, 26, 22)
            ]
        ),
        f"{INDEX}/CC-MAIN-2024-30-index*": Page(
            headers=(("Content-Type", "text/x-ndjson"),),
            body=b"".join(
                json.dumps({"url": f"https://apnews.com/article/{slug}", "timestamp": "20240716000000"}).encode()
                + b"\n"
                for slug in (OTHERS[3], BERYL)
            )
            + b'{"url": "https://apnews.com/article/broken\n',
        ),
        f"{INDEX}/CC-MAIN-2024-33-index*": Page(
            status=404, headers=JSON, body=b'{"message": "No Captures found for: *.apnews.com/*"}'
        ),
    },
)

GDELT = Case(
    label="apnews.com",
    search=("gdelt",),
    site={
        # Control characters and unknown escapes, as the service sends them; and a page of a neighbour.
        "https://api.gdeltproject.org/api/v2/doc/doc?*": Page(
            headers=JSON,
            body=(
                b'{"articles": [\n'
                b'{"url": "https://notapnews.com/%s", "title": "Stand-in: a neighbour", "domain": "notapnews.com"},\n'
                b'{"url": "https://apnews.com/article/%s", "title": "Stand-in: Beryl\\\'s landfall\x0b in Jamaica, four'
                b' die in Clarendon", "seendate": "20240704T121500Z", "domain": "apnews.com"}\n'
                b"]}"
            )
            % (BERYL.encode(), BERYL.encode()),
        )
    },
)

GUARDIAN = Case(
    label="theguardian.com",
    search=("guardian",),
    settings={"guardian_key_env": KEY_VARIABLE},
    site={
        "https://content.guardianapis.com/search?*": as_json(
            {
                "response": {
                    "status": "ok",
                    "total": 1,
                    "results": [
                        {
                            "id": f"world/article/2024/jul/04/{BERYL}",
                            "webPublicationDate": "2024-07-04T10:00:00Z",
                            "webTitle": "Stand-in: Beryl makes landfall in Jamaica; four die in Clarendon",
                            "webUrl": f"https://www.theguardian.com/world/article/2024/jul/04/{BERYL}",
                        }
                    ],
                }
            }
        )
    },
)

AP = Case(
    label="apnews.com",
    search=("sitemaps",),
    site={
        "https://apnews.com/robots.txt": robots(
            f"{OPEN}\nSitemap: https://apnews.com/ap-sitemap.xml\n"
            "Sitemap: https://apnews.com/news-sitemap-content.xml\n"
        ),
        "https://apnews.com/ap-sitemap.xml": index(
            {
                f"https://apnews.com/ap-sitemap-{year}{month:02}.xml": ""
                for year in (2024, 2023)
                for month in range(12, 0, -1)
            }
        ),
        "https://apnews.com/ap-sitemap-202407.xml": sitemap(
            {
                f"https://apnews.com/article/{slug}-{number:032x}": f"2024-07-0{number + 1}T10:00:00-04:00"
                for number, slug in enumerate((*OTHERS[:3], BERYL, OTHERS[3]), start=0x1)
            }
        ),
        "https://apnews.com/ap-sitemap-202406.xml": sitemap(
            {"https://apnews.com/article/stand-in-of-june": "2024-06-30"}
        ),
        "https://apnews.com/ap-sitemap-202408.xml": sitemap(
            {"https://apnews.com/article/stand-in-of-august": "2024-08-01"}
        ),
        "https://apnews.com/news-sitemap-content.xml": sitemap(
            {"https://apnews.com/article/stand-in-of-now": "2024-07-10"}
        ),
    },
)

JAZEERA = "https://www.aljazeera.com"
AL_JAZEERA = Case(
    label="aljazeera.com",
    search=("sitemaps",),
    site={
        "https://aljazeera.com/robots.txt": Page(status=301, headers=(("Location", f"{JAZEERA}/robots.txt"),)),
        f"{JAZEERA}/robots.txt": robots(f"{OPEN}\nSitemap: {JAZEERA}/sitemap.xml\n"),
        f"{JAZEERA}/sitemap.xml": index(
            {
                f"{JAZEERA}/sitemap.xml?yyyy=2024&mm={month:02}&dd={day:02}": ""
                for month in (7, 6)
                for day in range(28, 0, -1)
            }
        ),
        **{
            f"{JAZEERA}/sitemap.xml?yyyy=2024&mm=07&dd=0{day}": sitemap(
                {f"{JAZEERA}/news/2024/7/{day}/{slug}": f"2024-07-0{day}T09:00:00Z"}
            )
            for day, slug in enumerate((*OTHERS[:3], BERYL, OTHERS[3], *OTHERS[:3]), start=1)
        },
        f"{JAZEERA}/sitemap.xml?yyyy=2024&mm=*": sitemap({}),
    },
)

NYPOST = "https://nypost.com"
NY_POST = Case(
    label="nypost.com",
    search=("sitemaps",),
    site={
        f"{NYPOST}/robots.txt": robots(f"{OPEN}\nSitemap: {NYPOST}/sitemap.xml\n"),
        f"{NYPOST}/sitemap.xml": index({f"{NYPOST}/sitemap-{year}.xml": "" for year in (2024, 2023, 2022)}),
        f"{NYPOST}/sitemap-2024.xml": index(
            {f"{NYPOST}/sitemap-2024.xml?mm={month:02}&dd={day:02}": "" for month in (7, 6) for day in range(28, 0, -1)}
        ),
        # Packed, and told by nothing but the bytes.
        f"{NYPOST}/sitemap-2024.xml?mm=07&dd=04": Page(
            headers=XML,
            body=gzip.compress(_sitemap("urlset", "url", {f"{NYPOST}/2024/07/04/{BERYL}/": "2024-07-04"}), mtime=0),
        ),
        **{
            f"{NYPOST}/sitemap-2024.xml?mm=07&dd=0{day}": sitemap(
                {f"{NYPOST}/2024/07/0{day}/{slug}/": f"2024-07-0{day}"}
            )
            for day, slug in zip((1, 2, 3, 5), OTHERS, strict=True)
        },
        f"{NYPOST}/sitemap-2024.xml?mm=*": sitemap({}),
    },
)

ARCHIVE_SITE: dict[str, Page] = {
    "https://archive.org/wayback/available?*": as_json(
        {
            "url": ARCHIVED_PAGE,
            "archived_snapshots": {
                "closest": {
                    "status": "200",
                    "available": True,
                    "url": f"http://web.archive.org/web/20240704180102/{ARCHIVED_PAGE}",
                    "timestamp": "20240704180102",
                }
            },
        }
    ),
    "https://web.archive.org/robots.txt": robots("User-agent: *\nDisallow: /save/\n"),
    f"https://web.archive.org/web/20240704180102id_/{ARCHIVED_PAGE}": as_html(
        "<p>This is a stand-in page, written by the provenance project.</p>",
        ("Memento-Datetime", "Thu, 04 Jul 2024 18:01:02 GMT"),
    ),
}

CASES = {
    "mediawiki": MEDIAWIKI,
    "wordpress": WORDPRESS,
    "wayback": WAYBACK,
    "common_crawl": COMMON_CRAWL,
    "gdelt": GDELT,
    "guardian": GUARDIAN,
    "sitemaps_ap": AP,
    "sitemaps_al_jazeera": AL_JAZEERA,
    "sitemaps_ny_post": NY_POST,
}
