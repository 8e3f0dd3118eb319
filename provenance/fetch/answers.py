"""What may come of a request: an answer, a trouble on the way, a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from provenance.model.captures import Access

Headers: TypeAlias = tuple[tuple[str, str], ...]
"""Lower-case names with their values, in the order received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why there is no page: `access` for scripts, `detail` for people, `retryable` when it may pass by itself."""

    access: Access
    detail: str
    retryable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent.

    `body` is empty unless it was asked for. `whole` is false when it was cut at a limit: it is one byte longer then.
    """

    status: int
    headers: Headers
    body: bytes = b""
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An exchange without an answer. `again` is true when nothing was sent yet, so that another try is harmless."""

    refusal: Refusal
    again: bool = False


STOPPED = Refusal(access=Access.UNREACHABLE, detail="the run was stopped before the page was read", retryable=True)


def header_of(headers: Headers, name: str) -> str:
    """The first value of the header `name` (lower case), or an empty string."""
    return next((value for key, value in headers if key == name), "")
