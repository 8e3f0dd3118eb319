"""What a store keeps and what it promises; the SQL is in `provenance.store.database`."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC
from typing import TYPE_CHECKING, TypeVar

from provenance.errors import InputError, StoreError
from provenance.model.captures import Missed
from provenance.model.codec import decode_record, encode_record
from provenance.model.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    from provenance.model.captures import Capture
    from provenance.store.checking import Damage
    from provenance.store.database import Database
    from provenance.store.entries import CaptureEntry
    from provenance.store.pruning import PrunePlan, PruneRule
    from provenance.store.rows import Found

Record = TypeVar("Record")

LARGEST_BODY = 256_000_000
"""Bytes of one body: five times the largest sitemap. PostgreSQL takes no value of a gigabyte, and gets it as digits."""

LARGEST_STATUS = 2**31 - 1
"""A status of HTTP has three digits; one in a recording may have any, and no column takes more than this."""

SHORTEST_PREFIX = 8
"""Digits of a digest that must be given to name a report: enough for a shelf of them."""

# 5f70bf18, and all 64 digits of a sha256
_DIGEST = re.compile(r"[0-9a-f]{1,64}")


def ignore_steps(done: int, total: int, /) -> None:
    """Take no notice of how far long work is."""
    del done, total


def open_store(url: str) -> Store:
    """The store at `url`; a file that does not exist yet is made, with the folders above it.

    `url` is the path of a file, `:memory:`, `sqlite:///PATH` or `postgresql://USER@HOST/DATABASE`; without a password
    there, the one in the environment variable PGPASSWORD is used. A store of an older version is brought up to date.
    Raises `StoreError` when there is no store and none can be made, `ExtraMissingError` without a driver.
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
        for url in (capture.url, capture.final_url):
            if not _can_be_kept(url):
                raise StoreError(f"The address {url!r} cannot be kept: it has letters that no database takes.")
        if capture.status > LARGEST_STATUS:
            raise StoreError(f"The status of {capture.url} cannot be kept: it is larger than {LARGEST_STATUS:,}.")
        if len(capture.body) > LARGEST_BODY:
            raise StoreError(f"The body of {capture.url} is larger than {LARGEST_BODY:,} bytes.")
        self._database.put_capture(
            {
                "url": capture.url,
                "url_sha256": digest_address(capture.url),
                "final_url": capture.final_url,
                "redirects": encode_record(capture.redirects).decode(),
                "asked": encode_record(capture.asked).decode(),
                "status": capture.status,
                "headers": encode_record(capture.headers).decode(),
                "fetched_at": _moment(capture.fetched_at),
                "sha256": capture.sha256,
                "size": len(capture.body),
            },
            capture.body,
        )

    def find_capture(self, url: str) -> Capture | None:
        """The capture of `url` that was fetched last, or none.

        None also when it is damaged: the page is to be fetched again, and putting it heals the store.
        """
        found = self._find(url)
        return None if found is None else found.capture

    def read_capture(self, url: str, sha256: str, *, fetched_at: datetime | None = None) -> Capture:
        """The capture of `url` whose body has the digest `sha256`, as it was fetched last.

        The one that was fetched at the moment `fetched_at` is preferred: the same body may have been confirmed later.
        Raises `StoreError` when there is none, or when the body kept under the digest no longer has it.
        """
        found = self._find(url, sha256=sha256, fetched_at=fetched_at)
        if found is None:
            raise StoreError(
                f"The store holds no capture of {url} with the digest {sha256[:12]}…",
                "Was the report made with another store?",
            )
        if found.capture is None:
            raise StoreError(
                f"The capture of {url} with the digest {sha256[:12]}… is damaged.",
                "Restore the store from a copy, or fetch the page again.",
            )
        return found.capture

    def _find(self, url: str, *, sha256: str = "", fetched_at: datetime | None = None) -> Found | None:
        if not (_can_be_kept(url) and _can_be_kept(sha256)):
            return None
        moment = "" if fetched_at is None else _moment(fetched_at)
        return self._database.find_capture(url, url_sha256=digest_address(url), sha256=sha256, fetched_at=moment)

    def list_captures(self, *, since: datetime | None = None) -> Iterator[CaptureEntry]:
        """Every capture that was fetched at the moment `since` or later, the last first, without its bytes."""
        from provenance.store.entries import list_entries  # noqa: PLC0415 - SQLAlchemy, see open_store

        return list_entries(self._database, since="" if since is None else _moment(since))

    def name_captures(self, name: str) -> tuple[CaptureEntry, ...]:
        """The captures of the address `name`, or those whose digest begins so (8 digits at least), the last first."""
        from provenance.store.entries import find_entries  # noqa: PLC0415 - the same

        digits = name.strip().lower()
        if len(digits) >= SHORTEST_PREFIX and _DIGEST.fullmatch(digits):
            return find_entries(self._database, prefix=digits)
        return find_entries(self._database, url_sha256=digest_address(name)) if _can_be_kept(name) else ()

    def check(self, *, on_checked: Callable[[int, int], None] = ignore_steps) -> Iterator[Damage]:
        """Every body and report whose bytes do not have their digest; `on_checked` gets how far it is."""
        from provenance.store.checking import check_store  # noqa: PLC0415 - the same

        return check_store(self._database, on_checked=on_checked)

    def plan_pruning(self, rule: PruneRule, *, now: datetime) -> PrunePlan:
        """What `rule` takes out; raises `StoreError` when a report cannot tell which captures it needs."""
        from provenance.store.pruning import plan_pruning  # noqa: PLC0415 - the same

        return plan_pruning(self._database, rule, now=now)

    def prune(self, plan: PrunePlan, *, rule: PruneRule, on_pruned: Callable[[int, int], None] = ignore_steps) -> None:
        """Take out what is planned, a batch a transaction; raises `StoreError` when a report was kept since then."""
        from provenance.store.pruning import carry_out  # noqa: PLC0415 - the same

        carry_out(self._database, plan, rule=rule, on_pruned=on_pruned)

    def free_space(self, *, on_freed: Callable[[int, int], None] = ignore_steps) -> None:
        """Give the room of what was taken out back to the disk."""
        from provenance.store.pruning import free_space  # noqa: PLC0415 - the same

        free_space(self._database, on_freed=on_freed)

    def put_reading(self, capture: Capture, reading: Page | Missed, *, extractor: str) -> None:
        """Keep what `extractor` (a name with a version) reads from `capture`: a page, or why there is none."""
        self._database.put_reading(
            encode_record(reading),
            capture=capture.sha256,
            url_sha256=digest_address(capture.url),
            extractor=extractor,
        )

    def find_reading(self, capture: Capture, *, extractor: str) -> Page | Missed | None:
        """What `extractor` read from this capture before, or none; none also when it is damaged."""
        encoded = self._database.find_reading(
            capture=capture.sha256, url_sha256=digest_address(capture.url), extractor=extractor
        )
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


def _can_be_kept(name: str) -> bool:
    # Half a surrogate pair, from a broken draft, has no UTF-8, and PostgreSQL has no NUL; nothing is kept under them.
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in name)


def digest_address(url: str) -> str:
    """The digest under which the captures of an address are found."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
