"""HTML: paragraphs, headings, lists, quotes, tables and code as a browser would part them; every place exact.

Tags inside a paragraph are no words; a link to a page is left to the grammars, whatever stands inside it. Scripts,
forms, navigation and footers are no article: no mark is looked for in them.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from provenance.model.article import ParagraphKind
from provenance.model.spans import Span
from provenance.parse.contracts import Block, Layout
from provenance.parse.grammars.footnote import note_urls
from provenance.parse.lifting import BETWEEN_CELLS, lift_places
from provenance.parse.readers.html_head import read_head
from provenance.parse.readers.html_pairs import forms_of_articles, inside_links, lone_paragraphs, paired_tags
from provenance.parse.readers.html_tokens import read_references, read_tokens
from provenance.parse.readers.lines import numbered_links, with_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.parse.contracts import Replaced
    from provenance.parse.readers.html_tokens import Token

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"li", "ul", "ol", "menu", "dd", "dt", "tr"})
PARTING = (
    HEADINGS
    | LISTS
    | {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog", "div", "dl"),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "head",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "main",
        ),
        *("nav", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead"),
    }
)
"""Elements before and behind which a paragraph ends."""
SET_ASIDE = frozenset({"nav", "footer", "form"})
NO_ARTICLE = SET_ASIDE | frozenset({"head", "button", "select", "noscript", "object", "math"})
"""Elements whose content is no article; what is set aside among them are paragraphs all the same."""
CODE = frozenset({"code", "kbd", "samp", "tt"})

_PAIRED = PARTING | NO_ARTICLE | CODE | {"a"}
_KINDS = (
    (frozenset({"pre"}), ParagraphKind.CODE),
    (HEADINGS, ParagraphKind.HEADING),
    (LISTS, ParagraphKind.LIST_ITEM),
    (frozenset({"blockquote"}), ParagraphKind.BLOCK_QUOTE),
)
"""What the elements that are open make of a paragraph, the strongest first."""

# white space at the edges of text, `&nbsp;` among it
_LEADING = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)*+")
_SPACES_WRITTEN = ("&nbsp;", "&#160;", "&#xa0;")


@dataclass(slots=True, kw_only=True)
class _Page:
    """What has been read so far; only this module holds one.

    `first` and `last` are the edges of the open paragraph, `link` is where the link begins that is open in it, `cells`
    are those of the open row. `items` counts the items of each open list that is ordered, below 0 those of others;
    `numbers` are those of the blocks that begin such an item.
    """

    text: str
    blocks: list[Block] = field(default_factory=list)
    opaque: list[Span] = field(default_factory=list)
    syntax: list[Span] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    title: str | None = None
    open: Counter[str] = field(default_factory=Counter)
    first: int | None = None
    last: int = 0
    link: int | None = None
    breaks: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    items: list[int] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)

    def end_paragraph(self) -> None:
        """Put the open paragraph down, if it has words."""
        if self.first is not None:
            span = Span(start=self.first, end=self.last)
            kind = self._kind()
            self.blocks.append(Block(span=span, kind=kind))
            if kind is ParagraphKind.CODE:
                self.opaque.append(span)
            if self.open["h1"] and self.title is None:
                self.title = self._words(span) or None
        self.first = self.link = None
        self.breaks = 0

    def _kind(self) -> ParagraphKind:
        """What the open paragraph is; a row of header cells only is a heading."""
        if self.open["tr"] and self.cells["th"] and not self.cells["td"]:
            return ParagraphKind.HEADING
        kinds = (kind for names, kind in _KINDS if any(self.open[name] for name in names))
        return next(kinds, ParagraphKind.PROSE)

    def _words(self, span: Span) -> str:
        tags = takewhile(lambda place: place.start >= span.start, reversed(self.syntax))
        written = list(takewhile(lambda pair: pair[0].start >= span.start, reversed(self.replaced)))
        return lift_places(self.text, span, tags, replaced=written[::-1]).text


def read_html(text: str) -> Layout:
    """The layout of a page or of a piece of one; its title is the first heading of the first level, else `<title>`."""
    tokens = list(read_tokens(text))
    pairs = paired_tags(tokens, _PAIRED)
    ends = frozenset(pairs.values())
    links = inside_links(text, tokens, pairs)
    idle = lone_paragraphs(text, tokens, pairs)
    kept = forms_of_articles(tokens, pairs)
    page = _Page(text=text)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.name in NO_ARTICLE and at in pairs and at not in kept:
            _pass_over(page, tokens, at, pairs[at])
            at = pairs[at]
        elif not token.name:
            _read_words(page, token)
        else:
            if token.name in CODE and at in pairs and at not in links:
                page.opaque.append(Span(start=token.end, end=tokens[pairs[at]].start))
            if token.name in PARTING and at not in idle:
                _part(page, token, paired=at in pairs or at in ends)
            else:
                _read_tag(page, token, in_link=at in links)
        at += 1
    page.end_paragraph()
    head = read_head(text, tokens)
    blocks = tuple(with_references(text, page.blocks))
    return Layout(
        blocks=blocks,
        title=page.title or head.title,
        published=head.published,
        language=head.language,
        opaque=tuple(page.opaque),
        syntax=tuple(page.syntax),
        replaced=tuple(page.replaced),
        links=_numbered_sources(page, blocks),
    )


def _pass_over(page: _Page, tokens: list[Token], opens: int, closes: int) -> None:
    """Leave an element that is no article: no marks and no words of it."""
    name = tokens[opens].name
    span = Span(start=tokens[opens].start, end=tokens[closes].end)
    if name in PARTING:
        page.end_paragraph()
    page.opaque.append(span)
    page.syntax.append(span)
    inner = Span(start=tokens[opens].end, end=tokens[closes].start)
    if name in SET_ASIDE and inner.read(page.text).strip():
        page.blocks.append(Block(span=span, kind=ParagraphKind.FURNITURE))


def _part(page: _Page, token: Token, *, paired: bool) -> None:
    """End the paragraph at a tag; only elements that are closed tell what the paragraphs in them are."""
    page.end_paragraph()
    page.syntax.append(Span(start=token.start, end=token.end))
    page.opaque.append(Span(start=token.start, end=token.end))
    if token.name == "tr" and not token.closes:
        page.cells.clear()
    _count_items(page, token)
    if paired:
        page.open[token.name] += -1 if token.closes else 1


def _count_items(page: _Page, token: Token) -> None:
    """Keep count of the items of ordered lists."""
    if token.name in {"ol", "ul", "menu"}:
        if token.closes:
            del page.items[-1:]
        else:
            page.items.append(0 if token.name == "ol" else -1)
    elif token.name == "li" and not token.closes and page.items and page.items[-1] >= 0:
        page.items[-1] += 1
        page.numbers[len(page.blocks)] = page.items[-1]


def _numbered_sources(page: _Page, blocks: Sequence[Block]) -> dict[str, str]:
    """The addresses of the items below a title like "Sources", by the number that a browser shows."""
    links: dict[str, str] = dict(numbered_links(page.text, blocks))
    for at, number in page.numbers.items():
        if at < len(blocks) and blocks[at].kind is ParagraphKind.REFERENCES:
            urls = note_urls(blocks[at].span.read(page.text))
            if urls:
                links.setdefault(str(number), html.unescape(urls[0]))
    return links


def _read_tag(page: _Page, token: Token, *, in_link: bool) -> None:
    """A tag inside a paragraph; those of a link are free for the grammars."""
    span = Span(start=token.start, end=token.end)
    if not in_link:
        page.opaque.append(span)
    elif token.name == "a":
        page.link = None if token.closes else token.start
        if token.closes and page.first is not None:
            page.last = token.end
    if token.name == "br":
        page.breaks += 1
        if page.breaks > 1:
            page.end_paragraph()
        page.replaced.append((span, " "))
    elif token.name in {"td", "th"} and not token.closes:
        page.cells[token.name] += 1
        page.replaced.append((span, BETWEEN_CELLS))
    else:
        page.syntax.append(span)


def _read_words(page: _Page, token: Token) -> None:
    """Go on with the paragraph by the words of a text, without the white space around them."""
    text = page.text
    start, end = token.start, token.end
    match = _LEADING.match(text, start, end)
    start = match.end() if match else start
    while end > start and (text[end - 1].isspace() or text.startswith(_SPACES_WRITTEN, end - 6, end)):
        end -= 1 if text[end - 1].isspace() else 6
    page.replaced.extend(read_references(text, Span(start=token.start, end=token.end)))
    if start < end:
        if page.first is None:
            page.first = start if page.link is None else page.link
        page.last = end
        page.breaks = 0
