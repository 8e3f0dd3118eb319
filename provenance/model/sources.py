"""From a citation tag to the pages that may stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from provenance.model.captures import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one label of a tag names.

    `host` is kept as written where it matters (en.wikipedia.org); `domain` is the registered domain (wikipedia.org),
    and `domains` are all on which the same publisher is read, the main one first (bbc.com, bbc.co.uk). Host and
    domain are none when the label could not be understood; `problem` then says why. `note` says how a label was read
    that is not plainly a host or a known name.
    """

    label: str
    host: str | None
    domain: str | None
    domains: tuple[str, ...] = ()
    publisher: str | None = None
    note: str = ""
    problem: str = ""

    @property
    def name(self) -> str:
        """What the source is called: its publisher, else its host, else the label as it stands."""
        return self.publisher or self.host or self.label

    @property
    def key(self) -> str:
        """What tells it from others, whatever label it goes by: its host, else the label as it stands."""
        return self.host or self.label


SURE = 75.0
"""Score of a candidate from which on a page that was found by searching is taken for the one that was meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A page that a claim may have come from. `rank` is 1 for the first to read.

    `title` is the headline that the finder knows, `published` the day, `score` how well both fit the claim: 0 (not at
    all) to 100, and 0 for a page that was not searched for but named.
    """

    url: str
    found_by: str
    rank: int
    reason: str
    title: str = ""
    published: date | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An address that was asked on the search for pages, without keys, and what became of it."""

    url: str
    access: Access
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What one provider did to find pages: what it asked, how many it looked at and kept, why it stopped.

    `asked` is empty when an earlier claim had already asked; `looked_at` counts the entries it compared with the
    claim, whether this claim asked for them or an earlier one. `stopped` says in a sentence why it found no more.
    """

    provider: str
    asked: tuple[Asked, ...]
    looked_at: int
    found: int
    stopped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What one citation tag means: the sources it names, and how many it hides behind `+N`.

    The sources stand in the order of `CitationTag.in_order`, each once: the first is the chip's own page.
    """

    tag: int
    sources: tuple[Source, ...]
    hidden: int
    urls: tuple[str, ...] = ()
