"""The running text of a tree, line by line in reading order, each line with the element that it stands in.

A plain rule, linear in the size of the tree: the paragraphs, headings and list items outside of navigation, forms and
margins. It reads live blogs, whose entries need their places, pages too large for a finer rule, and very short ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from provenance.extract.hidden import drop_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MARGINS = frozenset(("nav", "footer", "aside", "form", "button", "select", "option", "menu"))
"""Elements beside the running text."""

UNREAD = frozenset(("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "math", "textarea"))
"""Elements without running text of their own."""

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong"),
        *("sub", "sup", "time", "tt", "u", "var", "wbr", "td", "th"),
    )
)
"""Elements that stand within a line; all others begin a new one."""

CELLS = frozenset(("td", "th"))
"""Elements that stand within a line, parted by a space."""

LINKED = 0.8
"""Share of a line's letters in links from which on it is a link to another text, and no text of its own."""

# 今 | 한 | ไ: letters of scripts that part no words by spaces, two of which make a word, as a rule
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class Line(NamedTuple):
    """A line of running text, the element it began in, and how many of its letters stand in links."""

    text: str
    element: HtmlElement
    linked: int

    @property
    def is_link(self) -> bool:
        """Whether the line is a link with hardly a word beside it."""
        return self.linked >= LINKED * len(self.text)


def count_words(text: str) -> int:
    """How many words a text has, about; two letters of a script without spaces count as one."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return len(text.split()) + unspaced // 2


def read_lines(root: HtmlElement, *, skipped: frozenset[str] = MARGINS) -> Iterator[Line]:
    """The lines of the tree below `root`, in reading order; those of `skipped` elements are left out."""
    parts: list[str] = []
    linked, owner = 0, root
    for element, text, in_link in _pieces(root, skipped=skipped):
        if text is None:
            line = " ".join("".join(parts).split())
            if line:
                yield Line(drop_invisible(line), owner, linked)
            parts, linked, owner = [], 0, element
            continue
        parts.append(text)
        linked += len(text.strip()) if in_link else 0


def _pieces(root: HtmlElement, *, skipped: frozenset[str]) -> Iterator[tuple[HtmlElement, str | None, bool]]:
    """The texts of the tree in order, and none wherever a line ends; each with its element and whether it is a link."""
    links = 0
    waiting: list[tuple[HtmlElement, bool]] = [(root, True)]
    while waiting:
        element, opens = waiting.pop()
        is_block = element.tag not in INLINE
        if not opens:
            links -= element.tag == "a"
            if is_block:
                yield element.getparent(), None, False
            if element is not root and element.tail:
                yield element, element.tail, links > 0
            continue
        if is_block:
            yield element, None, False
        waiting.append((element, False))
        links += element.tag == "a"
        if element.tag in UNREAD or element.tag in skipped:
            continue
        if element.tag in CELLS:
            yield element, " ", False
        if element.text:
            yield element, element.text, links > 0
        waiting.extend((child, True) for child in reversed(element))
