"""Marks lifted out of a text, with a map back from every character that is left to its place.

No marker characters are put in, and nothing is searched for again afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from provenance.model.spans import Span
from provenance.parse.lead_ins import dash_start, lead_in_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from provenance.parse.contracts import Mark, Replaced

Part: TypeAlias = tuple[int, str, int | None]
"""A piece of the lifted text: where it begins in the whole text, its words, and the room they take if not their own."""

BETWEEN_CELLS = "; "
"""What stands for the border of a cell in `Layout.replaced`: it parts the words of two cells, and nothing else."""

_SPACES = " \t\r\n\f\v\u00a0\u200b\u2060\ufeff"
# white space that is not one plain space
_ODD_SPACE = re.compile(r"[^\S ]\s*| \s+")
# ", " and " | " between two marks, brought by them
_BETWEEN = re.compile(r"[\s\u200b\u2060\ufeff]*+(?:[,;|·][\s\u200b\u2060\ufeff]*+)?")
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
_STOPS = frozenset(".!?…。！？।؟۔｡")
_CLOSING = frozenset(".,;:!?…)]}”’»，。、；：！？）】」』।؟،؛۔｡")
_QUOTES = frozenset("\"'”’»“」』)")
_FULL_STOPS = frozenset(".。।۔｡")
# letters and signs of scripts that part no words, or hang endings on them: Chinese, Japanese, Korean, Thai, Lao, Khmer
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """The words of a stretch of text without its marks; white space runs are one space, and none at either end.

    `starts[i]` is where the `i`-th piece of `text` begins in it, `places[i]` where it begins in the whole text.
    `widths` tells of the pieces that are written otherwise there (`&amp;` for `&`) how much room they take.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]
    widths: Mapping[int, int] = field(default_factory=dict)

    def place(self, index: int) -> int:
        """The offset in the whole text of the character at `index`, of its first one when it takes several there."""
        return self._range(index)[0]

    def span(self, start: int, end: int) -> Span:
        """The place in the whole text of the words from `start` to `end`, which must not be empty."""
        return Span(start=self._range(start)[0], end=self._range(end - 1)[1])

    def index_behind(self, place: int) -> int:
        """The index of the first character that stands at `place` in the whole text or behind it."""
        at = bisect_left(self.places, place)
        return self.starts[at] if at < len(self.starts) else len(self.text)

    def _range(self, index: int) -> tuple[int, int]:
        at = bisect_right(self.starts, index) - 1
        if at in self.widths:
            return self.places[at], self.places[at] + self.widths[at]
        place = self.places[at] + index - self.starts[at]
        return place, place + 1


def lifted_places(text: str, block: Span, *, marks: Sequence[Mark]) -> list[Span]:
    """The places in `block` that go with the `marks` (in order, inside the block), which may overlap.

    They are the marks themselves, but for the words that a mark leaves, and what they brought: the brackets around
    them, the white space before, a second full stop.
    """
    whole = [mark.span for mark in marks if mark.kept is None]
    places = [_with_surroundings(text, block, cluster) for cluster in _clusters(text, whole)]
    for mark in marks:
        if mark.kept is not None:
            places.append(Span(start=mark.span.start, end=mark.kept.start))
            places.append(Span(start=mark.kept.end, end=mark.span.end))
    return places


def word_gaps(text: str, places: Iterable[Span], *, marks: Iterable[Span]) -> set[Span]:
    """Of the `places`, those at which nothing but `marks` parted two words: a space must stand there instead.

    `marks` are those that leave no words behind.
    """
    whole = list(marks)
    starts, ends = {span.start for span in whole}, {span.end for span in whole}
    return {place for place in places if place.start in starts and place.end in ends and _parts_words(text, place)}


def _parts_words(text: str, place: Span) -> bool:
    before, after = text[place.start - 1 : place.start], text[place.end : place.end + 1]
    if not after.isalnum() or _UNPARTED.match(before) or _UNPARTED.match(after):
        return False
    return (before.isalnum() or (before in _CLOSING and after.isalpha())) and not (before.isdigit() and after.isdigit())


def lift_places(text: str, block: Span, places: Iterable[Span], *, replaced: Sequence[Replaced] = ()) -> Lifted:
    """The words of `block` in `text` without the `places`, which may overlap.

    `replaced` are the block's characters that are written otherwise, in order; those in a place go with it.
    """
    cuts = list(places)
    if not cuts and not replaced and not _ODD_SPACE.search(text, block.start, block.end):
        return Lifted(text=block.read(text).rstrip(" "), starts=(0,), places=(block.start,))
    pieces = left_over(block, cuts)
    return _joined(_written_otherwise(text, pieces, replaced) if replaced else _space_split(text, pieces))


def _clusters(text: str, spans: Sequence[Span]) -> list[Span]:
    """Marks with only a comma or white space between them, as one."""
    clusters: list[Span] = []
    for span in spans:
        if clusters and _BETWEEN.fullmatch(text, clusters[-1].end, span.start):
            clusters[-1] = Span(start=clusters[-1].start, end=span.end)
        else:
            clusters.append(span)
    return clusters


