"""What an HTML page says about itself: JSON-LD, Open Graph and the plain tags, in this order of trust."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from provenance.text.calendars import may_be_published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MAX_NODES = 2_000
"""JSON-LD nodes looked at; pages of publishers have some dozens, hostile ones any number."""

MAX_AUTHORS = 20
"""Authors kept; longer lists are markup gone wrong."""

# 850, "1200"; longer ones count no words
_NUMBER = re.compile(r"[0-9]{1,9}")

_TIERS = {"locked": "false", "free": "true"}
"""What the values of `article:content_tier` say; `metered` says nothing of this one page."""

_PAGE_TYPES = ("WebPage",)
"""Types that describe any page."""

_LIST_TYPES = ("CollectionPage", "ItemList", "WebSite", "SearchResultsPage", "ProfilePage")
"""Types of pages that lead to others."""

_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "WebPage")
"""Endings of the schema.org types that describe the page itself (NewsArticle, LiveBlogPosting)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The page's own statements. `free` is none when the page does not say whether it can be read for free.

    `described` is true when schema.org data calls it an article, `collected` when they call it a list of others.
    `words` is the length that is stated, `withheld` are the selectors of the part that is not free. `nodes` are the
    objects of schema.org that describe it.
    """

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
    described: bool = False
    collected: bool = False
    withheld: tuple[str, ...] = ()
    nodes: tuple[dict[str, object], ...] = ()

    @property
    def is_article(self) -> bool:
        """Whether the page says that it is an article: by its type, or by the moment at which it was published."""
        dated = self.published is not None and not (self.collected and self.kind == "website")
        return dated or self.described or self.kind == "article"


def read_metadata(root: HtmlElement, *, url: str) -> Metadata:
    """The metadata of the parsed page at `url`; a field nobody states is none."""
    every = list(_walk_json_ld(root))
    nodes = [node for node in every if _is_kind(node, _ARTICLE_TYPES)]
    articles = [node for node in nodes if not _is_kind(node, _PAGE_TYPES)]
    meta = _meta_tags(root)
    return Metadata(
        title=_first_text(*(node.get("headline") for node in nodes), meta.get("og:title"), read_title(root)),
        site=_first_text(meta.get("og:site_name"), *(_name(node.get("publisher")) for node in nodes)),
        canonical_url=_canonical(root, meta, url=url),
        authors=_authors(nodes, meta),
        published=_first_date(*(node.get("datePublished") for node in nodes), meta.get("article:published_time")),
        modified=_first_date(*(node.get("dateModified") for node in nodes), meta.get("article:modified_time")),
        language=(root.get("lang") or "").strip().lower() or None,
        kind=meta.get("og:type", "").lower() or None,
        free=_is_free(nodes, meta),
        words=_stated_words(nodes),
        syndicated_from=_syndicated_from(nodes, meta, url=url),
        described=bool(articles),
        collected=not articles and any(_is_kind(node, _LIST_TYPES) for node in every),
        withheld=tuple(_withheld(nodes))[:MAX_AUTHORS],
        nodes=tuple(nodes),
    )


def read_title(root: HtmlElement) -> str | None:
    """The words of the element `title`."""
    title = root.find(".//title")
    return None if title is None else " ".join("".join(title.itertext()).split())


def _walk_json_ld(root: HtmlElement) -> Iterator[dict[str, object]]:
    """Every object in the page's JSON-LD, outer ones first; scripts that are no JSON are passed over."""
    waiting: list[object] = []
    for script in root.iter("script"):
        if script.get("type", "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            waiting.append(json.loads(_bare_json(script.text or ""), strict=False))
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


# <!-- {"@type": ...} --> and //<![CDATA[ ... //]]>, as some templates still write
_WRAPPING = re.compile(r"^\s*(?:<!--|(?://)?\s?<!\[CDATA\[)|(?:-->|(?://)?\s?\]\]>)\s*+(?:;\s*+)?$")


def _bare_json(text: str) -> str:
    return _WRAPPING.sub("", text.strip())


def _is_kind(node: dict[str, object], endings: tuple[str, ...]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(endings) for name in names[:MAX_AUTHORS])


def _meta_tags(root: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in root.iter("meta"):
        key, value = tag.get("property") or tag.get("name"), tag.get("content")
        if key and value is not None:
            tags.setdefault(key.strip().lower(), value.strip())
    return tags


def _first_text(*values: object) -> str | None:
    texts = (_one_line(unescape(value)) for value in values if isinstance(value, str))
    return next((text for text in texts if text), None)


_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")


def _one_line(text: str) -> str:
    # JSON may hold half a surrogate pair and NUL, which no report or store can be written with
    return " ".join(text.translate(_CONTROLS).split()).encode("utf-8", "replace").decode()


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


def _canonical(root: HtmlElement, meta: dict[str, str], *, url: str) -> str | None:
    links = (link.get("href") for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split())
    return _first_address(next(filter(None, links), None), meta.get("og:url"), url=url)


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
            address.encode()  # JSON may hold half a surrogate pair
            if urlsplit(address).scheme in {"http", "https"}:
                return address
        except ValueError:
            continue
    return None


def _first_date(*values: object) -> datetime | None:
    return next((moment for value in values if (moment := read_moment(value)) is not None), None)


def read_moment(value: object) -> datetime | None:
    """The moment that ISO 8601 text names, aware or naive as written, or none; that of a program's zero is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if may_be_published(moment) else None


def _is_free(nodes: list[dict[str, object]], meta: dict[str, str]) -> bool | None:
    """What the page states in `isAccessibleForFree`, as a boolean or as a word, or else in `article:content_tier`."""
    stated = [_last_word(node["isAccessibleForFree"]) for node in nodes if "isAccessibleForFree" in node]
    stated = stated or [_TIERS.get(meta.get("article:content_tier", "").lower(), "")]
    if "false" in stated:
        return False
    return True if "true" in stated else None


def _last_word(value: object) -> str:
    """`false` of false, "False" and "https://schema.org/False"."""
    return str(value)[:100].strip().lower().rpartition("/")[2]


def _withheld(nodes: list[dict[str, object]]) -> Iterator[str]:
    """The CSS selectors of the parts that the page calls not free."""
    for node in nodes:
        parts = node.get("hasPart")
        for part in (parts if isinstance(parts, list) else [parts])[:MAX_AUTHORS]:
            if isinstance(part, dict) and _last_word(part.get("isAccessibleForFree")) == "false":
                selectors = part.get("cssSelector")
                every = selectors if isinstance(selectors, list) else [selectors]
                yield from (one.strip() for one in every[:MAX_AUTHORS] if isinstance(one, str) and one.strip())


def _stated_words(nodes: list[dict[str, object]]) -> int | None:
    """The greater of the stated number of words and those of the text that stands in the data."""
    stated = [count for node in nodes if (count := _count(node.get("wordCount"))) is not None]
    bodies = [len(body.split()) for node in nodes if isinstance(body := node.get("articleBody"), str)]
    return max([*stated[:1], *bodies], default=None)


def _count(value: object) -> int | None:
    return int(value) if isinstance(value, int | str) and _NUMBER.fullmatch(str(value)) else None
