"""Where a site answers, and what its front page says of its interfaces: its link tags and its `Link` headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from provenance.model import Access, Capture, Missed
from provenance.resolve.answers import own_address
from provenance.resolve.listings.links import read_links
from provenance.resolve.sites import hosts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Source
    from provenance.resolve.providers.contract import Fetch

MOST_BYTES = 300_000
"""Of all link headers together."""
MOST_LINKS = 200
"""Link headers that are looked at; pages have a few dozen."""

_UNREACHED = frozenset({Access.UNREACHABLE, Access.UNRECORDED})

# <https://news.example.org/wp-json/>; rel="https://api.w.org/"
_LINK_HEADER = re.compile(r"<([^<>\s]{1,2000})>([^<>]{0,500})")


def is_reached(outcome: Capture | Missed) -> bool:
    """Whether a host answered, be it with a refusal."""
    return isinstance(outcome, Capture) or outcome.access not in _UNREACHED


def answers_of(source: Source, path: str, *, fetch: Fetch) -> Iterator[tuple[str, Capture | Missed]]:
    """The answers of the hosts of the source to `path`, each with its `https://host`, asked for one after another.

    Where none of them is reached so, they are asked once more without encryption: few sites are left that have none.
    What was not kept of a run counts as not reached, so that a run without a network finds what that run found.
    """
    for scheme in ("https", "http"):
        reached = False
        for host in hosts_of(source):
            outcome = fetch(f"{scheme}://{host}{path}")
            reached = reached or is_reached(outcome)
            yield f"{scheme}://{host}", outcome
        if reached:
            return


def open_front_page(source: Source, *, fetch: Fetch) -> tuple[str, Capture | Missed]:
    """The front page of the first host that is reached, and where it is; else what came of the last."""
    last: tuple[str, Capture | Missed] = ("", Missed(url="", access=Access.UNREACHABLE, detail="no host is known"))
    for last in answers_of(source, "/", fetch=fetch):
        if is_reached(last[1]):
            break
    return last


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
