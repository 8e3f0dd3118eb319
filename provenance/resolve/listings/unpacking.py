"""Packed sitemaps, told by their first bytes: `news.xml.gz` may be plain, `sitemap.xml` may be packed."""

from __future__ import annotations

import io
import zlib

GZIP = b"\x1f\x8b"
_AUTO = 31
"""Tells zlib to expect the head and the checksum of gzip."""
STEP = 4_000_000
"""Bytes that are unpacked at once, so that a file at the limit is not held twice."""
MOST_MEMBERS = 1_000
"""Members of a gzip file that are read; sitemaps have one."""


def unpack(body: bytes, *, limit: int) -> tuple[bytes, str]:
    """The plain bytes, at most `limit` of them, and what was wrong with the packing, or nothing.

    What could be read before a break, or up to the limit, is given.
    """
    if not body.startswith(GZIP):
        return body[:limit], f"it is larger than {limit:,} bytes" if len(body) > limit else ""
    plain, rest = io.BytesIO(), body
    for _ in range(MOST_MEMBERS):
        member = zlib.decompressobj(_AUTO)
        try:
            while not member.eof and plain.tell() <= limit:
                piece = member.decompress(rest, STEP)
                plain.write(piece)
                rest = member.unconsumed_tail
                if not (piece or rest or member.eof):
                    return plain.getvalue(), "it is packed and breaks off"
        except zlib.error:
            return plain.getvalue(), "it is packed and the packing is broken"
        if plain.tell() > limit:
            plain.truncate(limit)
            return plain.getvalue(), f"it is larger than {limit:,} bytes once unpacked"
        rest = member.unused_data
        if not rest.startswith(GZIP):
            break
    return plain.getvalue(), ""
