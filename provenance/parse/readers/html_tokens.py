"""HTML cut into tags, comments and text, every piece with its place; any text is cut, in linear time.

No parser of HTML keeps the places of everything, so this one does: it follows the standard's tokenizer as far as
articles need it. What only looks like a tag is text, so that no word is lost.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.parse.contracts import Replaced

from provenance.model.spans import Span

# "<p", "</p", "<my-part": the beginning of a tag; group 1: the stroke, group 2: the name
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]{0,60})(?=[\s/>])")
# the attributes up to the ">", no "<" outside of quotation marks; quoted values end within bounds
_REST = re.compile(r"(?:[^<>\"']++|\"[^\"]{0,20000}+\"|'[^']{0,20000}+'|[\"'])*+>")
# href = "x", lang='de', datetime=2025-07-04; groups: the name, the value
_ATTRIBUTE = re.compile(
    r"([A-Za-z][A-Za-z0-9:_-]{0,40})\s{0,20}=\s{0,20}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'>]{1,4000}))"
)
# "&amp;", "&#39;", "&#x27;", "&nbsp" without its semicolon
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")

RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "svg", "template"})
"""Elements whose content is no text of the page; it goes up to the end tag whatever stands in it."""


class Token(NamedTuple):
    """A piece of HTML. `name` is a tag's in lower case, empty for text and `!` for a comment or declaration.

    `body` is the place of the content for the elements of `RAW`, whose token reaches to the end of their end tag.
    """

    start: int
    end: int
    name: str = ""
    closes: bool = False
    body: Span | None = None


def read_tokens(text: str) -> Iterator[Token]:
    """The pieces of `text` in order, without a gap."""
    missing: set[str] = set()
    at = start = 0  # `start`: where the text before `at` begins
    while (at := text.find("<", at)) >= 0:
        token = _comment_at(text, at, missing) or _tag_at(text, at, missing)
        if token is None:
            at += 1
            continue
        if at > start:
            yield Token(start, at)
        yield token
        at = start = token.end
    if start < len(text):
        yield Token(start, len(text))


def _find(text: str, words: str, start: int, missing: set[str]) -> int:
    """Where `words` next stand, or -1; what once was not found is not looked for again."""
    if words in missing:
        return -1
    found = text.find(words, start)
    if found < 0:
        missing.add(words)
    return found


def _comment_at(text: str, at: int, missing: set[str]) -> Token | None:
    """The comment or declaration at `at`; one that is never closed is none."""
    if text[at + 1 : at + 2] not in {"!", "?"}:
        return None
    closing = "-->" if text.startswith("<!--", at) else "]]>" if text.startswith("<![CDATA[", at) else ">"
    end = _find(text, closing, at + 2, missing)
    return Token(at, end + len(closing), "!") if end >= 0 else None


def _tag_at(text: str, at: int, missing: set[str]) -> Token | None:
    head = _TAG_NAME.match(text, at)
    rest = _REST.match(text, head.end()) if head else None
    if head is None or rest is None:
        return None
    name = head[2].lower()
    if name not in RAW or head[1] or text[rest.end() - 2] == "/":
        return Token(at, rest.end(), name, bool(head[1]))
    ending = _end_tag(text, name, rest.end(), missing)
    if ending is None:
        return Token(at, rest.end(), name)
    return Token(at, ending.end, name, body=Span(start=rest.end(), end=ending.start))


def _end_tag(text: str, name: str, start: int, missing: set[str]) -> Span | None:
    """The end tag of an element whose content is not read, in lower case or in capitals; none when there is none."""
    found = [at for form in (f"</{name}", f"</{name.upper()}") if (at := _find(text, form, start, missing)) >= 0]
    if not found:
        return None
    end = _find(text, ">", min(found), missing)
    return Span(start=min(found), end=end + 1) if end >= 0 else None


def read_attributes(tag: str) -> Mapping[str, str]:
    """The attributes of a tag that have a value, names in lower case; of one that comes twice the first holds."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(tag[:20_000]):
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found


def read_references(text: str, place: Span) -> Iterator[Replaced]:
    """The characters in `place` that are written as `&amp;` or `&#39;`, with what they stand for."""
    for match in _REFERENCE.finditer(text, place.start, place.end):
        written = match[0]
        if written[-1] != ";" and written[1] != "#" and written[1:] not in html5:
            continue
        words = html.unescape(written)
        if words != written:
            yield Span(start=match.start(), end=match.end()), words
