"""Sources to candidate pages, by the providers in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from provenance.errors import SettingsError
from provenance.model import Search
from provenance.plugins import extend_table
from provenance.resolve.providers.attached import AttachedProvider
from provenance.resolve.providers.contract import Reach
from provenance.resolve.providers.listed import ListedProvider
from provenance.resolve.providers.mark import MarkProvider
from provenance.urls.canonical import canonical_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from provenance.model import Candidate
    from provenance.resolve.ledger import Ledger
    from provenance.resolve.providers.contract import Provider, ProviderContext, Query

GIVEN: dict[str, Callable[[ProviderContext], Provider]] = {
    "attached": AttachedProvider,
    "mark": MarkProvider,
    "listed": ListedProvider,
}
"""Those who have what the user or the mark named; they are always asked."""

SEARCHED: dict[str, Callable[[ProviderContext], Provider]] = {}
"""Those who search, in the order in which they are asked; the setting `search` says which."""

PROVIDERS = GIVEN | SEARCHED
"""Every way to find pages, in the order they are asked: what the user gave first."""

ENOUGH = 75.0
"""Score of a candidate that ends the search: further providers are not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The candidates for a query, ranked from 1, and the searches that were made for them."""

    candidates: tuple[Candidate, ...]
    searches: tuple[Search, ...] = ()


def check_search(names: Iterable[str]) -> None:
    """Raise `SettingsError` for a name in the setting `search` that is no provider, `PluginError` for a broken one."""
    table = extend_table("provenance.providers", PROVIDERS, keeps_contract=callable)
    known = [name for name in table if name not in GIVEN]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SettingsError(f"Setting search names {', '.join(unknown)}.", f"Known are: {', '.join(known)}.")


def make_providers(context: ProviderContext) -> tuple[Provider, ...]:
    """The package's providers that the settings allow, then the installed ones, each made for this source.

    An installed provider is asked whether the settings name it or not, unless they allow no search at all.
    """
    table = extend_table("provenance.providers", PROVIDERS, keeps_contract=callable)
    allowed = context.settings.search
    wanted = [
        make for name, make in table.items() if name in GIVEN or name in allowed or (allowed and name not in PROVIDERS)
    ]
    return tuple(make(context) for make in cast("Iterable[Callable[[ProviderContext], Provider]]", wanted))


def find_candidates(
    query: Query, *, providers: Iterable[Provider], most: int, ledger: Ledger | None = None
) -> Discovery:
    """Up to `most` candidates for the query, each page once.

    What the user or the mark named is enough; only without any, and with a `ledger`, the searching providers are
    asked, one after another until one has found a page that fits the claim well. Those that they find are ranked by
    their scores, then in the order of the providers.
    """
    table = tuple(providers)
    given = [page for one in table if one.reach is Reach.GIVEN for page in one.find_pages(query).candidates]
    if given or ledger is None or query.source.host is None:
        return Discovery(candidates=_rank(given, most=most))
    found: list[Candidate] = []
    searches: list[Search] = []
    for provider in table:
        if provider.reach is Reach.GIVEN:
            continue
        own = provider.find_pages(query)
        searches.append(
            Search(
                provider=provider.name,
                asked=ledger.take_asked(),
                looked_at=own.looked_at,
                found=len(own.candidates),
                stopped=own.stopped or ledger.spent,
            )
        )
        found += own.candidates
        if ledger.spent or any(candidate.score >= ENOUGH for candidate in own.candidates):
            break
    ranked = sorted(found, key=lambda candidate: -candidate.score)
    return Discovery(candidates=_rank(ranked, most=most), searches=tuple(searches))


def _rank(found: Iterable[Candidate], *, most: int) -> tuple[Candidate, ...]:
    once: dict[str, Candidate] = {}
    for candidate in found:
        once.setdefault(canonical_url(candidate.url), candidate)
    ranked = enumerate(list(once.values())[:most], start=1)
    return tuple(replace(candidate, rank=rank) for rank, candidate in ranked)
