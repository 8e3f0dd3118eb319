"""Markdown inside a paragraph: code, comments, images, emphasis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.grammars.brackets import link_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.parse.places import Places

# "`", "``": what opens or closes code
_TICKS = re.compile(r"`+")
# "**" of "**bold**", "_" of "_so_"; not the "*" of "5 * 3" nor the "_" of "a_b"
_STARS = re.compile(r"(?<!\\)\*{1,3}|(?<![^\W_])(?<!\\)_{1,3}(?=\S)|(?<=[^\s\\])_{1,3}(?![^\W_])")
# the backslash of "\\*", and that of a line break at the end of its line; group 1: itself
_ESCAPE = re.compile(r"(\\)(?:[!-/:-@\[-`{-~]|(?=[\r\n]))")
# "![" of an image and its words up to the bracket, and "![words][label]" whole
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\(")
_NAMED_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\[[^\[\]\n]{0,200}\]")


def comments(text: str) -> list[Span]:
    """Every `<!-- ... -->`; one that is never closed is none."""
    found: list[Span] = []
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        found.append(Span(start=start, end=end + 3))
        start = text.find("<!--", end + 3)
    return found


def code_spans(text: str, blocks: Iterable[Span]) -> list[Span]:
    """Every stretch of inline code of the blocks, its backticks included."""
    return [span for block in blocks for span in _code_of(text, block)]


def _code_of(text: str, block: Span) -> Iterator[Span]:
    ticks = list(_TICKS.finditer(text, block.start, block.end))
    last = {len(tick[0]): at for at, tick in enumerate(ticks)}
    at = 0
    while at < len(ticks):
        width = len(ticks[at][0])
        if last[width] > at:
            end = next(stop for stop in range(at + 1, len(ticks)) if len(ticks[stop][0]) == width)
            yield Span(start=ticks[at].start(), end=ticks[end].end())
            at = end
        at += 1


def images(text: str, closed: Places) -> list[Span]:
    """Every image outside the `closed` places, its words included: they describe it and are no sentence."""
    ends = {match.start(): match.end() for match in _NAMED_IMAGE.finditer(text)}
    for match in _IMAGE.finditer(text):
        target = link_target(text, match.end())
        if target:
            ends[match.start()] = target[1]
    return [Span(start=start, end=end) for start, end in sorted(ends.items()) if closed.are_free(start, end)]


def escapes(text: str, blocks: Iterable[Span], closed: Places) -> list[Span]:
    """The backslashes of the blocks before signs that stand for themselves."""
    return [
        Span(start=match.start(1), end=match.end(1))
        for block in blocks
        for match in _ESCAPE.finditer(text, block.start, block.end)
        if closed.are_free(match.start(), match.end())
    ]


def emphasis(text: str, blocks: Iterable[Span], closed: Places) -> list[Span]:
    """The signs of emphasis in the blocks that have a partner of the same form."""
    return [span for block in blocks for span in _emphasis_of(text, block, closed)]


def _emphasis_of(text: str, block: Span, closed: Places) -> Iterator[Span]:
    open_at: dict[str, int] = {}
    for match in _STARS.finditer(text, block.start, block.end):
        start, end = match.span()
        if not closed.are_free(start, end):
            continue
        opened = open_at.get(match[0])
        before = text[start - 1] if start > block.start else " "
        behind = text[end] if end < block.end else " "
        if opened is not None and not before.isspace():
            yield Span(start=opened, end=opened + len(match[0]))
            yield Span(start=start, end=end)
            del open_at[match[0]]
        elif not behind.isspace():
            open_at[match[0]] = start
