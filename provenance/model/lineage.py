"""Where the pages of a report come from: which of them are one source, and what else their dates and words tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.spans import Quote


class TieKind(StrEnum):
    """Why two pages count as one source.

    `publisher`: one publisher or site. `original`: one names the other's site, or both one third, as where its text
    comes from. `credit`: one agency is credited with both. `same_text`: one text under two names.
    """

    PUBLISHER = "publisher"
    ORIGINAL = "original"
    CREDIT = "credit"
    SAME_TEXT = "same_text"


class PageNoticeKind(StrEnum):
    """What is remarkable about a page beside what it says of a claim."""

    BEFORE_EVENT = "before_event"
    AFTER_ARTICLE = "after_article"
    CHANGED_AFTER_ARTICLE = "changed_after_article"
    CITES_ARTICLE = "cites_article"
    SHARES_ARTICLE_TEXT = "shares_article_text"
    CITE_EACH_OTHER = "cite_each_other"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedPage:
    """A page as it was traced: the sha256 of its capture, its address, and who publishes it."""

    page: str
    url: str
    name: str

    @property
    def publisher(self) -> str:
        """What tells its publisher from others: the name, or of a page without an address its digest."""
        return self.name if self.url else self.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What makes the page at `first` and the one at `second`, two addresses, one source.

    `reason` is a sentence. `quote` are words of the first page that show it, where words do.
    """

    kind: TieKind
    first: str
    second: str
    reason: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageGroup:
    """Pages that count as one source, in the order in which they were cited, with the ties that joined them."""

    pages: tuple[TracedPage, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Whose pages they are, each name once."""
        return tuple(dict.fromkeys(page.name for page in self.pages))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotice:
    """A remark on the page with the digest `page`, read at `url`: a sentence, and the words that it rests on.

    `quote` is of the page, or of the claim with the id `claim` where the remark sets the page beside that claim.
    """

    kind: PageNoticeKind
    page: str
    url: str
    message: str
    quote: Quote | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Which of the pages read are independent, and what is remarkable about them.

    `article_url` is where the article stands that the pages were read for, if it was known.
    """

    groups: tuple[LineageGroup, ...] = ()
    notices: tuple[PageNotice, ...] = ()
    article_url: str | None = None

    @property
    def sources(self) -> int:
        """Under how many names the pages stand; a page without an address stands for itself."""
        return len({page.publisher for group in self.groups for page in group.pages})

    @property
    def independent(self) -> int:
        """How many of them are independent of each other; texts of two agencies under one name are one at most."""
        return min(len(self.groups), self.sources)
