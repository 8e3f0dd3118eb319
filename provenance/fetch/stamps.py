"""Asks a time-stamping authority that the user named. Only the digest that is in the query goes out.

The answer is signed and says which digest it is for, so plain http is good enough, and many authorities have nothing
else. What else guards pages holds: one look-up, a deadline on every phase, a cap on the answer, no redirect followed,
no proxy or password from the environment.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.errors import SettingsError
from provenance.fetch import policy
from provenance.fetch.answers import Refusal, Trouble
from provenance.fetch.dialer import Dialer
from provenance.fetch.embargo import NONE
from provenance.fetch.guard import name_routes, resolve_host
from provenance.fetch.watch import Watch
from provenance.model.captures import Access
from provenance.urls.addresses import WebAddress
from provenance.urls.canonical import DEFAULT_PORTS

if TYPE_CHECKING:
    from provenance.fetch.answers import Headers
    from provenance.fetch.embargo import Embargo
    from provenance.fetch.guard import Resolver, Route

MOST_BYTES = 64_000
"""Of an answer; a time stamp with its certificates has five thousand."""

_HEADERS = {"Accept": "application/timestamp-reply", "Content-Type": "application/timestamp-query"}


def ask_authority(
    url: str,
    query: bytes,
    *,
    seconds: float,
    connect_seconds: float,
    resolver: Resolver = resolve_host,
    trust: str | None = None,
    embargo: Embargo = NONE,
) -> bytes | Refusal:
    """The answer to a query of RFC 3161, or why there is none; `SettingsError` for a wrong `url`.

    `seconds` is the time from the look-up to the last byte; `trust` is the path of a CA bundle in place of certifi's,
    `embargo` says whether the authority may be contacted at all.
    """
    from provenance.fetch.transport import Transport  # noqa: PLC0415 - requests costs 0.1 s

    address = check_authority(url)
    refusal = embargo.refuse(address.host)
    if refusal is not None:
        return refusal

    def routes(host: str, port: int) -> tuple[Route, ...]:
        return name_routes(resolver(host, port), plain=False)

    dialer = Dialer(resolver=routes, connect_seconds=connect_seconds, on_contact=_count_nothing, embargo=embargo)
    transport = Transport(dialer=dialer, trust=trust)
    headers = {**_HEADERS, "User-Agent": policy.user_agent("")}
    try:
        with Watch(seconds) as watch:
            outcome = transport.post(address, body=query, headers=headers, watch=watch, read_up_to=_read_up_to)
    finally:
        transport.close()
    if isinstance(outcome, Trouble):
        return outcome.refusal
    if outcome.status != HTTPStatus.OK:
        return Refusal(access=Access.UNREACHABLE, detail=f"it answered {outcome.status}")
    if not outcome.whole:
        return Refusal(access=Access.TOO_LARGE, detail=f"its answer is larger than {MOST_BYTES:,} bytes")
    return outcome.body


def check_authority(url: str) -> WebAddress:
    """The address of an authority; `SettingsError` when it is none, or holds a password."""
    shown, hint = ascii(url[:200])[1:-1], "It is an address as in https://timestamp.example.org/tsr."
    if "@" in url:
        raise SettingsError("The authority's address holds a user name or a password.", hint)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingsError(f"The authority's address {shown} cannot be read: {error}.", hint) from error
    plain = url.isascii() and url.isprintable() and not any(sign in url for sign in " \\@#")
    if not (plain and host and parts.scheme in DEFAULT_PORTS):
        raise SettingsError(f"The authority's address {shown} is none that can be asked.", hint)
    return WebAddress(
        scheme=parts.scheme,
        host=host,
        port=DEFAULT_PORTS[parts.scheme] if port is None else port,
        target=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
    )


def _read_up_to(status: int, headers: Headers) -> int:
    del headers
    return MOST_BYTES if status == HTTPStatus.OK else 0


def _count_nothing(host: str) -> None:
    del host
