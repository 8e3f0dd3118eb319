"""Host names and registrable domains, by the public suffix list bundled with tldextract; never fetched."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

MAX_HOST = 253
"""Characters in a host name, RFC 1035 section 2.3.4."""

# understandingwar.org, en.wikipedia.org, münchen.de, xn--mnchen-3ya.de, 9to5mac.com
_HOST = re.compile(r"(?:[^\W_](?:[^\W_]|-){0,61}\.)+[^\W\d_](?:[^\W_]|-){1,62}", re.UNICODE)


@cache
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract  # noqa: PLC0415 - imports requests, which parsing alone should not pay for

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str | None:
    """The registered domain of `host` in lower case (`bbc.co.uk` for `www.bbc.co.uk`), or none.

    None for an IP address, a bare suffix (`co.uk`), a single word, or a name under no public suffix (`main.cfg`).
    """
    name = host.strip(".").lower()
    if len(name) > MAX_HOST or not _HOST.fullmatch(name):
        return None
    return _extractor()(name).top_domain_under_public_suffix or None


@lru_cache(maxsize=4096)
def site_domain(host: str) -> str | None:
    """The domain that whoever publishes on `host` was given: `bbc.co.uk` for `news.bbc.co.uk`, or none.

    Under a suffix that a company rents out it is the tenant's own: `ibm.github.io`, never `github.io`.
    """
    domain = registrable_domain(host)
    if domain is None:
        return None
    name = host.strip(".").lower()
    return _extractor()(name, include_psl_private_domains=True).top_domain_under_public_suffix or domain


@lru_cache(maxsize=4096)
def stem_of(host: str) -> str:
    """The host without its public suffix, as some chatbots name a site (`gist.github`); empty where nothing is left."""
    if registrable_domain(host) is None:
        return ""
    parts = _extractor()(host.strip(".").lower())
    return ".".join(part for part in (parts.subdomain, parts.domain) if part)


def source_host(host: str) -> str:
    """The host as a source is called: lower case, without a leading `www.`, other subdomains kept."""
    return host.strip(".").lower().removeprefix("www.")


def host_of(url: str) -> str | None:
    """The host that `url` names, in lower case, or none when it names none or cannot be read."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
