"""Numbers as marks list them: `4, 5, 230-234`."""

from __future__ import annotations

import re

LONGEST_RANGE = 60
"""Numbers that a range may stand for; a longer one is kept as it is written."""
NUMBER_LIST = r"\d{1,5}(?:\s?[,;–-]\s?\d{1,5}){0,80}"
"""The form of such a list."""

# "230-234", "4"; group 1: the first, group 2: the last of a range
_RANGE = re.compile(r"(\d{1,5})(?:\s?[–-]\s?(\d{1,5}))?")


def read_numbers(listed: str) -> tuple[str, ...]:
    """The numbers of a list one by one, ranges spelled out, each once: `4, 6-8` gives 4, 6, 7, 8."""
    if listed.isdecimal():
        return (str(int(listed)),)
    numbers: dict[str, None] = {}
    for match in _RANGE.finditer(listed):
        first, last = int(match[1]), int(match[2] or match[1])
        if 0 <= last - first < LONGEST_RANGE:
            numbers.update(dict.fromkeys(map(str, range(first, last + 1))))
        else:
            numbers[match[0]] = None
    return tuple(numbers)
