"""From a pasted text to an article: paragraphs, sentences, citation tags, claims.

`parse_article` is the room's one door; `READERS` and `GRAMMARS` are what it knows, in order.
"""

from provenance.parse.article import parse_article
from provenance.parse.contracts import Block, Draft, Finding, FoundTag, Grammar, Layout, Reader, Unread
from provenance.parse.places import Places
from provenance.parse.tables import GRAMMARS, READERS

__all__ = [
    "GRAMMARS",
    "READERS",
    "Block",
    "Draft",
    "Finding",
    "FoundTag",
    "Grammar",
    "Layout",
    "Places",
    "Reader",
    "Unread",
    "parse_article",
]
