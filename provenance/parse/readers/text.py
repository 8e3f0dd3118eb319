"""Plain text as it is pasted: every line a paragraph, unless a width broke the lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.model.article import ParagraphKind
from provenance.model.spans import Span
from provenance.parse.contracts import Block, Layout
from provenance.parse.readers.lines import (
    block_of,
    cited_item,
    numbered_links,
    read_lines,
    read_link_definition,
    read_note_label,
    with_references,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.parse.readers.lines import (
        Line,
    )

NARROWEST, WIDEST = 40, 120
"""Columns that a text is broken at by mail programs and editors; longer lines are paragraphs."""
LONGEST_HEADING = 110
MOST_CUTS = 6
"""Lines over which a sentence is cut at most, in a text that no width broke."""

# "- item", "•item", "3. item", "3.) item", "(a) item", "• 3. item"; what follows is the item
_ITEM = re.compile(
    r"[ \t]*(?:(?:[-*+–—·][ \t]|[•‣◦⁃▪●])[ \t]*(?:\d{1,3}[.)]{1,2}[ \t]+)?"
    r"|(?!\d{1,2}\.[ ][^\W\d_]{3,12}[ ]\d{4}[ \t]*$)"  # "5. Juli 2025" is a date and no item
    r"\(?(?:\d{1,3}|[a-z])[.)]{1,2}[ \t]+)(?=\S)"
)
# "## " of "## Heading ##"
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
# the end of a sentence, or of a mark
_SENTENCE_ENDS = re.compile(r"[.!?…:;。！？][\"'”’»)\]*_]*\s*$|\+\d{1,2}\s*$")
# "cut " of a line that goes on with the sentence before; not "apnews.com" nor "a) "
_SMALL_WORD = re.compile(r"[ \t]*[a-zß-öø-ÿа-яёіїєґ]{1,30}[ ,;]")
_HOST_AT_END = re.compile(r"\w\.[a-z]{2,}[)\]]*\s*$|://\S+\s*$")
# "decision. M" of "It fell after the decision. MarketWatch"; not the "Capt. S" of "Capt. Smith Is Back"
_SENTENCE_INSIDE = re.compile(r"[^\W\d_A-Z]{4}[.!?…][\"'”’»)]?\s+[^\W\d_a-z]")
# what speaks against a heading: a mark, an address, a domain at the end
_MARKED = re.compile(r"\+\d|://|[\[{<【†\ue200-\ue206]|turn\d|[⁰¹²³⁴-⁹]$|\w\.[a-z]{2,}\W*$")


def read_text(text: str) -> Layout:
    """The layout of a plain text; definitions of links and notes count, for chatbots write Markdown everywhere."""
    links: dict[str, str] = {}
    notes: dict[str, Span] = {}
    blocks: list[Block] = []
    lines = read_lines(text)
    cited = filter(None, map(cited_item, lines)) if "[cite_start]" in text else ()
    for stanza in _stanzas(lines):
        prose: list[Line] = []
        for line in stanza:
            definition = read_link_definition(line)
            note = read_note_label(line)
            if definition:
                links.setdefault(*definition)
            if note:
                notes.setdefault(note[0], Span(start=line.start + note[1], end=line.end))
            if definition or note:
                blocks.extend(_prose_blocks(prose))
                prose = []
                blocks.extend(filter(None, [block_of([line], ParagraphKind.REFERENCES)]))
            else:
                prose.append(line)
        blocks.extend(_prose_blocks(prose))
    blocks = list(with_references(text, _with_headings(text, blocks)))
    for label, url in numbered_links(text, blocks):
        links.setdefault(label, url)
    return Layout(blocks=tuple(blocks), syntax=tuple(cited), links=links, notes=notes)


def _stanzas(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines without a blank one between them."""
    stanza: list[Line] = []
    for line in lines:
        if line.is_blank:
            if stanza:
                yield stanza
            stanza = []
        else:
            stanza.append(line)
    if stanza:
        yield stanza


