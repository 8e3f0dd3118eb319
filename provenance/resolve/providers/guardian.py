"""Articles of the Guardian, by its Content API with the user's own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.config import read_key
from provenance.model import Missed, Secret, Wanted
from provenance.model.requests import SecretPlace
from provenance.resolve.answers import (
    Hit,
    address_of,
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
from provenance.resolve.sites import keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.resolve.answers import Answer
    from provenance.resolve.providers.contract import ProviderContext, Query

SEARCH = "https://content.guardianapis.com/search"
DOMAIN = "theguardian.com"
MOST_WORDS = 6
"""Words of the claim in one search; the engine ranks by how many of them an article holds."""
RESULTS = 20
"""Articles asked for in one search."""


class GuardianProvider:
    """Asks the Guardian, for pages of the Guardian alone; without a key nothing is asked.

    The Guardian learns up to six words of the claim and the days, under the user's key. The key goes behind the
    address as the fetcher sends it, and stands in no address that is shown or kept.
    """

    name = "guardian"
    reach = Reach.SERVICE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch
        self._key = read_key(context.settings, "guardian_key_env")

    def find_pages(self, query: Query) -> Found:
        """The articles with words of the claim, in the window when the article's date is known."""
        if DOMAIN not in keys_of(query.source):
            return Found(stopped=f"it searches {DOMAIN} only")
        if not self._key:
            return Found(stopped="no key is set (guardian_key_env)")
        words = words_of(query, most=MOST_WORDS)
        if not words:
            return Found(stopped="the claim holds no word to search for")
        secret = Secret(name="api-key", value=self._key, place=SecretPlace.QUERY)
        outcome = self._fetch(_address(words, query), wanted=Wanted.SERVICE, secret=secret)
        if isinstance(outcome, Missed):
            return Found(stopped=f"the Guardian gave no answer: {outcome.detail}")
        answer = read_json(outcome.body)
        if not isinstance(at(answer, "response", "results"), list):
            message = text_at(answer, "message") or text_at(answer, "response", "message") or "nothing that can be read"
            return Found(stopped=f"the Guardian answered: {plain_text(message.replace(self._key, '***'), most=120)}")
        hits = [_hit_of(row) for row in rows_at(answer, "response", "results")]
        nothing = f"the Guardian knows no article with {' or '.join(words)} in those days"
        return rank_hits(hits, query, found_by=self.name, engine="the Guardian's search", nothing=nothing)


def _address(words: tuple[str, ...], query: Query) -> str:
    window = asked_window(query)
    days = {"from-date": window.start.isoformat(), "to-date": window.end.isoformat()} if window else {}
    return address_of(SEARCH, {"q": " OR ".join(words), **days, "order-by": "relevance", "page-size": RESULTS})


def _hit_of(row: Mapping[str, Answer]) -> Hit:
    return Hit(
        url=text_at(row, "webUrl"),
        title=plain_text(text_at(row, "webTitle")),
        published=read_day(text_at(row, "webPublicationDate")),
    )
