"""Every paragraph with the marks that stand in it and what is lifted out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from provenance.parse.finding import marks_in_order
from provenance.parse.lifting import lifted_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.model.article import Paragraph
    from provenance.model.spans import Span
    from provenance.parse.contracts import FoundTag, Frame, Layout, Replaced, Unread
    from provenance.parse.finding import Marks

Placed = TypeVar("Placed")


class Piece(NamedTuple):
    """A paragraph with what stands in it, in the order of the text; each tag has its number.

    `syntax` are the format's own characters, `replaced` those that stand for others, `lifted` the places that go with
    the marks. Text without marks has one of them a line, so that it is a plain tuple.
    """

    paragraph: Paragraph
    tags: Sequence[tuple[int, FoundTag]]
    unread: Sequence[Unread]
    frames: Sequence[Frame]
    syntax: Sequence[Span]
    replaced: Sequence[Replaced]
    lifted: Sequence[Span]


def read_pieces(text: str, paragraphs: Sequence[Paragraph], marks: Marks, layout: Layout) -> list[Piece]:
    """The paragraphs, each with its marks and its other characters that are no words."""
    tags = _by_paragraph(paragraphs, [(tag.span, (at, tag)) for at, tag in enumerate(marks.tags)])
    unread = _by_paragraph(paragraphs, [(mark.span, mark) for mark in marks.unread])
    frames = _by_paragraph(paragraphs, [(frame.span, frame) for frame in marks.frames])
    syntax = _by_paragraph(paragraphs, [(span, span) for span in sorted(layout.syntax)])
    replaced = _by_paragraph(paragraphs, [(place, (place, words)) for place, words in layout.replaced])
    return [
        Piece(paragraph, *marks_of, signs, written, _lifted(text, paragraph, *marks_of))
        for paragraph, marks_of, signs, written in zip(
            paragraphs, zip(tags, unread, frames, strict=True), syntax, replaced, strict=True
        )
    ]


def _lifted(
    text: str,
    paragraph: Paragraph,
    tags: Sequence[tuple[int, FoundTag]],
    unread: Sequence[Unread],
    frames: Sequence[Frame],
) -> Sequence[Span]:
    if not (tags or unread or frames):
        return ()
    marks = marks_in_order((tag for _, tag in tags), unread, frames)
    return lifted_places(text, paragraph.span, marks=marks)


def _by_paragraph(paragraphs: Sequence[Paragraph], placed: Sequence[tuple[Span, Placed]]) -> Sequence[Sequence[Placed]]:
    """The things that begin in each paragraph; both come in the order of the text."""
    if not placed:
        return [()] * len(paragraphs)
    groups: list[Sequence[Placed]] = []
    at = 0
    for paragraph in paragraphs:
        if at == len(placed) or placed[at][0].start >= paragraph.span.end:
            groups.append(())
            continue
        group: list[Placed] = []
        while at < len(placed) and placed[at][0].start < paragraph.span.end:
            if placed[at][0].start >= paragraph.span.start:
                group.append(placed[at][1])
            at += 1
        groups.append(group)
    return groups
