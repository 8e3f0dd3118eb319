"""Pages named by the feeds of the cited site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.resolve.providers.contract import Found, Reach

if TYPE_CHECKING:
    from provenance.resolve.providers.contract import ProviderContext, Query


class FeedsProvider:
    """Finds nothing yet."""

    name = "feeds"
    reach = Reach.SITE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch

    def find_pages(self, query: Query) -> Found:
        """Nothing yet."""
        del query
        return Found()
