"""Names to addresses, once, and no connection to an address that is not public.

A name is looked up once a connection; if any of the answers is not public, none is used; the connection goes to the
very addresses that were checked, so that a name which answers differently the next time gains nothing.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from provenance.errors import UnsafeAddressError
from provenance.urls.addresses import is_public_address

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address that a name leads to. It is contacted only if it is public."""

    ip: str
    port: int

    @property
    def refusal(self) -> str:
        """Why this address must not be contacted, or an empty string."""
        return "" if is_public_address(self.ip) else f"it leads to {self.ip}, which is no public address"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRoute(Route):
    """A way to a server that the caller runs on this very machine, for tests and for recording stand-in pages.

    It is the one exception to the rule, and it cannot be taken by accident: `resolve_host` never makes one, no setting
    or name look-up can ask for one, and it leads to loopback addresses only, never into a network around.
    """

    @property
    def refusal(self) -> str:
        """Why this address must not be contacted, or an empty string."""
        return "" if ip_address(self.ip).is_loopback else f"{self.ip} is not this machine"


HOME = tuple(
    map(
        ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1", "fc00::/7")
    )
)
"""This machine and networks of one's own: all that plain http may lead to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRoute(Route):
    """A way to a host that the user named; `plain` without TLS, which is for a machine or network of one's own."""

    plain: bool

    @property
    def refusal(self) -> str:
        """Why this address must not be contacted, or an empty string."""
        named = ip_address(self.ip)
        address = (named.ipv4_mapped if isinstance(named, IPv6Address) else None) or named
        if address.is_link_local or address.is_multicast or address.is_unspecified:
            return f"it leads to {self.ip}, which is no server of anybody's"
        if self.plain and not any(address in network for network in HOME):
            return f"it leads to {self.ip} on the internet, where plain http would show the draft to others; use https"
        return ""


Resolver: TypeAlias = "Callable[[str, int], tuple[Route, ...]]"
"""Host and port to the addresses to try, in order; raises `OSError` when the name has none."""


def resolve_host(host: str, port: int) -> tuple[Route, ...]:
    """The addresses that the machine's own resolver knows for `host`; raises `OSError` when it knows none."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = dict.fromkeys(str(address[0]) for _, _, _, _, address in answers)
    return tuple(Route(ip=ip, port=port) for ip in mix_families(tuple(ips)))


def mix_families(ips: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses with IPv6 and IPv4 in turns, the family that came first leading.

    A machine whose IPv6 leads nowhere is common; four such addresses in a row would use up the time for all of them.
    """
    first = [ip for ip in ips if (":" in ip) is (":" in ips[0])]
    second = [ip for ip in ips if ip not in first]
    pairs = zip_longest(first, second)
    return tuple(ip for pair in pairs for ip in pair if ip is not None)


def check_routes(host: str, routes: tuple[Route, ...]) -> tuple[Route, ...]:
    """The routes as given, or `UnsafeAddressError` if any of them must not be taken."""
    for route in routes:
        if route.refusal:
            raise UnsafeAddressError(f"The host {host} is not contacted: {route.refusal}.")
    return routes


def name_routes(routes: tuple[Route, ...], *, plain: bool) -> tuple[Route, ...]:
    """The ways to a host that the user named; those that a test makes stay as they are."""
    return tuple(
        route if isinstance(route, LocalRoute) else NamedRoute(ip=route.ip, port=route.port, plain=plain)
        for route in routes
    )
