"""Claims against pages, each pair once, whether a search asks or the report."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from provenance.match import match_claim
from provenance.resolve.terms import search_terms
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from provenance.model import Article, Assessment, Claim, Page
    from provenance.pipeline.models import Models

SENTENCES_BEFORE = 3
"""Sentences before a claim that say whom and what it means by `he`, `the attack`, `that day`."""


class Matcher:
    """Matches the claims of one article; from any thread, one pair at a time, since it is all computing."""

    def __init__(self, article: Article, *, models: Models) -> None:
        self._article = article
        self._entailer = models.entailer
        self._turn = threading.Lock()
        self._known: dict[tuple[str, str, str], Assessment] = {}
        self._words: dict[str, set[str]] = {}

    def surroundings(self, claim: Claim) -> tuple[str, ...]:
        """What the claim may take words from: the title, then up to `SENTENCES_BEFORE` sentences before it."""
        before = self._article.sentences[max(0, claim.sentence - SENTENCES_BEFORE) : claim.sentence]
        return (self._article.title or "", *(sentence.text for sentence in before))

    def shares_words(self, claim: Claim, page: Page) -> bool:
        """Whether the page has enough of the claim's telling words that a closer look may be worth its time.

        The look costs fifty times as much, and most pages that are at hand tell of something else.
        """
        wanted = set(search_terms(claim).all)
        with self._turn:
            held = self._words.get(page.capture)
            if held is None:
                held = self._words[page.capture] = {token.word for token in read_tokens(page.text)}
        return 2 * len(wanted & held) >= len(wanted)

    def match(self, claim: Claim, page: Page) -> Assessment:
        """What the rules say of the claim on the page."""
        key = (claim.id, page.capture, page.url)
        with self._turn:
            if key not in self._known:
                self._known[key] = match_claim(
                    claim,
                    page,
                    context=self.surroundings(claim),
                    published=self._article.published,
                    entailer=self._entailer,
                )
            return self._known[key]
