"""Pages of a site that Brave Search knows, with the user's own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.config import read_key
from provenance.model import Missed, Secret, Wanted
from provenance.resolve.answers import (
    Hit,
    address_of,
    asked_domain,
    asked_window,
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

SEARCH = "https://api.search.brave.com/res/v1/web/search"
MOST_WORDS = 8
"""Words of the claim in one search. Brave takes 50 words and 400 characters; eight tell a page."""
RESULTS = 20
"""Pages asked for, the most that it gives."""


class BraveProvider:
    """Asks the Brave Search API; without a key nothing is asked.

    Brave learns the domain, the days and up to eight words of the claim, under the user's key, which goes in a header.
    """

    name = "brave"
    reach = Reach.SERVICE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch
        self._key = read_key(context.settings, "brave_key_env")

    def find_pages(self, query: Query) -> Found:
        """The pages of the domain that fit the words, in the window when the article's date is known."""
        if not self._key:
            return Found(stopped="no key is set (brave_key_env)")
        words = words_of(query, most=MOST_WORDS)
        if not words:
            return Found(stopped="the claim holds no word to search for")
        secret = Secret(name="X-Subscription-Token", value=self._key)
        outcome = self._fetch(_address(words, query), wanted=Wanted.SERVICE, secret=secret)
        if isinstance(outcome, Missed):
            return Found(stopped=f"Brave gave no answer: {outcome.detail}")
        answer = read_json(outcome.body)
        if not isinstance(answer, dict) or at(answer, "type") == "ErrorResponse":
            detail = text_at(answer, "error", "detail") or "nothing that can be read"
            return Found(stopped=f"Brave answered: {plain_text(detail.replace(self._key, '***'), most=120)}")
        hits = [_hit_of(row) for row in rows_at(answer, "web", "results")]
        nothing = "Brave knows no such page there"
        return rank_hits(hits, query, found_by=self.name, engine="Brave", nothing=nothing)


def _address(words: tuple[str, ...], query: Query) -> str:
    window = asked_window(query)
    days = {"freshness": f"{window.start.isoformat()}to{window.end.isoformat()}"} if window else {}
    return address_of(SEARCH, {"q": f"site:{asked_domain(query.source)} {' '.join(words)}", "count": RESULTS, **days})


def _hit_of(row: Mapping[str, Answer]) -> Hit:
    return Hit(
        url=text_at(row, "url"),
        title=plain_text(text_at(row, "title")),
        excerpt=plain_text(text_at(row, "description")),
        published=read_day(text_at(row, "page_age")),
    )
