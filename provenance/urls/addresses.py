"""Which addresses may be contacted: public ones, over http and https, and nothing that only looks like one.

The tables are explicit. `ipaddress.is_global` of Python 3.11 calls multicast, 6to4 and `64:ff9b::/96` global, and
another version of Python would answer otherwise; a rule that guards a network must not depend on that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.errors import UnsafeAddressError
from provenance.urls.canonical import DEFAULT_PORTS, ascii_host, normal_path, normal_query
from provenance.urls.domains import MAX_HOST

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

WEB_PORTS = frozenset(DEFAULT_PORTS.values())
MAX_URL = 4096
"""Characters; longer ones are no addresses of articles, and many servers refuse them."""

CLOSED_V4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",  # this network, RFC 791
        "10.0.0.0/8",  # private, RFC 1918
        "100.64.0.0/10",  # shared by carriers, RFC 6598; 100.100.100.200 is a cloud's metadata service
        "127.0.0.0/8",  # this machine, RFC 1122
        "168.63.129.16/32",  # a cloud's host agent, in public space
        "169.254.0.0/16",  # link-local, RFC 3927; 169.254.169.254 is the metadata service of most clouds
        "172.16.0.0/12",  # private, RFC 1918
        "192.0.0.0/24",  # protocol assignments, RFC 6890; 192.0.0.192 is a cloud's metadata service
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "192.168.0.0/16",  # private, RFC 1918
        "198.18.0.0/15",  # benchmarking, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/4",  # multicast, RFC 5771
        "240.0.0.0/4",  # reserved and broadcast, RFC 1112
    )
)
OPEN_V6 = IPv6Network("2000::/3")
"""Global unicast, RFC 4291. All else is closed: loopback, mapped and compatible IPv4, fc00::/7, fe80::/10, fec0::/10,
multicast, 5f00::/16."""
CLOSED_V6 = tuple(
    IPv6Network(net)
    for net in (
        "2001::/23",  # protocol assignments, RFC 2928; Teredo (2001::/32) hides an IPv4 address
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4 hides an IPv4 address, RFC 3056
        "3fff::/20",  # documentation, RFC 9637
    )
)
NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as networks without IPv4 write them, RFC 6052: judged by the IPv4 address inside."""
ISATAP = frozenset((0x00005EFE, 0x02005EFE))
"""The first half of an interface's number that hides an IPv4 address behind any network, RFC 5214 section 6.1."""
CLOSED_SUFFIXES = (
    *(".localhost", ".localdomain", ".local", ".internal", ".intranet", ".private", ".lan", ".home", ".corp"),
    *(".home.arpa", ".svc", ".onion"),
)
"""Names that mean this machine or a network around it; nobody can register them, and behind a proxy only they tell."""

# apnews.com, xn--mnchen-3ya.de, a_b.example.org
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# the last label of 127.1, 0x7f.1, 127.0.0.0x1: a host that ends so is a number in disguise
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """An address that passed `check_url`, in the form in which it goes over the wire.

    `host` is lower-case ASCII, an IPv6 address without its brackets; `target` is path and query. Whether the host's
    addresses are public is not known yet: that is asked of each answer when it is looked up.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port only when it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.target


def is_public_address(ip: str | IPv4Address | IPv6Address) -> bool:
    """Whether `ip` belongs to the public internet; false also for what is no IP address at all."""
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in net for net in CLOSED_V4)
    if address in NAT64:
        return is_public_address(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.scope_id is not None or (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
        return False
    return address in OPEN_V6 and not any(address in net for net in CLOSED_V6)


def check_url(url: str, *, ports: AbstractSet[int] = WEB_PORTS) -> WebAddress:
    """The address that `url` names, or `UnsafeAddressError` with the reason why it must not be contacted.

    Allowed are http and https, the `ports` given, host names of at least two labels, and public IP addresses in their
    usual form. Refused are user names and passwords, control characters, spaces and backslashes (on which parsers
    disagree), numbers in disguise, and names that mean this machine or its network.
    """
    _refuse(len(url) > MAX_URL, f"The address is longer than {MAX_URL} characters.")
    shown = ascii(url[:200])[1:-1]
    _refuse(
        not url.isprintable() or any(letter in url for letter in " \\"),
        f"The address {shown} holds a space, a backslash or an invisible character.",
    )
    try:
        parts = urlsplit(url)
        port, host = parts.port, ascii_host(parts.hostname or "")
        _check_brackets(parts.netloc)
    except ValueError as error:
        raise UnsafeAddressError(f"The address {shown} cannot be read: {error}.") from error
    scheme = parts.scheme
    _refuse(scheme not in DEFAULT_PORTS, f"The address {shown} is neither http nor https.")
    _refuse("@" in parts.netloc, f"The address {shown} holds a user name or password.")
    port = DEFAULT_PORTS[scheme] if port is None else port
    _refuse(port not in ports, f"Port {port} of {shown} is not open to this software.")
    _check_host(host, written=parts.hostname or "", literal=parts.netloc.startswith("["), shown=shown)
    query = f"?{normal_query(parts.query)}" if parts.query else ""
    address = WebAddress(scheme=scheme, host=host, port=port, target=normal_path(parts.path) + query)
    _refuse(len(address.url) > MAX_URL, f"The address is longer than {MAX_URL} characters once it is escaped.")
    return address


def _check_brackets(netloc: str) -> None:
    """Raise `ValueError` for what stands behind an IPv6 address and is no port; Python 3.11 passes over it."""
    _, bracket, behind = netloc.partition("]")
    if bracket and behind and not behind.startswith(":"):
        raise ValueError("what stands behind the bracket is no port")


def _check_host(host: str, *, written: str, literal: bool, shown: str) -> None:
    if literal or _NUMBER.fullmatch(host.rpartition(".")[2]):
        disguised = host != written or not _is_usual_form(host, literal=literal)  # 8.8.8.⑧ is 8.8.8.8 to IDNA
        _refuse(disguised, f"The host of {shown} is a number in disguise.")
        _refuse(not is_public_address(host), f"The host of {shown} is no public address.")
        return
    _refuse("." not in host, f"The host of {shown} is no full name.")
    _refuse(len(host) > MAX_HOST or not _NAME.fullmatch(host), f"The host of {shown} is no valid name.")
    _refuse(host.endswith(CLOSED_SUFFIXES), f"The host of {shown} names this machine or its own network.")


def _is_usual_form(host: str, *, literal: bool) -> bool:
    """Whether the number stands as it is usually written; an IPv4 address inside an IPv6 one has no usual form."""
    try:
        if not literal:
            return str(IPv4Address(host)) == host
        address = IPv6Address(host)
    except AddressValueError:
        return False
    return address.ipv4_mapped is None and str(address) == host


def _refuse(wrong: object, message: str) -> None:
    if wrong:
        raise UnsafeAddressError(message)
