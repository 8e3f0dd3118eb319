"""Saved pages that the user attached as evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Candidate
from provenance.resolve.providers.contract import Found, Reach

if TYPE_CHECKING:
    from provenance.resolve.providers.contract import ProviderContext, Query


class AttachedProvider:
    """Gives a source the saved pages that the user attached for its host or domain."""

    name = "attached"
    reach = Reach.GIVEN

    def __init__(self, context: ProviderContext) -> None:
        self._sources = context.sources

    def find_pages(self, query: Query) -> Found:
        """The saved pages given for the source; their addresses have the scheme `attached:`."""
        return Found(
            candidates=tuple(
                Candidate(url=attachment.capture.url, found_by=self.name, rank=1, reason="a saved copy was attached")
                for attachment in self._sources.attached_to(query.source)
            )
        )
