"""The pages behind every source: searched for where nobody named them, and read until one decides.

Sites are worked on side by side, the checks of one site after each other, so that a site is asked one thing at a time
and no site waits for another. What a check needs depends on its own site alone: the order in which sites finish
changes nothing in the report.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Event
from typing import TYPE_CHECKING, TypeAlias

from provenance.model import SURE, Page, Search, Verdict
from provenance.pipeline.judgement import find_astray
from provenance.pipeline.plan import Plan
from provenance.resolve import Ledger, ProviderContext, Query, find_candidates, make_providers
from provenance.urls.domains import site_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from queue import SimpleQueue

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.model import Article, Candidate, Capture, Claim, Missed, Resolution
    from provenance.pipeline.evidence import Progress
    from provenance.pipeline.matcher import Matcher
    from provenance.pipeline.plan import PlannedCheck
    from provenance.pipeline.reader import Reader
    from provenance.resolve import Provider, SourceList


MOST_NEIGHBOURS = 30
"""Pages of other sentences that one is held against, those of the nearest first: a long draft with one source has
hundreds, and each costs a hundredth of a second and more."""

NEIGHBOUR = "already read"
"""What found a page that was read for another sentence with the same source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One planned check, its claim, and its place among the checks of that claim."""

    claim: Claim
    place: int
    check: PlannedCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyor:
    """Works on the checks of one site after the other, until `halted` is set.

    `providers` of each site are made anew and share its `Ledger`, so that what one claim has asked serves the next.
    """

    article: Article
    resolutions: tuple[Resolution, ...]
    sources: SourceList
    reader: Reader
    matcher: Matcher
    settings: Settings
    clock: Clock
    halted: Event = field(default_factory=Event)

    def work_on(self, jobs: tuple[Job, ...], *, on_done: Callable[[Job], None]) -> None:
        """Tell `on_done` of every job as soon as its pages are read, with its candidates and searches in it.

        A job that a page read later on bears out, for another sentence with the same source, is told of again.
        """
        ledger = make_ledger(self.reader, settings=self.settings, clock=self.clock)
        providers = make_site_providers(
            ledger, sources=self.sources, settings=self.settings, clock=self.clock, halted=self.halted
        )
        finished: list[Job] = []
        for job in jobs:
            if self.halted.is_set():
                return
            finished.append(self._finish(job, finished, providers=providers, ledger=ledger))
            on_done(finished[-1])
        for use in (self._use_neighbours, self._use_page_of_mark):
            for place, job in enumerate(finished):
                again = use(job, finished)
                if again is not None:
                    finished[place] = again
                    on_done(again)

    def _finish(self, job: Job, earlier: list[Job], *, providers: tuple[Provider, ...], ledger: Ledger) -> Job:
        check = job.check
        if check.candidates:
            for candidate in check.candidates:
                self.reader.read(candidate.url)
            return job
        known = self._use_neighbours(job, earlier)
        if known is not None:
            return known
        found = find_candidates(
            self._query(job), providers=providers, most=self.settings.pages_per_source, ledger=ledger
        )
        check = replace(check, candidates=found.candidates, searches=found.searches)
        self._read_until_decided(job.claim, check)
        return replace(job, check=check)

    def _use_neighbours(self, job: Job, others: list[Job]) -> Job | None:
        """The job with a page that was read for another sentence with its source and bears this one out, too.

        None when it is borne out already, or by none of them. Nobody is asked for anything: the pages are at hand.
        """
        if self.settings.search == () or Verdict.SUPPORTED in self._verdicts(job):
            return None
        near = sorted(others, key=lambda other: abs(other.claim.sentence - job.claim.sentence))
        pages = self._read_of(other for other in near if other.check.source == job.check.source)[:MOST_NEIGHBOURS]
        found = next((page for page in pages if self._bears_out(job, page)), None)
        return _take_over(job, found, pages) if found else None

    def _bears_out(self, job: Job, candidate: Candidate) -> bool:
        page = self.reader.recall(candidate.url)[1]
        near = isinstance(page, Page) and self.matcher.shares_words(job.claim, page)
        return near and self._verdict(job, candidate) is Verdict.SUPPORTED

    def _use_page_of_mark(self, job: Job, others: list[Job]) -> Job | None:
        """The job with the page that bears out another sentence of its mark, if that has a part of it or denies it.

        One mark often closes several sentences out of one page, of which the headline tells the first. The silence of
        that page means nothing: the mark may hide others.
        """
        if self.settings.search == () or self._verdicts(job) & {Verdict.SUPPORTED, Verdict.PARTIAL}:
            return None
        meant = [
            page
            for other in others
            if (other.check.source, other.check.tag) == (job.check.source, job.check.tag) and other is not job
            for page in other.check.candidates
            if self._verdict(other, page) is Verdict.SUPPORTED
        ]
        found = [page for page in meant if self._verdict(job, page) in {Verdict.PARTIAL, Verdict.CONTRADICTED}]
        return _take_over(job, found[0], meant) if found else None

    def _read_of(self, jobs: Iterable[Job]) -> list[Candidate]:
        """The pages that were read for the jobs, each once."""
        pages: dict[str, Candidate] = {}
        for page in (page for job in jobs for page in job.check.candidates):
            pages.setdefault(page.url, page)
        return [page for page in pages.values() if self.reader.recall(page.url)[0] is not None]

    def _verdicts(self, job: Job) -> set[Verdict | None]:
        return {self._verdict(job, candidate) for candidate in job.check.candidates}

    def _verdict(self, job: Job, candidate: Candidate) -> Verdict | None:
        """What a page that was read says of the claim; none for one that was not, or that is none of the source's."""
        capture, page = self.reader.recall(candidate.url)
        if capture is None or not isinstance(page, Page) or find_astray(capture, source=job.check.source) is not None:
            return None
        return self.matcher.match(job.claim, page).verdict

    def _query(self, job: Job) -> Query:
        tag = job.check.tag
        return Query(
            claim=job.claim,
            source=job.check.source,
            resolution=None if tag is None else self.resolutions[tag],
            published=self.article.published,
            context=self.matcher.surroundings(job.claim),
        )

    def _read_until_decided(self, claim: Claim, check: PlannedCheck) -> None:
        """Read the candidates in their order until one bears the claim out, or as many are read as the settings say.

        A page that contradicts does not end it: a page found by searching may be that of another day, and the next one
        may be the page that was meant.
        """
        read = 0
        for candidate in check.candidates:
            if read >= self.settings.pages_per_search:
                return
            capture, page = self.reader.read(candidate.url)
            if isinstance(page, Page) and find_astray(capture, source=check.source) is None:
                read += 1
                if self.matcher.match(claim, page).verdict is Verdict.SUPPORTED:
                    return


