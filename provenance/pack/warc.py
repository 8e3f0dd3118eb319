"""Captures as a WARC 1.1 file, so that web archives and their players read what this software has read.

Every record has its sha256, and the same captures give the same bytes. The body of a capture is already unpacked: the
headers that say otherwise are kept as `X-Archive-Orig-...`. A page that the user attached came over no HTTP and is a
`resource`. What is written here is held against the captures by `agreeing`.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.errors import ExtraMissingError
from provenance.model.codec import encode_record
from provenance.pack import exchanges
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from provenance.model import Capture


class WarcBook:
    """Writes captures as records, each in a gzip member of its own. Raises `ExtraMissingError` without warcio."""

    def __init__(self, out: BinaryIO, *, report: str, made_at: datetime) -> None:
        warcio = _require_warcio()
        self._writer = _make_writer(warcio, out)
        self._fields = import_module("warcio.statusandheaders").StatusAndHeaders
        self._seen: dict[str, tuple[str, str]] = {}
        self._info = exchanges.record_id("warcinfo", report)
        head = {"WARC-Record-ID": self._info, "WARC-Date": exchanges.moment_of(made_at)}
        self._write("", "warcinfo", head=head, block=exchanges.info_block(report, version=VERSION))

    def add(self, capture: Capture, *, facts: Mapping[str, object]) -> None:
        """Write the exchange of a capture, and `facts` as the metadata record that refers to it."""
        sha256 = capture.sha256
        address, _, date, _ = identity = exchanges.identity_of(capture, sha256=sha256)
        head = {"WARC-Record-ID": exchanges.record_id("answer", *identity), **self._head(date)}
        if exchanges.is_exchange(capture):
            if capture.asked:
                self._write_request(capture, address=address, head=head)
            self._write_answer(capture, sha256=sha256, address=address, head=head)
        else:
            self._write(address, "resource", head=head, block=capture.body, kind=exchanges.kind_of(capture))
        about = {
            "WARC-Record-ID": exchanges.record_id("metadata", *identity),
            "WARC-Refers-To": head["WARC-Record-ID"],
            **self._head(date),
        }
        self._write(address, "metadata", head=about, block=encode_record(facts), kind="application/json")

    def _write_request(self, capture: Capture, *, address: str, head: dict[str, str]) -> None:
        headers = exchanges.request_headers(capture, address=address)
        record = self._writer.create_warc_record(
            address,
            "request",
            http_headers=self._fields(" ".join(exchanges.request_line(address)), headers, is_http_request=True),
            warc_headers_dict={
                "WARC-Record-ID": exchanges.record_id("request", head["WARC-Record-ID"]),
                **self._head(head["WARC-Date"]),
                "WARC-Concurrent-To": head["WARC-Record-ID"],
            },
        )
        self._writer.write_record(record)

    def _head(self, date: str) -> dict[str, str]:
        return {"WARC-Date": date, "WARC-Warcinfo-ID": self._info}

    def _write_answer(self, capture: Capture, *, sha256: str, address: str, head: dict[str, str]) -> None:
        protocol, status = exchanges.answer_line(capture)
        lines = exchanges.answer_headers(capture, size=len(capture.body))
        headers = self._fields(status, lines, protocol=protocol)
        digest = exchanges.digest_of(sha256)
        before = self._seen.setdefault(sha256, (address, head["WARC-Date"]))
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
