"""Addresses of archived copies, and the address that each is a copy of."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

# https://web.archive.org/web/20250704120000id_/https://apnews.com/article/x
_COPY = re.compile(r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(\S+)")


class ArchivedAddress(NamedTuple):
    """What the address of a copy says: when it was taken, aware, in UTC, and of which address."""

    taken_at: datetime
    original: str


def read_archived(url: str) -> ArchivedAddress | None:
    """The time and the original of the archived copy at `url`, or none when it is no address of one."""
    match = _COPY.fullmatch(url)
    if match is None:
        return None
    try:
        taken_at = datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return ArchivedAddress(taken_at, match[2])
