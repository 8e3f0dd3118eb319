"""The article with proper citations in the places of its marks.

The text stays as it is without its marks. A citation in brackets stands before the full stop of its sentence,
`held ([AP](...)).`, a sign that leads to one behind it, `held.[^1]` and `held.<ref .../>`; past closing quotation
marks, abbreviations and ellipses nothing is moved. What was not identified stays visible with its label, what a mark
hides with its number, and a mark that could not be read as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from provenance.errors import SettingsError
from provenance.model.spans import Span
from provenance.report.citation_styles import CITATION_STYLES
from provenance.report.cited import cite_resolutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from provenance.model import Article, CitationTag, Resolution
    from provenance.report.citation_styles import Style
    from provenance.report.cited import Citation

# the full stop of "held." but none of "U.S.", "...", "said.”"
_STOP_BEFORE = re.compile(r"(?<![.!?…。！？\s])(?<!\b[^\W\d_])[.!?。！？]$")
# what a sign that leads to a source stands behind: ".", ",", ".”", "!)"
_STOP_BEHIND = re.compile(r"[.,;:!?…。，；：！？]{1,3}[\"'”’»]{0,2}")
# "I" of "It" and the “ of a quotation; not the letters of scripts that part no words
_WORD_BEHIND = re.compile(r"(?![\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef])[\w“‘«\"]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]$")


def cite_article(article: Article, resolutions: Sequence[Resolution], *, style: str, without: Sequence[Span]) -> str:
    """The article's text with citations of `style`, one of `CITATION_STYLES`, in place of its marks.

    `resolutions` are those of its tags, in order; `without` are the places that go with the marks, as
    `removed_places` of the room `parse` tells them. Raises `SettingsError` for an unknown style, and for a draft in
    HTML, which none of them fits.
    """
    if style not in CITATION_STYLES:
        raise SettingsError(f"Unknown style of citation {style!r}.", f"Known are: {', '.join(CITATION_STYLES)}.")
    if article.format == "html":
        message = "Citations cannot be written into a draft in HTML."
        raise SettingsError(message, "Give it as text or Markdown, or have its marks taken out with --clean.")
    writer = CITATION_STYLES[style](article.text)
    unread = _unread_in(article, without)
    groups = list(_together(article.tags, without))
    cited = {place for place, _ in groups}
    changes = [
        _Change(start=place.start, end=place.end, words="".join(unread[place]))
        for place in without
        if place in cited or place not in unread
    ]
    for place, tags in groups:
        citation = cite_resolutions(resolutions[tag.index] for tag in tags)
        if place is None:
            changes.append(_linked(tags[0], citation, without=without, writer=writer))
        else:
            changes.append(_cited(article.text, place, writer.cite(citation), behind_stop=writer.behind_stop))
    return _with_foot("".join(_changed(article.text, changes)), writer.foot())


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Change:
    """Words that are written over a place of the text; of those that begin together the shorter place comes first."""

    start: int
    end: int
    words: str


def _together(tags: Sequence[CitationTag], without: Sequence[Span]) -> Iterator[tuple[Span | None, list[CitationTag]]]:
    """The marks that are taken out in one place, with it; each that leaves words behind alone, without a place."""
    starts = [place.start for place in without]

    def place_of(tag: CitationTag) -> tuple[int, Span | None]:
        at = bisect_right(starts, tag.span.start) - 1
        return (at, without[at]) if at >= 0 and without[at].covers(tag.span) else (-2 - tag.index, None)

    for (_, place), group in groupby(tags, key=place_of):
        yield place, list(group)


def _unread_in(article: Article, without: Sequence[Span]) -> dict[Span, list[str]]:
    """The marks that could not be read, by the place they were to go with: they stay in sight."""
    starts = [place.start for place in without]
    found: dict[Span, list[str]] = defaultdict(list)
    for span in article.unread:
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and without[at].covers(span):
            found[without[at]].append(span.read(article.text))
    return found


def _linked(tag: CitationTag, citation: Citation, *, without: Sequence[Span], writer: Style) -> _Change:
    """The words that a mark leaves in its sentence, with their citation; a link of the same style stays as it is."""
    at = max(0, bisect_left(without, Span(start=tag.span.start, end=tag.span.start)) - 1)
    inside = without[at : bisect_left(without, Span(start=tag.span.end, end=tag.span.end))]
    words = "".join(_changed(tag.raw, [_within(place, tag.span) for place in inside]))
    stays = not writer.behind_stop and (words == tag.raw or "](" in tag.raw)
    return _Change(start=tag.span.start, end=tag.span.end, words=tag.raw if stays else writer.link(words, citation))


def _within(place: Span, mark: Span) -> _Change:
    """The part of a place that lies in the mark goes; counted from the mark's beginning."""
    ends = (min(max(at, mark.start), mark.end) - mark.start for at in (place.start, place.end))
    return _Change(start=next(ends), end=next(ends), words="")


def _cited(text: str, place: Span, words: str, *, behind_stop: bool) -> _Change:
    """The citation where it stands once the mark's `place` is gone."""
    if behind_stop:
        stop = _STOP_BEHIND.match(text, place.end)
        at = stop.end() if stop else place.end
        return _Change(start=at, end=at, words=words)
    window = text[max(0, place.start - 3) : place.start]
    at = place.start - 1 if _STOP_BEFORE.search(window) else place.start
    before, behind = text[at - 1 : at], text[at if at < place.start else place.end :][:1]
    gap = "" if not before or before.isspace() or _WIDE.search(before) else " "
    return _Change(start=at, end=at, words=gap + words + (" " if _WORD_BEHIND.match(behind) else ""))


def _changed(text: str, changes: Iterable[_Change]) -> Iterator[str]:
    """The pieces of the text with every change made; nothing is written twice and nothing lost."""
    at = 0
    for change in sorted(changes):
        if change.start > at:
            yield text[at : change.start]
        yield change.words
        at = max(at, change.end)
    yield text[at:]


def _with_foot(text: str, foot: str) -> str:
    """The text with its foot below it, lines ended as in the text."""
    if not foot:
        return text
    line_end = "\r\n" if "\r\n" in text else "\n"
    return text.rstrip() + line_end + line_end + foot.replace("\n", line_end)
