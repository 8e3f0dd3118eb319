"""Tags to sources: which site each label names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model import Resolution, Source
from provenance.resolve.publishers import find_publisher_by_host, find_publisher_by_name
from provenance.urls.domains import registrable_domain, source_host

if TYPE_CHECKING:
    from provenance.model import Article, CitationTag


def resolve_tags(article: Article) -> tuple[Resolution, ...]:
    """One resolution a tag, in the order of the tags. No network."""
    return tuple(_resolve_tag(tag) for tag in article.tags)


def _resolve_tag(tag: CitationTag) -> Resolution:
    named = map(resolve_label, dict.fromkeys(tag.in_order))
    keyed = map(_source_of_key, dict.fromkeys(tag.keys))
    return Resolution(tag=tag.index, sources=(*named, *keyed), hidden=tag.hidden, urls=tag.urls)


def _source_of_key(key: str) -> Source:
    """The source behind a key of the chatbot's own, which the pasted text alone cannot tell."""
    return Source(
        label=key, host=None, domain=None, problem=f"“{key}” is a key that only the chatbot's conversation resolves"
    )


def resolve_label(label: str) -> Source:
    """The source that one label names: a host under a public suffix, else a publisher's name that the table knows.

    Anything else stays unresolved and says so: a guessed site would be a false comfort.
    """
    host = source_host(label)
    domain = registrable_domain(host)
    if domain is not None:
        publisher = find_publisher_by_host(host, domain)
        return Source(label=label, host=host, domain=domain, publisher=publisher.name if publisher else None)
    publisher = find_publisher_by_name(label)
    if publisher is not None:
        main = publisher.domains[0]
        return Source(label=label, host=main, domain=registrable_domain(main), publisher=publisher.name)
    return Source(label=label, host=None, domain=None, problem=f"“{label}” is neither a domain nor a known publisher")
