"""Pieces that the sentences of a reason are made of."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from provenance.match.reasons import CONFLICTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model import Conflict

LISTED = 3
"""Facts or sources that a reason names before it says how many more there are."""

QUOTED = 160
"""Characters of a page's words that a reason quotes."""


def say_conflict(label: str, conflict: Conflict) -> str:
    """What the claim states and what the source called `label` has in its place."""
    stated, found = cut_words(conflict.stated), cut_words(conflict.found)
    return CONFLICTS[conflict.kind].format(label=label, stated=stated, found=found)


def cut_words(words: str) -> str:
    """The words, cut between two of them when they are too many for a reason."""
    return shorten(words, QUOTED, placeholder=" …")


def list_words(words: Iterable[str]) -> str:
    """The words once each, as `a`, `a and b`, `a, b and c`, `a, b, c and 2 more`."""
    every = list(dict.fromkeys(words))
    shown = every[:LISTED]
    if len(every) > LISTED:
        shown.append(f"{len(every) - LISTED} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
