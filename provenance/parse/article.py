"""From a text to an article: the recipe of the room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.errors import InputError
from provenance.model.article import Article, CitationTag, Paragraph
from provenance.model.notices import Notice
from provenance.model.spans import Span
from provenance.parse.attaching import make_claims, read_sentences
from provenance.parse.blocks import references_notice, settle_blocks
from provenance.parse.bylines import set_bylines_aside
from provenance.parse.contracts import WITH_SENTENCES
from provenance.parse.exports import CHAT_EXPORT, read_chat_export
from provenance.parse.finding import find_marks
from provenance.parse.furniture import set_furniture_aside
from provenance.parse.pieces import read_pieces
from provenance.parse.tables import all_grammars, all_readers
from provenance.text.languages import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from provenance.model.article import Sentence
    from provenance.parse.contracts import FoundTag
    from provenance.parse.exports import ChatAnswer
    from provenance.parse.finding import Marks
    from provenance.parse.pieces import Piece


def parse_article(
    text: str,
    *,
    format: str = "text",  # noqa: A002 - the word that callers and the command line use
    title: str | None = None,
    published: date | None = None,
    language: str | None = None,
) -> Article:
    """The article that `text` holds, by the reader of `format`; what is given wins over what the text says of itself.

    `language` is a code of ISO 639-1; without one the text's own is found out.

    Every span is an offset into `text` as given, but for a chat export: its article is the answer it holds, as
    Markdown. Raises `InputError` for a format that no reader knows and for an export without an answer; any text is
    read, an empty one too.
    """
    if format == CHAT_EXPORT:
        return _parse_answer(read_chat_export(text), title=title, published=published, language=language)
    readers = all_readers()
    if format not in readers:
        raise InputError(f"Unknown format {format!r}.", f"Known are: {', '.join((*readers, CHAT_EXPORT))}.")
    # (1) blocks, by the reader of the format
    layout = readers[format](text)
    # (2) marks, by every grammar in its order
    marks = find_marks(text, layout, grammars=all_grammars())
    # (3) blocks put right now that the marks are known
    blocks = settle_blocks(text, layout.blocks, marks.in_order)
    blocks, bylines, written = set_bylines_aside(text, blocks)
    blocks, furniture = set_furniture_aside(text, blocks)
    paragraphs = tuple(Paragraph(index=at, span=block.span, kind=block.kind) for at, block in enumerate(blocks))
    # (4) sentences, with the marks lifted out
    language = language or layout.language or detect_language(text)
    pieces = read_pieces(text, paragraphs, marks, layout)
    sentences = _sentences(text, pieces, language=language)
    return Article(
        text=text,
        format=format,
        title=layout.title if title is None else title,
        published=published or layout.published or written,
        paragraphs=paragraphs,
        sentences=sentences,
        tags=tuple(_citation_tag(text, at, tag) for at, tag in enumerate(marks.tags)),
        claims=make_claims(sentences),
        notices=_in_order(
            (*marks.notices, *references_notice(text, blocks), *bylines, *furniture, *_without_marks(marks))
        ),
        language=language,
        lifted=_in_a_row(place for piece in pieces for place in piece.lifted),
        other_readings=marks.other_readings,
        unread=tuple(mark.span for mark in marks.unread),
    )


def _parse_answer(answer: ChatAnswer, *, title: str | None, published: date | None, language: str | None) -> Article:
    """The article of a chat export; the conversation's title is its own when the answer has none."""
    article = parse_article(answer.text, format="markdown", title=title, published=published, language=language)
    return replace(article, title=article.title or answer.title, notices=(*answer.notices, *article.notices))


def _citation_tag(text: str, index: int, tag: FoundTag) -> CitationTag:
    return CitationTag(
        index=index,
        span=tag.span,
        raw=tag.span.read(text),
        style=tag.style,
        labels=tag.labels,
        more=tag.more,
        urls=tag.urls,
        keys=tag.keys,
        certainty=tag.certainty,
    )


def _sentences(text: str, pieces: Iterable[Piece], *, language: str) -> tuple[Sentence, ...]:
    """The sentences of every paragraph that holds some, numbered through the article."""
    sentences: list[Sentence] = []
    for piece in pieces:
        if piece.paragraph.kind in WITH_SENTENCES:
            sentences.extend(read_sentences(text, piece, first=len(sentences), language=language))
    return tuple(sentences)


def _in_a_row(places: Iterable[Span]) -> tuple[Span, ...]:
    """The places in order, those that touch or overlap as one, none of them empty."""
    row: list[Span] = []
    for place in sorted(place for place in places if len(place)):
        if row and place.start <= row[-1].end:
            row[-1] = Span(start=row[-1].start, end=max(row[-1].end, place.end))
        else:
            row.append(place)
    return tuple(row)


def _in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices by the place that they are about, those about the whole text first."""
    return tuple(sorted(notices, key=lambda notice: notice.span.start if notice.span else -1))


def _without_marks(marks: Marks) -> tuple[Notice, ...]:
    """The notice for a text without any mark, since nothing in it can be checked against a source."""
    if marks.tags or marks.unread:
        return ()
    return (
        Notice(
            code="no_marks",
            message="No citation marks were found in the text: no sentence of it names a source to check against.",
        ),
    )
