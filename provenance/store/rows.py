"""Rows as they come out of the tables, checked: a file that was damaged, or that somebody made, may hold anything."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from provenance.errors import InputError, StoreError
from provenance.model.captures import Capture
from provenance.model.codec import check_capture, decode_record
from provenance.store.coding import unpack_body

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")

SEAL_BYTES = 32
"""Of the digest that stands before a reading in its table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    """A capture as it lies in the tables, without its body; texts that hold JSON are not decoded."""

    url: str
    final_url: str
    redirects: str
    asked: str
    status: int
    headers: str
    fetched_at: Annotated[datetime, msgspec.Meta(tz=True)]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report as it lies in the tables."""

    sha256: str
    encoded: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row of the captures that was found; `capture` is none when anything of it is damaged."""

    capture: Capture | None


def as_record(row: Iterable[object], kind: type[Record]) -> Record:
    """The values of a row as a record of `kind`, whose fields stand in the same order.

    Raises `StoreError` when a value has another type than its field.
    """
    try:
        return msgspec.convert(dict(zip(kind.__dataclass_fields__, row, strict=True)), kind)
    except msgspec.ValidationError as error:
        raise damaged_row(str(error)) from error


def damaged_row(reason: str) -> StoreError:
    """The error for a row that cannot be read."""
    return StoreError(
        f"A row of the store is damaged: {reason.rstrip('.')}.", "See all of them with: provenance store verify"
    )


def as_capture(row: Iterable[object], *, url: str) -> Capture | None:
    """The capture of `url` that a row holds, its coding and packed body last; none when anything of it is damaged."""
    *columns, coding, kept = row
    try:
        found = as_record(columns, CaptureRow)
        body = unpack_body(kept, coding=coding, sha256=found.sha256)
        return None if body is None or found.url != url else build_capture(found, body)
    except StoreError:
        return None


def build_capture(row: CaptureRow, body: bytes) -> Capture:
    """The capture that a row and its body make; raises `StoreError` for a row that no page came from."""
    try:
        capture = Capture(
            url=row.url,
            final_url=row.final_url,
            redirects=decode_record(row.redirects, tuple[str, ...]),
            status=row.status,
            headers=decode_record(row.headers, tuple[tuple[str, str], ...]),
            fetched_at=row.fetched_at,
            body=body,
            asked=decode_record(row.asked, tuple[tuple[str, str], ...]),
        )
        check_capture(capture)
    except InputError as error:
        raise damaged_row(error.message) from error
    except ValueError as error:
        raise damaged_row(str(error)) from error
    return capture


def seal_reading(encoded: bytes, *, place: tuple[str, ...]) -> bytes:
    """A reading behind a digest of itself and its `place`, so that a damaged one is never taken for a page."""
    return _seal(encoded, place) + encoded


def open_reading(kept: object, *, place: tuple[str, ...]) -> bytes | None:
    """The reading that was sealed, or none for a damaged one, one of another place, and one of an older version."""
    if not isinstance(kept, bytes):
        return None
    seal, encoded = kept[:SEAL_BYTES], kept[SEAL_BYTES:]
    return encoded if seal == _seal(encoded, place) else None


def _seal(encoded: bytes, place: tuple[str, ...]) -> bytes:
    return hashlib.sha256("\0".join(place).encode() + b"\0" + encoded).digest()
