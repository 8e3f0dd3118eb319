"""What a database that fails says, in words for people; and which failures pass when one tries again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from provenance.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

_FULL = ("the disk is full", "Make room; what was kept before is intact.")
_READ_ONLY = ("it cannot be written", "Check the permissions of the file and its folder.")
_DAMAGED = ("it is damaged", "Restore it from a copy, or give another path.")
_BUSY = ("another program is using it", "Try again when the other run is over.")
_DISK = ("the disk failed", "Check the disk; a network folder is no good place for a store.")
_GONE = ("the server cannot be reached", "Is PostgreSQL running there, and does it let this machine in?")
_STOPPED = ("the server stopped or restarts", "Run the same command again when it is back.")
_REFUSED = ("the server does not accept this user", "Check the user and the password; PGPASSWORD can hold it.")

_REASONS = {
    # SQLite: https://www.sqlite.org/rescode.html
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": ("it cannot be opened", "Check that the folder exists and can be written."),
    "SQLITE_NOTADB": ("it is no store of provenance", "Give another path."),
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_IOERR": _DISK,
    # PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html, the longest beginning that fits
    "53100": _FULL,
    "53300": ("the server has no connection left", "Try again later, or raise max_connections of the server."),
    "53": ("the server is short of memory or other means", "Make room on the server."),
    "54": ("it takes no value so large", "The page is larger than PostgreSQL keeps."),
    "25006": ("it cannot be written", "The server is read-only: a standby, perhaps."),
    "42501": ("this user may not use its tables", "Ask for rights on the schema, or give another database."),
    "28": _REFUSED,
    "3D000": ("there is no such database", "Make it: createdb NAME"),
    "3F000": ("there is no schema to make tables in", "Set the search_path of the user."),
    "08": _GONE,
    "40": _BUSY,
    "55P03": _BUSY,
    "57014": ("the server ended a request that took too long", "Look at statement_timeout of the server."),
    "57P": _STOPPED,
    "58": _DISK,
    "XX": _DAMAGED,
}
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "08", "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "23503")
"""Busy, a deadlock, a server that restarts; and a body that another program pruned while it was captured again."""

_DAMAGING = ("SQLITE_CORRUPT", "SQLITE_IOERR", "58", "XX")

_CONNECTING = {
    "Server refuses SSL": ("the server offers no encryption", "On a network that you trust, add ?sslmode=disable."),
    "Can't create a connection": _GONE,
    "network error": _GONE,
    "connection is closed": _GONE,
    "certificate verify failed": ("the server's certificate is not trusted", "SSL_CERT_FILE can name its authority."),
}
_LOST = ("network error", "connection is closed")


def explain_failure(error: Exception, *, name: str) -> StoreError:
    """The failure of the store `name` in one line, with the way out where there is one."""
    origin = _origin(error)
    if isinstance(origin, UnicodeDecodeError):
        return StoreError(f"{name}: {_DAMAGED[0]}.", _DAMAGED[1])
    code, words = _code(origin), _words(origin)
    for length in range(len(code), 1, -1):
        if code[:length] in _REASONS:
            reason, hint = _REASONS[code[:length]]
            return StoreError(f"{name}: {reason}.", hint)
    for known, (reason, hint) in _CONNECTING.items():
        if known in words:
            return StoreError(f"{name}: {reason}.", hint)
    return StoreError(f"{name} failed: {words[:200]}.")


def is_passing(error: Exception) -> bool:
    """Whether the same transaction may succeed when it is tried again."""
    if not isinstance(error, DBAPIError) or error.orig is None:
        return False
    lost = any(known in _words(error.orig) for known in _LOST)
    return lost or error.connection_invalidated or _code(error.orig).startswith(_PASSING)


def is_damage(error: StoreError) -> bool:
    """Whether what is kept is damaged, or its disk; not so when the server is gone or others are busy."""
    cause = error.__cause__
    return isinstance(cause, Exception) and _code(_origin(cause)).startswith(_DAMAGING)


def _origin(error: Exception) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _code(origin: BaseException) -> str:
    """The name that SQLite gives the error, or the five letters of PostgreSQL; empty for neither."""
    return getattr(origin, "sqlite_errorname", None) or str(_told(origin).get("C", ""))


def _words(origin: BaseException) -> str:
    return " ".join(str(_told(origin).get("M", origin)).split())


def _told(origin: BaseException) -> Mapping[str, object]:
    """The fields of a message of PostgreSQL, which pg8000 gives as a dictionary; none for other errors."""
    first = origin.args[0] if origin.args else None
    return first if isinstance(first, dict) else {}
