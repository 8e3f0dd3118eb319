"""The link tags of a front page: what a site says about its feeds and interfaces."""

from __future__ import annotations

import warnings
from typing import NamedTuple

MOST_FRONT = 512 * 1024
"""Bytes of a front page that are looked at; link tags stand in its head."""
MOST_LINKS = 200
"""Link tags that are looked at; pages have a few dozen."""


class Link(NamedTuple):
    """A link tag: its relations in lower case, the media type of its target, its title, its target as written."""

    relations: tuple[str, ...]
    kind: str
    title: str
    target: str


def read_links(page: bytes) -> tuple[Link, ...]:
    """The link tags of an HTML page with a target, in their order; those in comments and scripts are none."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - a run from a warm store looks at no front page
    from bs4.filter import SoupStrainer  # noqa: PLC0415

    text = page[:MOST_FRONT].decode("utf-8", errors="replace")
    with warnings.catch_warnings():  # about pages that look like XML, or like an address: nothing to act on
        warnings.simplefilter("ignore", UserWarning)
        soup = BeautifulSoup(text, "lxml", parse_only=SoupStrainer("link"))
    tags = soup.find_all("link", href=True, limit=MOST_LINKS)
    return tuple(
        Link(
            relations=tuple(_text(tag.get("rel")).lower().split()),
            kind=_text(tag.get("type")).partition(";")[0].strip().lower(),
            title=_text(tag.get("title")),
            target=_text(tag.get("href")).strip(),
        )
        for tag in tags
    )


def _text(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value or "")
