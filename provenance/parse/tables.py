"""The readers and the grammars in the order in which they are tried: the whole of parsing on one screen."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.parse.grammars.bare_chip import find_bare_chips
from provenance.parse.grammars.chip import find_chips
from provenance.parse.grammars.footnote import find_footnotes
from provenance.parse.grammars.markdown_link import find_links
from provenance.parse.grammars.unread import find_unread
from provenance.parse.grammars.url import find_urls
from provenance.parse.readers.markdown import read_markdown
from provenance.parse.readers.text import read_text
from provenance.plugins import extend_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.parse.contracts import Grammar, Reader

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "text": read_text,  # a line or a hard-wrapped stretch of lines is a paragraph
        "markdown": read_markdown,  # headings, lists, quotes, code, front matter
    }
)
"""Format -> reader."""

GRAMMARS: Mapping[str, Grammar] = MappingProxyType(
    {
        "markdown_link": find_links,  # [text](url), [text][label], [label]
        "markdown_footnote": find_footnotes,  # [^1] with its definition
        "url": find_urls,  # <https://...>, https://...
        "chip": find_chips,  # apnews.com+2nypost.com+2
        "bare_chip": find_bare_chips,  # ... in Denmark apnews.com.
        "unread": find_unread,  # what looks like a mark of another style: a notice each
    }
)
"""Style -> grammar. An earlier one takes its places; a later one sees only what is left."""


@cache
def all_readers() -> Mapping[str, Reader]:
    """`READERS` and the installed extensions of the group `provenance.readers`, looked up once."""
    return extend_table("provenance.readers", READERS, keeps_contract=callable)


@cache
def all_grammars() -> Mapping[str, Grammar]:
    """`GRAMMARS` and the installed extensions of the group `provenance.grammars`, looked up once."""
    return extend_table("provenance.grammars", GRAMMARS, keeps_contract=callable)
