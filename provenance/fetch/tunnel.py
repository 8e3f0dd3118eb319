"""A way through the egress proxy that the user named: HTTP CONNECT, over a socket that the dialer opened.

Inside the tunnel everything is as without it: TLS is agreed on with the site and its certificate checked against its
name. What cannot be done here is to check the addresses that the name leads to: the proxy looks it up. Numbers, names
of the own network, ports and schemes are refused all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.errors import FetchError, SettingsError, UnsafeAddressError

if TYPE_CHECKING:
    import socket

MOST_BYTES = 16_384
"""Of the proxy's answer to CONNECT; a status line and a few headers have a few hundred."""
_HINT = "It is the address of the proxy, as in http://proxy.example.org:3128, without a path, a name or a password."


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Where the proxy is to be reached."""

    host: str
    port: int


def read_proxy(url: str) -> Proxy | None:
    """The proxy that the setting `proxy` names, or none when it is empty; `SettingsError` when it names none."""
    if not url:
        return None
    shown = ascii(url[:200])[1:-1]
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingsError(f"The setting proxy cannot be read: {shown}: {error}.", _HINT) from error
    plain = url.isascii() and url.isprintable() and not any(letter in url for letter in " \\@?#")
    if not (plain and host and parts.scheme == "http" and parts.path in ("", "/")):
        raise SettingsError(f"The setting proxy is no address of a proxy over plain http: {shown}.", _HINT)
    return Proxy(host=host, port=80 if port is None else port)


def open_tunnel(line: socket.socket, host: str, port: int) -> None:
    """Have the proxy at the other end of `line` connect to `host`.

    Raises `UnsafeAddressError` when it refuses, `FetchError` when it cannot or does not speak HTTP.
    """
    target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    line.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode("ascii"))
    head = bytearray()
    while not head.endswith(b"\r\n\r\n"):
        letter = line.recv(1)  # one by one: what comes behind the head belongs to the site
        if not letter or len(head) >= MOST_BYTES:
            raise FetchError(f"the egress proxy gave no answer for {host}")
        head += letter
    version, _, rest = bytes(head[:64]).partition(b" ")
    status = rest[:3]
    if not (version.startswith(b"HTTP/1.") and status.isdigit()):
        raise FetchError(f"the egress proxy does not speak HTTP to reach {host}")
    if status.startswith(b"4"):
        raise UnsafeAddressError(f"The host {host} is not contacted: the egress proxy refused it ({int(status)}).")
    if not status.startswith(b"2"):
        raise FetchError(f"the egress proxy could not reach {host} ({int(status)})")
