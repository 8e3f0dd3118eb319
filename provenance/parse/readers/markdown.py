"""Markdown: the blocks of CommonMark as far as sentences need them, front matter, footnotes and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.model.article import ParagraphKind
from provenance.model.spans import Span
from provenance.parse.contracts import Block, Layout
from provenance.parse.lifting import BETWEEN_CELLS
from provenance.parse.places import Places
from provenance.parse.readers.front_matter import read_front_matter
from provenance.parse.readers.inline import code_spans, comments, emphasis, escapes, images
from provenance.parse.readers.inline_html import read_inline_html
from provenance.parse.readers.lines import (
    Line,
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

    from provenance.parse.contracts import Replaced

# "# " of "# Title #"; group 1: the level
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]++|\Z)")
# "====" or "----" below a line
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
# "---", "* * *", "___"
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
# "```python", "~~~"; group 1: the fence
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,}).*")
# "- item", "3. item", "  * item"; group 1: the marker with the space behind it
_ITEM = re.compile(r"([ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))(?:\[[ xX]\][ \t]+)?")
# "> quoted"
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
# "|---|:--:|"
_TABLE_RULE = re.compile(r"[ \t]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)+(?:[ \t]*+:?-++:?)?[ \t]*+")
# the border of a cell
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """What has been read so far; only this module holds one."""

    blocks: list[Block] = field(default_factory=list)
    opaque: list[Span] = field(default_factory=list)
    syntax: list[Span] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Span] = field(default_factory=dict)
    title: str | None = None

    def add(self, lines: Sequence[Line], kind: ParagraphKind, *, skip: int = 0) -> None:
        """Put the block of `lines` down, if it has words."""
        block = block_of(lines, kind, skip=skip) if lines else None
        if block:
            self.blocks.append(block)


def read_markdown(text: str) -> Layout:
    """The layout of a Markdown text; its title is the front matter's, else its first heading of the first level."""
    sheet = _Sheet()
    lines = read_lines(text)
    front = read_front_matter(lines)
    if front.lines:
        sheet.opaque.append(Span(start=0, end=lines[front.lines - 1].end))
    sheet.title = front.title
    hidden = comments(text)
    _read_blocks(sheet, _without_comments(lines[front.lines :], Places(hidden)))
    prose = [block.span for block in sheet.blocks if block.kind is not ParagraphKind.CODE]
    code = code_spans(text, prose)
    sheet.opaque.extend((*hidden, *code))
    closed = Places(sheet.opaque)
    pictures = images(text, closed)
    sheet.opaque.extend(_outside_links(text, pictures))
    tags = read_inline_html(text, prose, closed)
    sheet.opaque.extend(tags.opaque)
    sheet.replaced.extend(tags.replaced)
    sheet.syntax.extend(
        (*hidden, *pictures, *tags.syntax, *emphasis(text, prose, closed), *escapes(text, prose, closed))
    )
    blocks = tuple(with_references(text, sheet.blocks))
    for label, url in numbered_links(text, blocks):
        sheet.links.setdefault(label, url)
    return Layout(
        blocks=blocks,
        title=sheet.title,
        published=front.published,
        opaque=tuple(sheet.opaque),
        syntax=tuple(sorted(sheet.syntax)),
        replaced=tuple(sorted(sheet.replaced)),
        links=sheet.links,
        notes=sheet.notes,
    )


def _outside_links(text: str, pictures: Sequence[Span]) -> Iterator[Span]:
    """The pictures but for those at the head of a link's words, as a chip's favicons are, one behind the other."""
    inside = 0
    for picture in pictures:
        if text[picture.start - 1 : picture.start] == "[" or inside == picture.start > 0:
            inside = picture.end
        else:
            yield picture


def _without_comments(lines: Sequence[Line], hidden: Places) -> Iterator[Line]:
    """The lines, those of which comments hide every word as if they were blank."""
    for line in lines:
        yield Line(start=line.start, text=" " * len(line.text)) if _is_hidden(line, hidden) else line


def _is_hidden(line: Line, hidden: Places) -> bool:
    if hidden.are_free(line.start, line.end):
        return False
    places = (line.start + at for at, letter in enumerate(line.text) if not letter.isspace())
    return not any(hidden.are_free(place, place + 1) for place in places)


def _read_blocks(sheet: _Sheet, source: Iterator[Line]) -> None:
    """Read line by line: each handler takes what it understands and gives back where to go on."""
    lines = list(source)
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.is_blank:
            at += 1
            continue
        at = next(end for handler in _HANDLERS if (end := handler(sheet, lines, at)) > at)


