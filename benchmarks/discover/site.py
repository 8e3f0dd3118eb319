"""A made-up site of dated pages, served as robots.txt, an index and sitemaps by a fetcher without a network."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from benchmarks.discover.paraphrase import make_headline, make_near_miss, make_slug
from provenance.model import Access, Capture, Missed, Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from provenance.model import Secret

HOST = "daily.example.com"
FIRST = date(2025, 1, 1)
DAYS = 365
NEAR_MISSES = 4
"""Pages that nearly fit, for each claim that is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site."""

    url: str
    title: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A claim, the day of the article that makes it, and the page that it came from; none when the site has none."""

    claim: str
    day: date
    url: str


def make_pages(
    claims: Sequence[str], fillers: Sequence[str], *, size: int, absent: int, random: Random
) -> tuple[list[Page], list[Asked]]:
    """A site of `size` pages and the claims to ask; of the last `absent` claims the site has the near misses only."""
    pages: list[Page] = []
    asked: list[Asked] = []
    for number, claim in enumerate(claims):
        day = FIRST + timedelta(days=random.randrange(DAYS))
        url = ""
        if number < len(claims) - absent:
            pages.append(_make_page(make_headline(claim, random), day, random))
            url = pages[-1].url
        asked.append(Asked(claim=claim, day=day + timedelta(days=random.randint(0, 2)), url=url))
        for _ in range(NEAR_MISSES):
            other = day + timedelta(days=random.choice((-1, 1)) * random.choice((2, 4, 7, 30, 100)))
            pages.append(_make_page(make_near_miss(claim, random), _inside(other), random))
    for filler in fillers[: size - len(pages)]:
        day = FIRST + timedelta(days=random.randrange(DAYS))
        pages.append(_make_page(make_headline(filler, random), day, random))
    random.shuffle(pages)
    return pages, asked


def _inside(day: date) -> date:
    return min(max(day, FIRST), FIRST + timedelta(days=DAYS - 1))


def _make_page(headline: str, day: date, random: Random) -> Page:
    mark = hashlib.sha256(f"{headline}{random.random()}".encode()).hexdigest()[:32]
    return Page(url=f"https://{HOST}/article/{make_slug(headline, random)}-{mark}", title=headline, day=day)


class Site:
    """Serves the pages' sitemaps in one of the layouts, and counts what is asked.

    `monthly` and `daily`: an index of dated sitemaps; `single`: one sitemap for everything. `titles` says whether the
    sitemaps give headlines and days of publication, or addresses with the day of the last change alone.
    """

    def __init__(self, pages: Sequence[Page], *, layout: str, titles: bool) -> None:
        self.requests = 0
        self._files = {"/robots.txt": f"User-agent: *\nDisallow: /search\n\nSitemap: https://{HOST}/sitemap.xml\n"}
        groups: defaultdict[str, list[Page]] = defaultdict(list)
        for page in pages:
            groups[_GROUPS[layout].format(day=page.day)].append(page)
        files = {name: _urlset(group, titles=titles) for name, group in groups.items()}
        if layout == "single":
            self._files |= files
        else:
            self._files["/sitemap.xml"] = _index(sorted(files))
            self._files |= files

    def fetch(self, url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Capture | Missed:
        """What the site has at the address."""
        del wanted, secret
        self.requests += 1
        body = self._files.get(url.removeprefix(f"https://{HOST}"))
        if body is None:
            return Missed(url=url, access=Access.NOT_FOUND, detail="the site has no such page (404)")
        return Capture(
            url=url,
            final_url=url,
            redirects=(),
            status=200,
            headers=(),
            fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
            body=body.encode(),
        )


_GROUPS = {
    "monthly": "/sitemap-{day:%Y%m}.xml",
    "daily": "/sitemap.xml?yyyy={day:%Y}&mm={day:%m}&dd={day:%d}",
    "single": "/sitemap.xml",
}


def _index(names: Sequence[str]) -> str:
    children = "".join(f"<sitemap><loc>https://{HOST}{escape(name)}</loc></sitemap>" for name in names)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'


def _urlset(pages: Sequence[Page], *, titles: bool) -> str:
    return f'<urlset xmlns="{_NS}" xmlns:news="{_NEWS}">{"".join(_url(page, titles=titles) for page in pages)}</urlset>'


_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def _url(page: Page, *, titles: bool) -> str:
    news = (
        f"<news:news><news:publication_date>{page.day}</news:publication_date>"
        f"<news:title>{escape(page.title)}</news:title></news:news>"
        if titles
        else ""
    )
    return f"<url><loc>{escape(page.url)}</loc><lastmod>{page.day}T12:00:00Z</lastmod>{news}</url>"
