"""HTML to a tree, within bounds that hold whatever a site sends.

Parsers take time with the square of the attributes of one element, and memory with every tag: both are counted on the
text, before a parser sees it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from provenance.model import Access, Missed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MAX_TAGS = 120_000
"""Tags, opening and closing ones, that a page may have: the worst of pages with so many takes 2.6 s and 60 MB."""

MAX_ATTRIBUTES = 256
"""Attributes that one element may have; the richest of real pages have some dozens."""

UNCOUNTED = 40_000
"""Characters of a page that cannot hold enough attributes to matter: 20,000 in one element are parsed in 0.5 s."""

# <script src=x>, <!-- note, <p class="a">: where a tokenizer leaves the text
_OPENING = re.compile(r"<(?:!--|([a-zA-Z][^\s/>]{0,40}))")

# class="lead", hidden, /: an attribute or a stray slash with the space before it, quoted values as one
_ATTRIBUTE = r"""[\s/]++(?:[^\s/>=]++|=[^\s/>=]*+)(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""

# the attributes of <p class="lead" hidden>, as many as one element may have
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+[\s/]*+")

_RAW = ("script", "style")
_RAW_HTML5 = (*_RAW, "title", "textarea", "xmp", "iframe", "noembed", "noframes")
"""Elements whose text holds no tags, for parsers old and new."""

# --> and --!>, both of which end a comment
_COMMENT_END = re.compile(r"--!?>")


class Markup(NamedTuple):
    """A parsed page; `whole` is false when the parser gave up on the rest of a page nested too deeply."""

    root: HtmlElement
    whole: bool


def parse_markup(html: str, *, url: str) -> Markup | Missed:
    """The tree of a page without comments, or the reason why it is not parsed."""
    from lxml import etree  # noqa: PLC0415 - a run from a warm store parses no page
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    if html.count("<") > MAX_TAGS:
        return Missed(url=url, access=Access.TOO_LARGE, detail=f"the page has more than {MAX_TAGS:,} tags")
    if has_crowded_element(html):
        detail = f"an element of the page has more than {MAX_ATTRIBUTES} attributes"
        return Missed(url=url, access=Access.UNSUPPORTED, detail=detail)
    # `huge_tree` lets elements be nested 2,048 deep instead of 256, as they are in pages that close none
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    try:
        root = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):  # nothing but space and comments
        root = document_fromstring("<html><body></body></html>", parser=parser)
    return Markup(root=root, whole=not any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log))


def has_crowded_element(html: str) -> bool:
    """Whether an element has more than `MAX_ATTRIBUTES` attributes; linear in the length of the page."""
    raw_sets = (_RAW,) if len(html) < UNCOUNTED else (_RAW, _RAW_HTML5)
    return any(_is_crowded(html, end) for raw in raw_sets for end in _tag_ends(html, raw=raw))


def _is_crowded(html: str, end: int) -> bool:
    """Whether the attributes go on at `end`, where as many as are allowed have been passed."""
    return end < len(html) and html[end] != ">"


def _tag_ends(html: str, *, raw: tuple[str, ...]) -> Iterator[int]:
    """Where the attributes of every tag end, at the latest after `MAX_ATTRIBUTES` of them."""
    closings = {name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE) for name in raw} | {"": _COMMENT_END}
    place = 0
    while (opening := _OPENING.search(html, place)) is not None:
        name = (opening[1] or "").lower()
        place = opening.end() if name else opening.end() - 2  # <!--> is a whole comment
        if name:
            attributes = _ATTRIBUTES.match(html, place)
            place = attributes.end() if attributes else place
            yield place
        closing = closings.get(name)
        end = closing.search(html, place) if closing else None
        if end is not None:
            place = end.end()
        elif closing:  # what has no end hides nothing behind it, and is looked for once
            del closings[name]
