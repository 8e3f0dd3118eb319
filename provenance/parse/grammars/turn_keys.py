"""The keys by which ChatGPT names what it found: `turn11view0`, `turn0search3`, `turn0file0` with its lines."""

from __future__ import annotations

import re

TURN_KEY = r"turn\d{1,4}[a-z_]{1,20}\d{1,4}"
"""The form of one key."""
LINES = r"L\d{1,6}(?:[-–]L?\d{1,6})?"
"""The form of the lines of a file: `L8-L13`."""

# turn0search3, turn0file0<E202>L8-L13; group 1: the key, group 2: the lines
_KEY = re.compile(rf"({TURN_KEY})(?:\ue202({LINES}))?")


def read_turn_keys(mark: str) -> tuple[str, ...]:
    """The keys in a mark in their order, the lines of a file behind its key."""
    return tuple(" ".join(filter(None, match.groups())) for match in _KEY.finditer(mark))
