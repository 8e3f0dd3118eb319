"""Blocks as the reader saw them, put right once the marks are known."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.model.article import ParagraphKind
from provenance.model.notices import Notice
from provenance.model.spans import Span
from provenance.parse.contracts import WITH_SENTENCES, Block
from provenance.parse.lead_ins import lead_in_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.parse.contracts import Mark

LONGEST_TAGS = 1_000
"""Code points of HTML tags in a line that may be a byline or furniture."""

# what may stand beside the marks of a line that holds nothing else
_ONLY_SIGNS = re.compile(r"[\s\u200b\u2060\ufeff.,;:!?()\[\]|·•*_>–—-]*")
# <a href="/authors/jd">, </a>
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_FULL_STOP = re.compile(r"[.,;:!?)]")


def words_of_line(text: str, block: Block, *, longest: int) -> str:
    """The words of a block without tags of HTML, empty when there are more than `longest` code points of them."""
    if len(block.span) > longest + LONGEST_TAGS:
        return ""
    words = block.span.read(text)
    words = _TAG.sub("", words) if "<" in words else words
    return words if len(words) <= longest else ""


def settle_blocks(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> tuple[Block, ...]:
    """The blocks with the lines of a mark made one, and lines of marks only joined to the paragraph before them."""
    return _with_mark_lines(text, _with_whole_marks(blocks, marks), marks)


def _with_whole_marks(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Block]:
    """Blocks over which one mark reaches, as one block."""
    settled: list[Block] = []
    at = 0
    for block in blocks:
        while at < len(marks) and marks[at].span.end <= block.span.start:
            at += 1
        if settled and at < len(marks) and marks[at].span.start < settled[-1].span.end:
            settled[-1] = _joined(settled[-1], block)
        else:
            settled.append(block)
    return settled


def _with_mark_lines(text: str, blocks: list[Block], marks: Sequence[Mark]) -> tuple[Block, ...]:
    """Blocks of marks only, or that begin with the full stop after a mark, joined to the block before."""
    settled: list[Block] = []
    at = 0
    after_mark = False
    for block in blocks:
        first = at
        while at < len(marks) and marks[at].span.start < block.span.end:
            at += 1
        inside = marks[first:at]
        continues = (bool(inside) and _is_only_marks(text, block.span, inside)) or (
            after_mark and bool(_FULL_STOP.match(text, block.span.start))
        )
        if continues and settled and _may_join(text, settled[-1], block):
            settled[-1] = _joined(settled[-1], block)
        else:
            settled.append(block)
        after_mark = bool(inside) and inside[-1].span.end == block.span.end
    return tuple(settled)


def _may_join(text: str, before: Block, after: Block) -> bool:
    """Whether a block of marks may belong to the one before: no bullet or heading of its own stands between."""
    if after.kind is ParagraphKind.LIST_ITEM:
        return before.kind is ParagraphKind.LIST_ITEM and not text[before.span.end : after.span.start].strip()
    return after.kind in {ParagraphKind.PROSE, ParagraphKind.BLOCK_QUOTE} and before.kind in WITH_SENTENCES


def _joined(before: Block, after: Block) -> Block:
    return Block(span=Span(start=before.span.start, end=after.span.end), kind=before.kind)


def _is_only_marks(text: str, block: Span, marks: Sequence[Mark]) -> bool:
    """Whether a block holds marks and nothing to read beside them."""
    if any(mark.kept is not None for mark in marks):
        return False
    edges = [block.start, *(edge for mark in marks for edge in (mark.span.start, mark.span.end)), block.end]
    *before, behind = list(pairwise(edges))[::2]
    led = ((start, lead_in_start(text, end, floor=start)) for start, end in before)
    return all(_ONLY_SIGNS.fullmatch(text, start, max(start, end)) for start, end in (*led, behind))


def references_notice(text: str, blocks: Sequence[Block]) -> tuple[Notice, ...]:
    """The notice for paragraphs below a title like "Notes" that hold no address: they may be sentences all the same."""
    doubtful = [
        block.span
        for block in blocks
        if block.kind is ParagraphKind.REFERENCES
        and text[block.span.start] != "["
        and "://" not in block.span.read(text)
    ]
    if not doubtful:
        return ()
    message = (
        f"{len(doubtful)} paragraph{'s' if len(doubtful) > 1 else ''} below a title such as “Sources” or “Notes” were "
        "taken for a list of sources, not for sentences of the article: nothing in them is checked."
    )
    return (Notice(code="references", message=message, span=doubtful[0]),)
