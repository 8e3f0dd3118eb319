"""How pages were looked for and found, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.captures import Access
from provenance.report.clean import clean_line
from provenance.report.fragments import followable_url
from provenance.report.wording import ACCESSES, FOUND_BY_SEARCH, count_words, day_words, with_detail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model.judgements import SourceCheck
    from provenance.model.sources import Asked, Candidate, Search, Source

ANSWERED = frozenset((Access.OK, Access.NOT_FOUND))
"""What an address that was asked on a search can say for itself; all else means that nobody answered."""

OUT_OF_REACH = frozenset((Access.UNREACHABLE, Access.TIMED_OUT))
"""What became of an address where the fault may be this machine's own connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """A page that was found: its headline or address, how it was found, and whether the article names it."""

    title: str
    url: str
    link: str | None
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """An address that was asked on the search, and what became of it."""

    url: str
    link: str | None
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """What one provider did: in a line, and address by address; `active` unless it neither asked nor looked."""

    provider: str
    did: str
    active: bool
    asked: tuple[AskedView, ...] = ()

    @property
    def line(self) -> str:
        """The provider and what it did."""
        return f"{self.provider}: {self.did}" if self.did else self.provider


def is_searched(candidate: Candidate, check: SourceCheck) -> bool:
    """Whether the page was found by a search, so that neither the article nor the user names it."""
    return any(search.provider == candidate.found_by for search in check.searches)


def view_candidate(candidate: Candidate, check: SourceCheck) -> CandidateView:
    """The candidate with all that its finder knows of it."""
    reason = clean_line(candidate.reason)
    return CandidateView(
        title=clean_line(candidate.title) or clean_line(candidate.url),
        url=clean_line(candidate.url),
        link=followable_url(candidate.url),
        found=", ".join(_trail(candidate)) if is_searched(candidate, check) else reason,
    )


def found_words(candidate: Candidate, *, searched: bool, title: str) -> str:
    """How a page that was read was found and why; with its headline, too, where that differs from the page's `title`.

    Of a page that somebody named, that is the whole reason; one that was found by searching says so first.
    """
    if not searched:
        return clean_line(candidate.reason)
    headline = clean_line(candidate.title)
    listed_as = (f"listed as “{headline}”",) if headline and headline != title else ()
    return f"{FOUND_BY_SEARCH} ({', '.join((*_trail(candidate), *listed_as))})"


def _trail(candidate: Candidate) -> tuple[str, ...]:
    """Who found the page and why, its day if that is known and the reason does not say it, its score."""
    by, reason = clean_line(candidate.found_by), clean_line(candidate.reason)
    day = day_words(candidate.published) if candidate.published else ""
    told = () if not day or day in reason else (day,)
    return (f"{by}: {reason}" if reason else by, *told, f"score {candidate.score:.0f} of 100")


def view_searches(searches: Iterable[Search]) -> tuple[SearchView, ...]:
    """What every provider did, in the order in which they were asked."""
    return tuple(
        SearchView(
            provider=clean_line(search.provider),
            did=_did((search,)),
            active=_is_active(search),
            asked=tuple(_view_asked(asked) for asked in search.asked),
        )
        for search in searches
    )


def sum_up_searches(searches: Iterable[Search]) -> tuple[SearchView, ...]:
    """The same for several claims, a provider once: the entries that they share are counted once."""
    by_provider: dict[str, list[Search]] = {}
    for search in searches:
        by_provider.setdefault(search.provider, []).append(search)
    return tuple(
        SearchView(provider=clean_line(provider), did=_did(tuple(own)), active=any(map(_is_active, own)))
        for provider, own in by_provider.items()
    )


def _is_active(search: Search) -> bool:
    return bool(search.asked or search.looked_at)


def _did(searches: tuple[Search, ...]) -> str:
    """What a provider did for one claim or for several; the entries that several claims share are counted once."""
    every = [asked for search in searches for asked in search.asked]
    asked = sum(one.access is not Access.UNRECORDED for one in every)
    if every and not asked:
        return f"not asked: {clean_line(every[0].detail).removeprefix('not asked: ')}"
    looked_at = max(search.looked_at for search in searches)
    parts = (
        count_words(asked, "request") if asked else "",
        f"{looked_at:,} looked at" if looked_at else "",
        f"{max(search.found for search in searches):,} found" if asked or looked_at else "",
    )
    stopped = dict.fromkeys(clean_line(search.stopped).rstrip(".") for search in searches if search.stopped)
    first, *others = tuple(stopped) or ("",)
    more = f" (and {count_words(len(others), 'other reason')})" if others else ""
    return "; ".join(filter(None, (", ".join(filter(None, parts)), f"{first}{more}")))


def _view_asked(asked: Asked) -> AskedView:
    became = "answered" if asked.access is Access.OK else with_detail(ACCESSES[asked.access], detail=asked.detail)
    return AskedView(url=clean_line(asked.url), link=followable_url(asked.url), became=clean_line(became))


def nobody_answered(searches: Iterable[Search]) -> bool:
    """Whether nothing could be asked at all: every address was refused or out of reach, and nothing was looked at."""
    every = tuple(searches)
    answers = (asked.access in ANSWERED for search in every for asked in search.asked)
    return not any(search.looked_at for search in every) and not any(answers)


def is_cut_off(searches: Iterable[Search]) -> bool:
    """Whether some were asked and none could be reached, so that it may be otherwise another time."""
    asked = {one.access for search in searches for one in search.asked} - {Access.UNRECORDED}
    return bool(asked) and asked <= OUT_OF_REACH


def no_page_words(source: Source, searches: Iterable[Search]) -> str:
    """Why a search has no page to show: `no page found on apnews.com among 1,240 looked at`."""
    every = tuple(searches)
    host = clean_line(source.host or source.label)
    looked_at = max((search.looked_at for search in every), default=0)
    asked = [one.access for search in every for one in search.asked]
    cases = (
        (looked_at, f"no page found on {host} among {looked_at:,} looked at"),
        (not every, f"nobody was asked for pages of {host}"),
        # an earlier sentence had asked, or there was nobody to ask
        (not asked, f"no page of {host} is known, and nobody was left to ask for one"),
        ({*asked} == {Access.UNRECORDED}, f"nobody could be asked for pages of {host}"),
        (nobody_answered(every), f"no page of {host} could be looked for: nobody that was asked answered"),
        ({*asked} - ANSWERED, f"no page found on {host}, but not everybody that was asked answered"),
    )
    return next((words for holds, words in cases if holds), f"no page found on {host}: nobody that was asked lists any")
