"""Banners that lie over a page under any name: boxes beside the article that ask for consent, told by what they say."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from provenance.extract.hidden import BODY_TAGS, blank, holders_of
from provenance.extract.lines import UNREAD, count_words, read_lines
from provenance.extract.wording import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_LINES = 2_000
"""Lines of a page that are looked at; banners stand at its beginning or its end, and few pages are longer."""

HALF = 0.5
"""Share of a box's words in the sentences of consent forms from which on it is a banner."""


def blank_banners(root: HtmlElement) -> bool:
    """Empty the boxes with a button that mostly ask for consent and hold none of the article; whether there were any.

    On a page without a heading, `article` or `main` nothing tells the article from a form, and it stays as it is.
    """
    holders = holders_of(root, BODY_TAGS)
    words: dict[HtmlElement, list[int]] = {}
    boxes: dict[HtmlElement, HtmlElement | None] = {}
    for line in islice(read_lines(root, skipped=UNREAD), MAX_LINES) if holders else ():
        box = _box_of(line.element, holders, boxes)
        if box is not None:
            tally = words.setdefault(box, [0, 0])
            tally[0] += count_words(line.text)
            tally[1] += words_of("consent", line.text)
    found = [box for box, (every, asking) in words.items() if asking and asking >= HALF * every and _has_button(box)]
    for box in found:
        blank(box)
    return bool(found)


def _box_of(
    element: HtmlElement, holders: frozenset[HtmlElement], boxes: dict[HtmlElement, HtmlElement | None]
) -> HtmlElement | None:
    """The outermost element around a line that holds no part of the article; `boxes` keeps what is known."""
    passed = []
    box = None
    around: HtmlElement | None = element
    while around is not None and around not in holders and around not in boxes:
        passed.append(around)
        box, around = around, around.getparent()
    if around is not None and around in boxes:
        box = boxes[around]
    boxes.update(dict.fromkeys(passed, box))
    return box


def _has_button(box: HtmlElement) -> bool:
    if any(field.get("type", "").lower() in ("button", "submit") for field in box.iter("input")):
        return True
    return any(element.tag == "button" or element.get("role") == "button" for element in box.iter())
