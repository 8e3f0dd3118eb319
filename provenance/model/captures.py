"""What came back from a site: bytes, or the reason why not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

ARCHIVE = "https://web.archive.org/web/"
"""How the address of an archived copy begins."""


class Access(StrEnum):
    """Whether a page could be read. Never mixed with what the page says (`Verdict`)."""

    OK = "ok"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    PAYWALLED = "paywalled"
    BOT_WALL = "bot_wall"
    CONSENT_WALL = "consent_wall"
    ROBOTS_DENIED = "robots_denied"
    RATE_LIMITED = "rate_limited"
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A response that was read whole.

    `redirects` are the addresses passed on the way, `url` excluded and `final_url` excluded. `headers` are lower-case
    names with their values, in the order received. `body` is decoded from its content encoding, not from its charset.
    `asked` are the headers of the request that gave these bytes, a GET of `final_url`, in the same form and without any
    key; empty for a capture that came from no request.
    """

    url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    body: bytes
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """The digest of the body, 64 hex digits."""
        return hashlib.sha256(self.body).hexdigest()

    def header(self, name: str) -> str:
        """The first value of the header `name` (any case), or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), "")

    @property
    def archived_at(self) -> datetime | None:
        """When the archive took this copy, aware, in UTC; none for a page read on its own site.

        The header `Memento-Datetime` of RFC 7089 marks a genuine copy, and counts only on the archive's own address.
        """
        if not self.final_url.startswith(ARCHIVE) or self.url.startswith(ARCHIVE):
            return None
        try:
            moment = parsedate_to_datetime(self.header("memento-datetime"))
        except (ValueError, OverflowError):
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A page that could not be read, or not be judged: `access` is the reason for scripts, `detail` for people."""

    url: str
    access: Access
    detail: str
    retryable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HostContact:
    """A host that was sent requests, and how many."""

    host: str
    requests: int
