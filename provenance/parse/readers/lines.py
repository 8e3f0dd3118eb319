"""Lines with their places, and the definitions that stand on lines of their own in Markdown and in pasted text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from provenance.model.article import ParagraphKind
from provenance.model.spans import Span
from provenance.parse.contracts import Block
from provenance.parse.grammars.brackets import link_target
from provenance.parse.grammars.footnote import note_urls
from provenance.parse.grammars.links import normal_label
from provenance.parse.grammars.url import trimmed_end, url_host

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# what ends a line: \n, \r\n, \r or the line and paragraph separators
_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_ODD_END = re.compile(r"[\r\u2028\u2029]")

# [4]: https://apnews.com/x "Title", and [1] https://apnews.com/x at the beginning of a line; group 1: the label
_LINK_DEFINITION = re.compile(r"[ ]{0,3}\[(?!\^)([^\[\]\n]{1,200})\](?::[ \t]*|[ \t]+)(?=<?https?://)", re.IGNORECASE)
# [2] AP News, "Drones", https://apnews.com/x; group 1: the label, group 2: the address that ends the line
_NUMBERED_DEFINITION = re.compile(
    r"[ ]{0,3}\[(\d{1,3})\][:.]?[ \t]+[^\[\n]{1,500}?(https?://\S{1,2048})\s*", re.IGNORECASE
)
# "3. " before an item of a list of sources; group 1: the number
_NUMBER = re.compile(r"[ \t]*(\d{1,3})[.)][ \t]+")
# [^1]: words or an address; group 1: the label
_NOTE_DEFINITION = re.compile(r"[ ]{0,3}\[\^([^\[\]\s^]{1,60})\^?\]:[ \t]*")
# "[cite_start]* ", "[cite_start]3. "; group 1: the marker of the item
_CITED_ITEM = re.compile(r"[ \t]*\[cite_start\][ \t]*((?:[-*+•]|\d{1,3}[.)])[ \t]+)(?=\S)")
# "## Sources:", "**References**"
_REFERENCES_TITLE = re.compile(
    r"[#*_ \t]*(?:references?|sources?|citations?|works cited|bibliography|footnotes|notes|further reading|"
    r"sources and related content|"
    r"quellen|sources? et références|fuentes|fonti|references and sources)[*_ \t]*+(?::[*_ \t]*+)?",
    re.IGNORECASE,
)

LONGEST_TITLE = 80
"""Code points of a line that may be a title like "Sources"."""


class Line(NamedTuple):
    """A line without its end: its place, and its text. There is one a line of the text, so that it is a plain tuple."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether it holds white space only."""
        return not self.text or self.text.isspace()

    @property
    def indent(self) -> int:
        """The columns of white space before its first word; a tab counts to the next multiple of four."""
        return len(self.text.expandtabs(4)) - len(self.text.expandtabs(4).lstrip())


def read_lines(text: str) -> list[Line]:
    """The lines of `text` in order, whatever ends them."""
    lines, start = [], 0
    if not _ODD_END.search(text):
        for words in text.split("\n"):
            lines.append(Line(start, words))
            start += len(words) + 1
        return lines
    for end in _END.finditer(text):
        lines.append(Line(start, text[start : end.start()]))
        start = end.end()
    lines.append(Line(start, text[start:]))
    return lines


def block_of(lines: Sequence[Line], kind: ParagraphKind, *, skip: int = 0) -> Block | None:
    """The block from the first word of `lines`, `skip` characters of the first line left out, to the last; or none."""
    for line in lines:
        words = line.text[skip:].lstrip()
        if words:
            start = line.start + len(line.text) - len(words)
            return Block(span=Span(start=start, end=lines[-1].start + len(lines[-1].text.rstrip())), kind=kind)
        skip = 0
    return None


def read_link_definition(line: Line) -> tuple[str, str] | None:
    """The label and address that the line defines, or none."""
    numbered = _NUMBERED_DEFINITION.fullmatch(line.text)
    if numbered:
        url = numbered[2][: trimmed_end(numbered[2], 0, len(numbered[2]))]
        return (numbered[1], url) if url_host(url) else None
    match = _LINK_DEFINITION.match(line.text)
    if not match:
        return None
    target = link_target(line.text[match.end() :] + ")", 0)
    url = target[0] if target else line.text[match.end() :].split()[0]
    return (normal_label(match[1]), url) if url_host(url) else None


def read_note_label(line: Line) -> tuple[str, int] | None:
    """The label of the footnote that the line defines and where its words begin in the line, or none."""
    match = _NOTE_DEFINITION.match(line.text)
    return (match[1].lower(), match.end()) if match else None


def cited_item(line: Line) -> Span | None:
    """The place of an item's marker that stands behind a chatbot's `[cite_start]`, which stays in the block."""
    match = _CITED_ITEM.match(line.text)
    return Span(start=line.start + match.start(1), end=line.start + match.end(1)) if match else None


def with_references(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, those below a title like "Sources" up to the next heading as references."""
    below = False
    for block in blocks:
        if len(block.span) <= LONGEST_TITLE and _REFERENCES_TITLE.fullmatch(text, block.span.start, block.span.end):
            below = True
            yield Block(span=block.span, kind=ParagraphKind.HEADING)
        elif block.kind is ParagraphKind.HEADING:
            below = False
            yield block
        elif below and block.kind in {ParagraphKind.PROSE, ParagraphKind.LIST_ITEM}:
            yield Block(span=block.span, kind=ParagraphKind.REFERENCES)
        else:
            yield block


def numbered_links(text: str, blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """The numbers and first addresses of the items below a title like "Sources": what `[3]` in the text means."""
    for block in blocks:
        if block.kind is ParagraphKind.REFERENCES:
            line = text.rfind("\n", 0, block.span.start) + 1
            number = _NUMBER.fullmatch(text, line, block.span.start)
            urls = note_urls(block.span.read(text)) if number else ()
            if number and urls:
                yield number[1], urls[0]
