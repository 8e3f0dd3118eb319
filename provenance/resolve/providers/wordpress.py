"""Posts of a site that runs WordPress, by the interface that it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from provenance.model import Missed, Wanted
from provenance.resolve.answers import (
    Hit,
    address_of,
    asked_window,
    plain_text,
    rank_hits,
    read_day,
    read_json,
    text_at,
    words_of,
)
from provenance.resolve.front_page import linked_address, open_front_page
from provenance.resolve.providers.contract import Found, Reach

if TYPE_CHECKING:
    from provenance.model import Source
    from provenance.resolve.answers import Answer
    from provenance.resolve.providers.contract import ProviderContext, Query

MOST_WORDS = 3
"""Words of the claim in one search; WordPress gives only posts that hold every one."""
RESULTS = 20
"""Posts asked for in one search."""
RELATION = "https://api.w.org/"
"""The relation under which a front page links to the interface, in a `Link` header or a link tag."""
POSTS = "wp/v2/posts"


class WordPressProvider:
    """Asks the posts interface of the cited site, which alone learns up to three words of the claim and the window.

    The front page is looked at once a source, and nothing more is asked of a site that does not offer the interface
    there. The site's robots.txt holds for both. When no post holds all words, one search with the first word follows.
    """

    name = "wordpress"
    reach = Reach.SITE

    def __init__(self, context: ProviderContext) -> None:
        self._fetch = context.fetch
        self._interfaces: dict[str, str | None] = {}
        self._problems: dict[str, str] = {}

    def find_pages(self, query: Query) -> Found:
        """The posts that hold words of the claim and were published in the window, when the article's date is known."""
        host = query.source.host or ""
        if host not in self._interfaces:
            self._interfaces[host] = self._look_at(query.source)
        interface = self._interfaces[host]
        if interface is None:
            return Found(stopped=self._problems[host])
        words = words_of(query, most=MOST_WORDS)
        if not words:
            return Found(stopped="the claim holds no word to search for")
        found = self._search(interface, words, query)
        if not found.looked_at and not found.stopped and len(words) > 1:
            found = self._search(interface, words[:1], query)
        if found.looked_at or found.stopped:
            return found
        return Found(stopped=f"it lists no post with {words[0]} in those days")

    def _look_at(self, source: Source) -> str | None:
        """The address of the posts interface that the front page offers, or none."""
        host = source.host or ""
        _, front = open_front_page(source, fetch=self._fetch)
        if isinstance(front, Missed):
            self._problems[host] = f"its front page could not be read: {front.detail}"
            return None
        root = linked_address(front, relation=RELATION, source=source)
        interface = None if root is None else posts_interface(root)
        self._problems[host] = "" if interface else "its front page offers no interface of WordPress"
        return interface

    def _search(self, interface: str, words: tuple[str, ...], query: Query) -> Found:
        window = asked_window(query)
        days = {"after": f"{window.start}T00:00:00", "before": f"{window.end}T23:59:59"} if window else {}
        address = address_of(
            interface,
            {
                "search": " ".join(words),
                **days,
                "per_page": RESULTS,
                "_fields": "link,title,date_gmt,modified_gmt",
            },
        )
        outcome = self._fetch(address, wanted=Wanted.LISTING)
        if isinstance(outcome, Missed):
            return Found(stopped=f"its posts could not be asked for: {outcome.detail}")
        answer = read_json(outcome.body)
        if not isinstance(answer, list):
            return Found(stopped="its answer could not be read")
        hits = [_hit_of(row) for row in answer[:RESULTS]]
        return rank_hits(hits, query, found_by=self.name, engine="the site's own search", nothing="")


def posts_interface(root: str) -> str | None:
    """The address of the posts under the `root` that a front page names: a folder, or a `rest_route` parameter."""
    parts = urlsplit(root)
    if not parts.query:
        return urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{POSTS}", "", ""))
    route = dict(parse_qsl(parts.query[:500], keep_blank_values=True)).get("rest_route")
    if route is None:
        return None
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))
    return address_of(bare, {"rest_route": f"{route.rstrip('/')}/{POSTS}"})


def _hit_of(row: Answer) -> Hit:
    return Hit(
        url=text_at(row, "link"),
        title=plain_text(text_at(row, "title", "rendered")),
        published=read_day(text_at(row, "date_gmt")),
    )