def _with_surroundings(text: str, block: Span, cluster: Span) -> Span:
    """The place of marks with what they brought: brackets around them, the white space before, a second full stop."""
    start, end = cluster.start, cluster.end
    while True:
        width = _emphasis_around(text, block, start, end)
        start, end = start - width, end + width
        start = lead_in_start(text, start, floor=block.start)
        left, right = _skip_left(text, start, block.start), _skip_right(text, end, block.end)
        if left == block.start or right == block.end or _BRACKETS.get(text[left - 1]) != text[right]:
            break
        start, end = left - 1, right + 1
    if right == block.end or text[right] in _CLOSING:
        left = _skip_left(text, dash_start(text, start, floor=block.start), block.start)
    if text[left - 1] == ">" and left > block.start:
        left = _before_quote_signs(text, left, block.start)
    if left == block.start or right == block.end:
        return Span(start=left, end=right)
    if text[right] in _CLOSING:
        return Span(start=left, end=right + _is_doubled(text, left, right, floor=block.start))
    return Span(start=left if right > end else start, end=end)


def _is_doubled(text: str, left: int, right: int, *, floor: int) -> bool:
    """Whether a full stop at `right` comes again after the one that ends the words before `left`."""
    if text[right] not in _FULL_STOPS or (text[right] == "." and text[right + 1 : right + 2].strip()):
        return False
    while left > floor and text[left - 1] in _QUOTES:
        left -= 1
    return left > floor and text[left - 1] in _STOPS


def _emphasis_around(text: str, block: Span, start: int, end: int) -> int:
    """How many signs of emphasis stand on either side of a place and around nothing else: 2 for `**[AP](...)**`."""
    width = 0
    while width < 3 and start - width > block.start and end + width < block.end:
        if text[start - width - 1] not in "*_" or text[start - width - 1] != text[end + width]:
            break
        width += 1
    before = text[start - width - 1] if start - width > block.start else " "
    behind = text[end + width] if end + width < block.end else " "
    alone = before.isspace() or before in _BRACKETS or (before.isalnum() and (behind.isspace() or behind in _CLOSING))
    return width if alone else 0


def _before_quote_signs(text: str, left: int, floor: int) -> int:
    """Where the line before ends when only the `>` of a quotation stands before `left` in its own, else `left`."""
    start = max(floor, left - 12)
    kept = text[start:left].rstrip("> \t")
    if kept and kept[-1] not in "\r\n":
        return left
    return start + len(kept.rstrip("> \t\r\n"))


def _skip_left(text: str, start: int, floor: int) -> int:
    while start > floor and text[start - 1] in _SPACES:
        start -= 1
    return start


def _skip_right(text: str, end: int, ceiling: int) -> int:
    while end < ceiling and text[end] in _SPACES:
        end += 1
    return end


def left_over(block: Span, cuts: Iterable[Span]) -> list[Span]:
    """What is left of `block` without the `cuts`, which may overlap."""
    left, at = [], block.start
    for cut in sorted(cuts):
        if cut.start > at:
            left.append(Span(start=at, end=min(cut.start, block.end)))
        at = max(at, cut.end)
    if at < block.end:
        left.append(Span(start=at, end=block.end))
    return left


def _joined(parts: Iterable[Part]) -> Lifted:
    """The parts in a row, white space runs made one space, `BETWEEN_CELLS` only between words."""
    joined: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    widths: dict[int, int] = {}
    length = 0
    in_space = True
    cell: tuple[int, int] | None = None  # where a cell began since the last words, and the width of its sign
    for start, part, width in parts:
        if width is not None and part == BETWEEN_CELLS:
            cell = (start, width) if joined else None
            continue
        if part == " " and (in_space or cell):
            continue
        if cell and part.strip():
            if in_space:
                joined[-1], length = joined[-1][:-1], length - 1
            gap = " " if "".join(joined[-2:])[-1:] in _STOPS else BETWEEN_CELLS
            widths[len(joined)] = cell[1]
            joined.append(gap)
            starts.append(length)
            places.append(cell[0])
            length += len(gap)
            in_space, cell = True, None
        if in_space and part[0] == " ":
            start, part = start + 1, part[1:]  # noqa: PLW2901 - the piece without its first character
        in_space = part[-1] == " "
        if width is not None:
            widths[len(joined)] = width
        joined.append(part)
        starts.append(length)
        places.append(start)
        length += len(part)
    return Lifted(text="".join(joined).rstrip(" "), starts=tuple(starts), places=tuple(places), widths=widths)


def _space_split(text: str, pieces: Iterable[Span]) -> Iterator[Part]:
    """The pieces with their places, cut around every run of white space but a plain space; such a run is one space."""
    for piece in pieces:
        at = piece.start
        for match in _ODD_SPACE.finditer(text, piece.start, piece.end):
            if match.start() > at:
                yield at, text[at : match.start()], None
            yield match.start(), " ", None
            at = match.end()
        if at < piece.end:
            yield at, text[at : piece.end], None


def _written_otherwise(text: str, pieces: Iterable[Span], replaced: Sequence[Replaced]) -> Iterator[Part]:
    """The pieces as `_space_split` gives them, cut around the characters that are written otherwise."""
    rest = iter(replaced)
    place, words = next(rest, (None, ""))
    for piece in pieces:
        at = piece.start
        while place is not None and place.start < piece.end:
            if place.start >= at and place.end <= piece.end:
                yield from _space_split(text, [Span(start=at, end=place.start)])
                if words:
                    yield place.start, words if words.strip() else " ", len(place)
                at = place.end
            place, words = next(rest, (None, ""))
        yield from _space_split(text, [Span(start=at, end=piece.end)])
