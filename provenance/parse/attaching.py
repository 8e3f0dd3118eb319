"""Sentences out of blocks, and the marks that belong to each of them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.model.article import Claim
from provenance.model.spans import Span
from provenance.parse.finding import marks_in_order
from provenance.parse.lifting import lift_marks
from provenance.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.model.article import Sentence
    from provenance.parse.contracts import FoundTag, Unread
    from provenance.parse.lifting import Lifted

ID_DIGITS = 12
"""Hex digits of the digest that names a claim."""

# what may stand between the last mark of a paragraph and its end
_CLOSING = re.compile(r"[\s\u200b\u2060\ufeff.,;:!?…。！？()\[\]”’»\"'|·*_）】]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A sentence of a block before it has its number: its place, its words, its own tags and those that cover it."""

    span: Span
    text: str
    tags: tuple[int, ...] = ()
    covered_by: tuple[int, ...] = ()


def read_sentences(
    text: str, block: Span, *, tags: Sequence[tuple[int, FoundTag]], unread: Sequence[Unread], syntax: Iterable[Span]
) -> list[Stated]:
    """The sentences of a block with their tags; `tags` are the block's, each with its number.

    A tag inside a sentence or behind it is the sentence's own; one before the first sentence is the first one's.
    """
    marks = marks_in_order((tag for _, tag in tags), unread)
    sentences = _stated(lift_marks(text, block, marks=marks, syntax=syntax), marks)
    if not sentences or not tags:
        return sentences
    own: list[list[int]] = [[] for _ in sentences]
    at = 0
    for number, tag in tags:
        while at + 1 < len(sentences) and sentences[at + 1].span.start <= tag.span.start:
            at += 1
        own[at].append(number)
    cited = [replace(sentence, tags=tuple(numbers)) for sentence, numbers in zip(sentences, own, strict=True)]
    return _covered(cited, _closing_tags(text, block, tags))


def _stated(lifted: Lifted, marks: Sequence[FoundTag | Unread]) -> list[Stated]:
    """The sentences of the lifted text; two that one mark reaches over are one, and signs alone are none."""
    spans: list[Span] = []
    for span in split_sentences(lifted.text):
        if spans and _reaches_over(marks, lifted.span(spans[-1].start, spans[-1].end).end, lifted.place(span.start)):
            spans[-1] = Span(start=spans[-1].start, end=span.end)
        else:
            spans.append(span)
    return [
        Stated(span=_around(lifted.span(span.start, span.end), marks), text=span.read(lifted.text))
        for span in spans
        if any(map(str.isalnum, span.read(lifted.text)))
    ]


def _reaches_over(marks: Sequence[FoundTag | Unread], end: int, start: int) -> bool:
    """Whether the words of one mark stand on both sides of a boundary between two sentences."""
    return any(mark.kept is not None and mark.kept.start < end and start < mark.kept.end for mark in marks)


def _around(span: Span, marks: Sequence[FoundTag | Unread]) -> Span:
    """`span` with the whole of the marks whose words it shares."""
    shared = [mark.span for mark in marks if mark.kept is not None and mark.span.overlaps(span)]
    return Span(
        start=min([span.start, *(mark.start for mark in shared)]), end=max([span.end, *(mark.end for mark in shared)])
    )


def _closing_tags(text: str, block: Span, tags: Sequence[tuple[int, FoundTag]]) -> tuple[int, ...]:
    """The numbers of the tags that stand together at the end of the block, with no words behind them."""
    closing: list[int] = []
    end = block.end
    for number, tag in reversed(tags):
        if not _CLOSING.fullmatch(text, tag.span.end, end) or tag.kept is not None:
            break
        closing.append(number)
        end = tag.span.start
    return tuple(reversed(closing))


def _covered(sentences: list[Stated], closing: tuple[int, ...]) -> list[Stated]:
    """The sentences, those without tags between the last two cited ones covered by the paragraph's closing tags."""
    if not closing:
        return sentences
    covered = list(sentences)
    for at in range(len(covered) - 2, -1, -1):
        if covered[at].tags:
            break
        covered[at] = replace(covered[at], covered_by=closing)
    return covered


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
            )
        )
    return tuple(claims)
