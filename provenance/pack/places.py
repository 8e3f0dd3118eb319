"""Where the members of a zip lie: one behind the other without a gap, each told before its bytes as in the table.

A zip tells of every member twice, and tools differ on what they believe: some read the table at the end, others go from
member to member. Only where both say the same does everybody unpack the same.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zipfile import ZipInfo

_HEAD = struct.Struct("<4sHHHHHIIIHH")
"""Before a member: signature, version, flags, packing, time, date, checksum, sizes, lengths of the name and of more."""
_ROW = struct.Struct("<28xHHH12x")
"""A row of the table: the lengths of the name, of more and of a comment, which stand behind it."""
_END_BYTES = 22
"""Of the last record, behind the table."""
_TAIL = struct.Struct("<III")
"""Behind one that was written before its size was known: checksum, sizes; a signature may stand before it."""
_TAIL_SIGNATURE = b"PK\x07\x08"
_IN_TAIL = 0x8
"""The flag that checksum and sizes stand behind the member."""

_HARMLESS = frozenset({0x000A, 0x5455, 0x5855, 0x7875, 0xCAFE})
"""What tools add of a member: times, owners, that it is of Java. Others may give it another name (0x7075) or size."""


def check_places(file: BinaryIO, every: Iterable[ZipInfo], *, end: int) -> None:
    """Raise ValueError unless the members fill the file up to the table at `end` and are told there as in the table."""
    _check_rows(file, start=end)
    reached = 0
    for member in sorted(every, key=lambda member: member.header_offset):
        _check_gap(reached, member.header_offset)
        reached = _end_of(file, member)
    _check_gap(reached, end)


def _check_rows(file: BinaryIO, *, start: int) -> None:
    """Raise ValueError unless the rows of the table end where the last record begins, whatever lengths they state."""
    size, place = file.seek(0, 2), start
    while place < size - _END_BYTES:
        file.seek(place)
        row = file.read(_ROW.size)
        place += _ROW.size + sum(_ROW.unpack(row)) if len(row) == _ROW.size else size
    if place != size - _END_BYTES:
        raise ValueError("its table does not end where it says")


def _check_gap(reached: int, start: int) -> None:
    if start < reached:
        raise ValueError("two of its members lie over each other, or one over the table")
    if start > reached:
        raise ValueError("there are bytes between its members")


def _end_of(file: BinaryIO, member: ZipInfo) -> int:
    """Where the member ends, with all that belongs to it; ValueError when it is told otherwise than in the table."""
    name, numbers = member.filename.encode("ascii"), (member.CRC, member.compress_size, member.file_size)
    file.seek(member.header_offset)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise ValueError(f"{member.filename} is cut off")
    signature, _, flags, packing, _, _, *told, name_length, more_length = _HEAD.unpack(head)
    if signature != b"PK\x03\x04" or file.read(name_length) != name or packing != member.compress_type:
        raise ValueError(f"{member.filename} is told otherwise in its place than in the table")
    for more in (member.extra, file.read(more_length)):
        _check_more(more, member.filename)
    reached = member.header_offset + _HEAD.size + name_length + more_length + member.compress_size
    if not flags & _IN_TAIL:
        tail = 0
    else:
        file.seek(reached)
        told, tail = _read_tail(file.read(len(_TAIL_SIGNATURE) + _TAIL.size))
    if flags != member.flag_bits or tuple(told) != numbers:
        raise ValueError(f"{member.filename} is told otherwise in its place than in the table")
    return int(reached + tail)


def _read_tail(tail: bytes) -> tuple[list[int], int]:
    """Checksum and sizes behind a member, and how many bytes they take."""
    start = len(_TAIL_SIGNATURE) if tail.startswith(_TAIL_SIGNATURE) else 0
    if len(tail) < start + _TAIL.size:
        raise ValueError("a member is cut off")
    return list(_TAIL.unpack_from(tail, start)), start + _TAIL.size


def _check_more(more: bytes, name: str) -> None:
    """Raise ValueError when one of the further fields of a member may change what it is."""
    place = 0
    while place < len(more):
        kind, length = struct.unpack_from("<HH", more, place) if len(more) - place >= 4 else (0, 0)
        if kind not in _HARMLESS:
            raise ValueError(f"{name} has a field {kind:#06x} that no plain zip needs")
        place += 4 + length
