"""The draft as read: paragraphs, sentences, citation tags, claims."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from provenance.model.notices import Notice
from provenance.model.spans import Span

CAROUSEL = 3
"""Labels a chip shows at most: the source before its own page, that page, the one after."""


class ParagraphKind(StrEnum):
    """What a paragraph of the draft is; only prose, list items and block quotes hold sentences of the article."""

    PROSE = "prose"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    BLOCK_QUOTE = "block_quote"
    CODE = "code"
    BYLINE = "byline"
    REFERENCES = "references"
    FURNITURE = "furniture"


class Attachment(StrEnum):
    """How a claim is tied to citation tags.

    `cited`: a tag stands in or closes its own sentence. `covered`: only a tag at the end of its paragraph may be meant
    for it too. `uncited`: neither.
    """

    CITED = "cited"
    COVERED = "covered"
    UNCITED = "uncited"


class Certainty(StrEnum):
    """How sure it is where a mark begins and ends, and what its labels are.

    `certain`: its form tells (a link, a key, a chip in a text whose form of chips is decided). `likely`: its place or a
    known name tells (a bare domain at a sentence's end). `open`: another reading is as good, see `OtherReading`.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    OPEN = "open"


class StatesNothing(StrEnum):
    """Why a sentence holds nothing that a source could bear out.

    `announcement` is a sentence about the text itself ("Here is what we know:").
    """

    QUESTION = "question"
    OPINION = "opinion"
    ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationTag:
    """One citation mark: a chip, a link, a footnote reference.

    `labels` are domains or publishers' names in the order they stand; a label repeats when several pages of one site
    are meant. `more` is the chip's `+N`, none when the mark bears none. `urls` are those the mark itself carried.
    `keys` are what a mark names its sources by when the text alone cannot resolve it (`turn0search3`, `8†L115-L124`).
    """

    index: int
    span: Span
    raw: str
    style: str
    labels: tuple[str, ...]
    more: int | None = None
    urls: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN

    @property
    def sources(self) -> int:
        """How many sources stand behind the mark: N+1 for a chip with `+N`, else one a label or key."""
        return max(len(self.labels) + len(self.keys), 1 if self.more is None else self.more + 1)

    @property
    def hidden(self) -> int:
        """How many of them the mark does not name."""
        return self.sources - len(self.labels) - len(self.keys)

    @property
    def primary(self) -> int | None:
        """Which of `labels` is the chip's own page: the middle one of three, else the first; none without `+N`.

        Counted on linked chips of public files: 144 of 151 with three labels and 54 of 59 with two; the others could
        not be told.
        """
        if self.more is None or not self.labels:
            return None
        return 1 if len(self.labels) == CAROUSEL else 0

    @property
    def in_order(self) -> tuple[str, ...]:
        """The labels in the order of the sources behind the chip, its own page first.

        A chip is a carousel that shows the source before its own page, that page, and the one after it: of three
        labels the middle one comes first, then the last, and the first is the end of the list.
        """
        if self.primary == 1:
            before, own, after = self.labels
            return (own, after, before)
        return self.labels


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """Another way to cut a run of chips, as good as the one taken: the labels of each chip at `span`, in order."""

    span: Span
    chips: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of the draft, without the line ends around it."""

    index: int
    span: Span
    kind: ParagraphKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: `span` reaches from its first to its last character, marks between them included.

    `text` reads as if no mark had ever been there. `tags` are the indexes of the marks that stand in it or close it;
    `covered_by` those at the end of its paragraph that may be meant for it too (empty when it has its own).
    `states_nothing` tells why there is nothing to check in it, none when there is.
    """

    index: int
    paragraph: int
    span: Span
    text: str
    tags: tuple[int, ...] = ()
    covered_by: tuple[int, ...] = ()
    states_nothing: StatesNothing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The statement of a sentence, with the tags that cover it; what `states_nothing` needs no source.

    `id` is a digest of the text (12 hex digits; a repeated text gets `-2`, `-3`), so that an edit elsewhere in the
    draft does not change it.
    """

    id: str
    sentence: int
    span: Span
    text: str
    tags: tuple[int, ...] = ()
    covered_by: tuple[int, ...] = ()
    states_nothing: StatesNothing | None = None

    @property
    def attachment(self) -> Attachment:
        """The degree to which the claim is tied to citation tags."""
        if self.tags:
            return Attachment.CITED
        return Attachment.COVERED if self.covered_by else Attachment.UNCITED

    @property
    def is_idle(self) -> bool:
        """Whether it states nothing and cites nothing, so that there is nothing to find fault with."""
        return self.states_nothing is not None and self.attachment is Attachment.UNCITED


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The draft. Every span in it is an offset into `text`, which is the draft as the user gave it.

    `language` is the code of ISO 639-1 by which its sentences were cut. `lifted` are the places that are no words of
    the article: the marks, with the brackets, spaces and second full stop that they brought; disjoint and in order.
    `unread` are the marks that were found and could not be read.
    """

    text: str
    format: str
    title: str | None
    published: date | None
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tags: tuple[CitationTag, ...]
    claims: tuple[Claim, ...]
    notices: tuple[Notice, ...]
    language: str = "en"
    lifted: tuple[Span, ...] = ()
    other_readings: tuple[OtherReading, ...] = ()
    unread: tuple[Span, ...] = ()

    @property
    def digest(self) -> str:
        """The sha256 of the text, 64 hex digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
