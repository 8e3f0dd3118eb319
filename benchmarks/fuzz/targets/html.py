"""HTML: any bytes become a page or a reason, and what is hidden is no evidence."""

from __future__ import annotations

import zlib

from benchmarks.fuzz.promises import promise
from benchmarks.fuzz.targets.pages import capture_of, check_page, check_plain_sight
from provenance.extract import extract_page
from provenance.model import Page

UNSEEN = b"<p>Zqxhidden wombats demanded nineteen bridges of Qwertyville, the mayor of Asdfgh told reporters.</p>"
BEFORE = b"<!doctype html><html><body>" + b"".join(
    (b"<div hidden>", UNSEEN, b"</div><div style='display:none'>", UNSEEN, b"</div><template>", UNSEEN, b"</template>")
)


def check(content: bytes) -> None:
    """Read the bytes as HTML, some of them also as a page without a type and behind hidden words."""
    read = extract_page(capture_of(content, content_type="text/html"))
    check_page(read)
    if isinstance(read, Page):
        check_plain_sight(read)
    draw = zlib.crc32(content) % 8
    if draw == 0:
        check_page(extract_page(capture_of(content, content_type="")))
    elif draw == 1:
        check_page(extract_page(capture_of(content, content_type="text/plain; charset=utf-8")))
    elif draw == 2:
        behind = extract_page(capture_of(BEFORE + content, content_type="text/html; charset=utf-8"))
        check_page(behind)
        promise(not isinstance(behind, Page) or "Zqxhidden" not in behind.text, "hidden words are in the text")
