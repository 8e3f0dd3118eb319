"""A pack as the hostile file it may be: every bound is asked before anything is unpacked; nothing is ever extracted.

Only the plain form that `writing` makes, and that other tools make of it again, is read: one disk, no ZIP64, no
comments, no bytes before, between or behind, names from a fixed list, stored or deflated, no two members over the same
bytes (`places`). Whatever unpacks it then finds the same in it.
"""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from provenance.errors import EvidenceError
from provenance.pack.layout import (
    FOLDER,
    MOST_MEMBER_BYTES,
    MOST_MEMBERS,
    MOST_PACK_BYTES,
    MOST_RATIO,
    MOST_STAMP_BYTES,
    MOST_TABLE_BYTES,
    MOST_TEXT_BYTES,
    MOST_TOTAL_BYTES,
    PAGE_NAME,
    REQUIRED,
    SMALL_BYTES,
    STAMP,
)
from provenance.pack.places import check_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zipfile import ZipInfo

CHUNK = 65_536
FIRST_BYTES = b"PK\x03\x04"
_END = struct.Struct("<4sHHHHIIH")
"""The last record of a zip: signature, disks, numbers of members, size and place of the table, length of a comment."""
_LOCATOR = b"PK\x06\x07"
_LOCATOR_BYTES = 20
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1

_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, OverflowError, RuntimeError,
)  # fmt: skip
"""What zipfile raises for broken files; RuntimeError for what it cannot unpack."""


class Archive:
    """The members of an open pack. Raises `EvidenceError` alone, for a member that does not hold with its name."""

    def __init__(self, opened: zipfile.ZipFile, members: dict[str, ZipInfo]) -> None:
        self._opened = opened
        self._members = members

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members."""
        return tuple(self._members)

    def size(self, name: str) -> int:
        """How many bytes the member says that it has."""
        return self._find(name).file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of the member, piece by piece; its checksum is asked when the last one is read."""
        member = self._find(name)
        try:
            with self._opened.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise EvidenceError(f"{name} is damaged: {_told(error)}.", "Ask for the pack again.") from error

    def read(self, name: str) -> bytes:
        """All bytes of a member that is read to be understood."""
        if self.size(name) > MOST_TEXT_BYTES:
            raise EvidenceError(f"{name} has {self.size(name):,} bytes; at most {MOST_TEXT_BYTES:,} are read.")
        return b"".join(self.chunks(name))

    def digest(self, name: str) -> str:
        """The sha256 of the member."""
        digest = hashlib.sha256()
        for chunk in self.chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    def _find(self, name: str) -> ZipInfo:
        member = self._members.get(name)
        if member is None:
            raise EvidenceError(f"The pack has no {name}.", "Ask for the pack again.")
        return member


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The pack at `path`, checked as far as can be without unpacking; `EvidenceError` for what is none."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise EvidenceError(f"Cannot read {path}: {error.strerror}.") from error
    with file:
        try:
            stated = _check_end(file)
            file.seek(0)
            opened = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise EvidenceError(f"{path} is no evidence pack: {_told(error)}.") from error
        with opened:
            try:
                members = _check_members(opened, stated=stated)
                check_places(file, opened.infolist(), end=opened.start_dir)
            except (ValueError, OSError) as error:
                raise EvidenceError(
                    f"{path} is not read: {error}.", "Only packs as provenance makes them are."
                ) from error
            yield Archive(opened, members)


def _told(error: BaseException) -> str:
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(words.split())[:200].removesuffix(".")


def _check_end(file: BinaryIO) -> int:
    """How many members it states; ValueError unless it ends like a plain zip whose table is small enough to be read."""
    size = file.seek(0, 2)
    if size > MOST_PACK_BYTES:
        raise ValueError(f"it has {size:,} bytes; at most {MOST_PACK_BYTES:,} are read")
    file.seek(max(0, size - _END.size - _LOCATOR_BYTES))
    tail = file.read()
    if len(tail) < _END.size or tail[-_END.size :][:4] != b"PK\x05\x06":
        raise ValueError("it does not end like a zip file without a comment")
    _, disk, table_disk, here, every, table, start, comment = _END.unpack(tail[-_END.size :])
    if tail.startswith(_LOCATOR) or disk or table_disk or here != every or comment:
        raise ValueError("it is a zip file of several parts, or of the kind ZIP64")
    if every > MOST_MEMBERS or table > MOST_TABLE_BYTES:
        raise ValueError(f"it has {every:,} members in a table of {table:,} bytes; at most {MOST_MEMBERS:,} are read")
    if start + table + _END.size != size:
        raise ValueError("there are bytes before its members or behind them")
    return int(every)


def _check_members(opened: zipfile.ZipFile, *, stated: int) -> dict[str, ZipInfo]:
    """The members by name, the folder left out; ValueError for the first that a pack of ours would not have."""
    every = opened.infolist()
    if len(every) > MOST_MEMBERS:
        raise ValueError(f"it has {len(every):,} members; at most {MOST_MEMBERS:,} are read")
    if len(every) != stated:
        raise ValueError(f"it states {stated:,} members and lists {len(every):,}")
    for member in every:
        _check_member(member)
    members = {member.filename: member for member in every}
    if len(members) < len(every):
        raise ValueError("it has two members of one name")
    total = sum(member.file_size for member in every)
    if total > MOST_TOTAL_BYTES:
        raise ValueError(f"it unpacks to {total:,} bytes; at most {MOST_TOTAL_BYTES:,} are read")
    members.pop(FOLDER, None)
    return members


def _check_member(member: ZipInfo) -> None:
    name = member.filename
    if name != member.orig_filename or not (name in REQUIRED or name in {STAMP, FOLDER} or PAGE_NAME.fullmatch(name)):
        raise ValueError(f"it has a member that no pack has: {member.orig_filename[:100]!a}")
    if member.flag_bits & _ENCRYPTED:
        raise ValueError(f"{name} is encrypted")
    if member.compress_type not in _PACKINGS:
        raise ValueError(f"{name} is packed in a way that is not read")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} and not (name == FOLDER and kind == stat.S_IFDIR):
        raise ValueError(f"{name} is no plain file")
    if member.comment:
        raise ValueError(f"{name} has a comment")
    most = {FOLDER: 0, STAMP: MOST_STAMP_BYTES}.get(name, MOST_MEMBER_BYTES)
    if member.file_size > most:
        raise ValueError(f"{name} has {member.file_size:,} bytes; at most {most:,} are read")
    if member.file_size > max(SMALL_BYTES, member.compress_size * MOST_RATIO):
        raise ValueError(f"{name} unpacks to more than {MOST_RATIO} times its size")
