"""The pages on one site that a text may have come from, without reading any: the search alone."""

from __future__ import annotations

import hashlib
from threading import Event
from typing import TYPE_CHECKING

from provenance.clock import SystemClock
from provenance.errors import InputError
from provenance.model import Claim, SourceCheck, Span
from provenance.pipeline.evidence import Network, Shelf
from provenance.pipeline.reader import Reader
from provenance.pipeline.survey import make_ledger, make_site_providers
from provenance.resolve import Query, SourceList, check_search, find_candidates, resolve_label

if TYPE_CHECKING:
    from datetime import date

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.fetch import Client
    from provenance.model import Capture, Missed
    from provenance.pipeline.evidence import Progress
    from provenance.store import Store


def find_sources(
    domain: str,
    *,
    about: str,
    published: date | None,
    settings: Settings,
    client: Client,
    store: Store | None = None,
    network: Network = Network.LIVE,
    clock: Clock | None = None,
    on_progress: Progress | None = None,
) -> SourceCheck:
    """The candidates on `domain` for what `about` says, ranked, and what every provider did; no page is read.

    `domain` is a domain or a publisher's name, `published` the day of the article. Raises `InputError` for a domain
    that names no site and for an empty text, `SettingsError` for an unknown provider in the setting `search`.
    """
    check_search(settings.search)
    source = resolve_label(domain.strip())
    if source.host is None:
        raise InputError(f"No site is known for {domain!r}: {source.problem}.", "Give a domain, as in apnews.com.")
    if not about.strip():
        raise InputError("There is nothing to look for.", "Give the words of the sentence.")
    clock = clock or SystemClock()

    def tell(outcome: Capture | Missed) -> None:
        if on_progress is not None:
            on_progress(0, 1, outcome)

    reader = Reader(
        shelf=Shelf(store=store, settings=settings, clock=clock, network=network),
        client=client,
        settings=settings,
        attached={},
        published=published,
        on_outcome=tell,
    )
    ledger = make_ledger(reader, settings=settings, clock=clock)
    providers = make_site_providers(ledger, sources=SourceList(), settings=settings, clock=clock, halted=Event())
    identity = hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()[:12]
    claim = Claim(id=identity, sentence=0, span=Span(start=0, end=len(about)), text=about)
    query = Query(claim=claim, source=source, resolution=None, published=published)
    found = find_candidates(query, providers=providers, most=settings.pages_per_source, ledger=ledger)
    return SourceCheck(
        tag=None,
        source=source,
        candidates=found.candidates,
        assessments=(),
        misses=(),
        searches=found.searches,
    )
