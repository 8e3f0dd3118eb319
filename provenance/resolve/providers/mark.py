"""Addresses that the citation mark itself carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Candidate
from provenance.urls.domains import host_of, registrable_domain

if TYPE_CHECKING:
    from provenance.resolve.providers.contract import ProviderContext, Query


class MarkProvider:
    """Gives each source of a mark the mark's addresses on its own domain.

    An address on none of the named domains goes to the first source, which is the chip's own page.
    """

    name = "mark"

    def __init__(self, context: ProviderContext) -> None:
        del context

    def find_pages(self, query: Query) -> tuple[Candidate, ...]:
        """The addresses of the mark that belong to the source."""
        resolution = query.resolution
        if resolution is None:
            return ()
        own = [url for url in resolution.urls if _domain(url) == query.source.domain and query.source.domain]
        if resolution.sources and query.source == resolution.sources[0]:
            named = {source.domain for source in resolution.sources}
            own += [url for url in resolution.urls if _domain(url) not in named]
        return tuple(Candidate(url=url, found_by=self.name, rank=1, reason="the mark links to it") for url in own)


def _domain(url: str) -> str | None:
    return registrable_domain(host_of(url) or "")
