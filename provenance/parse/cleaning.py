"""The article without its marks, otherwise byte for byte as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.article import ParagraphKind
from provenance.model.spans import Span
from provenance.parse.lifting import left_over, word_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model.article import Article

LONGEST_BULLET = 40
"""Characters before a mark in which the sign of an item is looked for."""

# "  - ", "3. ", "> "
_BULLET = re.compile(r"[ \t]*(?:[-*+•‣◦>]|\d{1,3}[.)])[ \t]*")
# "[4]", "[^note]" in a mark or left in the text; group 1: the label
_LABEL = re.compile(r"\[(\^?[^\[\]\n]{1,200})\]")
# "[4]: ", "[^note]: " at the beginning of a definition; group 1: the label
_DEFINITION = re.compile(r"\[(\^?[^\[\]\n]{1,200})\]:")
# the end of a line and the blank lines behind it
_LINE_END = re.compile(r"[ \t]*+(?:\r\n|[\n\r\u2028\u2029]|$)")


def remove_marks(article: Article) -> str:
    """The article's text without its marks and what they brought, otherwise as it was, line ends included.

    An item of a list that was marks only goes whole.
    """
    places = [_with_bullet(article.text, place) for place in removed_places(article)]
    marks = [*(tag.span for tag in article.tags), *article.unread]
    gaps = {gap.end for gap in word_gaps(article.text, places, marks=marks)}
    pieces = left_over(_whole(article), places)
    return "".join((" " if piece.start in gaps else "") + piece.read(article.text) for piece in pieces)


def removed_places(article: Article) -> tuple[Span, ...]:
    """The places that go with the marks, in order and disjoint: `Article.lifted` and definitions gone idle.

    A line such as `[4]: https://...` goes with the last mark that names it. It stays when what is left still names it,
    and below a heading, where it is a list of sources for the reader.
    """
    idle = _idle_definitions(article)
    return tuple(sorted((*article.lifted, *idle)))


def _with_bullet(text: str, place: Span) -> Span:
    """The place, and the line around it if that holds the sign of an item and nothing else."""
    start = text.rfind("\n", max(0, place.start - LONGEST_BULLET), place.start) + 1
    if not _BULLET.fullmatch(text, start, place.start) or (start == 0 and place.start > LONGEST_BULLET):
        return place
    ending = _LINE_END.match(text, place.end)
    return Span(start=start, end=ending.end()) if ending else place


def _whole(article: Article) -> Span:
    return Span(start=0, end=len(article.text))


def _idle_definitions(article: Article) -> list[Span]:
    """The lines of definitions that only marks name, a run of them with the blank lines before it."""
    definitions = dict(_definitions(article))
    if not definitions:
        return []
    named = {_normal(label) for tag in article.tags for label in _LABEL.findall(tag.raw)}
    kept = left_over(_whole(article), sorted((*article.lifted, *definitions)))
    still = {_normal(match[1]) for piece in kept for match in _LABEL.finditer(article.text, piece.start, piece.end)}
    idle = [place for place, label in definitions.items() if label in named and label not in still]
    return _runs(article.text, idle)


def _definitions(article: Article) -> Iterator[tuple[Span, str]]:
    """The definitions with their labels, each as a whole line, but those that follow on a heading."""
    below_heading = False
    for paragraph in article.paragraphs:
        match = _DEFINITION.match(article.text, paragraph.span.start, paragraph.span.end)
        if paragraph.kind is not ParagraphKind.REFERENCES or not match:
            below_heading = paragraph.kind is ParagraphKind.HEADING
        elif not below_heading:
            yield _line(article.text, paragraph.span), _normal(match[1])


def _line(text: str, span: Span) -> Span:
    """The place with the white space before it in its line and the end of the line."""
    start = span.start
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    ending = _LINE_END.match(text, span.end)
    return Span(start=start, end=ending.end() if ending else span.end)


def _runs(text: str, lines: list[Span]) -> list[Span]:
    """The lines, those that follow one another as one, each run with the blank lines before it if none come behind."""
    runs: list[Span] = []
    for line in lines:
        if runs and not text[runs[-1].end : line.start].strip():
            runs[-1] = Span(start=runs[-1].start, end=line.end)
        else:
            runs.append(line)
    return [_with_blank_lines(text, run) for run in runs]


def _with_blank_lines(text: str, run: Span) -> Span:
    ending = _LINE_END.match(text, run.end)
    if not ending:
        return run
    start = run.start
    while start > 0 and text[start - 1] in "\r\n \t\u2028\u2029":
        start -= 1
    first = _LINE_END.match(text, start)
    return Span(start=first.end() if first and start else run.start, end=run.end)


def _normal(label: str) -> str:
    return " ".join(label.lower().split())
