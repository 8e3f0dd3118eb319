"""The records of a pack's WARC file, read strictly and held against their digests, in bounded memory.

warcio reads any WARC file there is, lines of any length included; here only what `warc` writes is read, by eighty
lines that a hostile file cannot make grow, so that checking a pack needs nothing else installed.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from base64 import b32encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.pack.layout import MOST_MEMBERS, MOST_TOTAL_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from hashlib import _Hash

CHUNK = 65_536
MOST_HEAD_BYTES = 65_536
"""Of a record's own lines; an address has up to a few thousand."""
MOST_HTTP_BYTES = 8_000_000
"""Of the headers of an answer: a hundred lines of 65,536 bytes are the most that are read from a site."""
MOST_RECORDS = 4 * MOST_MEMBERS
"""A page has a request, an answer and its metadata."""
_EMPTY_LINE = b"\r\n\r\n"

# WARC-Type: response; a line that goes on in the next one, or is ended by a line feed alone, is read differently
_LINE = re.compile(r"([A-Za-z0-9-]{1,100}): ([^\x00-\x1f\x7f]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRecord:
    """A record: its lines by their names in lower case, and what does not hold (empty when all does)."""

    number: int
    fields: dict[str, str]
    problem: str

    @property
    def identifier(self) -> str:
        """What names it among all records."""
        return self.fields.get("warc-record-id", "")

    @property
    def name(self) -> str:
        """What it is called in a list of faults."""
        kind, address = self.fields.get("warc-type"), self.fields.get("warc-target-uri")
        return " ".join(part for part in (f"record {self.number}", kind, address) if part)


@dataclass(slots=True, kw_only=True)
class _Record:
    """A record as it comes in, piece by piece."""

    head: bytes = b""
    http: bytes | None = None
    fields: dict[str, str] = field(default_factory=dict)
    left: int = 0
    tail: bytes = b""
    block: _Hash = field(default_factory=hashlib.sha256)
    payload: _Hash = field(default_factory=hashlib.sha256)

    def feed(self, piece: bytes) -> None:
        """Take the next bytes of the record; ValueError, with words, when it is none."""
        if not self.fields:
            self.head += piece
            head, found, piece = self.head.partition(_EMPTY_LINE)
            if not found:
                if len(self.head) > MOST_HEAD_BYTES:
                    raise ValueError("its head does not end")
                return
            self._begin(head)
        body, rest = piece[: self.left], piece[self.left :]
        self.left -= len(body)
        self.block.update(body)
        self._take_payload(body)
        self.tail += rest[: len(_EMPTY_LINE) + 1]

    def _begin(self, head: bytes) -> None:
        first, *lines = head.decode("utf-8", errors="replace").split("\r\n")
        if first != "WARC/1.1":
            raise ValueError("it is no record of WARC/1.1")
        rows = [row for line in lines if (row := _LINE.fullmatch(line))]
        self.fields = {row[1].lower(): row[2].strip() for row in rows}
        if len(self.fields) < len(lines):
            raise ValueError("it has a line twice, or one that is none")
        length = self.fields.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 12):
            raise ValueError("it does not say how long it is")
        self.left = int(length)
        self.http = b"" if self.fields.get("content-type", "").startswith("application/http") else None

    def _take_payload(self, body: bytes) -> None:
        if self.http is None:
            self.payload.update(body)
            return
        self.http += body
        _, found, payload = self.http.partition(_EMPTY_LINE)
        if found:
            self.payload.update(payload)
            self.http = None
        elif len(self.http) > MOST_HTTP_BYTES:
            raise ValueError("the headers of its answer do not end")

    def close(self) -> None:
        """Raise ValueError unless the record is whole and all its digests hold."""
        if self.left or self.tail != _EMPTY_LINE:
            raise ValueError("it is shorter or longer than it says")
        if self.fields.get("warc-block-digest") != _written(self.block):
            raise ValueError("its block does not have its digest")
        claimed = self.fields.get("warc-payload-digest")
        is_revisit = self.fields.get("warc-type") == "revisit"
        if claimed and not is_revisit and claimed != _written(self.payload):
            raise ValueError("its payload does not have its digest")


def check_records(chunks: Iterable[bytes]) -> Iterator[CheckedRecord]:
    """Every record of the file, each with what does not hold; the first that cannot be unpacked is the last."""
    source = _Source(chunks)
    number = 0
    while source.peek():
        number += 1
        record = _Record()
        if number > MOST_RECORDS:
            yield _checked(record, number=number, problem=f"there are more than {MOST_RECORDS:,}, which are not read")
            return
        try:
            problem = _read_record(record, source.unpack_member())
        except zlib.error:
            yield _checked(record, number=number, problem="it cannot be unpacked, nor what stands behind it")
            return
        yield _checked(record, number=number, problem=problem)


def _read_record(record: _Record, pieces: Iterator[bytes]) -> str:
    """What does not hold, empty when all does; the pieces are taken to their end in either case."""
    try:
        for piece in pieces:
            record.feed(piece)
        record.close()
    except ValueError as error:
        for _ in pieces:
            pass  # so that the next record begins where it should
        return str(error)
    return ""


def _checked(record: _Record, *, number: int, problem: str) -> CheckedRecord:
    return CheckedRecord(number=number, fields=record.fields, problem=problem)


def _written(digest: _Hash) -> str:
    return f"sha256:{b32encode(digest.digest()).decode()}"


class _Source:
    """The packed bytes; each member of gzip is unpacked by itself."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._packed = b""
        self._unpacked = 0

    def peek(self) -> bool:
        """Whether bytes are left."""
        self._packed = self._packed or next(self._chunks, b"")
        return bool(self._packed)

    def unpack_member(self) -> Iterator[bytes]:
        """The unpacked bytes of the next member, whole; raises `zlib.error` for a damaged one."""
        decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not decoder.eof:
            if not self.peek():
                raise zlib.error("the member does not end")
            piece = decoder.decompress(self._packed, CHUNK)
            self._packed = decoder.unused_data or decoder.unconsumed_tail
            self._unpacked += len(piece)
            if self._unpacked > MOST_TOTAL_BYTES:
                raise zlib.error("it unpacks to too much")
            yield piece