def _fenced(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    match = _FENCE.fullmatch(lines[at].text)
    if not match:
        return at
    closing = re.compile(rf" {{0,3}}{re.escape(match[1][0])}{{{len(match[1])},}}[ \t]*")
    end = next((stop for stop in range(at + 1, len(lines)) if closing.fullmatch(lines[stop].text)), len(lines) - 1)
    return _code(sheet, lines[at : end + 1], at)


def _indented(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    """Code by indentation; only after a blank line and outside a list, else it goes on with what stands before."""
    after_list = bool(sheet.blocks) and sheet.blocks[-1].kind is ParagraphKind.LIST_ITEM
    if lines[at].indent < 4 or after_list or _ITEM.match(lines[at].text):
        return at
    end = at
    while end < len(lines) and (lines[end].is_blank or lines[end].indent >= 4):
        end += 1
    return _code(sheet, lines[at:end], at)


def _code(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    sheet.add(lines, ParagraphKind.CODE)
    sheet.opaque.append(Span(start=lines[0].start, end=lines[-1].end))
    return at + len(lines)


def _heading(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    match = _ATX.match(lines[at].text)
    if not match:
        return at
    words = lines[at].text[match.end() :].rstrip(" \t")
    bare = words.rstrip("#")
    if bare[-1:] in {"", " ", "\t"}:  # closing signs, which a space parts from the words
        words = bare.rstrip(" \t")
    if words:
        start = lines[at].start + match.end()
        _add_heading(sheet, Span(start=start, end=start + len(words)), words, level=len(match[1]))
    return at + 1


def _add_heading(sheet: _Sheet, span: Span, words: str, *, level: int) -> None:
    sheet.blocks.append(Block(span=span, kind=ParagraphKind.HEADING))
    if level == 1 and sheet.title is None:
        sheet.title = " ".join(words.replace("*", "").replace("`", "").split()) or None


def _rule(_sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    return at + 1 if _RULE.fullmatch(lines[at].text) else at


def _definition(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    """Definitions of links, a line each, and of footnotes with their indented lines."""
    link = read_link_definition(lines[at])
    if link:
        sheet.links.setdefault(*link)
        sheet.add([lines[at]], ParagraphKind.REFERENCES)
        return at + 1
    note = read_note_label(lines[at])
    if not note:
        return at
    end = at + 1
    while end < len(lines) and not lines[end].is_blank and not read_note_label(lines[end]) and not _begins(lines[end]):
        end += 1
    sheet.notes.setdefault(note[0], Span(start=lines[at].start + note[1], end=lines[end - 1].end))
    sheet.add(lines[at:end], ParagraphKind.REFERENCES)
    return end


def _table(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    """A table: its head a heading, every other row an item, its cells kept apart."""
    if at + 1 == len(lines) or "|" not in lines[at].text or not _TABLE_RULE.fullmatch(lines[at + 1].text):
        return at
    end = at
    while end < len(lines) and "|" in lines[end].text:
        if end != at + 1:
            line = lines[end]
            inner = Line(start=line.start, text=line.text.rstrip().removesuffix("|"))
            skip = len(inner.text) - len(inner.text.lstrip(" \t|"))
            sheet.add([inner], ParagraphKind.HEADING if end == at else ParagraphKind.LIST_ITEM, skip=skip)
            bars = (
                Span(start=line.start + bar.start(), end=line.start + bar.end()) for bar in _BAR.finditer(line.text)
            )
            sheet.replaced.extend((bar, BETWEEN_CELLS) for bar in bars)
        end += 1
    return end


def _quote(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    """A block quote: a paragraph for every stretch without a blank line, the `>` of its lines no words."""
    if not _QUOTE.match(lines[at].text):
        return at
    end = at
    group: list[Line] = []
    while end < len(lines) and not lines[end].is_blank:
        sign = _QUOTE.match(lines[end].text)
        if not sign and _begins(lines[end]):
            break
        skip = sign.end() if sign else 0
        inner = Line(start=lines[end].start + skip, text=lines[end].text[skip:])
        if sign and group:
            sheet.syntax.append(Span(start=lines[end].start, end=inner.start))
        if inner.is_blank:
            sheet.add(group, ParagraphKind.BLOCK_QUOTE)
            group = []
        else:
            group.append(inner)
        end += 1
    sheet.add(group, ParagraphKind.BLOCK_QUOTE)
    return end


def _item(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    cited = cited_item(lines[at])
    if cited:
        sheet.syntax.append(cited)
        return _stretch(sheet, lines, at, ParagraphKind.LIST_ITEM, skip=0)
    match = _ITEM.match(lines[at].text)
    if not match:
        return at
    return _stretch(sheet, lines, at, ParagraphKind.LIST_ITEM, skip=match.end())


def _prose(sheet: _Sheet, lines: Sequence[Line], at: int) -> int:
    """A paragraph, or a heading when a line of `=` or `-` stands below it."""
    inside_list = bool(sheet.blocks) and sheet.blocks[-1].kind is ParagraphKind.LIST_ITEM and lines[at].indent >= 2
    return _stretch(sheet, lines, at, ParagraphKind.LIST_ITEM if inside_list else ParagraphKind.PROSE, skip=0)


def _stretch(sheet: _Sheet, lines: Sequence[Line], at: int, kind: ParagraphKind, *, skip: int) -> int:
    """A block up to the next blank line or the line that begins another block."""
    end = at + 1
    while end < len(lines) and not lines[end].is_blank and not _begins(lines[end]):
        if kind is ParagraphKind.PROSE and _SETEXT.fullmatch(lines[end].text):
            block = block_of(lines[at:end], ParagraphKind.HEADING)
            if block:
                words = " ".join(line.text for line in lines[at:end])
                _add_heading(sheet, block.span, words, level=1 if "=" in lines[end].text else 2)
            return end + 1
        end += 1
    if end < len(lines) and kind is ParagraphKind.PROSE and _is_underline(lines[end]):
        sheet.add(lines[at:end], ParagraphKind.HEADING)
        return end + 1
    sheet.add(lines[at:end], kind, skip=skip)
    return end


def _is_underline(line: Line) -> bool:
    """Whether a line of three or more hyphens, which could be a rule, stands directly below words."""
    return bool(_SETEXT.fullmatch(line.text)) and line.text.strip(" \t-") == "" and not line.is_blank


def _begins(line: Line) -> bool:
    """Whether a line begins a block of its own even without a blank line before it."""
    return bool(
        _FENCE.fullmatch(line.text)
        or _ATX.match(line.text)
        or _RULE.fullmatch(line.text)
        or _ITEM.match(line.text)
        or cited_item(line)
        or _QUOTE.match(line.text)
        or read_note_label(line)
        or read_link_definition(line)
    )


_HANDLERS = (_fenced, _indented, _heading, _rule, _definition, _table, _quote, _item, _prose)
