"""Addresses that the user listed in a sources file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Candidate
from provenance.resolve.providers.contract import Found, Reach

if TYPE_CHECKING:
    from provenance.resolve.providers.contract import ProviderContext, Query


class ListedProvider:
    """Gives a source the addresses listed for its host or domain.

    Addresses listed for a claim are no citation of the article; the recipe puts them beside its cited sources.
    """

    name = "listed"
    reach = Reach.GIVEN

    def __init__(self, context: ProviderContext) -> None:
        self._sources = context.sources

    def find_pages(self, query: Query) -> Found:
        """The addresses listed for the source."""
        return Found(
            candidates=tuple(
                Candidate(url=url, found_by=self.name, rank=1, reason=f"listed for {query.source.host}")
                for url in self._sources.for_source(query.source)
            )
        )
