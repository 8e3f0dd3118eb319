"""The article cut into tiles: every character once and in order, each with the sentence or mark it belongs to."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from provenance.model.article import ParagraphKind
from provenance.model.spans import Span
from provenance.report.clean import clean_text
from provenance.report.wording import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from provenance.model.article import Article, CitationTag
    from provenance.report.view import ClaimView

BODY = frozenset({ParagraphKind.PROSE, ParagraphKind.LIST_ITEM, ParagraphKind.BLOCK_QUOTE})
"""The kinds of paragraphs that hold sentences of the article; all others are shown dimmed."""


HTML = "html"
"""The format of drafts whose text is shown without its tags."""

# <a href="https://apnews.com/x">, </a>, <!DOCTYPE html>
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
# <br/>, </td>
_BREAK = re.compile(r"<br\b[^<>]*>|</t[dh]>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A run of characters, cleaned for showing, that is a citation mark or is none."""

    text: str
    mark: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Tiles of one sentence, or of none; `claim` is none for text that no claim was made of.

    `anchor` is the number of the sentence where it begins, so that one place alone bears its name.
    """

    anchor: int | None
    claim: ClaimView | None
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or (kind none) what stands between two paragraphs."""

    kind: ParagraphKind | None
    runs: tuple[Run, ...]

    @property
    def dimmed(self) -> bool:
        """Whether the paragraph is no part of the article's own prose."""
        return self.kind not in BODY

    @property
    def text(self) -> str:
        """The block as shown."""
        return "".join(tile.text for run in self.runs for tile in run.tiles)


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_Item = TypeVar("_Item", bound=_Placed)


class _Index(Generic[_Item]):
    """Finds what covers a place, among things that do not overlap."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._items = sorted(items, key=lambda item: item.span)
        self._starts = [item.span.start for item in self._items]

    def find(self, place: Span) -> _Item | None:
        """The thing that covers `place`, or none."""
        position = bisect_right(self._starts, place.start) - 1
        if position < 0 or not self._items[position].span.covers(place):
            return None
        return self._items[position]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A run of characters with the indexes of the paragraph and the sentence that cover it."""

    span: Span
    paragraph: int | None
    sentence: int | None
    tag: CitationTag | None


def tile_article(article: Article, *, claims: tuple[ClaimView, ...]) -> tuple[Block, ...]:
    """The blocks of the article; their texts in order are its whole text, cleaned; of HTML its words alone.

    A sentence with several claims is shown under the one whose verdict needs an editor most.
    """
    worst = _worst_claims(claims)
    kinds = {paragraph.index: paragraph.kind for paragraph in article.paragraphs}
    show = _words_of_html if article.format == HTML else clean_text
    begun: set[int] = set()
    blocks = []
    for paragraph, pieces in groupby(_pieces(article), key=lambda piece: piece.paragraph):
        if paragraph is None and article.format == HTML:
            continue  # tags, scripts and what else a browser does not show
        runs = tuple(
            _run(sentence, tuple(group), text=article.text, show=show, claims=worst, begun=begun)
            for sentence, group in groupby(pieces, key=lambda piece: piece.sentence)
        )
        blocks.append(Block(kind=None if paragraph is None else kinds[paragraph], runs=runs))
    return tuple(blocks)


def _words_of_html(written: str) -> str:
    """The words of a piece of HTML as a browser shows them, near enough to recognise them."""
    words = _TAG.sub("", _BREAK.sub(" ", _without_comments(written)))
    return clean_text(_SPACES.sub(" ", html.unescape(words)))


def _without_comments(written: str) -> str:
    """The HTML without `<!-- ... -->`, each looked for from where the last one ended; one without an end stays."""
    kept, at = [], 0
    while (start := written.find("<!--", at)) >= 0 and (end := written.find("-->", start + len("<!"))) >= 0:
        kept.append(written[at:start])
        at = end + len("-->")
    return "".join((*kept, written[at:]))


def _pieces(article: Article) -> Iterable[_Piece]:
    """The text cut at every edge of a paragraph, a sentence or a mark."""
    placed = [item.span for items in (article.paragraphs, article.sentences, article.tags) for item in items]
    edges = {0, len(article.text), *(span.start for span in placed), *(span.end for span in placed)}
    paragraphs, sentences, tags = _Index(article.paragraphs), _Index(article.sentences), _Index(article.tags)
    for start, end in pairwise(sorted(edges)):
        span = Span(start=start, end=end)
        paragraph, sentence = paragraphs.find(span), sentences.find(span)
        yield _Piece(
            span=span,
            paragraph=None if paragraph is None else paragraph.index,
            sentence=None if sentence is None else sentence.index,
            tag=tags.find(span),
        )


def _run(
    sentence: int | None,
    pieces: tuple[_Piece, ...],
    *,
    text: str,
    show: Callable[[str], str],
    claims: dict[int, ClaimView],
    begun: set[int],
) -> Run:
    anchor = None if sentence in begun else sentence
    if anchor is not None:
        begun.add(anchor)
    return Run(
        anchor=anchor,
        claim=None if sentence is None else claims.get(sentence),
        tiles=tuple(Tile(text=show(piece.span.read(text)), mark=piece.tag is not None) for piece in pieces),
    )


def _worst_claims(claims: tuple[ClaimView, ...]) -> dict[int, ClaimView]:
    order = list(VERDICTS)
    ranked = sorted(claims, key=lambda claim: order.index(claim.verdict), reverse=True)
    return {claim.sentence: claim for claim in ranked}
