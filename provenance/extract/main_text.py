"""The article's text on a page, without what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.extract.hidden import drop_invisible
from provenance.extract.lines import count_words, read_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FINE = 20_000
"""Elements up to which the text is told from its surroundings by trafilatura: it takes 1 s and 60 MB for so many in
the worst case, and more than its share beyond. A larger page (the longest have some thousand) is read by the plain
rule of `lines`."""

DEEP = 600
"""Levels of nesting up to which trafilatura reads a page; it calls itself once a level."""

FEW = 15
"""Words below which a text found by the fine rule is looked for again by the plain one."""

SENTENCE = 4
"""Words that a line of a page with few words has at least, unless it is a heading: shorter ones are labels."""

_HOLDERS = ("article", "main")


def read_main_text(root: HtmlElement) -> str:
    """The running text of the tree, a paragraph a line; empty when there is none."""
    if _is_fine(root):
        # precision: for a verdict, words of a teaser box are worse than a missing paragraph
        text = _read_finely(root)
        return text if count_words(text) >= FEW else _read_briefly(root) or text
    return _read_plainly(root)


def _is_fine(root: HtmlElement) -> bool:
    waiting = [(root, 1)]
    count = 0
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if count > FINE or depth > DEEP:
            return False
        waiting.extend((child, depth + 1) for child in element)
    return True


def _read_finely(root: HtmlElement) -> str:
    from trafilatura import extract  # noqa: PLC0415 - 0.2 s of imports that a run from a warm store does not need

    try:
        text = extract(root, favor_precision=True, include_comments=False, include_tables=True, deduplicate=False)
    except RecursionError:
        return _read_plainly(root)
    return drop_invisible(text or "")


def _read_briefly(root: HtmlElement) -> str:
    """The sentences of a page with few words, if it has an element for its article, and those below its pictures."""
    holder = next(root.iter(*_HOLDERS), None)
    places = root.iter("figcaption") if holder is None else (holder,)
    lines = (line for place in places for line in read_lines(place) if not line.is_link)
    return "\n".join(line.text for line in lines if count_words(line.text) >= SENTENCE)


def _read_plainly(root: HtmlElement) -> str:
    """The lines of the element with the article, or of the whole page when that has under half of its words."""
    whole = "\n".join(line.text for line in read_lines(root) if not line.is_link)
    holder = next(root.iter("main"), None)
    inner = "\n".join(line.text for line in read_lines(holder) if not line.is_link) if holder is not None else ""
    return inner if 2 * len(inner) >= len(whole) else whole
