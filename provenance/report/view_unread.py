"""What could not be read and what an editor can do about it: gathered once for the whole report, source by source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.report.remedies import Step, view_guide, view_step
from provenance.report.view_search import no_page_words, sum_up_searches
from provenance.report.view_sources import source_name, view_misses
from provenance.report.wording import count_words

if TYPE_CHECKING:
    from provenance.model.judgements import SourceCheck
    from provenance.model.report import Report
    from provenance.report.remedies import GuideView, StepView
    from provenance.report.view import MissView
    from provenance.report.view_search import SearchView

    NumberedChecks = list[tuple[int, SourceCheck]]

MOST_PAGES = 5
"""Pages of one source shown for one reason; the others stand at their claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadPageView:
    """A page that was not read: its headline or address."""

    title: str
    url: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """Why pages of a source were not read, the first of them, and how many more there are."""

    why: str
    pages: tuple[UnreadPageView, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadView:
    """A source with something that was not read: why, what can be done, how it was looked for, for which claims.

    `key` tells it from other sources, as that of `SourceView` does, and is not shown. `read` says whether another
    page of it was read for some claim.
    """

    key: str
    name: str
    read: bool
    reasons: tuple[ReasonView, ...]
    steps: tuple[StepView, ...]
    searches: tuple[SearchView, ...]
    claims: tuple[int, ...]

    @property
    def advice(self) -> str:
        """What can be done, as a sentence."""
        offered = ", or ".join(step.text for step in self.steps)
        return f"{offered[:1].upper()}{offered[1:]}" if offered else ""

    @property
    def others(self) -> str:
        """That other pages of the source were read, if they were."""
        return "other pages of it were read" if self.read else ""

    @property
    def searched(self) -> str:
        """How its pages were looked for, on one line, without those that had nothing to ask."""
        active = [search for search in self.searches if search.active] or self.searches
        return " · ".join(search.line for search in active)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSection:
    """Every source with something that was not read, in the order of its first claim, and the steps explained once."""

    sources: tuple[UnreadView, ...]
    guide: tuple[GuideView, ...]

    @property
    def count(self) -> str:
        """How many there are, and how many of which no page at all was read: `9 sources, 4 of them not at all`."""
        unread = sum(not source.read for source in self.sources)
        parted = f", {unread} of them not at all" if 0 < unread < len(self.sources) else ""
        return f"{count_words(len(self.sources), 'source')}{parted}"


def view_unread(report: Report) -> UnreadSection:
    """The section over all claims; empty when everything was read."""
    checks: dict[str, NumberedChecks] = {}
    for number, result in enumerate(report.results, start=1):
        for check in result.checks:
            checks.setdefault(check.source.key, []).append((number, check))
    missing = [(found, _misses_of(found)) for found in checks.values()]
    steps = {step for _, misses in missing for _, miss in misses for step in miss.steps}
    return UnreadSection(
        sources=tuple(_unread_source(found, misses) for found, misses in missing if misses),
        guide=view_guide(steps),
    )


def _misses_of(found: NumberedChecks) -> tuple[tuple[int, MissView], ...]:
    return tuple((number, miss) for number, check in found for miss in view_misses(check))


def _unread_source(found: NumberedChecks, misses: tuple[tuple[int, MissView], ...]) -> UnreadView:
    source = found[0][1].source
    steps = {step for _, miss in misses for step in miss.steps}
    numbers = {number for number, _ in misses}
    return UnreadView(
        key=source.key,
        name=source_name(source),
        read=any(check.assessments for _, check in found),
        reasons=_reasons(found, misses),
        steps=tuple(view_step(step, source=source) for step in Step if step in steps),
        searches=sum_up_searches(search for number, check in found if number in numbers for search in check.searches),
        claims=tuple(sorted(numbers)),
    )


def _reasons(found: NumberedChecks, misses: tuple[tuple[int, MissView], ...]) -> tuple[ReasonView, ...]:
    """Each reason once with its pages; searches that found nothing are one reason, however many each looked at."""
    nowhere = [check for _, check in found if check.searches and not check.candidates]
    of_nowhere = {no_page_words(check.source, check.searches) for check in nowhere}
    widest = max(nowhere, key=lambda check: check.looked_at, default=None)
    joined = no_page_words(widest.source, widest.searches) if widest is not None else ""
    pages: dict[str, dict[str, UnreadPageView]] = {}
    for _, miss in misses:
        why = joined if not miss.url and miss.why in of_nowhere else miss.why
        own = pages.setdefault(why, {})
        if miss.url:
            own.setdefault(miss.url, UnreadPageView(title=miss.title, url=miss.url, link=miss.link))
    return tuple(
        ReasonView(why=why, pages=tuple(own.values())[:MOST_PAGES], more=max(0, len(own) - MOST_PAGES))
        for why, own in pages.items()
    )
