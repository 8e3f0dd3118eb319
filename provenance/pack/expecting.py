"""The records that a WARC file of these captures has, as far as they bear on what it tells: made without warcio.

What `warc` writes is held against them, line by line, so that a record which has its digests and tells something else
than the captures is noticed. Of the body only its digest is asked for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.pack import exchanges

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from provenance.model import Capture

Fields = dict[str, str]
"""Lines of a record, by their names in lower case."""

SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
"""Why a record has no body: WARC 1.1, section 6.7.2."""

_HTTP = "application/http; msgtype="


def expect_info(report: str, *, made_at: datetime, version: str) -> Fields:
    """The first record of the file; `report` is the sha256 of the report."""
    return {
        "warc-type": "warcinfo",
        "warc-record-id": exchanges.record_id("warcinfo", report),
        "warc-date": exchanges.moment_of(made_at),
        "content-type": "application/warc-fields",
        "warc-block-digest": _digest(exchanges.info_block(report, version=version)),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A capture: the digest, size and pieces of its body (none where it is missing or damaged), its metadata."""

    capture: Capture
    sha256: str
    size: int
    body: Iterable[bytes] | None
    facts: bytes

    def expect(self, seen: dict[str, tuple[str, str]]) -> Iterator[Fields]:
        """Its records in their order; `seen` are the address and moment at which bytes were met first, by digest."""
        capture, identity = self.capture, exchanges.identity_of(self.capture, sha256=self.sha256)
        address, _, date, _ = identity
        common = {"warc-target-uri": address, "warc-date": date}
        answer = {**common, "warc-record-id": exchanges.record_id("answer", *identity)}
        if exchanges.is_exchange(capture):
            if capture.asked:
                yield {**common, **self._request(address, answer=answer["warc-record-id"])}
            before = seen.setdefault(self.sha256, (address, date))
            yield {**answer, **(self._response() if before == (address, date) else self._revisit(before))}
        else:
            yield {**answer, **self._resource()}
        yield {
            **common,
            "warc-type": "metadata",
            "warc-record-id": exchanges.record_id("metadata", *identity),
            "warc-refers-to": answer["warc-record-id"],
            "content-type": "application/json",
            "warc-block-digest": _digest(self.facts),
        }

    def _request(self, address: str, *, answer: str) -> Fields:
        lines = exchanges.request_headers(self.capture, address=address)
        return {
            "warc-type": "request",
            "warc-record-id": exchanges.record_id("request", answer),
            "warc-concurrent-to": answer,
            "content-type": f"{_HTTP}request",
            "warc-block-digest": _digest(exchanges.head_bytes(exchanges.request_line(address), lines)),
        }

    def _response(self) -> Fields:
        told = {
            "warc-type": "response",
            "content-type": f"{_HTTP}response",
            "warc-payload-digest": exchanges.digest_of(self.sha256),
        }
        return told if self.body is None else {**told, "warc-block-digest": _digest(self._head(), *self.body)}

    def _revisit(self, before: tuple[str, str]) -> Fields:
        return {
            "warc-type": "revisit",
            "warc-profile": SAME_PAYLOAD,
            "content-type": f"{_HTTP}response",
            "warc-refers-to-target-uri": before[0],
            "warc-refers-to-date": before[1],
            "warc-payload-digest": exchanges.digest_of(self.sha256),
            "warc-block-digest": _digest(self._head()),
        }

    def _resource(self) -> Fields:
        digest = exchanges.digest_of(self.sha256)
        return {
            "warc-type": "resource",
            "content-type": exchanges.kind_of(self.capture),
            "warc-payload-digest": digest,
            "warc-block-digest": digest,
        }

    def _head(self) -> bytes:
        lines = exchanges.answer_headers(self.capture, size=self.size)
        return exchanges.head_bytes(exchanges.answer_line(self.capture), lines)


def _digest(*pieces: bytes) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return exchanges.digest_of(digest.hexdigest())