def _take_over(job: Job, page: Candidate, pages: list[Candidate]) -> Job:
    """The job with `page` in front of its own candidates; `pages` are those that were at hand."""
    first = replace(page, found_by=NEIGHBOUR, rank=1, reason="it was read for another sentence", score=SURE)
    search = Search(provider=NEIGHBOUR, asked=(), looked_at=len({each.url for each in pages}), found=1)
    others = (each for each in job.check.candidates if each.url != page.url)
    candidates = (first, *(replace(each, rank=rank) for rank, each in enumerate(others, start=2)))
    return replace(job, check=replace(job.check, candidates=candidates, searches=(search, *job.check.searches)))


def make_ledger(reader: Reader, *, settings: Settings, clock: Clock) -> Ledger:
    """The budget of the search on one site."""
    return Ledger(reader.ask, clock=clock, most_requests=settings.search_requests, most_seconds=settings.search_seconds)


def make_site_providers(
    ledger: Ledger, *, sources: SourceList, settings: Settings, clock: Clock, halted: Event
) -> tuple[Provider, ...]:
    """The providers of one site, which ask through its ledger."""
    today = clock.now().date()
    return make_providers(
        ProviderContext(sources=sources, fetch=ledger.fetch, settings=settings, today=today, halted=halted)
    )


Events: TypeAlias = "SimpleQueue[Job | Capture | Missed | Future[None]]"
"""Jobs that are done, answers that came, and the work on sites that ended, in the order in which they happened."""


def survey_sites(
    plan: Plan,
    *,
    surveyor: Surveyor,
    workers: int,
    events: Events,
    stop: Callable[[], None],
    on_progress: Progress | None,
) -> Plan:
    """The plan with the candidates that were found; the reader of `surveyor` then holds every page that was read.

    `events` is where the reader puts what came, too; `stop` ends everything that is under way: it is called when a
    worker fails or the run is interrupted, and then the exception goes on. What was read until then is in the store.
    """
    jobs = [
        Job(claim=claim, place=place, check=check)
        for claim in surveyor.article.claims
        for place, check in enumerate(plan.for_claim(claim))
    ]
    sites = _group_by_site(jobs)
    finished: dict[tuple[str, int], PlannedCheck] = {}
    with ThreadPoolExecutor(max_workers=max(1, min(workers, len(sites))), thread_name_prefix="site") as pool:
        futures = [pool.submit(surveyor.work_on, site, on_done=events.put) for site in sites]
        for future in futures:
            future.add_done_callback(events.put)
        try:
            _watch(events, sites=len(sites), jobs=len(jobs), finished=finished, on_progress=on_progress)
        except BaseException:
            surveyor.halted.set()
            stop()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return Plan(
        checks={
            claim_id: tuple(finished[claim_id, place] for place in range(len(checks)))
            for claim_id, checks in plan.checks.items()
        }
    )


def _watch(
    events: Events,
    *,
    sites: int,
    jobs: int,
    finished: dict[tuple[str, int], PlannedCheck],
    on_progress: Progress | None,
) -> None:
    last: Capture | Missed | None = None
    while sites:
        event = events.get()
        match event:
            case Future():
                event.result()  # raises what the worker raised
                sites -= 1
            case Job():
                finished[event.claim.id, event.place] = event.check
            case _:
                last = event
        if on_progress is not None and last is not None and not isinstance(event, Future):
            on_progress(len(finished), jobs, last)


def _group_by_site(jobs: list[Job]) -> list[tuple[Job, ...]]:
    """The jobs of each site together, the site with the most first, since it takes longest."""
    sites: dict[str, list[Job]] = {}
    for job in jobs:
        sites.setdefault(_site_of(job.check), []).append(job)
    return sorted((tuple(site) for site in sites.values()), key=len, reverse=True)


def _site_of(check: PlannedCheck) -> str:
    source = check.source
    return source.domain or site_domain(source.host or "") or source.label
