"""An open pack: its report, its captures, and the little of a store that a replay asks for."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from provenance.errors import EvidenceError, InputError, StoreError
from provenance.model.captures import Capture
from provenance.model.codec import check_capture, decode_record, encode_record
from provenance.pack.archive import FIRST_BYTES, open_archive
from provenance.pack.layout import (
    CAPTURES,
    MANIFEST,
    MOST_MEMBER_BYTES,
    MOST_MEMBERS,
    MOST_READ_BYTES,
    REPORT,
    SCHEMA,
    SCHEMA_VERSION,
    Manifest,
    body_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from provenance.model import Missed, Page
    from provenance.pack.archive import Archive

Record = TypeVar("Record")


class Pack:
    """A pack that was opened by `read_pack`.

    It stands in for a store when a report is made again: captures are read from it by their digests, and what a
    replay would keep is kept nowhere. Pages are read from their bytes anew, so that the texts in the pack need not be
    believed. Raises `EvidenceError` for a member that is damaged or not understood.
    """

    def __init__(self, archive: Archive, *, max_page_bytes: int = MOST_MEMBER_BYTES) -> None:
        self.archive = archive
        self._max_page_bytes = max_page_bytes
        self._read_bytes = 0

    @cached_property
    def manifest(self) -> Manifest:
        """What the pack says that it holds."""
        head = self._decode(MANIFEST, dict[str, Any])
        if head.get("schema") != SCHEMA or head.get("schema_version") != SCHEMA_VERSION:
            raise EvidenceError(
                f"{MANIFEST} is that of another kind or version of pack.",
                "Use the version of provenance that made it.",
            )
        manifest = self._decode(MANIFEST, Manifest)
        _check_number(MANIFEST, len(manifest.pages) + len(manifest.gone))
        return manifest

    @cached_property
    def report(self) -> bytes:
        """The report in JSON, the exact bytes."""
        return self.archive.read(REPORT)

    @cached_property
    def captures(self) -> dict[tuple[str, str], Capture]:
        """Every capture by its address and digest, without its body, which lies apart."""
        entries = self._decode(CAPTURES, list[dict[str, Any]])
        _check_number(CAPTURES, len(entries))
        try:
            captures = [msgspec.convert({**entry, "body": ""}, Capture) for entry in entries]
            digests = [str(entry["sha256"]) for entry in entries]
            for capture in captures:
                check_capture(capture)
        except (msgspec.ValidationError, KeyError, ValueError) as error:
            raise EvidenceError(f"{CAPTURES} is not understood: {error}.") from error
        return {(capture.url, digest): capture for capture, digest in zip(captures, digests, strict=True)}

    def read_capture(self, url: str, sha256: str, *, fetched_at: datetime | None = None) -> Capture:
        """The capture of `url` with this digest; `StoreError` when the pack has none, or other bytes, or too many.

        A pack has one of each, so `fetched_at` chooses nothing.
        """
        del fetched_at
        try:
            listed = self.captures.get((url, sha256))
            if listed is None:
                raise StoreError(f"The pack holds no capture of {url} with the digest {sha256[:12]}…")
            body = self._read_body(sha256)
        except EvidenceError as error:
            raise StoreError(error.message, error.hint) from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise StoreError(f"The capture of {url} is damaged: its body no longer has the digest {sha256[:12]}…")
        return replace(listed, body=body)

    def find_capture(self, url: str) -> Capture | None:
        """The capture of `url` that was made last, or none."""
        found = [(capture.fetched_at, sha256) for (known, sha256), capture in self.captures.items() if known == url]
        return self.read_capture(url, max(found)[1]) if found else None

    def find_reading(self, capture: Capture, *, extractor: str) -> None:
        """None: pages are read from their bytes anew."""

    def put_capture(self, capture: Capture) -> None:
        """Nothing: a pack stays as it is."""

    def put_reading(self, capture: Capture, reading: Page | Missed, *, extractor: str) -> None:
        """Nothing: a pack stays as it is."""

    def _read_body(self, sha256: str) -> bytes:
        name = body_name(sha256)
        size = self.archive.size(name)
        self._read_bytes += size
        if size > self._max_page_bytes:
            raise EvidenceError(
                f"{name} has {size:,} bytes; the limit of a page is {self._max_page_bytes:,}.",
                "Raise max_page_bytes in provenance.toml if the pack is to be trusted with it.",
            )
        if self._read_bytes > MOST_READ_BYTES:
            raise EvidenceError(f"{name} is not read: its pages have more than {MOST_READ_BYTES:,} bytes together.")
        return b"".join(self.archive.chunks(name))

    def _decode(self, name: str, kind: type[Record]) -> Record:
        try:
            return decode_record(self.archive.read(name), kind)
        except InputError as error:
            raise EvidenceError(f"{name} is not understood: {error.message}") from error


@contextmanager
def read_pack(path: Path, *, max_page_bytes: int = MOST_MEMBER_BYTES) -> Iterator[Pack]:
    """The pack at `path`, open; `EvidenceError` when it is none, or one that is not safe to read.

    A page with more than `max_page_bytes` is not read: reading takes twenty times its size in memory.
    """
    with open_archive(path) as archive:
        yield Pack(archive, max_page_bytes=max_page_bytes)


def is_pack(path: Path) -> bool:
    """Whether the file at `path` begins like a pack; what is no file, as a pipe, is none and is not read from."""
    with suppress(OSError, ValueError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(len(FIRST_BYTES)) == FIRST_BYTES
    return False


def _check_number(name: str, number: int) -> None:
    if number > MOST_MEMBERS:
        raise EvidenceError(f"{name} lists {number:,} pages; at most {MOST_MEMBERS:,} are read.")


def manifest_digest(manifest: Manifest) -> str:
    """The sha256 of the manifest as it lies in the pack."""
    return hashlib.sha256(encode_record(manifest)).hexdigest()
