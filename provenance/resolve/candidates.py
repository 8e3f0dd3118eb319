"""Sources to candidate pages, by the providers in their order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from provenance.plugins import extend_table
from provenance.resolve.providers.attached import AttachedProvider
from provenance.resolve.providers.listed import ListedProvider
from provenance.resolve.providers.mark import MarkProvider
from provenance.urls.canonical import canonical_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from provenance.model import Candidate
    from provenance.resolve.providers.contract import Provider, ProviderContext, Query

PROVIDERS: dict[str, Callable[[ProviderContext], Provider]] = {
    "attached": AttachedProvider,
    "mark": MarkProvider,
    "listed": ListedProvider,
}
"""Every way to find pages, in the order they are asked: what the user gave first."""


def make_providers(context: ProviderContext) -> tuple[Provider, ...]:
    """The package's providers, then the installed ones, each made for this run."""
    table = extend_table("provenance.providers", PROVIDERS, keeps_contract=callable)
    return tuple(make(context) for make in cast("Iterable[Callable[[ProviderContext], Provider]]", table.values()))


def find_candidates(query: Query, *, providers: Iterable[Provider], most: int) -> tuple[Candidate, ...]:
    """Up to `most` candidates for the query, each page once, ranked from 1 in the order of the providers."""
    found: dict[str, Candidate] = {}
    for provider in providers:
        for candidate in provider.find_pages(query):
            found.setdefault(canonical_url(candidate.url), candidate)
    ranked = enumerate(list(found.values())[:most], start=1)
    return tuple(replace(candidate, rank=rank) for rank, candidate in ranked)
