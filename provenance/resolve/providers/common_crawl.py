"""Addresses of a site that Common Crawl holds, by words in the address."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from provenance.model import Access, Missed, Wanted
from provenance.resolve.answers import (
    address_of,
    asked_domain,
    asked_window,
    own_entries,
    read_day,
    read_json,
    text_at,
    words_of,
)
from provenance.resolve.entries import Entry
from provenance.resolve.providers.contract import Found, Reach
from provenance.resolve.ranking import rank_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.resolve.answers import Answer
    from provenance.resolve.providers.contract import ProviderContext, Query
    from provenance.resolve.windows import Window

CRAWLS = "https://index.commoncrawl.org/collinfo.json"
MOST_CRAWLS = 2
"""Crawls asked for one claim: the first two that can hold a page of those days."""
MOST_SEARCHES = 2
"""Claims of one source for which the crawls are asked; the others are compared with what was found for those."""
MOST_LISTED = 500
"""Crawls that are read from the list; there were 120 in 2026."""
LONGEST_WAIT = timedelta(days=60)
"""A page is in the crawl of its month or in the next one; later crawls seldom look for old pages."""
LONGEST_CRAWL = timedelta(days=21)
"""From the first to the last day of a crawl, where the list does not say."""
LIMIT = 1_000
"""Addresses asked for in one crawl."""
MOST_LINE = 8_192
"""Characters of one line of an answer; a longer one is left out."""
MOST_WORDS = 3
"""Words of the claim in one search; an address that holds one of them is listed."""

# CC-MAIN-2025-26: year and week
_CRAWL = re.compile(r"CC-MAIN-(\d{4})-(\d{2})")
# beryl: what may stand in an address and needs no escape in a pattern
_PLAIN = re.compile(r"[a-z0-9]{4,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """One crawl and the days it took, both included."""

    name: str
    start: date
    end: date


class CommonCrawlProvider:
    """Asks the index of the crawls made in and after the days of the article.

    Common Crawl learns the domain and up to three words of the claim, since its lists of a whole domain are too long
    to be had. The list of crawls is asked for once; the fetcher keeps it for the run. The crawls are asked for the
    first `MOST_SEARCHES` claims of a source. After a failure, by which the index says that it is overloaded, no other
    claim asks again.
    """

    name = "common_crawl"
    reach = Reach.SERVICE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch
        self._crawls: tuple[Crawl, ...] | None = None
        self._failed = ""
        self._known: dict[str, list[Entry]] = {}
        self._searches: Counter[str] = Counter()

    def find_pages(self, query: Query) -> Found:
        """The addresses with words of the claim in them; when a page was published is not known."""
        window = asked_window(query)
        if window is None:
            return Found(stopped="the article's date is not known, and each crawl holds one month")
        words = tuple(word for word in words_of(query, most=3 * MOST_WORDS) if _PLAIN.fullmatch(word))[:MOST_WORDS]
        if not words:
            return Found(stopped="the claim holds no word that could stand in an address")
        if self._crawls is None and not self._failed:
            outcome = self._fetch(CRAWLS, wanted=Wanted.SERVICE)
            if isinstance(outcome, Missed):
                self._failed = f"Common Crawl did not list its crawls: {outcome.detail}"
            else:
                self._crawls = read_crawls(outcome.body)
        if self._crawls is None or self._failed:
            return Found(stopped=self._failed)
        fitting = fitting_crawls(self._crawls, window)
        if not fitting:
            return Found(stopped="no crawl of those days is listed")
        return self._search(fitting, words, query)

    def _search(self, crawls: tuple[Crawl, ...], words: tuple[str, ...], query: Query) -> Found:
        domain = asked_domain(query.source)
        known = self._known.setdefault(domain, [])
        asks = self._searches[domain] < MOST_SEARCHES
        nothing = f"the crawls hold no page with {' or '.join(words)} in its address"
        if asks:
            self._searches[domain] += 1
            known += self._ask(crawls, words, domain)
        else:
            nothing = f"Common Crawl is asked {MOST_SEARCHES} times a source, and was for other sentences"
        own = own_entries(known, query.source)
        ranked = rank_entries(own, query, found_by=self.name)
        found = tuple(replace(each, reason=f"Common Crawl holds it; {each.reason}") for each in ranked)
        told = not own if asks else not found
        return Found(candidates=found, looked_at=len(own), stopped=self._failed or (nothing if told else ""))

    def _ask(self, crawls: tuple[Crawl, ...], words: tuple[str, ...], domain: str) -> list[Entry]:
        entries: list[Entry] = []
        for crawl in crawls:
            outcome = self._fetch(_address(crawl, domain, words), wanted=Wanted.SERVICE)
            if not isinstance(outcome, Missed):
                entries += read_lines(outcome.body)
            elif outcome.access is not Access.NOT_FOUND:  # its 404 means that nothing fits
                self._failed = f"Common Crawl gave no {'more' if entries else 'answer'}: {outcome.detail}"
                break
        return entries


def read_crawls(body: bytes) -> tuple[Crawl, ...]:
    """The crawls of the list, the oldest first; those named otherwise than by year and week are left out."""
    rows = read_json(body)
    found = [crawl for row in rows[:MOST_LISTED] if (crawl := _crawl_of(row))] if isinstance(rows, list) else []
    return tuple(sorted(found, key=lambda crawl: crawl.start))


def fitting_crawls(crawls: Iterable[Crawl], window: Window) -> tuple[Crawl, ...]:
    """The first crawls that can hold a page of the window."""
    able = [crawl for crawl in crawls if crawl.end >= window.start and crawl.start <= window.end + LONGEST_WAIT]
    return tuple(able[:MOST_CRAWLS])


def read_lines(body: bytes) -> Iterator[Entry]:
    """The addresses in an answer of one JSON record a line; broken lines are left out."""
    for line in body.splitlines()[:LIMIT]:
        record = read_json(line) if len(line) <= MOST_LINE else None
        url = text_at(record, "url")
        if url:
            yield Entry(url=url)


def _crawl_of(row: Answer) -> Crawl | None:
    match = _CRAWL.fullmatch(text_at(row, "id"))
    if match is None:
        return None
    try:
        week = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        return None
    start, end = read_day(text_at(row, "from")), read_day(text_at(row, "to"))
    if start is not None and end is not None and start <= end:
        return Crawl(name=match[0], start=start, end=end)
    return Crawl(name=match[0], start=week + timedelta(days=6) - LONGEST_CRAWL, end=week + timedelta(days=6))


def _address(crawl: Crawl, domain: str, words: tuple[str, ...]) -> str:
    parameters: dict[str, str | int] = {
        "url": f"*.{domain}/*",
        "output": "json",
        "fl": "url,timestamp",
        "limit": LIMIT,
    }
    # `filter` stands twice: `=` asks for equality, `~` for a pattern that fits the whole field.
    address = address_of(f"https://index.commoncrawl.org/{crawl.name}-index", parameters)
    pattern = address_of("", {"filter": f"~url:.*({'|'.join(words)}).*"}).removeprefix("?")
    return f"{address}&filter=%3Dstatus:200&{pattern}"
