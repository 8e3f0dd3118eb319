"""Sources to candidate pages, by the providers in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from provenance.config import SEARCH
from provenance.errors import SettingsError
from provenance.model import Search
from provenance.plugins import extend_table
from provenance.resolve.guests import Guest
from provenance.resolve.providers.attached import AttachedProvider
from provenance.resolve.providers.contract import Found, Reach
from provenance.resolve.providers.listed import ListedProvider
from provenance.resolve.providers.mark import MarkProvider
from provenance.urls.canonical import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.config import Settings
    from provenance.model import Candidate
    from provenance.resolve.guests import Maker
    from provenance.resolve.ledger import Ledger
    from provenance.resolve.providers.contract import Provider, ProviderContext, Query


def _later(room: str, name: str) -> Maker:
    """Makes the provider `name` of the module `room`, which is read only where it is first made."""

    def make(context: ProviderContext) -> Provider:
        maker: Maker = getattr(import_module(f"provenance.resolve.providers.{room}"), name)
        return maker(context)

    return make


GIVEN: dict[str, Maker] = {
    "attached": AttachedProvider,
    "mark": MarkProvider,
    "listed": ListedProvider,
}
"""Those who have what the user or the mark named; they are always asked."""

SEARCHED: dict[str, Maker] = {
    "mediawiki": _later("mediawiki", "MediaWikiProvider"),
    "guardian": _later("guardian", "GuardianProvider"),
    "sitemaps": _later("sitemaps", "SitemapsProvider"),
    "wordpress": _later("wordpress", "WordPressProvider"),
    "feeds": _later("feeds", "FeedsProvider"),
    "brave": _later("brave", "BraveProvider"),
    "searxng": _later("searxng", "SearxngProvider"),
    "wayback": _later("wayback", "WaybackProvider"),
    "common_crawl": _later("common_crawl", "CommonCrawlProvider"),
    "gdelt": _later("gdelt", "GdeltProvider"),
}
"""Those who search, in the order in which they are asked; the setting `search` says which."""

OWN = {"guardian": "guardian_key_env", "brave": "brave_key_env", "searxng": "searxng_url"}
"""Those who need the user's own key or address: they are asked only where this setting is not empty."""

LISTS = frozenset({"feeds", "wayback", "common_crawl", "gdelt"})
"""Those who only list pages: they know no more than a list of the site's own that covers the days in question."""

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

    An installed provider is asked where the settings name it, or name nobody in particular.
    """
    table = extend_table("provenance.providers", PROVIDERS, keeps_contract=callable)
    return tuple(_make(name, make, context) for name, make in table.items() if is_allowed(name, context.settings))


def is_allowed(name: str, settings: Settings) -> bool:
    """Whether the settings let the provider be asked: who names some means no others, installed ones neither."""
    if name not in PROVIDERS:
        return name in settings.search or settings.search == SEARCH
    is_set = name not in OWN or bool(getattr(settings, OWN[name]))
    return name in GIVEN or (name in settings.search and is_set)


def find_candidates(
    query: Query, *, providers: Iterable[Provider], most: int, ledger: Ledger | None = None
) -> Discovery:
    """Up to `most` candidates for the query, each page once.

    What the user or the mark named is enough; only without any, and with a `ledger`, the searching providers are
    asked, one after another until one has found a page that fits the claim well. Those that they find are ranked by
    their scores, then in the order of the providers.
    """
    table = tuple(providers)
    named = [_search(one, query, ledger) for one in table if one.reach is Reach.GIVEN]
    given = [page for found, _ in named for page in found.candidates]
    if given or ledger is None or query.source.host is None:
        return Discovery(candidates=_rank(given, most=most))
    found: list[Candidate] = []
    searches = [search for _, search in named if search.asked or search.stopped]
    covered = False
    for provider in table:
        if provider.reach is Reach.GIVEN or (covered and provider.name in LISTS):
            continue
        own, search = _search(provider, query, ledger)
        searches.append(search)
        found += own.candidates
        covered = covered or own.covers
        if own.final or any(candidate.score >= ENOUGH for candidate in own.candidates):
            break
    ranked = sorted(found, key=lambda candidate: -candidate.score)
    return Discovery(candidates=_rank(ranked, most=most), searches=tuple(searches))


def _search(provider: Provider, query: Query, ledger: Ledger | None) -> tuple[Found, Search]:
    """What the provider found and the report of it; one that fails has found nothing and says why."""
    try:
        found = provider.find_pages(query)
    except Exception as error:  # noqa: BLE001 - third-party code may raise anything; the report names it
        found = Found(stopped=f"it failed: {error!r}"[:MOST_ERROR])
    refused = ledger.take_refused() if ledger else ""
    search = Search(
        provider=provider.name,
        asked=ledger.take_asked() if ledger else (),
        looked_at=found.looked_at,
        found=len(found.candidates),
        stopped=found.stopped or refused,
    )
    return found, search


MOST_ERROR = 300
"""Characters of somebody else's error in a report."""


EMBARGO = "not asked: the embargo allows no search service"


class _Silent:
    """Stands in the table for a provider that cannot be made or may not be asked; says why whenever it is asked."""

    def __init__(self, name: str, reach: Reach, reason: str) -> None:
        self.name = name
        self.reach = reach
        self._reason = reason

    def find_pages(self, query: Query) -> Found:
        """Nothing, and why."""
        del query
        return Found(stopped=self._reason)


def _make(name: str, make: Maker, context: ProviderContext) -> Provider:
    try:
        provider: Provider = make(context) if name in PROVIDERS else Guest(name, make, context)
    except SettingsError:
        raise  # the user's own to mend, and said at once
    except Exception as error:
        if name in PROVIDERS:
            raise
        return _Silent(name, Reach.SITE, f"it could not be made: {error!r}"[:MOST_ERROR])
    hushed = context.settings.embargo and provider.reach is Reach.SERVICE
    return _Silent(provider.name, provider.reach, EMBARGO) if hushed else provider


def _rank(found: Iterable[Candidate], *, most: int) -> tuple[Candidate, ...]:
    once: dict[str, Candidate] = {}
    for candidate in found:
        once.setdefault(canonical_url(candidate.url), candidate)
    ranked = enumerate(list(once.values())[:most], start=1)
    return tuple(replace(candidate, rank=rank) for rank, candidate in ranked)
