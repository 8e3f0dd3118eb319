"""The table of addresses that may be contacted and that may not: tests/cases/addresses.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parents[1] / "cases" / "addresses.toml"
_ROWS = tomllib.loads(TABLE.read_text(encoding="utf-8"))


class Refused(NamedTuple):
    """An address, its class, words of the reason, and whether it is relative to a page that redirects to it."""

    url: str
    group: str
    says: str
    relative: bool


def _pairs(room: str, kind: str) -> dict[str, str]:
    return dict(pair for group in _ROWS[room][kind] for pair in group["vectors"])


OPEN_IPS = tuple(_pairs("address", "open"))
CLOSED_IPS = tuple(_pairs("address", "closed"))
ALLOWED_URLS = _pairs("url", "allowed")
"""Each with the form in which it goes over the wire."""
REFUSED_URLS = tuple(
    Refused(url, group["class"], group["says"], group.get("relative", False))
    for group in _ROWS["url"]["refused"]
    for url, _ in group["vectors"]
)
CLASSES = tuple(group["class"] for room in _ROWS.values() for kind in room.values() for group in kind)
PLAIN_CLOSED_IPS = tuple(
    ip for group in _ROWS["address"]["closed"] if group["class"] != "no plain address" for ip, _ in group["vectors"]
)
"""Those that can be the answer to a look-up."""


def literal(ip: str) -> str:
    """The address of a page on the host with the number `ip`."""
    return f"http://[{ip}]/" if ":" in ip else f"http://{ip}/"
