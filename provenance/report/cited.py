"""What a mark cites, in the form that every style of citation writes: names, addresses, and what is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from provenance.report.clean import clean_line
from provenance.report.fragments import followable_url
from provenance.urls.canonical import drop_tracking
from provenance.urls.domains import host_of, registrable_domain, source_host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model import Resolution, Source

# what ends an address in Markdown and in wikitext
_ODD_IN_URL = re.compile("[\\s<>\\[\\](){}|\\\\\"'`^\x00-\x20\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source to cite: the publisher's name or the host, and its page or site; no address when not identified.

    Nothing in the address ends it, in Markdown or in wikitext.
    """

    name: str
    url: str | None

    @property
    def words(self) -> str:
        """The name, and for a source that was not identified that it was not."""
        return self.name if self.url else f"source not identified: {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What the marks in one place cite: each source once, and how many they do not name."""

    sources: tuple[Cited, ...]
    hidden: int

    @property
    def hidden_words(self) -> str:
        """How many are not named, in words; nothing when all are."""
        return f"{self.hidden} more not named" if self.hidden else ""


def cite_resolutions(resolutions: Iterable[Resolution]) -> Citation:
    """The citation of marks that stand together."""
    sources: dict[Cited, None] = {}
    hidden = 0
    for resolution in resolutions:
        sources.update(dict.fromkeys(_cited(resolution)))
        hidden += resolution.hidden
    return Citation(sources=tuple(sources), hidden=hidden)


def _cited(resolution: Resolution) -> Iterable[Cited]:
    """The sources of a mark, with the addresses it carried where they fit, else with their sites."""
    left = list(dict.fromkeys(resolution.urls))
    for source in resolution.sources:
        own = [url for url in left if _fits(url, source)]
        left = [url for url in left if url not in own]
        name = clean_line(source.publisher or source.host or source.label)
        if own:
            yield from (Cited(name=name, url=_plain(url)) for url in own)
        else:
            yield Cited(name=name, url=_plain(f"https://{source.host}") if source.host else None)
    for url in left:
        yield Cited(name=clean_line(source_host(host_of(url) or url)), url=_plain(url))


def _fits(url: str, source: Source) -> bool:
    host = source_host(host_of(url) or "")
    return source.host is not None and (host == source.host or registrable_domain(host) == source.domain)


def _plain(url: str) -> str | None:
    """The address without what only tells who followed it; none for one that is disguised or leads to no web page."""
    try:
        parts = urlsplit(url)
        plain = urlunsplit(parts._replace(query=drop_tracking(parts.query)))
    except ValueError:
        return None
    return followable_url(_ODD_IN_URL.sub(_escaped, plain))


def _escaped(sign: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in sign[0].encode("utf-8", "replace"))
