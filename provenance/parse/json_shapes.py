"""Values of a JSON document that may be anything: each as the shape that is wanted, or empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def as_table(value: object) -> Mapping[str, object]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> Sequence[object]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def as_tables(value: object) -> Sequence[Mapping[str, object]]:
    """The objects in the value if it is a list, else none."""
    return [entry for entry in as_list(value) if isinstance(entry, dict)]


def as_text(value: object) -> str:
    """The value if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def as_number(value: object) -> float:
    """The value if it is a number, else 0."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
