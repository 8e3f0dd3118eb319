"""The table of hostile text in tests/cases, and reports in whose every field it stands."""

from __future__ import annotations

import tomllib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args, get_type_hints

from provenance.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = Path(__file__).parents[1] / "cases" / "hostile_text.toml"

ADDRESSES = frozenset(("url", "final_url", "canonical_url", "article_url", "first", "second", "urls"))
"""Fields that hold addresses."""


FIXED = frozenset(("schema",))
"""Fields that tell what a report is; a report with another text in them is none."""


def read_hostile() -> dict[str, str]:
    """The rows of the table: name -> text."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
    return {
        row["name"]: (row.get("text") or "".join(map(chr, row["code_points"]))) * row.get("times", 1) for row in rows
    }


def poison(
    record: object, hostile: str, *, address: Callable[[str], str] | None = None, told: set[str] | None = None
) -> object:
    """The record with `hostile` before and behind every text in it; spans are moved along.

    `address` makes the addresses, if they are to be other; the names of all fields that were changed go into `told`.
    """
    if isinstance(record, Span):
        return Span(start=record.start + len(hostile), end=record.end + len(hostile))
    if isinstance(record, tuple):
        return tuple(poison(own, hostile, address=address, told=told) for own in record)
    if type(record) is str:
        return f"{hostile}{record}{hostile}"
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changes = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in FIXED:
            continue
        of_addresses = field.name in ADDRESSES and address is not None
        if of_addresses and value is not None:
            changes[field.name] = tuple(map(address, value)) if isinstance(value, tuple) else address(value)
        else:
            changes[field.name] = poison(value, hostile, address=address, told=told)
        if told is not None and changes[field.name] != value and _is_text(value):
            told.add(f"{type(record).__name__}.{field.name}")
    return replace(record, **changes)


def text_fields(record: type, seen: set[type] | None = None) -> set[str]:
    """Every field of `record` and of the records in it that holds text."""
    seen = set() if seen is None else seen
    if record in seen:
        return set()
    seen.add(record)
    found = set()
    for name, hint in get_type_hints(record).items():
        for kind in _kinds(hint):
            if kind is str:
                found.add(f"{record.__name__}.{name}")
            elif is_dataclass(kind):
                found |= text_fields(kind, seen)
    return found


def _kinds(hint: object) -> set[object]:
    arguments = get_args(hint)
    return set().union(*map(_kinds, arguments)) if arguments else {hint}


def _is_text(value: object) -> bool:
    return type(value) is str or (isinstance(value, tuple) and any(map(_is_text, value)))
