"""Reads an answer: what its head says of its length, and its body up to a limit, never half of one for the whole."""

from __future__ import annotations

import io
from email.errors import MissingHeaderBodySeparatorDefect
from http.client import HTTPMessage
from typing import TYPE_CHECKING, Any

import urllib3
from urllib3.response import GzipDecoderState

from provenance.fetch.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

    from provenance.fetch.answers import Headers

CHUNK = 65_536
"""Bytes asked for at once; what has arrived is returned without waiting for more."""


def read_answer(response: requests.Response, *, read_up_to: Callable[[int, Headers], int]) -> Answer:
    """The answer that a response holds, its body up to the limit that `read_up_to(status, headers)` says.

    Raises what urllib3 raises for a body that breaks off or cannot be unpacked, and for a head from which its end
    cannot be told.
    """
    raw = response.raw
    headers = tuple((name.lower(), value) for name, value in raw.headers.items())
    _check_head(raw)
    _check_length(headers)
    limit = read_up_to(response.status_code, headers)
    body = io.BytesIO()  # a list of chunks would be held twice when it is joined
    size = 0
    raw.decode_content = True
    _bound_packed(raw, most=2 * (limit + CHUNK))
    while 0 < limit >= size and (chunk := raw.read1(CHUNK)):
        size += body.write(chunk)
    if size <= limit and _stopped_unpacking(raw):
        raise urllib3.exceptions.IncompleteRead(size, size + 1)
    body.truncate(limit + 1)
    return Answer(status=response.status_code, headers=headers, body=body.getvalue(), whole=size <= limit)


def _check_head(raw: Any) -> None:  # noqa: ANN401 - a response of urllib3, or vcrpy's in its place
    """Raise `HeaderParsingError` for a line that is no header: http.client drops all that stand below it.

    The length may be among them, and then half a page, or one with the lengths of its chunks in it, would be read.
    """
    message = getattr(getattr(raw, "_original_response", None), "msg", None)
    defects = message.defects if isinstance(message, HTTPMessage) else []
    if any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in defects):
        raise urllib3.exceptions.HeaderParsingError(defects, unparsed_data=None)


def _check_length(headers: Headers) -> None:
    """Raise `InvalidHeader` for a length that is none, and for two transfers in one: nobody knows where it ends.

    RFC 9112 section 6.3. Where a length stands beside chunks, the chunks tell, as it says; http.client puts them
    together only where `chunked` stands alone, and would otherwise leave their lengths between the words.
    """
    transfers = [value.lower() for name, value in headers if name == "transfer-encoding"]
    if any("chunked" in transfer for transfer in transfers):
        if transfers != ["chunked"]:
            raise urllib3.exceptions.InvalidHeader("chunks, and something else")
        return
    lengths = {part.strip() for name, value in headers if name == "content-length" for part in value.split(",")}
    if lengths and not (len(lengths) == 1 and all(part.isascii() and part.isdigit() for part in lengths)):
        raise urllib3.exceptions.InvalidHeader("no length")


def _bound_packed(raw: Any, *, most: int) -> None:  # noqa: ANN401 - as above
    """Have `raw` raise `DecodeError` when more than `most` bytes have come in, with nothing or little out of them.

    urllib3 reads on until something comes out, which may be never, and keeps what it has read meanwhile.
    """
    if not isinstance(raw, urllib3.HTTPResponse):
        return
    read = raw._raw_read  # noqa: SLF001 - the one place that all bytes pass before they are unpacked

    def read_bounded(amt: int | None = None, *, read1: bool = False) -> bytes:
        if raw.tell() > most:
            raise urllib3.exceptions.DecodeError("nothing comes out of it")
        return read(amt, read1=read1)

    raw._raw_read = read_bounded  # type: ignore[method-assign]  # noqa: SLF001 - as above


def _stopped_unpacking(raw: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a packed body ended before its packing did; urllib3 takes that for its end and says nothing."""
    decoder = getattr(raw, "_decoder", None)
    if decoder is None or not raw.tell():
        return False
    return any(_is_unfinished(each) for each in getattr(decoder, "_decoders", (decoder,)))


def _is_unfinished(decoder: Any) -> bool:  # noqa: ANN401 - a decoder of urllib3, or none
    inner = getattr(decoder, "_obj", None)  # of zlib, which knows `eof`, or of brotli
    if inner is None or getattr(decoder, "_state", None) == GzipDecoderState.SWALLOW_DATA:
        return False  # not packed, or whole with something else behind it
    return not (inner.eof if hasattr(inner, "eof") else inner.is_finished())
