"""What a capture is in the terms of WARC 1.1: addresses, moments, identifiers, digests, the lines of an exchange.

Identifiers are made from what a record holds, so that the same captures give the same records.
"""

from __future__ import annotations

import re
from base64 import b32encode
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from provenance.model import Capture

Lines = list[tuple[str, str]]
"""Headers with their values, in order."""

MOVED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers of the answer that are no longer true of the body as it is kept."""

FORMAT = "WARC File Format 1.1"
SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

# Content-Type: a token of RFC 9110, section 5.6.2
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")

# the line feed of an unfolded header, NUL, DEL
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")

_ADDRESS_SIGNS = "%!#$&'()*+,-./:;=?@[]_~"


def info_block(report: str, *, version: str) -> bytes:
    """What the first record says: the software, the format, and the sha256 of the report."""
    lines = {"software": f"provenance/{version}", "format": FORMAT, "conformsTo": SPECIFICATION, "report": report}
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode()


def is_exchange(capture: Capture) -> bool:
    """Whether it came over HTTP; a page that the user attached did not."""
    return urlsplit(capture.final_url).scheme in {"http", "https"}


def kind_of(capture: Capture) -> str:
    """What an attached page says that it is."""
    return _clean(capture.header("content-type")) or "application/octet-stream"


def identity_of(capture: Capture, *, sha256: str) -> tuple[str, ...]:
    """What makes a capture itself, as identifiers tell it."""
    return (address_of(capture.final_url), capture.url, moment_of(capture.fetched_at), sha256)


def answer_line(capture: Capture) -> tuple[str, str]:
    """The first line of the answer: the protocol, and the status without its words, which are not kept."""
    return "HTTP/1.1", f"{capture.status} "


def answer_headers(capture: Capture, *, size: int) -> Lines:
    """The headers of the answer, true of a body of `size` bytes."""
    length = ("content-length", str(size))
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in MOVED else name, _clean(value))
        for name, value in _valid(capture.headers)
        if (name.lower(), value.strip()) != length
    ]
    return [*kept, length]


def request_line(address: str) -> tuple[str, str]:
    """The first line of the request for `address`: the verb, and what it asks for."""
    parts = urlsplit(address)
    return "GET", f"{(parts.path or '/') + (f'?{parts.query}' if parts.query else '')} HTTP/1.1"


def request_headers(capture: Capture, *, address: str) -> Lines:
    """What was sent, where the capture tells; it holds no key."""
    headers = [(name, _clean(value)) for name, value in _valid(capture.asked)]
    if any(name.lower() == "host" for name, _ in headers):
        return headers
    return [("host", urlsplit(address).netloc), *headers]


def head_bytes(first: tuple[str, str], headers: Lines) -> bytes:
    """The head of a request or an answer, with the empty line at its end."""
    lines = [" ".join(first), *(f"{name}: {value}" for name, value in headers)]
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def address_of(url: str) -> str:
    """The address as a WARC may hold it: ASCII without blanks or controls, everything else percent-encoded."""
    return quote(url, safe=_ADDRESS_SIGNS)


def moment_of(moment: datetime) -> str:
    """The moment as a WARC tells it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record_id(*parts: str) -> str:
    """The identifier of the record that holds `parts`."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, chr(10).join(parts))}>"


def digest_of(sha256: str) -> str:
    """A sha256 in hex digits as a WARC tells it."""
    return f"sha256:{b32encode(bytes.fromhex(sha256)).decode()}"


def _valid(headers: Iterable[tuple[str, str]]) -> Lines:
    return [(name, value) for name, value in headers if _HEADER_NAME.fullmatch(name)]


def _clean(value: str) -> str:
    """The value on one line in ASCII; letters beyond it are percent-encoded, as warcio does."""
    return "".join(letter if letter.isascii() else quote(letter) for letter in _CONTROLS.sub(" ", value)).strip()
