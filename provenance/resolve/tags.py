"""Tags to sources: which site each label names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.model import Resolution, Source
from provenance.resolve.publishers import (
    find_publisher_by_host,
    find_publisher_by_name,
    find_publisher_by_stem,
    find_publishers_sharing,
)
from provenance.resolve.sites import Closeness, closeness, domains_of, is_within
from provenance.resolve.spelling import find_nearest_name
from provenance.urls.domains import host_of, registrable_domain, site_domain, source_host, stem_of

if TYPE_CHECKING:
    from provenance.model import Article, CitationTag
    from provenance.resolve.publishers import Publisher

MOST_BEARERS = 5
"""Bearers of a shared name that a problem lists."""


def resolve_tags(article: Article) -> tuple[Resolution, ...]:
    """One resolution a tag, in the order of the tags. No network."""
    return tuple(_resolve_tag(tag) for tag in article.tags)


def _resolve_tag(tag: CitationTag) -> Resolution:
    linked = tuple(dict.fromkeys(source_host(host_of(url) or "") for url in tag.urls))
    named = [_by_link(label, linked) or resolve_label(label) for label in dict.fromkeys(tag.in_order)]
    if named and named[0].host is None and len(tag.urls) == 1:
        named[0] = _own_page(named, url=tag.urls[0])
    keyed = map(_source_of_key, dict.fromkeys(tag.keys))
    return Resolution(tag=tag.index, sources=(*named, *keyed), hidden=tag.hidden, urls=tag.urls)


def _by_link(label: str, linked: tuple[str, ...]) -> Source | None:
    """The source of a label that a linked host explains: its stem, or which of the bearers of a shared name it is."""
    bearers = find_publishers_sharing(label)
    for host in linked:
        if label and label.lower() in {stem_of(host), stem_of(site_domain(host) or "")}:
            return _source_on(host, label=label, note=f"“{label}” stands for {host}, which the mark links to")
        for bearer in bearers:
            if any(is_within(host, domain) for domain in bearer.domains):
                return _source_on(host, label=label, note=f"“{label}” is that of {host}, which the mark links to")
    return None


def _own_page(named: list[Source], *, url: str) -> Source:
    """The first source, whose label nothing explains, as the site that the mark links to: its own page.

    An address on the site of another source of the mark is that source's, and the first stays unresolved.
    """
    first, *others = named
    host = source_host(host_of(url) or "")
    if registrable_domain(host) is None or any(closeness(url, other) is not Closeness.STRANGER for other in others):
        return first
    return _source_on(host, label=first.label, note=f"“{first.label}” is no known name; the mark links to {host}")


def _source_of_key(key: str) -> Source:
    """The source behind a key of the chatbot's own, which the pasted text alone cannot tell."""
    return Source(
        label=key, host=None, domain=None, problem=f"“{key}” is a key that only the chatbot's conversation resolves"
    )


@lru_cache(maxsize=4096)
def resolve_label(label: str) -> Source:
    """The source that one label names, by the first of these that knows it; no site is ever guessed.

    A host of the table, a publisher's name (`Süddeutsche.de` is one, and no site of theirs), a host under a public
    suffix (`learn.microsoft` is one, and yet the stem of a known site), the stem of one publisher's main domain, a
    publisher's name misspelt. Anything else stays unresolved and says so: a guessed site would be a false comfort.
    """
    host = source_host(host_of(label) or "" if label.startswith(("https://", "http://")) else label)
    if find_publisher_by_host(host) is not None:
        return _source_on(host, label=label)
    publisher = find_publisher_by_name(label)
    if publisher is not None:
        return _source_of(publisher, label=label)
    if registrable_domain(host) is not None and find_publisher_by_stem(label) is None:
        return _source_on(host, label=label)
    return _by_stem(label) or _by_likeness(label) or Source(label=label, host=None, domain=None, problem=_unread(label))


def _source_on(host: str, *, label: str, note: str = "") -> Source:
    """The source on `host`."""
    publisher = find_publisher_by_host(host)
    domain = site_domain(host) or host
    return Source(
        label=label,
        host=host,
        domain=domain,
        domains=domains_of(publisher, host=host, domain=domain),
        publisher=publisher.name if publisher else None,
        note=note,
    )


def _source_of(publisher: Publisher, *, label: str, note: str = "") -> Source:
    """The source that is the publisher, on its main site."""
    main = publisher.domains[0]
    return Source(
        label=label,
        host=main,
        domain=site_domain(main) or main,
        domains=publisher.domains,
        publisher=publisher.name,
        note=note,
    )


def _by_stem(label: str) -> Source | None:
    """The source of a label such as `geeksforgeeks` or `docs.github`, when one publisher's main domain fits it."""
    for stem in (label, label.rpartition(".")[2]):
        publisher = find_publisher_by_stem(stem)
        if publisher is not None:
            host = label + publisher.domains[0].removeprefix(stem)
            return _source_on(host, label=label, note=f"“{label}” read as {host}, the only known site of that stem")
    return None


def _by_likeness(label: str) -> Source | None:
    """The source of a name misspelt; a stem is none, for one letter makes another site of it."""
    nearest = None if _is_stem(label) else find_nearest_name(label)
    if nearest is None or not nearest.is_same:
        return None
    return _source_of(nearest.publisher, label=label, note=f"read as {nearest.publisher.name} (written “{label}”)")


def _is_stem(label: str) -> bool:
    return label.islower() and " " not in label


def _unread(label: str) -> str:
    """Why a label is left unresolved, and which name it is near to."""
    bearers = [publisher.name for publisher in find_publishers_sharing(label)]
    if bearers:
        return f"“{label}” is the name of several publishers: {', '.join(bearers[:MOST_BEARERS])}"
    nearest = find_nearest_name(label)
    unknown = f"“{label}” is neither a domain nor a known publisher"
    return f"{unknown}; the nearest known name is {nearest.publisher.name}" if nearest else unknown
