"""Which addresses lie on the site of a source."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from provenance.urls.domains import host_of, registrable_domain, site_domain, source_host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model import Source
    from provenance.resolve.publishers import Publisher


class Closeness(IntEnum):
    """How near an address is to a source: from another site to the very host."""

    STRANGER = 0
    SAME_DOMAIN = 1
    SAME_PUBLISHER = 2
    SAME_HOST = 3


def closeness(url: str, source: Source) -> Closeness:
    """How near `url` is to the source."""
    host = source_host(host_of(url) or "")
    if not host or source.host is None:
        return Closeness.STRANGER
    if host == source.host:
        return Closeness.SAME_HOST
    if any(is_within(host, domain) for domain in source.domains):
        return Closeness.SAME_PUBLISHER
    return Closeness.SAME_DOMAIN if site_domain(host) == source.domain else Closeness.STRANGER


def is_within(host: str, domain: str) -> bool:
    """Whether `host` is the domain or a host under it; nothing else is under a public suffix such as `gov.uk`."""
    return host == domain or (host.endswith(f".{domain}") and registrable_domain(domain) is not None)


def keys_of(source: Source) -> tuple[str, ...]:
    """The hosts and domains under which pages of the source may be listed, the narrowest first."""
    return tuple(dict.fromkeys(key for key in (source.host, source.domain, *source.domains) if key))


def domains_of(publisher: Publisher | None, *, host: str, domain: str) -> tuple[str, ...]:
    """The domains of the source on `host`: those of its publisher, without other sites on the same domain.

    `de.wikipedia.org` goes with `wikipedia.org`, and not with `en.wikipedia.org`. A tenant's site is its own only.
    """
    if publisher is None or registrable_domain(host) not in {None, domain}:
        return (domain,)
    return tuple(_own(publisher.domains, host=host, domain=domain)) or (domain,)


def _own(domains: Iterable[str], *, host: str, domain: str) -> Iterable[str]:
    return (each for each in domains if is_within(host, each) or registrable_domain(each) not in {None, domain})


MOST_HOSTS = 10_000
"""Hosts whose belonging is remembered for one source; a site that names more is looked at anew each time."""


class OwnHosts:
    """Tells the addresses on the site of one source from others, fast enough for a sitemap of 50,000."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[str, bool] = {}

    def has(self, url: str) -> bool:
        """Whether the address lies on the site of the source or on another of its publisher's."""
        origin = "/".join(url.split("/", 3)[:3])
        known = self._known.get(origin)
        if known is None:
            if len(self._known) >= MOST_HOSTS:
                self._known.clear()
            is_web = origin.lower().startswith(("https://", "http://")) and "@" not in origin
            known = self._known[origin] = is_web and closeness(origin, self._source) is not Closeness.STRANGER
        return known


def hosts_of(source: Source) -> tuple[str, ...]:
    """The hosts on which the source may be asked, the likeliest first: with and without `www.`, then its domain's."""
    hosts = [source.host, source.domain] if source.host else []
    apexes = {host for host in hosts if host and host == site_domain(host)}
    every = (each for host in hosts if host for each in ((host, f"www.{host}") if host in apexes else (host,)))
    return tuple(dict.fromkeys(every))
