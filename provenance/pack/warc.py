"""Captures as a WARC 1.1 file, so that web archives and their players read what this software has read.

Every record has its sha256; identifiers are made from what a record holds, so that the same captures give the same
bytes. The body of a capture is already unpacked: the headers that say otherwise are kept as `X-Archive-Orig-...`.
A page that the user attached came over no HTTP and is a `resource`.
"""

from __future__ import annotations

import re
from base64 import b32encode
from datetime import UTC
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from provenance.errors import ExtraMissingError
from provenance.model.codec import encode_record
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from provenance.model import Capture

MOVED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers of the answer that are no longer true of the body as it is kept."""

FORMAT = "WARC File Format 1.1"
SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

# Content-Type: a token of RFC 9110, section 5.6.2
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")

# the line feed of an unfolded header, NUL, DEL
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")

_ADDRESS_SIGNS = "%!#$&'()*+,-./:;=?@[]_~"


class WarcBook:
    """Writes captures as records, each in a gzip member of its own. Raises `ExtraMissingError` without warcio."""

    def __init__(self, out: BinaryIO, *, report: str, made_at: datetime) -> None:
        warcio = _require_warcio()
        self._writer = _make_writer(warcio, out)
        self._fields = import_module("warcio.statusandheaders").StatusAndHeaders
        self._seen: dict[str, tuple[str, str]] = {}
        lines = {"software": f"provenance/{VERSION}", "format": FORMAT, "conformsTo": SPECIFICATION, "report": report}
        block = "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode()
        self._info = _record_id("warcinfo", report)
        head = {"WARC-Record-ID": self._info, "WARC-Date": _moment(made_at)}
        self._write("", "warcinfo", head=head, block=block)

    def add(self, capture: Capture, *, facts: Mapping[str, object]) -> None:
        """Write the exchange of a capture, and `facts` as the metadata record that refers to it."""
        address = address_of(capture.final_url)
        date = _moment(capture.fetched_at)
        identity = (address, capture.url, date, capture.sha256)
        head = {"WARC-Record-ID": _record_id("answer", *identity), **self._head(date)}
        if urlsplit(capture.final_url).scheme in {"http", "https"}:
            if capture.asked:
                self._write_request(capture, address=address, head=head)
            self._write_answer(capture, address=address, head=head)
        else:
            kind = _clean(capture.header("content-type")) or "application/octet-stream"
            self._write(address, "resource", head=head, block=capture.body, kind=kind)
        about = {
            "WARC-Record-ID": _record_id("metadata", *identity),
            "WARC-Refers-To": head["WARC-Record-ID"],
            **self._head(date),
        }
        self._write(address, "metadata", head=about, block=encode_record(facts), kind="application/json")

    def _write_request(self, capture: Capture, *, address: str, head: dict[str, str]) -> None:
        """What was asked for, where the capture tells; it holds no key."""
        parts = urlsplit(address)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = [(name, _clean(value)) for name, value in _valid(capture.asked)]
        if not any(name.lower() == "host" for name, _ in headers):
            headers.insert(0, ("host", parts.netloc))
        record = self._writer.create_warc_record(
            address,
            "request",
            http_headers=self._fields(f"GET {target} HTTP/1.1", headers, is_http_request=True),
            warc_headers_dict={
                "WARC-Record-ID": _record_id("request", head["WARC-Record-ID"]),
                "WARC-Date": head["WARC-Date"],
                "WARC-Warcinfo-ID": self._info,
                "WARC-Concurrent-To": head["WARC-Record-ID"],
            },
        )
        self._writer.write_record(record)

    def _head(self, date: str) -> dict[str, str]:
        return {"WARC-Date": date, "WARC-Warcinfo-ID": self._info}

    def _write_answer(self, capture: Capture, *, address: str, head: dict[str, str]) -> None:
        headers = self._fields(f"{capture.status} ", _answer_headers(capture), protocol="HTTP/1.1")
        digest = _digest(capture.sha256)
        before = self._seen.setdefault(capture.sha256, (address, head["WARC-Date"]))
        if before != (address, head["WARC-Date"]):
            record = self._writer.create_revisit_record(
                address, digest, *before, http_headers=headers, warc_headers_dict=head
            )
        else:
            record = self._writer.create_warc_record(
                address,
                "response",
                payload=BytesIO(capture.body),
                length=len(capture.body),
                http_headers=headers,
                warc_headers_dict={**head, "WARC-Payload-Digest": digest},
            )
        self._writer.write_record(record)

    def _write(self, address: str, what: str, *, head: dict[str, str], block: bytes, kind: str = "") -> None:
        record = self._writer.create_warc_record(
            address,
            what,
            payload=BytesIO(block),
            length=len(block),
            warc_content_type=kind,
            warc_headers_dict=head,
        )
        self._writer.write_record(record)


def address_of(url: str) -> str:
    """The address as a WARC may hold it: ASCII without blanks or controls, everything else percent-encoded."""
    return quote(url, safe=_ADDRESS_SIGNS)


def _answer_headers(capture: Capture) -> list[tuple[str, str]]:
    length = ("content-length", str(len(capture.body)))
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in MOVED else name, _clean(value))
        for name, value in _valid(capture.headers)
        if (name.lower(), value.strip()) != length
    ]
    return [*kept, length]


def _valid(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if _HEADER_NAME.fullmatch(name)]


def _clean(value: str) -> str:
    """The value on one line in ASCII; letters beyond it are percent-encoded, as warcio does."""
    return "".join(letter if letter.isascii() else quote(letter) for letter in _CONTROLS.sub(" ", value)).strip()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _record_id(*parts: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, chr(10).join(parts))}>"


def _digest(sha256: str) -> str:
    return f"sha256:{b32encode(bytes.fromhex(sha256)).decode()}"


def _require_warcio() -> Any:  # noqa: ANN401 - a package without types
    try:
        return import_module("warcio.warcwriter")
    except ImportError as error:
        raise ExtraMissingError(
            "Evidence packs need the package warcio.", "Install it with: pip install 'provenance[pack]'"
        ) from error


def _make_writer(warcio: Any, out: BinaryIO) -> Any:  # noqa: ANN401 - as above
    digester = import_module("warcio.utils").Digester
    writer = type("Writer", (warcio.WARCWriter,), {"_create_digester": staticmethod(lambda: digester("sha256"))})
    return writer(out, gzip=True, warc_version="1.1")
