"""News articles that GDELT saw in the days of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Missed, Wanted
from provenance.resolve.answers import (
    Hit,
    address_of,
    asked_domain,
    asked_window,
    at,
    own_entries,
    plain_text,
    rank_hits,
    read_day,
    read_flat_records,
    read_json,
    rows_at,
    text_at,
    words_of,
    written_day,
)
from provenance.resolve.entries import Entry
from provenance.resolve.providers.contract import Found, Reach
from provenance.resolve.ranking import rank_entries
from provenance.urls.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.resolve.answers import Answer
    from provenance.resolve.providers.contract import ProviderContext, Query

SEARCH = "https://api.gdeltproject.org/api/v2/doc/doc"
MOST_WORDS = 3
"""Words of the claim in one search; an article must hold them all."""
SHORTEST_WORD = 3
"""Letters; GDELT refuses a search for a shorter word."""
RESULTS = 100
"""Articles asked for; it gives 250 at most."""


class GdeltProvider:
    """Asks the DOC 2.0 interface, once for a source, whatever comes back: it wants five seconds between two requests.

    The GDELT Project learns the domain, the days and up to three words of the first claim that gets there; the other
    claims of the source are compared with the articles of that answer. It often refuses for lack of capacity, and says
    so on a page that calls itself a success. How far back it goes is documented in two ways: three months, or to 2017.
    """

    name = "gdelt"
    reach = Reach.SERVICE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch
        self._answers: dict[str, tuple[Hit, ...] | str] = {}

    def find_pages(self, query: Query) -> Found:
        """The articles of the domain with all the words, in the window when the article's date is known."""
        domain = asked_domain(query.source)
        if domain in self._answers:
            return self._look_again(self._answers[domain], query)
        words = tuple(word for word in words_of(query, most=2 * MOST_WORDS) if len(word) >= SHORTEST_WORD)[:MOST_WORDS]
        if not words:
            return Found(stopped="the claim holds no word to search for")
        answer = self._answers[domain] = self._search(words, query)
        if isinstance(answer, str):
            return Found(stopped=answer)
        nothing = f"GDELT knows no page there with {', '.join(words)} in those days"
        return rank_hits(answer, query, found_by=self.name, engine="GDELT", nothing=nothing)

    def _look_again(self, answer: tuple[Hit, ...] | str, query: Query) -> Found:
        """What of the answer for another claim fits this one, by its headlines alone: GDELT did not choose them."""
        if isinstance(answer, str):
            return Found(stopped=answer)
        entries = (Entry(url=hit.url, title=hit.title, published=hit.published) for hit in answer)
        own = own_entries(entries, query.source)
        found = rank_entries(own, query, found_by=self.name)
        stopped = "" if found else "GDELT is asked once a source, and was for another sentence"
        return Found(candidates=found, looked_at=len(own), stopped=stopped)

    def _search(self, words: tuple[str, ...], query: Query) -> tuple[Hit, ...] | str:
        """The articles of one answer, or why there are none."""
        outcome = self._fetch(_address(words, query), wanted=Wanted.SERVICE)
        if isinstance(outcome, Missed):
            return f"GDELT gave no answer: {outcome.detail}"
        rows = read_articles(outcome.body)
        if rows is None:
            told = plain_text(outcome.body[:2_000].decode("utf-8", "replace"), most=120)
            return f"GDELT answered: {told}" if told else "GDELT answered without a word"
        return tuple(_hit_of(row) for row in rows[:RESULTS])


def read_articles(body: bytes) -> list[Mapping[str, Answer]] | None:
    """The articles of an answer, or none when it is no list of articles; a broken list is read record by record."""
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{"):
        return None
    answer = read_json(body)
    if isinstance(answer, dict):
        # Without a result it answers {}.
        return rows_at(answer, "articles") if isinstance(at(answer, "articles"), list) or not answer else None
    return [record for record in read_flat_records(body) if text_at(record, "url")] or None


def _address(words: tuple[str, ...], query: Query) -> str:
    domain = asked_domain(query.source)
    window = asked_window(query)
    days = (
        {"startdatetime": f"{written_day(window.start)}000000", "enddatetime": f"{written_day(window.end)}235959"}
        if window
        else {}
    )
    return address_of(
        SEARCH,
        {
            # `domain:` would also find notapnews.com, and GDELT files pages under the registered domain.
            "query": f"{' '.join(words)} domainis:{registrable_domain(domain) or domain}",
            "mode": "ArtList",
            "format": "json",
            "maxrecords": RESULTS,
            **days,
            "sort": "hybridrel",
        },
    )


def _hit_of(row: Mapping[str, Answer]) -> Hit:
    return Hit(
        url=text_at(row, "url"), title=plain_text(text_at(row, "title")), published=read_day(text_at(row, "seendate"))
    )
