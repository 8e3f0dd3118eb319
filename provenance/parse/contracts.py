"""What readers and grammars are given and what they give back.

A reader takes a text apart into blocks; a grammar finds the citation marks of one style in it. Both are plain
functions in the tables of `provenance.parse.tables`; third parties add theirs as entry points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from provenance.model.article import Certainty, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from provenance.model.article import OtherReading
    from provenance.model.notices import Notice
    from provenance.model.spans import Span
    from provenance.parse.grammars.brackets import Brackets
    from provenance.parse.places import Places

Replaced: TypeAlias = "tuple[Span, str]"
"""A place of the text that stands for other characters, and these (`&amp;` for `&`, `<br>` for a space)."""

WITH_SENTENCES = frozenset({ParagraphKind.PROSE, ParagraphKind.LIST_ITEM, ParagraphKind.BLOCK_QUOTE})
"""The kinds of paragraphs whose words are the article's sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph as a reader sees it: its words, without list markers, heading signs and line ends around it."""

    span: Span
    kind: ParagraphKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A text as a reader sees it. `blocks` are disjoint and in order.

    `opaque` are the places where no mark is looked for (code, comments, front matter); `syntax` are characters of the
    format that are no words of a sentence (`**`, a quote's `>`), `replaced` those that stand for others (`&amp;`), in
    order. `language` is the text's own word for it (ISO 639-1), none when it has none. `links` maps the labels of
    reference definitions to their URLs, `notes` the labels of footnotes to the place of their text; labels are in
    lower case.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    published: date | None = None
    language: str | None = None
    opaque: tuple[Span, ...] = ()
    syntax: tuple[Span, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTag:
    """A citation mark as found; the fields are those of `CitationTag`.

    `kept` are the words of the mark that belong to the sentence, as a link's text when it is no site's name; none when
    the sentence reads as if the mark had never been there.
    """

    span: Span
    style: str
    labels: tuple[str, ...] = ()
    more: int | None = None
    urls: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    kept: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that looks like a mark and is not understood. `style` names it for people; `kept` as in `FoundTag`."""

    span: Span
    style: str
    kept: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A chatbot's own signs that cite nothing, lifted out without a notice: where a span of words begins, a picture.

    `kept` as in `FoundTag`.
    """

    span: Span
    kept: Span | None = None


Mark: TypeAlias = FoundTag | Unread | Frame
"""Whatever is lifted out of the sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one grammar found, in any order. `other_readings` are those of tags whose certainty is open."""

    tags: tuple[FoundTag, ...] = ()
    unread: tuple[Unread, ...] = ()
    frames: tuple[Frame, ...] = ()
    notices: tuple[Notice, ...] = ()
    other_readings: tuple[OtherReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a grammar looks at: the text, its layout, and the places `taken` by earlier grammars or without marks.

    `found` are the tags of the earlier grammars, in any order: a linked chip tells what the unlinked ones look like.
    `brackets` is the text's table of square brackets, which is made when a grammar first asks for it.
    """

    text: str
    layout: Layout
    taken: Places
    brackets: Brackets
    found: Sequence[FoundTag] = ()


class Reader(Protocol):
    """Takes a text of one format apart."""

    def __call__(self, text: str, /) -> Layout:
        """The layout of `text`; any text is read, an odd one as well as it can be."""
        ...


class Grammar(Protocol):
    """Finds the marks of one style."""

    def __call__(self, draft: Draft, /) -> Finding:
        """The marks of this style in the draft; those that overlap a taken place are dropped by the caller."""
        ...
