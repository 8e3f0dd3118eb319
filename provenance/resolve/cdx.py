"""Answers of the Internet Archive's index of captures, in its JSON form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_plus

from provenance.resolve.answers import read_json

if TYPE_CHECKING:
    from provenance.resolve.answers import Answer

INDEX = "https://web.archive.org/cdx/search/cdx"
MOST_ROWS = 5_000
"""Captures asked for at a time, and read from one answer."""
MOST_KEY = 4_096
"""Characters of a resume key, which holds an address."""


class Captured(NamedTuple):
    """An address that was captured, and when: 14 digits."""

    original: str
    timestamp: str


class CapturedPart(NamedTuple):
    """A part of a list of captures, and the key with which the next part is asked for; empty at the end."""

    captures: tuple[Captured, ...]
    resume_key: str


def read_captures(body: bytes) -> CapturedPart | None:
    """The captures in an answer, or none when it is no list; rows that are broken are left out.

    A list of rows, the first of which names the columns; behind an empty row stands the resume key, quoted as in an
    address. An empty answer is a list without captures.
    https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
    """
    if not body.strip():
        return CapturedPart((), "")
    rows = read_json(body)
    if not isinstance(rows, list):
        return None
    header = [str(name) for name in rows[0]] if rows and isinstance(rows[0], list) else []
    if not rows:
        return CapturedPart((), "")
    if not {"original", "timestamp"} <= set(header):
        return None
    url_at, time_at = header.index("original"), header.index("timestamp")
    captures: list[Captured] = []
    for place, row in enumerate(rows[1 : MOST_ROWS + 1], start=1):
        if row == []:
            return CapturedPart(tuple(captures), _key_in(rows, place + 1))
        captured = _captured(row, url_at=url_at, time_at=time_at)
        if captured is not None:
            captures.append(captured)
    return CapturedPart(tuple(captures), _key_in(rows, MOST_ROWS + 2) if rows[MOST_ROWS + 1 :][:1] == [[]] else "")


def _captured(row: Answer, *, url_at: int, time_at: int) -> Captured | None:
    if not isinstance(row, list) or len(row) <= max(url_at, time_at):
        return None
    original, timestamp = row[url_at], row[time_at]
    if not isinstance(original, str) or not isinstance(timestamp, str):
        return None
    return Captured(original, timestamp) if len(timestamp) == 14 and timestamp.isdigit() else None


def _key_in(rows: list[Answer], place: int) -> str:
    row = rows[place] if place < len(rows) else None
    key = row[0] if isinstance(row, list) and len(row) == 1 else None
    return unquote_plus(key) if isinstance(key, str) and len(key) <= MOST_KEY else ""
