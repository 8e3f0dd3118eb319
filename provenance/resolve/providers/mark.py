"""Addresses that the citation mark itself carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Candidate
from provenance.resolve.providers.contract import Found, Reach
from provenance.resolve.sites import Closeness, closeness

if TYPE_CHECKING:
    from provenance.model import Resolution, Source
    from provenance.resolve.providers.contract import ProviderContext, Query


class MarkProvider:
    """Gives each source of a mark the mark's addresses on its own site, or on another of its publisher's.

    An address goes to the source it is nearest to; one on no named site to the first source, the chip's own page.
    """

    name = "mark"
    reach = Reach.GIVEN

    def __init__(self, context: ProviderContext) -> None:
        del context

    def find_pages(self, query: Query) -> Found:
        """The addresses of the mark that belong to the source."""
        resolution = query.resolution
        if resolution is None:
            return Found()
        own = (url for url in resolution.urls if _belongs(url, query.source, resolution))
        return Found(
            candidates=tuple(
                Candidate(url=url, found_by=self.name, rank=1, reason="the mark links to it") for url in own
            )
        )


def _belongs(url: str, source: Source, resolution: Resolution) -> bool:
    nearest = max((closeness(url, each) for each in resolution.sources), default=Closeness.STRANGER)
    if nearest is Closeness.STRANGER:
        return source == next(iter(resolution.sources), None)
    return closeness(url, source) is nearest
