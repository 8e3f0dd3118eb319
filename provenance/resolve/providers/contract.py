"""What a provider is asked, what it is given, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from provenance.config import Settings
from provenance.model import Wanted

if TYPE_CHECKING:
    from datetime import date

    from provenance.model import Candidate, Capture, Claim, Missed, Resolution, Secret, Source
    from provenance.resolve.source_list import SourceList


class Reach(StrEnum):
    """How far a provider goes.

    `given`: nowhere, it has what the user or the mark named. `site`: to the cited site alone. `service`: to somebody
    else, who learns of the site and may learn words of the claim.
    """

    GIVEN = "given"
    SITE = "site"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A page is looked for: on which source, for which claim, of an article of which date.

    `resolution` is that of the tag that names the source; none for an address listed for the claim itself, and for a
    search by hand. `context` are words around the claim that may name what it speaks of: the title, earlier sentences.
    """

    claim: Claim
    source: Source
    resolution: Resolution | None
    published: date | None
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a provider found: its candidates, best first, and how many entries it compared with the claim.

    `stopped` says in a sentence without a full stop why it found no more: `robots.txt names no sitemap`. Empty when
    there is nothing to say. `final` says that nobody else will know better, as after a wiki's own search: the
    providers behind it are not asked. `covers` says that what it looked at is the site's own list of all pages of the
    days in question: those who only list pages, too, are not asked.
    """

    candidates: tuple[Candidate, ...] = ()
    looked_at: int = 0
    stopped: str = ""
    final: bool = False
    covers: bool = False


class Fetch(Protocol):
    """The project's own fetcher as a provider sees it: guarded, paced, within the budget, kept in the store."""

    def __call__(self, url: str, *, wanted: Wanted = Wanted.LISTING, secret: Secret | None = None) -> Capture | Missed:
        """What is at `url`, or why it could not be read; raises nothing for what a site or network does."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderContext:
    """What a provider may use: the pages the user named, the project's own fetcher, the settings, the present day.

    `halted` is set when the run is stopped; the fetcher then answers at once, and who waits for anything else looks
    at it.

    A provider is made anew for each source of a run, and is asked by one thread at a time: what it keeps between two
    queries (a sitemap, an index) needs no lock.
    """

    sources: SourceList
    fetch: Fetch
    settings: Settings = field(default_factory=Settings)
    today: date | None = None
    halted: Event = field(default_factory=Event)


@runtime_checkable
class Provider(Protocol):
    """A way to find pages. `name` appears in the report as `found_by`."""

    name: str
    reach: Reach

    def find_pages(self, query: Query) -> Found:
        """What it knows for the query; the `rank` of a candidate is set anew by `find_candidates`."""
        ...
