"""Addresses of a site that the Internet Archive captured in the days of the article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.model import Missed, Wanted
from provenance.resolve.answers import address_of, asked_domain, asked_window, own_entries, written_day
from provenance.resolve.cdx import INDEX, MOST_ROWS, read_captures
from provenance.resolve.entries import Entry
from provenance.resolve.providers.contract import Found, Reach
from provenance.resolve.ranking import EntryIndex

if TYPE_CHECKING:
    from provenance.model import Source
    from provenance.resolve.providers.contract import ProviderContext, Query
    from provenance.resolve.windows import Window

MOST_PARTS = 4
"""Parts of a list that are asked for, 20,000 addresses; the archive wants 2.5 seconds between two requests."""


class WaybackProvider:
    """Lists what the archive holds of a domain, and compares it with the claim on this machine.

    The Internet Archive learns the domain and the days, and no word of the claim. The list is asked for once for all
    claims of a source. That the archive has no capture says nothing: some publishers keep it out.
    """

    name = "wayback"
    reach = Reach.SERVICE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch
        self._lists: dict[tuple[str, Window], tuple[EntryIndex, str]] = {}

    def find_pages(self, query: Query) -> Found:
        """The addresses captured in the window whose words fit the claim; the date of a page itself is not known."""
        window = asked_window(query)
        if window is None:
            return Found(stopped="the article's date is not known, and the archive's list of all years is too long")
        key = (asked_domain(query.source), window)
        if key not in self._lists:
            self._lists[key] = self._list(query.source, window)
        index, stopped = self._lists[key]
        ranked = index.rank(query, found_by=self.name)
        candidates = tuple(replace(each, reason=f"archived in those days; {each.reason}") for each in ranked)
        return Found(candidates=candidates, looked_at=len(index), stopped=stopped)

    def _list(self, source: Source, window: Window) -> tuple[EntryIndex, str]:
        """The addresses that the archive lists, and why there are no more."""
        found: list[Entry] = []
        resume_key = ""
        stopped = f"the archive's list is longer than the {MOST_PARTS * MOST_ROWS:,} addresses that are looked at"
        for _ in range(MOST_PARTS):
            outcome = self._fetch(_address(asked_domain(source), window, resume_key), wanted=Wanted.SERVICE)
            if isinstance(outcome, Missed):
                stopped = f"the archive gave no {'more' if found else 'list'}: {outcome.detail}"
                break
            part = read_captures(outcome.body)
            if part is None:
                stopped = "the archive's answer could not be read"
                break
            found += [Entry(url=captured.original) for captured in part.captures]
            if not part.resume_key or part.resume_key == resume_key:
                stopped = "" if found else "the archive lists no page of those days"
                break
            resume_key = part.resume_key
        index = EntryIndex()
        index.add(own_entries(found, source))
        return index, stopped


def _address(domain: str, window: Window, resume_key: str) -> str:
    parameters: dict[str, str | int] = {
        "url": domain,
        "matchType": "domain",
        "from": written_day(window.start),
        "to": written_day(window.end),
        "collapse": "urlkey",
        "fl": "original,timestamp",
        "output": "json",
        "limit": MOST_ROWS,
        "showResumeKey": "true",
    }
    # `filter` stands twice, once for each condition.
    address = address_of(INDEX, parameters) + "&filter=statuscode:200&filter=mimetype:text/html"
    return address_of(address, {"resumeKey": resume_key}) if resume_key else address
