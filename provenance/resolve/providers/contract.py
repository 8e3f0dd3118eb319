"""What a provider is asked, what it is given, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from provenance.model import Candidate, Capture, Claim, Missed, Resolution, Source
    from provenance.resolve.source_list import SourceList


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A page is looked for: on which source, for which claim, of an article of which date.

    `resolution` is that of the tag that names the source; none for an address listed for the claim itself.
    """

    claim: Claim
    source: Source
    resolution: Resolution | None
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderContext:
    """What a provider may use: the pages the user named, and the project's own fetcher (guarded, paced, recorded)."""

    sources: SourceList
    fetch_page: Callable[[str], Capture | Missed]


@runtime_checkable
class Provider(Protocol):
    """A way to find pages. `name` appears in the report as `found_by`."""

    name: str

    def find_pages(self, query: Query) -> tuple[Candidate, ...]:
        """The candidates it knows for the query, best first; their `rank` is set anew by `find_candidates`."""
        ...
