"""What an HTML page says about itself: JSON-LD, Open Graph and the plain tags, in this order of trust."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

MAX_NODES = 2_000
"""JSON-LD nodes looked at; pages of publishers have some dozens, hostile ones any number."""

MAX_AUTHORS = 20
"""Authors kept; longer lists are markup gone wrong."""

# 850, "1200"; longer ones count no words
_NUMBER = re.compile(r"[0-9]{1,9}")

_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "WebPage")
"""Endings of the schema.org types that describe the page itself (NewsArticle, LiveBlogPosting)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The page's own statements. `free` is none when the page does not say whether it can be read for free."""

    title: str | None
    site: str | None
    canonical_url: str | None
    authors: tuple[str, ...]
    published: datetime | None
    modified: datetime | None
    language: str | None
    kind: str | None
    free: bool | None
    words: int | None
    syndicated_from: str | None


def read_metadata(soup: BeautifulSoup, *, url: str) -> Metadata:
    """The metadata of the parsed page at `url`; a field nobody states is none."""
    nodes = [node for node in _walk_json_ld(soup) if _describes_page(node)]
    meta = _meta_tags(soup)
    language = soup.html.get("lang") if soup.html else None
    return Metadata(
        title=_first_text(*(node.get("headline") for node in nodes), meta.get("og:title"), _title(soup)),
        site=_first_text(meta.get("og:site_name"), *(_name(node.get("publisher")) for node in nodes)),
        canonical_url=_canonical(soup, meta, url=url),
        authors=_authors(nodes, meta),
        published=_first_date(*(node.get("datePublished") for node in nodes), meta.get("article:published_time")),
        modified=_first_date(*(node.get("dateModified") for node in nodes), meta.get("article:modified_time")),
        language=language.strip().lower() or None if isinstance(language, str) else None,
        kind=meta.get("og:type"),
        free=_is_free(nodes),
        words=next((count for node in nodes if (count := _count(node.get("wordCount"))) is not None), None),
        syndicated_from=_syndicated_from(nodes, meta, url=url),
    )


def _walk_json_ld(soup: BeautifulSoup) -> Iterator[dict[str, object]]:
    """Every object in the page's JSON-LD, outer ones first; scripts that are no JSON are passed over."""
    waiting: list[object] = []
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            waiting.append(json.loads(script.get_text()))
        except (ValueError, RecursionError):
            continue
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            waiting.extend(node[:MAX_NODES])


def _describes_page(node: dict[str, object]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(_ARTICLE_TYPES) for name in names)


def _meta_tags(soup: BeautifulSoup) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in soup.find_all("meta", content=True):
        key = tag.get("property") or tag.get("name")
        if isinstance(key, str):
            tags.setdefault(key.strip().lower(), str(tag["content"]).strip())
    return tags


def _title(soup: BeautifulSoup) -> str | None:
    return soup.title.get_text() if soup.title else None


def _first_text(*values: object) -> str | None:
    texts = (_one_line(unescape(value)) for value in values if isinstance(value, str))
    return next((text for text in texts if text), None)


def _one_line(text: str) -> str:
    # JSON may hold half a surrogate pair, which no report can be written with
    return " ".join(text.split()).encode("utf-8", "replace").decode()


def _name(value: object) -> object:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _authors(nodes: list[dict[str, object]], meta: dict[str, str]) -> tuple[str, ...]:
    names: list[object] = []
    for node in nodes:
        author = node.get("author")
        names += [_name(one) for one in author] if isinstance(author, list) else [_name(author)]
    names = names if any(names) else [meta.get("author")]
    clean = (_one_line(name) for name in names if isinstance(name, str) and not name.startswith("http"))
    return tuple(dict.fromkeys(name for name in clean if name))[:MAX_AUTHORS]


def _canonical(soup: BeautifulSoup, meta: dict[str, str], *, url: str) -> str | None:
    link = soup.find("link", rel="canonical", href=True)
    return _first_address(link["href"] if link else None, meta.get("og:url"), url=url)


def _syndicated_from(nodes: list[dict[str, object]], meta: dict[str, str], *, url: str) -> str | None:
    """Where the page says that its text stood first: the tags of news search engines, `isBasedOn` of schema.org."""
    based_on = (_address(node.get("isBasedOn")) for node in nodes)
    return _first_address(meta.get("syndication-source"), meta.get("original-source"), *based_on, url=url)


def _address(value: object) -> object:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("url") or value.get("@id") if isinstance(value, dict) else value


def _first_address(*values: object, url: str) -> str | None:
    """The first of the values that is a web address, made absolute at `url`; other values are passed over."""
    for value in values:
        if not isinstance(value, str) or not value.strip():
            continue
        try:
            address = urljoin(url, value.strip())
            if urlsplit(address).scheme in {"http", "https"}:
                return address
        except ValueError:
            continue
    return None


def _first_date(*values: object) -> datetime | None:
    return next((moment for value in values if (moment := _read_date(value)) is not None), None)


def _read_date(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def _is_free(nodes: list[dict[str, object]]) -> bool | None:
    """What the page states in `isAccessibleForFree`; publishers write it as a boolean and as a word."""
    stated = [str(node["isAccessibleForFree"]).lower() for node in nodes if "isAccessibleForFree" in node]
    if not stated:
        return None
    return "false" not in stated


def _count(value: object) -> int | None:
    return int(value) if isinstance(value, int | str) and _NUMBER.fullmatch(str(value)) else None
