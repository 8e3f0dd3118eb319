"""What a store keeps and what it promises; the SQL is in `provenance.store.database`."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from provenance.errors import InputError, StoreError
from provenance.model.captures import Capture, Missed
from provenance.model.codec import decode_record, encode_record
from provenance.model.pages import Page

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from provenance.store.database import CaptureRow, Database

Record = TypeVar("Record")

SHORTEST_PREFIX = 8
"""Digits of a digest that must be given to name a report: enough for a shelf of them."""

# 5f70bf18, and all 64 digits of a sha256
_DIGEST = re.compile(r"[0-9a-f]{1,64}")


def open_store(url: str) -> Store:
    """The store at `url`; a file that does not exist yet is made, with the folders above it.

    `url` is the path of a file, `:memory:`, `sqlite:///PATH` or `postgresql://...`. The last goes through the same code
    but is not covered by the tests of this package. Raises `StoreError` when there is no store and none can be made.
    """
    from provenance.store.database import open_database  # noqa: PLC0415 - SQLAlchemy takes 0.2 s to import

    return Store(open_database(url))


class Store:
    """Captures, the pages read from them, and reports. A context manager; its methods may be called from any thread.

    Every method raises `StoreError` when the database fails. What was kept before stays readable, also after a write
    that failed because the disk is full.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; the store cannot be used again."""
        self._database.close()

    def put_capture(self, capture: Capture) -> None:
        """Keep `capture`, at once; its body is kept only once however many captures have it."""
        self._database.put_capture(
            {
                "url": capture.url,
                "final_url": capture.final_url,
                "redirects": encode_record(capture.redirects).decode(),
                "status": capture.status,
                "headers": encode_record(capture.headers).decode(),
                "fetched_at": capture.fetched_at.astimezone(UTC).isoformat(timespec="microseconds"),
                "sha256": capture.sha256,
            },
            capture.body,
        )

    def find_capture(self, url: str) -> Capture | None:
        """The capture of `url` that was fetched last, or none.

        None also when its body is damaged: the page is to be fetched again, and putting it heals the store.
        """
        if not _can_be_kept(url):
            return None
        row = self._database.find_capture(url, sha256=None)
        return None if row is None or _is_damaged(row) else _capture_of(row)

    def read_capture(self, url: str, sha256: str) -> Capture:
        """The capture of `url` whose body has the digest `sha256`, as it was fetched last.

        Raises `StoreError` when there is none, or when the body kept under the digest no longer has it.
        """
        row = self._database.find_capture(url, sha256=sha256)
        if row is None:
            raise StoreError(
                f"The store holds no capture of {url} with the digest {sha256[:12]}…",
                "Was the report made with another store?",
            )
        if _is_damaged(row):
            raise StoreError(
                f"The capture of {url} is damaged: its body no longer has the digest {sha256[:12]}…",
                "Restore the store from a copy, or fetch the page again.",
            )
        return _capture_of(row)

    def put_reading(self, capture: Capture, reading: Page | Missed, *, extractor: str) -> None:
        """Keep what `extractor` (a name with a version) reads from `capture`: a page, or why there is none."""
        row = {"capture": capture.sha256, "url": capture.url, "extractor": extractor}
        self._database.put_reading({**row, "reading": encode_record(reading)})

    def find_reading(self, capture: Capture, *, extractor: str) -> Page | Missed | None:
        """What `extractor` read from this capture before, or none; none also when it cannot be decoded."""
        encoded = self._database.find_reading(capture=capture.sha256, url=capture.url, extractor=extractor)
        return None if encoded is None else _decode_as(encoded, Page) or _decode_as(encoded, Missed)

    def put_report(self, encoded: bytes) -> str:
        """Keep the bytes of a report; returns their sha256, under which they are found again."""
        sha256 = hashlib.sha256(encoded).hexdigest()
        self._database.put_report({"sha256": sha256, "encoded": encoded})
        return sha256

    def find_report(self, digest: str) -> bytes | None:
        """The report with this digest, or with a digest that begins so (8 digits at least), or none.

        Raises `InputError` when several begin so or the name is too short, `StoreError` when the report is damaged.
        """
        wanted = digest.strip().lower()
        if len(wanted) < SHORTEST_PREFIX or not _DIGEST.fullmatch(wanted):
            raise InputError(f"{digest!r} names no report.", f"Give at least {SHORTEST_PREFIX} digits of its sha256.")
        found = self._database.find_reports(wanted)
        if len(found) > 1:
            raise InputError(f"Several reports have a digest that begins with {wanted}.", "Give more digits.")
        for sha256, encoded in found:
            if hashlib.sha256(encoded).hexdigest() != sha256:
                raise StoreError(f"The report {sha256[:12]}… is damaged.", "Restore the store from a copy.")
            return encoded
        return None


def _decode_as(encoded: bytes, kind: type[Record]) -> Record | None:
    """The record, or none for another kind or one that another version wrote: it is a copy, and is made anew."""
    try:
        return decode_record(encoded, kind)
    except InputError:
        return None


def _can_be_kept(url: str) -> bool:
    # Half a surrogate pair, from a broken draft, has no UTF-8 and so no place in a database; nothing is kept under it.
    return not any("\ud800" <= letter <= "\udfff" for letter in url)


def _is_damaged(row: CaptureRow) -> bool:
    return hashlib.sha256(row.body).hexdigest() != row.sha256


def _capture_of(row: CaptureRow) -> Capture:
    return Capture(
        url=row.url,
        final_url=row.final_url,
        redirects=decode_record(row.redirects, tuple[str, ...]),
        status=row.status,
        headers=decode_record(row.headers, tuple[tuple[str, str], ...]),
        fetched_at=datetime.fromisoformat(row.fetched_at),
        body=row.body,
    )
