"""Which pages to read for which claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.model import Access, Candidate, Missed, Wanted
from provenance.resolve import ProviderContext, Query, find_candidates, make_providers, resolve_label
from provenance.urls.canonical import canonical_url
from provenance.urls.domains import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.config import Settings
    from provenance.model import Article, Claim, Report, Resolution, Search, Secret, Source
    from provenance.resolve import Provider, SourceList


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCheck:
    """One source of one claim and the pages to read for it; becomes a `SourceCheck`.

    `searches` are the ways in which the pages were looked for, empty when they were named.
    """

    tag: int | None
    source: Source
    candidates: tuple[Candidate, ...]
    searches: tuple[Search, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The planned checks of every claim, by the claim's id; a claim without any is not in it."""

    checks: dict[str, tuple[PlannedCheck, ...]]

    def for_claim(self, claim: Claim) -> tuple[PlannedCheck, ...]:
        """The checks planned for the claim."""
        return self.checks.get(claim.id, ())

    @property
    def urls(self) -> tuple[str, ...]:
        """Every address once, in the order of the article."""
        return tuple(dict.fromkeys(candidate.url for check in self._every for candidate in check.candidates))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source once, in the order of the article."""
        return tuple(dict.fromkeys(check.source for check in self._every))

    @property
    def _every(self) -> Iterable[PlannedCheck]:
        return (check for checks in self.checks.values() for check in checks)


def make_named_providers(sources: SourceList, *, settings: Settings) -> tuple[Provider, ...]:
    """Those who have what the mark or the user named, and ask nobody."""
    return make_providers(ProviderContext(sources=sources, fetch=_ask_nobody, settings=replace(settings, search=())))


def _ask_nobody(url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Missed:
    del wanted, secret
    return Missed(url=url, access=Access.UNRECORDED, detail="only named pages are looked for")


def plan_checks(
    article: Article,
    resolutions: tuple[Resolution, ...],
    *,
    sources: SourceList,
    providers: tuple[Provider, ...],
    most: int,
) -> Plan:
    """For every claim the sources its tags name with up to `most` named pages each, then those listed for the claim.

    `providers` are those that have what the user or the mark named; what they have no page for is searched later.
    """
    checks: dict[str, tuple[PlannedCheck, ...]] = {}
    for claim in article.claims:
        planned: dict[str, PlannedCheck] = {}
        for tag in (*claim.tags, *claim.covered_by):
            for source in resolutions[tag].sources:
                query = Query(claim=claim, source=source, resolution=resolutions[tag], published=article.published)
                found = find_candidates(query, providers=providers, most=most).candidates
                check = planned.get(source.key, PlannedCheck(tag=tag, source=source, candidates=()))
                planned[source.key] = _with_candidates(check, found)
        for url in sources.for_claim(claim):
            _add_listed(planned, url)
        if planned:
            checks[claim.id] = tuple(planned.values())
    return Plan(checks=checks)


def plan_again(report: Report) -> Plan:
    """The plan that led to `report`."""
    return Plan(
        checks={
            result.claim.id: tuple(
                PlannedCheck(tag=check.tag, source=check.source, candidates=check.candidates, searches=check.searches)
                for check in result.checks
            )
            for result in report.results
            if result.checks
        }
    )


def _add_listed(planned: dict[str, PlannedCheck], url: str) -> None:
    """Put an address listed for the claim beside the cited source of its domain, or into a check of its own."""
    source = resolve_label(host_of(url) or url)
    home = next((key for key, check in planned.items() if check.source.domain == source.domain), source.key)
    check = planned.get(home, PlannedCheck(tag=None, source=source, candidates=()))
    listed = Candidate(url=url, found_by="listed", rank=1, reason="listed for this sentence")
    planned[home] = _with_candidates(check, (listed,))


def _with_candidates(check: PlannedCheck, candidates: Iterable[Candidate]) -> PlannedCheck:
    """The check with the candidates for pages that it does not have yet, ranked behind its own."""
    found = {canonical_url(candidate.url): candidate for candidate in check.candidates}
    for candidate in candidates:
        found.setdefault(canonical_url(candidate.url), replace(candidate, rank=len(found) + 1))
    return replace(check, candidates=tuple(found.values()))
