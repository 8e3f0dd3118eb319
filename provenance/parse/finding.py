"""Every grammar in its order over one draft; each takes its places, and what is left goes to the next."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from provenance.model.article import ParagraphKind
from provenance.model.notices import Notice
from provenance.parse.contracts import WITH_SENTENCES, Draft, FoundTag, Frame, Unread
from provenance.parse.grammars.brackets import Brackets
from provenance.parse.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provenance.model.article import OtherReading
    from provenance.parse.contracts import Block, Grammar, Layout, Mark

Found = TypeVar("Found", FoundTag, Unread, Frame)

EXAMPLES = 3
"""Keys that a notice shows at most."""
_LISTED = frozenset({"numbered_reference", "markdown_footnote", "bing", "wiki_reference", "bibliography_key"})
"""Styles whose keys belong to a list in the text; those of the others belong to a chatbot's conversation."""
_LIST_MISSING = (
    "the list of sources that this belongs to is not in the text, so nothing can be checked. "
    "Paste it below the article."
)
_CONVERSATION_MISSING = (
    "only the chatbot's conversation tells what that is, so nothing can be checked. "
    "Export the conversation as JSON, or attach the pages."
)
_WITHOUT_MARKS = frozenset({ParagraphKind.CODE, ParagraphKind.REFERENCES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All marks of a draft: disjoint, in the order of the text, each within blocks with nothing but space between."""

    tags: tuple[FoundTag, ...]
    unread: tuple[Unread, ...]
    frames: tuple[Frame, ...]
    notices: tuple[Notice, ...]
    other_readings: tuple[OtherReading, ...]

    @property
    def in_order(self) -> list[Mark]:
        """Tags, unread marks and frames together, in the order of the text."""
        return marks_in_order(self.tags, self.unread, self.frames)


def marks_in_order(tags: Iterable[FoundTag], unread: Iterable[Unread], frames: Iterable[Frame]) -> list[Mark]:
    """Tags, unread marks and frames together, in the order of the text."""
    return sorted([*tags, *unread, *frames], key=_place)


def _place(mark: Mark) -> tuple[int, int]:
    """The span as a pair, which sorts many times faster than the record."""
    return (mark.span.start, mark.span.end)


def find_marks(text: str, layout: Layout, *, grammars: Mapping[str, Grammar]) -> Marks:
    """The marks of `text` by all `grammars`, an earlier one first."""
    closed = [block.span for block in layout.blocks if block.kind in _WITHOUT_MARKS]
    taken = Places([*layout.opaque, *closed])
    blocks = _Blocks(text, layout.blocks)
    brackets = Brackets(text)
    tags: list[FoundTag] = []
    unread: list[Unread] = []
    frames: list[Frame] = []
    notices: list[Notice] = []
    other_readings: list[OtherReading] = []
    for grammar in grammars.values():
        found = grammar(Draft(text=text, layout=layout, taken=taken, brackets=brackets, found=tags))
        new_tags = _accepted(found.tags, blocks, taken)
        taken = taken.together(tag.span for tag in new_tags) if new_tags else taken
        new_unread = _accepted(found.unread, blocks, taken)
        taken = taken.together(mark.span for mark in new_unread) if new_unread else taken
        new_frames = _accepted(found.frames, blocks, taken)
        taken = taken.together(frame.span for frame in new_frames) if new_frames else taken
        tags.extend(new_tags)
        unread.extend(new_unread)
        frames.extend(new_frames)
        notices.extend(found.notices)
        other_readings.extend(found.other_readings)
    return Marks(
        tags=tuple(sorted(tags, key=_place)),
        unread=tuple(sorted(unread, key=_place)),
        frames=tuple(sorted(frames, key=_place)),
        notices=(*notices, *_keys_notices(tags), *_unread_notices(unread)),
        other_readings=tuple(sorted(other_readings, key=lambda reading: reading.span)),
    )


class _Blocks:
    """The blocks of a draft, to tell which places lie within them."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self._blocks = blocks
        self._starts = [block.span.start for block in blocks]

    def hold(self, start: int, end: int) -> bool:
        """Whether only white space of the range lies outside the blocks, and they are of one kind or go on as prose."""
        blocks = self._blocks
        at = bisect_right(self._starts, start) - 1
        if at < 0 or blocks[at].span.end <= start:
            return False
        kind, reached = blocks[at].kind, blocks[at].span.end
        while reached < end:
            at += 1
            if (
                at == len(blocks)
                or not _goes_on(kind, blocks[at].kind)
                or self._text[reached : blocks[at].span.start].strip()
            ):
                return False
            reached = blocks[at].span.end
        return True


def _goes_on(kind: ParagraphKind, following: ParagraphKind) -> bool:
    """Whether a mark that begins in one block may end in the next: a plain text's item goes on as lines of prose."""
    return following is kind or (kind in WITH_SENTENCES and following is ParagraphKind.PROSE)


def _accepted(marks: Iterable[Found], blocks: _Blocks, taken: Places) -> list[Found]:
    """The marks that overlap neither a taken place nor each other, and stand within the blocks."""
    accepted: list[Found] = []
    reached = 0
    for mark in sorted(marks, key=_place):
        start, end = mark.span.start, mark.span.end
        if start < end and start >= reached and taken.are_free(start, end) and blocks.hold(start, end):
            accepted.append(mark)
            reached = end
    return accepted


def _keys_notices(tags: Iterable[FoundTag]) -> list[Notice]:
    """The notice for marks that name their sources by keys alone, and the one for numbers without their list."""
    keyed = [tag for tag in sorted(tags, key=_place) if tag.keys and not tag.labels and not tag.urls]
    listed = [tag for tag in keyed if tag.style in _LISTED]
    others = [tag for tag in keyed if tag.style not in _LISTED]
    return [
        Notice(code="keys_only", message=f"{_some_marks(marks)}{advice}", span=marks[0].span)
        for marks, advice in ((listed, _LIST_MISSING), (others, _CONVERSATION_MISSING))
        if marks
    ]


def _some_marks(marks: Sequence[FoundTag]) -> str:
    """How many marks there are, with the first different keys of theirs."""
    keys = dict.fromkeys(tag.keys[0] for tag in marks)
    examples = " or ".join(f"“{key}”" for key, _ in zip(keys, range(EXAMPLES), strict=False))
    return f"{len(marks)} mark{' names its source' if len(marks) == 1 else 's name their sources'} only as {examples}: "


def _unread_notices(unread: Iterable[Unread]) -> list[Notice]:
    """One notice a style, with how many there are and where the first stands."""
    by_style = groupby(sorted(unread, key=lambda mark: (mark.style, mark.span)), key=lambda mark: mark.style)
    groups = [(style, list(marks)) for style, marks in by_style]
    return [
        Notice(
            code="unread_mark",
            message=f"{len(marks)} marks that could not be read ({style}): the sources behind them are not checked."
            if len(marks) > 1
            else f"1 mark that could not be read ({style}): the sources behind it are not checked.",
            span=marks[0].span,
        )
        for style, marks in groups
    ]
