"""A file of plain text to a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.extract.texts import find_blocks, find_corrections
from provenance.model import Access, Missed, Page

if TYPE_CHECKING:
    from provenance.model import Capture

STAND_IN_HEADER = "x-stand-in"
"""Marks a page written for tests in place of a publisher's."""

# A character that no text has, WHATWG MIME Sniffing section 3
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_FOREIGN = {"{\\rtf": "RTF", "From: <Saved by ": "MHTML"}
"""How files begin that are written with plain letters, but are no plain text; each with its name."""


def extract_plain(capture: Capture, text: str, *, decoded_by: str) -> Page | Missed:
    """The page that is the text itself, with its line ends made one; `Missed` for a file of another kind."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    foreign = next((name for opening, name in _FOREIGN.items() if text.lstrip().startswith(opening)), "")
    if foreign or _BINARY.search(text, 0, 1_000):
        detail = f"the body is {foreign or 'binary'}, not HTML, plain text or PDF"
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail=detail)
    if not text.strip():
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail="the text is empty")
    blocks = find_blocks(text)
    return Page(
        capture=capture.sha256,
        url=capture.url,
        text=text,
        blocks=blocks,
        corrections=find_corrections(text, blocks),
        decoded_by=decoded_by,
        stand_in=bool(capture.header(STAND_IN_HEADER)),
        archived_at=capture.archived_at,
    )
