"""Addresses: what passes the guard means the same host and port to everybody who reads it, and its form is stable."""

from __future__ import annotations

from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from benchmarks.fuzz.promises import promise
from provenance.errors import UnsafeAddressError
from provenance.fetch.answers import Answer
from provenance.fetch.hops import next_hop
from provenance.urls.addresses import WEB_PORTS, WebAddress, check_url, is_public_address
from provenance.urls.archived import read_archived
from provenance.urls.canonical import DEFAULT_PORTS, canonical_url
from provenance.urls.domains import host_of, registrable_domain, site_domain, source_host, stem_of

START = check_url("https://example.org/a/b?c=d")


def check(content: bytes) -> None:
    """Read the text as an address, as the tail of one, as a host and as where a redirect leads."""
    text = content.decode("utf-8", "surrogateescape")
    for url in (text, f"https://{text}", f"https://example.org/{text}", f"http://example.org{text}"):
        _check_key(url)
        _check_address(url)
    for host in (text, f"{text}.co.uk", host_of(text) or ""):
        _check_host(host)
    read_archived(text)
    read_archived(f"https://web.archive.org/web/{text}")
    _check_redirect(content)


def _check_key(url: str) -> None:
    key = canonical_url(url)
    promise(canonical_url(key) == key, "the key of a key is another")
    with suppress(UnsafeAddressError):
        address = check_url(url)
        promise(
            canonical_url(canonical_url(address.url)) == canonical_url(address.url),
            "the key of a checked address moves",
        )
        named = urlsplit(key)
        promise(
            (named.hostname, named.port or DEFAULT_PORTS[named.scheme]) == (address.host, address.port),
            "the key of an address names another host",
        )


def _check_address(url: str) -> None:
    try:
        address = check_url(url)
    except UnsafeAddressError as error:
        promise(error.message.isprintable(), "a reason cannot be printed")
        return
    promise(check_url(address.url) == address, "the checked form is not stable")
    sent = address.url
    promise(
        sent.isascii() and sent.isprintable() and not set(sent) & set(' "<>\\^`{|}'), "a checked address is not plain"
    )
    _check_readers(sent, address.host, address.port)
    promise(address.scheme in DEFAULT_PORTS and address.port in WEB_PORTS, "a checked address is no web address")
    host = urlsplit(url).hostname or ""
    promise("@" not in urlsplit(url).netloc, "a user name passes")
    with suppress(ValueError):
        promise(is_public_address(ip_address(address.host)), "a closed number passes")
        promise(host == address.host, "a number in disguise passes")
    promise(
        not address.host.rpartition(".")[2].isdigit() or is_public_address(address.host), "a number passes as a name"
    )


def _check_readers(sent: str, host: str, port: int) -> None:
    """Whoever reads the address that is sent must see the host that was checked."""
    parts = urlsplit(sent)
    promise((parts.hostname, parts.port or DEFAULT_PORTS[parts.scheme]) == (host, port), "urlsplit sees another host")
    promise(parts.username is None and parts.password is None and not parts.fragment, "urlsplit sees more")
    try:
        read = parse_url(sent)
    except LocationParseError as error:
        raise AssertionError("urllib3 does not read a checked address") from error
    promise((read.host or "").strip("[]") == host, "urllib3 sees another host")
    promise((read.port or DEFAULT_PORTS[read.scheme or ""]) == port, "urllib3 sees another port")
    promise(read.auth is None, "urllib3 sees a user name")
    promise(read.request_uri == sent.removeprefix(f"{parts.scheme}://{parts.netloc}"), "urllib3 sends another target")
    prepared = requests.Request("GET", sent).prepare().url
    promise(prepared == sent, "requests sends another address")


def _check_host(host: str) -> None:
    domain, site = registrable_domain(host), site_domain(host)
    named = host.strip(".").lower()
    promise(domain is None or named == domain or named.endswith(f".{domain}"), "a host is outside its domain")
    promise(site is None or named == site or named.endswith(f".{site}"), "a host is outside its site")
    promise((domain is None) == (site is None), "a host has a site and no domain")
    promise(registrable_domain(domain) == domain if domain else True, "the domain of a domain is another")
    promise("/" not in stem_of(host), "a stem is no name")
    source_host(host)


def _check_redirect(content: bytes) -> None:
    location = content.decode("latin-1")
    hop = next_hop(
        Answer(status=302, headers=(("location", location),)), seen=(START,), limit=5, ports=frozenset(WEB_PORTS)
    )
    if isinstance(hop, WebAddress):
        promise(check_url(hop.url) == hop, "a redirect is followed to an unchecked address")
        with suppress(ValueError):
            spelt = location.strip().encode("latin-1").decode("utf-8", "replace").replace(" ", "%20")
            promise(urlsplit(urljoin(START.url, spelt)).scheme == "https", "a redirect leaves https")
