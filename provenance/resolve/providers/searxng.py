"""Pages of a site that the user's own SearXNG finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Access, Missed, Wanted
from provenance.resolve.answers import (
    Hit,
    address_of,
    asked_domain,
    at,
    plain_text,
    rank_hits,
    read_day,
    read_json,
    rows_at,
    text_at,
    words_of,
)
from provenance.resolve.providers.contract import Found, Reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.resolve.answers import Answer
    from provenance.resolve.providers.contract import ProviderContext, Query

MOST_WORDS = 8
"""Words of the claim in one search."""


class SearxngProvider:
    """Asks the SearXNG of the setting `searxng_url`; without one nothing is asked.

    That instance, and every search engine that it passes the question on to, learns the domain and up to eight words
    of the claim. It must stand on a public address: this software sends no request to its own machine or network,
    whoever names it, so that no address found somewhere can reach what is not public.
    """

    name = "searxng"
    reach = Reach.SERVICE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch
        self._base = context.settings.searxng_url.rstrip("/")

    def find_pages(self, query: Query) -> Found:
        """The pages of the domain that fit the words, of any day: the interface takes no days."""
        if not self._base:
            return Found(stopped="no address is set (searxng_url)")
        words = words_of(query, most=MOST_WORDS)
        if not words:
            return Found(stopped="the claim holds no word to search for")
        asked = f"site:{asked_domain(query.source)} {' '.join(words)}"
        outcome = self._fetch(address_of(f"{self._base}/search", {"q": asked, "format": "json"}), wanted=Wanted.SERVICE)
        if isinstance(outcome, Missed):
            return Found(stopped=_why_not(outcome))
        answer = read_json(outcome.body)
        if not isinstance(at(answer, "results"), list):
            return Found(stopped="the SearXNG's answer could not be read")
        hits = [_hit_of(row) for row in rows_at(answer, "results")]
        nothing = "the SearXNG found no such page"
        return rank_hits(hits, query, found_by=self.name, engine="the SearXNG", nothing=nothing)


def _why_not(missed: Missed) -> str:
    if missed.access is Access.UNSAFE:
        return (
            "the SearXNG of searxng_url is on this machine or a private network, where no request is sent: "
            f"{missed.detail}"
        )
    if missed.access is Access.FORBIDDEN:
        return f"the SearXNG refused; `json` must be among `formats` in its settings.yml: {missed.detail}"
    return f"the SearXNG gave no answer: {missed.detail}"


def _hit_of(row: Mapping[str, Answer]) -> Hit:
    return Hit(
        url=text_at(row, "url"),
        title=plain_text(text_at(row, "title")),
        excerpt=plain_text(text_at(row, "content")),
        published=read_day(text_at(row, "publishedDate")),
    )
