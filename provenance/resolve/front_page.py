"""What a front page says about the interfaces of its site: its link tags and its `Link` headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from provenance.resolve.answers import own_address
from provenance.resolve.listings.links import read_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Capture, Source

MOST_BYTES = 300_000
"""Of all link headers together."""
MOST_LINKS = 200
"""Link headers that are looked at; pages have a few dozen."""

# <https://news.example.org/wp-json/>; rel="https://api.w.org/"
_LINK_HEADER = re.compile(r"<([^<>\s]{1,2000})>([^<>]{0,500})")


def linked_address(page: Capture, *, relation: str, source: Source) -> str | None:
    """The first address that the page links to under `relation` (any case) on the source's own site, or none."""
    for named, target in _links_of(page):
        if relation.casefold() not in named.casefold().split():
            continue
        try:
            address = urljoin(page.final_url, target.strip())
        except ValueError:
            continue
        if own_address(address, source) is not None:
            return address
    return None


def _links_of(page: Capture) -> Iterator[tuple[str, str]]:
    """The relations and the target of each link header and link tag."""
    headers = ", ".join(value for name, value in page.headers if name == "link")[:MOST_BYTES]
    for place, match in enumerate(_LINK_HEADER.finditer(headers)):
        if place == MOST_LINKS:
            break
        relation = re.search(r'rel="?([^";,]{1,200})', match[2])
        yield (relation[1] if relation else ""), match[1]
    for link in read_links(page.body):
        yield " ".join(link.relations), link.target
