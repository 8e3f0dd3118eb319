"""What a page says of itself: title, date of publication, language."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.parse.readers.front_matter import read_date
from provenance.parse.readers.html_tokens import read_attributes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from provenance.parse.readers.html_tokens import Token

LONGEST_TITLE = 500

_PUBLISHED = frozenset(
    {
        *("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued"),
        *("dcterms.created", "pubdate", "publishdate", "publication_date", "parsely-pub-date", "sailthru.date"),
    }
)
"""Names of a `<meta>` that holds the date of publication."""
# "de" of "de-AT"
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?![A-Za-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The page's own words for itself, each none when it has none."""

    title: str | None
    published: date | None
    language: str | None


def read_head(text: str, tokens: Iterable[Token]) -> Head:
    """What the tags of a page say of it; a date in `<meta>` goes before one in `<time>`, the first of each holds."""
    title: str | None = None
    language: str | None = None
    dates: dict[str, date] = {}
    for token in tokens:
        if token.closes or token.name not in {"html", "meta", "time", "title"}:
            continue
        if token.name == "title":
            words = html.unescape(token.body.read(text)) if token.body else ""
            title = title or " ".join(words.split())[:LONGEST_TITLE] or None
            continue
        attributes = read_attributes(text[token.start : token.end])
        if token.name == "html":
            match = _LANGUAGE.match(attributes.get("lang") or attributes.get("xml:lang", ""))
            language = language or (match[1].lower() if match else None)
        named = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        value = attributes.get("datetime" if token.name == "time" else "content", "")
        published = read_date(value) if token.name == "time" or named.lower() in _PUBLISHED else None
        if published:
            dates.setdefault(token.name, published)
    return Head(title=title, published=dates.get("meta") or dates.get("time"), language=language)
