"""Pages that the user names: addresses in a sources file, and saved pages attached as evidence.

```toml
[domains]                       # host or registered domain -> addresses
"apnews.com" = ["https://apnews.com/article/..."]

[claims]                        # claim id, or the opening words of the sentence -> addresses
"In response, Ukrainian forces" = ["https://nypost.com/2025/07/05/..."]
```
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from provenance.config import load_toml
from provenance.errors import InputError, SettingsError
from provenance.model import Capture, Notice
from provenance.resolve.publishers import find_publisher_by_host
from provenance.resolve.sites import keys_of
from provenance.urls.domains import host_of, registrable_domain, source_host

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from provenance.model import Claim, Source

ATTACHED = "attached:"
"""The scheme of the address that a saved page gets."""

MIN_OPENING = 12
"""Characters of a sentence that its key must have: shorter ones would match sentences that were not meant."""

# <!doctype html>, <html lang="en">, <?xml version="1.0"?>
_HTML_OPENINGS = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<article", b"<div", b"<p", b"<!--")
_HTML_SUFFIXES = frozenset([".html", ".htm", ".xhtml"])
# the head of a "web page, single file", in which lines and numbers are broken up
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)+?content-type:\s*multipart/related", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A saved page given as evidence for a host or domain."""

    key: str
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """What the user named: addresses by host or domain, addresses by claim, and saved pages."""

    domains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    claims: dict[str, tuple[str, ...]] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()

    def for_source(self, source: Source) -> tuple[str, ...]:
        """The addresses listed for the source: of its host, of its domain, of its publisher's other ones."""
        return tuple(url for key in keys_of(source) for url in self.domains.get(key, ()))

    def for_claim(self, claim: Claim) -> tuple[str, ...]:
        """The addresses listed for the claim, by its id or by the opening words of its sentence."""
        return tuple(url for key, urls in self.claims.items() if _names(key, claim) for url in urls)

    def attached_to(self, source: Source) -> tuple[Attachment, ...]:
        """The saved pages given for the source."""
        return tuple(attachment for attachment in self.attachments if attachment.key in keys_of(source))

    def left_out(self, sources: Iterable[Source], *, most: int) -> tuple[Notice, ...]:
        """A notice for every source that has more pages than the `most` that are read of it."""
        counts = {source.host: len(self.attached_to(source)) + len(self.for_source(source)) for source in sources}
        return tuple(
            Notice(
                code="pages_left_out",
                message=f"{count} pages were named for {host}; only {most} of them are read for each sentence "
                "(the setting pages_per_source).",
            )
            for host, count in counts.items()
            if count > most
        )

    def unused(self, sources: Iterable[Source], claims: Iterable[Claim]) -> tuple[Notice, ...]:
        """A notice for every key that names nothing in the article, so that no typing error passes for a check."""
        known = {key for source in sources for key in keys_of(source)}
        every = tuple(claims)
        keys = [*self.domains, *(attachment.key for attachment in self.attachments)]
        unused = [f"No citation of the article names {key}." for key in dict.fromkeys(keys) if key not in known]
        unused += [
            f"No sentence of the article has the id or the opening words “{key}”."
            for key in self.claims
            if not any(_names(key, claim) for claim in every)
        ]
        return tuple(Notice(code="unused_source", message=message) for message in unused)


def _names(key: str, claim: Claim) -> bool:
    return key == claim.id or (len(key) >= MIN_OPENING and claim.text.startswith(key))


def read_source_list(path: Path) -> SourceList:
    """The source list in the TOML file `path`; raises `SettingsError` that names the key at fault."""
    try:
        table = load_toml(path)
    except OSError as error:
        raise SettingsError(f"Cannot read the sources file {path}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:  # ValueError also for bytes that are no UTF-8, and a number too long
        raise SettingsError(f"The sources file {path} is no TOML: {error}.") from error
    unknown = sorted(set(table) - {"domains", "claims"})
    if unknown:
        raise SettingsError(f"Unknown table in {path}: {', '.join(unknown)}.", "Known are [domains] and [claims].")
    domains = _merged((_host_key(key), urls) for key, urls in _read_table(table, "domains", path).items())
    claims = _merged((" ".join(key.split()), urls) for key, urls in _read_table(table, "claims", path).items())
    for key in claims:
        if len(key) < MIN_OPENING:
            raise SettingsError(f"The claim key “{key}” in {path} is shorter than {MIN_OPENING} characters.")
    return SourceList(domains=domains, claims=claims)


def _merged(rows: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """The rows by key; of keys that mean the same, as `apnews.com` and `www.apnews.com`, all addresses."""
    merged: dict[str, tuple[str, ...]] = {}
    for key, urls in rows:
        merged[key] = tuple(dict.fromkeys((*merged.get(key, ()), *urls)))
    return merged


def _read_table(table: dict[str, object], name: str, path: Path) -> dict[str, tuple[str, ...]]:
    rows = table.get(name, {})
    if not isinstance(rows, dict):
        raise SettingsError(f"[{name}] in {path} must be a table.", 'Write: "apnews.com" = ["https://..."]')
    return {key: _read_urls(value, f"[{name}] {key!r} in {path}") for key, value in rows.items()}


def _read_urls(value: object, place: str) -> tuple[str, ...]:
    urls = [value] if isinstance(value, str) else value
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise SettingsError(f"{place} must be an address or a list of addresses.")
    for url in urls:
        if not url.startswith(("https://", "http://")) or not host_of(url):
            raise SettingsError(f"{place}: {url!r} is no http or https address.")
    return tuple(dict.fromkeys(urls))


def _host_key(key: str) -> str:
    host = source_host(key)
    if registrable_domain(host) is None and find_publisher_by_host(host) is None:
        raise SettingsError(f"{key!r} is no domain under a public suffix.", "Write it like apnews.com.")
    return host


def attach_file(key: str, path: Path, *, read_at: datetime, max_bytes: int) -> Attachment:
    """The saved page in `path` as evidence for the host or domain `key`; HTML is told from text by its name or its
    first bytes.

    Raises `SettingsError` for a key that is no domain, `InputError` for a file that is absent, empty, larger than
    `max_bytes` or a web archive. The address holds the digest: two files of one name are two pages.
    """
    host = _host_key(key)
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise InputError(f"The attached file {path} has {size:,} bytes, the limit is {max_bytes:,}.")
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"Cannot read the attached file {path}: {error.strerror}.") from error
    if not body.strip():
        raise InputError(f"The attached file {path} is empty.")
    if _MHTML.match(body[:4_096]):
        raise InputError(f"The attached file {path} is a web archive.", "Save the page as “HTML only” and attach that.")
    opening = body.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_html = path.suffix.lower() in _HTML_SUFFIXES or opening.startswith(_HTML_OPENINGS)
    url = f"{ATTACHED}{host}/{quote(path.name, errors='replace')}?sha256={hashlib.sha256(body).hexdigest()[:12]}"
    capture = Capture(
        url=url,
        final_url=url,
        redirects=(),
        status=200,
        headers=(("content-type", "text/html" if is_html else "text/plain"),),
        fetched_at=read_at,
        body=body,
    )
    return Attachment(key=host, capture=capture)
