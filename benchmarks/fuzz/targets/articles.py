"""Articles: the parser and the resolver read any text in every format, and what they give is what it says."""

from __future__ import annotations

from provenance.errors import InputError
from provenance.parse import READERS, parse_article
from provenance.resolve import resolve_tags
from tests.support.article_checks import check_article


def check(content: bytes) -> None:
    """Parse and resolve the text in every format."""
    text = content.decode("utf-8", errors="surrogateescape")
    for reader in (*READERS, "chat_export"):
        try:
            article = parse_article(text, format=reader)
        except InputError:
            continue  # what is no chat export is refused as one
        check_article(article)
        resolve_tags(article)
