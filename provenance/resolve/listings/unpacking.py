"""Packed sitemaps, told by their first bytes: `news.xml.gz` may be plain, `sitemap.xml` may be packed."""

from __future__ import annotations

import zlib

GZIP = b"\x1f\x8b"
_AUTO = 31
"""Tells zlib to expect the head and the checksum of gzip."""
MOST_MEMBERS = 1_000
"""Members of a gzip file that are read; sitemaps have one."""


def unpack(body: bytes, *, limit: int) -> tuple[bytes, str]:
    """The plain bytes, at most `limit` of them, and what was wrong with the packing, or nothing.

    What could be read before a break, or up to the limit, is given.
    """
    if not body.startswith(GZIP):
        return body[:limit], f"it is larger than {limit:,} bytes" if len(body) > limit else ""
    pieces: list[bytes] = []
    size, rest = 0, body
    for _ in range(MOST_MEMBERS):
        member = zlib.decompressobj(_AUTO)
        try:
            # one byte more than is left tells a file that ends at the limit from one that goes on
            piece = member.decompress(rest, limit - size + 1)
        except zlib.error:
            return b"".join(pieces), "it is packed and the packing is broken"
        pieces.append(piece[: limit - size])
        size += len(piece)
        if size > limit:
            return b"".join(pieces), f"it is larger than {limit:,} bytes once unpacked"
        if not member.eof:
            return b"".join(pieces), "it is packed and breaks off"
        rest = member.unused_data
        if not rest.startswith(GZIP):
            break
    return b"".join(pieces), ""