def _prose_blocks(stanza: Sequence[Line]) -> Iterator[Block]:
    """The paragraphs of lines that stand together."""
    if len(stanza) == 1:
        yield from _as_block(stanza)
        return
    width = _width(stanza)
    group: list[Line] = []
    for at, line in enumerate(stanza):
        if group and not (_continues(group, line, width=width) or _is_cut(group, stanza[at : at + MOST_CUTS])):
            yield from _as_block(group)
            group = []
        group.append(line)
    if group:
        yield from _as_block(group)


def _as_block(group: Sequence[Line]) -> Iterator[Block]:
    hashes = _HASHES.match(group[0].text)
    item = _ITEM.match(group[0].text)
    if hashes and len(group) == 1:
        words = _without_hashes(group[0].text[hashes.end() :])
        if words:
            start = group[0].start + hashes.end()
            yield Block(span=Span(start=start, end=start + len(words)), kind=ParagraphKind.HEADING)
            return
    kind = ParagraphKind.LIST_ITEM if item or cited_item(group[0]) else ParagraphKind.PROSE
    block = block_of(group, kind, skip=item.end() if item else 0)
    if block:
        yield block


def _without_hashes(words: str) -> str:
    """The words of a heading without the `##` that may close it."""
    kept = words.rstrip()
    bare = kept.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else kept


def _width(stanza: Sequence[Line]) -> int:
    """The column that the lines were broken at, or 0 when each is a paragraph.

    Lines broken at a width are full: the next line's first word had no room. At least half of the full ones must end
    in the middle of a sentence.
    """
    width = max((len(line.text.rstrip()) for line in stanza), default=0)
    if len(stanza) < 2 or not NARROWEST <= width <= WIDEST:
        return 0
    full = [line for line, following in pairwise(stanza) if _is_full(line, following, width)]
    inside = sum(not (_SENTENCE_ENDS.search(line.text) or _HOST_AT_END.search(line.text)) for line in full)
    return width if full and 2 * inside >= len(full) else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    return len(line.text.rstrip()) + 1 + len(following.text.split(None, 1)[0]) > width


def _continues(group: Sequence[Line], line: Line, *, width: int) -> bool:
    """Whether `line` goes on with the paragraph of `group`, broken at `width`."""
    if (
        not width
        or _ITEM.match(line.text)
        or cited_item(line)
        or _HASHES.match(line.text)
        or _HASHES.match(group[0].text)
    ):
        return False
    return _is_full(group[-1], line, width)


def _is_cut(group: Sequence[Line], rest: Sequence[Line]) -> bool:
    """Whether a sentence of `group` was cut by a line end: it began with a capital, goes on with a small letter, and
    one of the lines that do so ends it."""
    last = group[-1].text
    if len(last) > WIDEST or not group[0].text.lstrip()[:1].isupper():
        return False
    if _HOST_AT_END.search(last) or _SENTENCE_ENDS.search(last):
        return False
    for line in rest:
        if not _SMALL_WORD.match(line.text):
            return False
        if _SENTENCE_ENDS.search(line.text):
            return line.text.rstrip()[-1:] in ".!?…"
    return False


def _with_headings(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, short lines that stand alone above others and end no sentence as headings."""
    for at, block in enumerate(blocks):
        short = block.kind is ParagraphKind.PROSE and len(block.span) <= LONGEST_HEADING
        if short and reads_as_heading(block.span.read(text)) and _is_alone(text, blocks, at):
            yield Block(span=block.span, kind=ParagraphKind.HEADING)
        else:
            yield block


def _is_alone(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether blank lines stand around a block, and another block comes after it."""
    if at + 1 == len(blocks):
        return False
    behind = text[blocks[at].span.end : blocks[at + 1].span.start]
    before = text[blocks[at - 1].span.end : blocks[at].span.start] if at else "\n\n"
    return min(behind.count("\n"), before.count("\n")) > 1 or min(behind.count("\r"), before.count("\r")) > 1


def reads_as_heading(words: str) -> bool:
    """Whether a line that stands alone is a heading: short, with a capital, no sentence's end and no mark in it."""
    return (
        "\n" not in words
        and words[:1].isupper()
        and not _SENTENCE_ENDS.search(words)
        and not _SENTENCE_INSIDE.search(words)
        and words[-1:] != ","
        and not _MARKED.search(words)
    )
