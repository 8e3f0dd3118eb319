"""Which pages to read for which claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.model import Candidate
from provenance.resolve import Query, find_candidates, resolve_label
from provenance.urls.canonical import canonical_url
from provenance.urls.domains import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model import Article, Claim, Report, Resolution, Source
    from provenance.resolve import Provider, SourceList


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCheck:
    """One source of one claim and the pages to read for it; becomes a `SourceCheck`."""

    tag: int | None
    source: Source
    candidates: tuple[Candidate, ...]


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


def plan_checks(
    article: Article,
    resolutions: tuple[Resolution, ...],
    *,
    sources: SourceList,
    providers: tuple[Provider, ...],
    most: int,
) -> Plan:
    """For every claim the sources its tags name with up to `most` pages each, then the pages listed for the claim."""
    checks: dict[str, tuple[PlannedCheck, ...]] = {}
    for claim in article.claims:
        queries = [
            (tag, Query(claim=claim, source=source, resolution=resolutions[tag], published=article.published))
            for tag in (*claim.tags, *claim.covered_by)
            for source in resolutions[tag].sources
        ]
        planned: dict[str, PlannedCheck] = {}
        for tag, query in queries:
            found = find_candidates(query, providers=providers, most=most).candidates
            check = planned.get(_key(query.source), PlannedCheck(tag=tag, source=query.source, candidates=()))
            planned[_key(query.source)] = _with_candidates(check, found)
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
                PlannedCheck(tag=check.tag, source=check.source, candidates=check.candidates) for check in result.checks
            )
            for result in report.results
            if result.checks
        }
    )


def _key(source: Source) -> str:
    return source.host or source.label


def _add_listed(planned: dict[str, PlannedCheck], url: str) -> None:
    """Put an address listed for the claim beside the cited source of its domain, or into a check of its own."""
    source = resolve_label(host_of(url) or url)
    home = next((key for key, check in planned.items() if check.source.domain == source.domain), _key(source))
    check = planned.get(home, PlannedCheck(tag=None, source=source, candidates=()))
    listed = Candidate(url=url, found_by="listed", rank=1, reason="listed for this sentence")
    planned[home] = _with_candidates(check, (listed,))


def _with_candidates(check: PlannedCheck, candidates: Iterable[Candidate]) -> PlannedCheck:
    """The check with the candidates for pages that it does not have yet, ranked behind its own."""
    found = {canonical_url(candidate.url): candidate for candidate in check.candidates}
    for candidate in candidates:
        found.setdefault(canonical_url(candidate.url), replace(candidate, rank=len(found) + 1))
    return replace(check, candidates=tuple(found.values()))
