"""The draft as read: paragraphs, sentences, citation tags, claims."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from provenance.model.notices import Notice
from provenance.model.spans import Span


class ParagraphKind(StrEnum):
    """What a paragraph of the draft is; only prose, list items and block quotes hold sentences of the article."""

    PROSE = "prose"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    BLOCK_QUOTE = "block_quote"
    CODE = "code"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationTag:
    """One citation mark: a chip, a link, a footnote reference.

    `labels` are domains or publishers' names in the order they stand; a label repeats when several pages of one site
    are meant. `more` is the chip's `+N`, none when the mark bears none. `urls` are those the mark itself carried.
    """

    index: int
    span: Span
    raw: str
    style: str
    labels: tuple[str, ...]
    more: int | None = None
    urls: tuple[str, ...] = ()

    @property
    def sources(self) -> int:
        """How many sources stand behind the mark: N+1 for a chip with `+N`, else one a label."""
        return max(len(self.labels), 1 if self.more is None else self.more + 1)

    @property
    def hidden(self) -> int:
        """How many of them the mark does not name."""
        return self.sources - len(self.labels)


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
    """

    index: int
    paragraph: int
    span: Span
    text: str
    tags: tuple[int, ...] = ()
    covered_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable statement of a sentence, with the tags that cover it.

    `id` is a digest of the text (12 hex digits; a repeated text gets `-2`, `-3`), so that an edit elsewhere in the
    draft does not change it.
    """

    id: str
    sentence: int
    span: Span
    text: str
    tags: tuple[int, ...] = ()
    covered_by: tuple[int, ...] = ()

    @property
    def attachment(self) -> Attachment:
        """The degree to which the claim is tied to citation tags."""
        if self.tags:
            return Attachment.CITED
        return Attachment.COVERED if self.covered_by else Attachment.UNCITED


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The draft. Every span in it is an offset into `text`, which is the draft as the user gave it."""

    text: str
    format: str
    title: str | None
    published: date | None
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tags: tuple[CitationTag, ...]
    claims: tuple[Claim, ...]
    notices: tuple[Notice, ...]

    @property
    def digest(self) -> str:
        """The sha256 of the text, 64 hex digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
