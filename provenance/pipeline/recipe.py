"""The line of stages, as a numbered recipe and nothing else."""

from __future__ import annotations

from contextlib import ExitStack
from queue import SimpleQueue
from typing import TYPE_CHECKING

from provenance.clock import SystemClock
from provenance.config import Settings
from provenance.errors import SettingsError
from provenance.fetch import Client, embargo_of
from provenance.parse import parse_article
from provenance.pipeline.evidence import Network, Shelf
from provenance.pipeline.judgement import make_report
from provenance.pipeline.matcher import Matcher
from provenance.pipeline.models import open_models, recall_models
from provenance.pipeline.plan import make_named_providers, plan_again, plan_checks
from provenance.pipeline.reader import Reader
from provenance.pipeline.survey import Surveyor, survey_sites
from provenance.resolve import SourceList, check_search, resolve_tags

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from provenance.clock import Clock
    from provenance.model import Notice, Report
    from provenance.pipeline.evidence import Keeper, Outcomes, Progress
    from provenance.pipeline.survey import Events
    from provenance.store import Store


def verify_article(
    text: str,
    *,
    format: str = "text",  # noqa: A002 - the word of the interface
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    sources: SourceList | None = None,
    settings: Settings | None = None,
    store: Store | None = None,
    client: Client | None = None,
    network: Network = Network.LIVE,
    clock: Clock | None = None,
    notices: tuple[Notice, ...] = (),
    on_progress: Progress | None = None,
    on_asked: Callable[[int], None] | None = None,
) -> Report:
    """The report on a draft: each claim with what its sources say.

    `format` is a name of the readers' table. `published` is the draft's date, the base of dates without a year;
    `url` is where it stands, so that pages which cite it are noticed.
    `store` keeps what is read; without one it is gone after the run. `client` reads pages; one that is given is not
    closed. `notices` come from reading the draft and stand first. A page that cannot be read is part of the report, not
    an exception. Raises `InputError` for an unknown format and `PluginError` for a broken extension.
    """
    settings, sources, clock = settings or Settings(), sources or SourceList(), clock or SystemClock()
    with ExitStack() as stack:
        # (0) who is asked, so that a wrong name is told before anything is read
        check_search(settings.search)
        if client is not None and settings.embargo and client.embargo != embargo_of(settings):
            raise SettingsError("The client is not under the embargo of the settings.", "Make it from these settings.")
        models = stack.enter_context(open_models(settings, network=network, clock=clock, on_asked=on_asked))
        # (1) the draft to sentences, tags and claims
        article = parse_article(text, format=format, title=title, published=published)
        # (2) tags to sources, and the pages that the mark or the user named for them
        resolutions = resolve_tags(article)
        named = make_named_providers(sources, settings=settings)
        most = settings.pages_per_source
        plan = plan_checks(article, resolutions, sources=sources, providers=named, most=most)
        about_sources = (
            *sources.unused(plan.sources, article.claims),
            *sources.left_out(plan.sources, most=most),
        )
        # (3) the other pages are searched for; addresses to captures, captures to pages
        client = client or stack.enter_context(Client(settings, clock=clock))
        shelf = Shelf(store=store, settings=settings, clock=clock, network=network)
        events: Events = SimpleQueue()
        reader = Reader(
            shelf=shelf,
            client=client,
            settings=settings,
            attached={attachment.capture.url: attachment.capture for attachment in sources.attachments},
            published=article.published,
            on_outcome=events.put,
        )
        matcher = Matcher(article, models=models)
        surveyor = Surveyor(
            article=article,
            resolutions=resolutions,
            sources=sources,
            reader=reader,
            matcher=matcher,
            settings=settings,
            clock=clock,
        )
        plan = survey_sites(
            plan, surveyor=surveyor, workers=settings.workers, events=events, stop=client.stop, on_progress=on_progress
        )
        # (4) claims against pages, (5) the report
        return make_report(
            article,
            resolutions,
            plan=plan,
            captures=reader.captures,
            pages=reader.pages,
            hosts=client.hosts,
            notices=(*notices, *article.notices, *client.embargo.notices, *about_sources, *shelf.notices),
            made_at=clock.now(),
            models=models,
            matcher=matcher,
            article_url=url,
        )


def replay_report(
    report: Report, *, store: Keeper, clock: Clock | None = None, settings: Settings | None = None
) -> Report:
    """The report made again from the captures it was made from, without a network; a judge's opinions are recalled.

    It equals `report` but for `made_at` as long as the software, its tables and the entailer that `settings` name are
    the same. A capture that the store no longer holds, or holds with other bytes, is `Missed` as unrecorded.
    """
    settings, clock = settings or Settings(), clock or SystemClock()
    shelf = Shelf(store=store, settings=settings, clock=clock, network=Network.OFF)
    # (1) the draft, read again
    old = report.article
    article = parse_article(old.text, format=old.format, title=old.title, published=old.published)
    models = recall_models(report, settings)
    # (2) the pages looked for then
    plan = plan_again(report)
    # (3) their captures by digest, and the misses of then
    captures: Outcomes = {missed.url: missed for result in report.results for missed in result.misses}
    captures |= {page.url: shelf.recall(page) for page in report.pages}
    # (4) captures to pages, (5) claims against pages, (6) the report
    return make_report(
        article,
        resolve_tags(article),
        plan=plan,
        captures=captures,
        pages=shelf.read_anew(captures),
        hosts=report.hosts,
        notices=report.notices,
        made_at=clock.now(),
        article_url=report.lineage.article_url,
        models=models,
        matcher=Matcher(article, models=models),
    )
