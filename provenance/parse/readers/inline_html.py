"""HTML inside Markdown: its tags are no words, and what stands in their attributes is no mark."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.lifting import BETWEEN_CELLS
from provenance.parse.readers.html import NO_ARTICLE, PARTING
from provenance.parse.readers.html_pairs import inside_links, paired_tags
from provenance.parse.readers.html_tokens import RAW, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.parse.contracts import Replaced
    from provenance.parse.places import Places
    from provenance.parse.readers.html_tokens import Token

INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "img",
            "input",
            "ins",
        ),
        *("kbd", "mark", "picture", "q", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "video", "wbr"),
    }
)
"""Elements inside words and sentences, which part nothing."""
KNOWN = INLINE | PARTING | NO_ARTICLE | RAW | {"br", "td", "th"}
"""Anything else between angle brackets may be a word, as in `List<String>`."""
MARKS = frozenset({"sup", "cite"})
"""Elements that citation marks are written with, which the grammars look at themselves."""


@dataclass(slots=True, kw_only=True)
class InlineHtml:
    """The tags of a text: those that are no words, those without marks, those that stand for a space."""

    syntax: list[Span] = field(default_factory=list)
    opaque: list[Span] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)


def read_inline_html(text: str, blocks: Iterable[Span], closed: Places) -> InlineHtml:
    """The tags in the `blocks` of a Markdown text outside the `closed` places."""
    found = InlineHtml()
    for block in blocks:
        if text.find("<", block.start, block.end) >= 0:
            _read_block(found, text, block, closed)
    return found


def _read_block(found: InlineHtml, text: str, block: Span, closed: Places) -> None:
    words = block.read(text)
    tokens = [token for token in read_tokens(words) if token.name in KNOWN and _is_free(token, block, closed)]
    links = inside_links(words, tokens, paired_tags(tokens, frozenset({"a"})))
    for at, token in enumerate(tokens):
        span = Span(start=block.start + token.start, end=block.start + token.end)
        if at not in links and token.name not in MARKS:
            found.opaque.append(span)
        if token.name in {"td", "th"} and not token.closes:
            found.replaced.append((span, BETWEEN_CELLS))
        elif token.name == "br" or token.name in PARTING:
            found.replaced.append((span, " "))
        else:
            found.syntax.append(span)


def _is_free(token: Token, block: Span, closed: Places) -> bool:
    return closed.are_free(block.start + token.start, block.start + token.end)
