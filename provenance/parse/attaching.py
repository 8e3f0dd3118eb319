"""Sentences out of blocks, and the marks that belong to each of them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.model.article import Claim, Sentence
from provenance.model.spans import Span
from provenance.parse.finding import marks_in_order
from provenance.parse.lifting import lift_places, word_gaps
from provenance.parse.statements import states_nothing
from provenance.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.parse.contracts import FoundTag, Unread
    from provenance.parse.lifting import Lifted
    from provenance.parse.pieces import Piece

ID_DIGITS = 12
"""Hex digits of the digest that names a claim."""

# what may stand between the last mark of a paragraph and its end
_CLOSING = re.compile(r"[\s\u200b\u2060\ufeff.,;:!?…。！？()\[\]”’»\"'|·*_）】]*")
# ". " of "2025 г. "
_STOP = re.compile(r"\w\.[\"'”’»)\]]{0,2}\s{0,3}$")


def read_sentences(text: str, piece: Piece, *, first: int, language: str) -> list[Sentence]:
    """The sentences of a paragraph with their tags, numbered from `first`.

    A tag inside a sentence or behind it is the sentence's own; one before the first sentence is the first one's. The
    tags that close the block cover those sentences at its end, before the last one, that have no marks of their own,
    read or unread.
    """
    block, tags = piece.paragraph.span, piece.tags
    lifted = _lifted(text, piece)
    marks = marks_in_order((tag for _, tag in tags), piece.unread, piece.frames) if piece.lifted else ()
    kept = [(mark.span, mark.kept) for mark in marks if mark.kept is not None]
    inner = _split(lifted, [mark.span.end for mark in marks if mark.kept is None], language=language)
    places = _with_whole_marks(lifted, inner, kept)
    own = _own_tags([span for span, _ in places], tags)
    closing = _closing_tags(text, block, tags) if tags else ()
    unknown = _own_tags([span for span, _ in places], [(0, mark) for mark in piece.unread])
    last_cited = max((at for at in range(len(places) - 1) if own[at] or unknown[at]), default=-1)
    return [
        Sentence(
            index=first + at,
            paragraph=piece.paragraph.index,
            span=span,
            text=words,
            tags=tuple(own[at]),
            covered_by=closing if last_cited < at < len(places) - 1 else (),
            states_nothing=states_nothing(words, language=language),
        )
        for at, (span, words) in enumerate(places)
    ]


def _lifted(text: str, piece: Piece) -> Lifted:
    """The words of a paragraph, with a space where a mark alone parted two of them."""
    marks = [tag.span for _, tag in piece.tags if tag.kept is None]
    marks.extend(mark.span for mark in piece.unread if mark.kept is None)
    gaps = word_gaps(text, piece.lifted, marks=marks) if marks else set()
    replaced = sorted([*piece.replaced, *((gap, " ") for gap in gaps)]) if gaps else piece.replaced
    places = [place for place in (*piece.lifted, *piece.syntax) if place not in gaps]
    return lift_places(text, piece.paragraph.span, places, replaced=replaced)


def _split(lifted: Lifted, ends: Sequence[int], *, language: str) -> Sequence[Span]:
    """The sentences of the lifted text; `ends` are where its marks ended.

    A full stop beside a mark ends a sentence before a capital, even where it looks like an abbreviation's.
    """
    text = lifted.text
    parts = dict.fromkeys(at for end in ends if (at := _parting(text, lifted.index_behind(end))))
    if not parts:
        return split_sentences(text, language=language)
    edges = pairwise((0, *parts, len(text)))
    return [
        Span(start=start + inner.start, end=start + inner.end)
        for start, end in edges
        for inner in split_sentences(text[start:end], language=language)
    ]


def _parting(text: str, at: int) -> int:
    """Where a sentence begins behind the mark that stood at `at`: at it or behind the full stop there, else 0."""
    if text[at : at + 1] == ".":
        at += 1
    elif not _STOP.search(text, max(0, at - 8), at):
        return 0
    behind = text[at : at + 5]
    return at if behind.lstrip(" \"'“‘«„(")[:1].isupper() else 0


def _with_whole_marks(
    lifted: Lifted, sentences: Iterable[Span], kept: Sequence[tuple[Span, Span]]
) -> list[tuple[Span, str]]:
    """The `sentences` of the lifted text with their places; two that one mark reaches over are one, signs alone none.

    `kept` are the places of the marks that leave words behind, each with the place of these words.
    """
    found: list[tuple[Span, Span]] = []
    at = 0
    for inner in sentences:
        outer = lifted.span(inner.start, inner.end)
        while at < len(kept) and kept[at][1].end <= outer.start:
            at += 1
        if found and at < len(kept) and kept[at][1].start < found[-1][0].end:
            found[-1] = (
                Span(start=found[-1][0].start, end=outer.end),
                Span(start=found[-1][1].start, end=inner.end),
            )
        else:
            found.append((outer, inner))
    worded = [(outer, inner.read(lifted.text)) for outer, inner in found]
    worded = [(outer, words) for outer, words in worded if words[0].isalnum() or any(map(str.isalnum, words))]
    return _around(worded, [mark for mark, _ in kept]) if kept else worded


def _around(sentences: Sequence[tuple[Span, str]], marks: Sequence[Span]) -> list[tuple[Span, str]]:
    """The sentences, their places widened to the whole of the marks whose words they share."""
    widened = []
    at = 0
    for span, words in sentences:
        while at < len(marks) and marks[at].end <= span.start:
            at += 1
        start, end = span.start, span.end
        while at < len(marks) and marks[at].start < span.end:
            start, end = min(start, marks[at].start), max(end, marks[at].end)
            at += 1
        widened.append((Span(start=start, end=end), words))
    return widened


def _own_tags(sentences: Sequence[Span], tags: Sequence[tuple[int, FoundTag | Unread]]) -> Sequence[Sequence[int]]:
    """For every sentence the numbers of the tags that stand in it or between it and the next one."""
    if not tags:
        return [()] * len(sentences)
    own: list[list[int]] = [[] for _ in sentences]
    at = 0
    for number, tag in tags if sentences else ():
        while at + 1 < len(sentences) and sentences[at + 1].start <= tag.span.start:
            at += 1
        own[at].append(number)
    return own


def _closing_tags(text: str, block: Span, tags: Sequence[tuple[int, FoundTag]]) -> tuple[int, ...]:
    """The numbers of the tags that stand together at the end of the block, with no words behind them."""
    closing: list[int] = []
    end = block.end
    for number, tag in reversed(tags):
        if tag.kept is not None or not _CLOSING.fullmatch(text, tag.span.end, end):
            break
        closing.append(number)
        end = tag.span.start
    return tuple(reversed(closing))


def make_claims(sentences: Iterable[Sentence]) -> tuple[Claim, ...]:
    """One claim a sentence, named by the digest of its words; a text that comes again gets `-2`, `-3`."""
    seen: Counter[str] = Counter()
    claims = []
    for sentence in sentences:
        digest = hashlib.sha256(sentence.text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]
        seen[digest] += 1
        claims.append(
            Claim(
                id=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}",
                sentence=sentence.index,
                span=sentence.span,
                text=sentence.text,
                tags=sentence.tags,
                covered_by=sentence.covered_by,
                states_nothing=sentence.states_nothing,
            )
        )
    return tuple(claims)
