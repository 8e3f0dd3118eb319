"""A capture to a page, or to the reason why it cannot be judged."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from provenance.extract.charset import decode_body
from provenance.extract.html import extract_html
from provenance.extract.pdf import extract_pdf, is_pdf
from provenance.extract.plain import extract_plain
from provenance.model import Access, Missed
from provenance.text.tables import table_bytes

if TYPE_CHECKING:
    from provenance.model import Capture, Page

REVISION = 5
"""Raised when this room reads a page differently than before; pages kept in a store are then read anew."""

# <!doctype html>, <html lang="en">, <!-- saved from ... -->: a page whose type the site does not give
_HTML_OPENING = re.compile(
    r"\s*<(?:!doctype html|!--|\?xml|(?:html|head|body|title|meta|link|script|style|div|main|article|section|h1|p)\b)",
    re.IGNORECASE,
)

# <!doctype html>, <html>: no plain text begins so, whatever the site calls it
_HTML_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,500}-->\s*)?<(?:!doctype html|html[\s>])", re.IGNORECASE
)


def extractor_version() -> str:
    """What read the pages: this room's revision, its table of walls, the versions of trafilatura and pypdf."""
    walls = sha256(table_bytes("walls")).hexdigest()[:8]
    return f"{REVISION}.{walls}/trafilatura {version('trafilatura')}/pypdf {_version_of('pypdf')}"


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def extract_page(capture: Capture) -> Page | Missed:
    """The page in `capture`; `Missed` with its reason for a wall, an empty page or a text that cannot be decoded."""
    kind = capture.header("content-type").lower()
    if is_pdf(capture.body, kind):
        return extract_pdf(capture)
    text, decoded_by = decode_body(capture.body, kind)
    if "\x00" in text[:1_000]:
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail="the body is binary, no text")
    if "html" in kind or (not kind and _HTML_OPENING.match(text)) or _is_document(kind, text):
        return extract_html(capture, text, decoded_by=decoded_by)
    return extract_plain(capture, text, decoded_by=decoded_by)


def _is_document(kind: str, text: str) -> bool:
    """Whether a text that is called plain is an HTML document in UTF-16, which no one sees who looks at its bytes."""
    return kind.startswith("text/plain") and _HTML_DOCUMENT.match(text[:2_000]) is not None
