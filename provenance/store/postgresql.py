"""How PostgreSQL is spoken to: what pg8000 is told beyond the address."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

from provenance.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import URL

WAIT_SECONDS = 300.0
"""For one answer of the server, and for its greeting: more than any statement here takes, less than forever."""

APPLICATION = "provenance"
"""How the connections are named in pg_stat_activity."""

MODES = ("disable", "require", "verify-full")
"""Of `sslmode`: no encryption; encryption, whoever answers; encryption with a certificate that is checked."""

_KNOWN = ("sslmode", "unix_sock")


def connection_arguments(address: URL, *, is_local: bool) -> dict[str, Any]:
    """The arguments of a connection to `address`.

    To another machine the connection is encrypted and its certificate checked, unless `?sslmode=` says otherwise; to
    this one it is as the server likes. Raises `StoreError` for what is not known after the question mark.
    """
    unknown = sorted(set(address.query) - set(_KNOWN))
    if unknown:
        raise StoreError("The address of the store has an unknown option.", f"Known are: {', '.join(_KNOWN)}.")
    arguments: dict[str, Any] = {"timeout": WAIT_SECONDS, "application_name": APPLICATION}
    socket_file = address.query.get("unix_sock")
    if isinstance(socket_file, str):
        return {**arguments, "unix_sock": socket_file, "host": None, "ssl_context": False}
    match address.query.get("sslmode", "" if is_local else "verify-full"):
        case "":
            return arguments
        case "disable":
            return {**arguments, "ssl_context": False}
        case "require":
            return {**arguments, "ssl_context": True}
        case "verify-full":
            return {**arguments, "ssl_context": ssl.create_default_context()}
        case _:
            raise StoreError("The sslmode of the store is not known.", f"Known are: {', '.join(MODES)}.")
