"""A capture to a page, or to the reason why it cannot be judged."""

from __future__ import annotations

import re
import warnings
from importlib.metadata import version
from typing import TYPE_CHECKING

from provenance.extract.charset import decode_body
from provenance.extract.metadata import read_metadata
from provenance.extract.walls import find_detour, find_wall
from provenance.model import Access, Missed, Page, Span

if TYPE_CHECKING:
    from provenance.extract.metadata import Metadata
    from provenance.model import Capture

REVISION = 3
"""Raised when this room reads a page differently than before; pages kept in a store are then read anew."""

STAND_IN_HEADER = "x-stand-in"
"""Marks a page written for tests in place of a publisher's."""

MAX_TAGS = 150_000
"""Tags, opening and closing ones, that a page may have; parsers take minutes and gigabytes for a million."""

MAX_ATTRIBUTES = 256
"""Attributes that one element may have; parsers take time with the square of their number."""

# <!doctype html>, <html lang="en">, <!-- saved from ... -->: a page whose type the site does not give
_HTML_OPENING = re.compile(
    r"\s*<(?:!doctype html|!--|\?xml|(?:html|head|body|title|meta|link|script|style|div|main|article|section|h1|p)\b)",
    re.IGNORECASE,
)

# A character that no text has, WHATWG MIME Sniffing section 3
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_FOREIGN = {"%PDF-": "PDF", "{\\rtf": "RTF", "From: <Saved by ": "MHTML"}
"""How files begin that are written with plain letters, but are no plain text; each with its name."""

# A line with words in it; the line end is no part of a block.
_LINE = re.compile(r"[^\n]*\S")

# "Correction: an earlier version", "Editor's note: this story", "CLARIFICATION -"
_CORRECTION = re.compile(
    r"(?:correction|clarification|editor['’]s note|this (?:story|article) (?:has been|was) (?:corrected|updated))\b",
    re.IGNORECASE,
)


def extractor_version() -> str:
    """What read the pages: this room's revision and the version of trafilatura."""
    return f"{REVISION}/trafilatura {version('trafilatura')}"


def extract_page(capture: Capture) -> Page | Missed:
    """The page in `capture`; `Missed` with its reason for a wall, an empty page or a text that cannot be decoded."""
    text, decoded_by = decode_body(capture.body, capture.header("content-type"))
    if "\x00" in text[:1_000]:
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail="the body is binary, no text")
    kind = capture.header("content-type")
    if "html" in kind.lower() or (not kind and _HTML_OPENING.match(text)):
        return _extract_html(capture, text, decoded_by)
    return _extract_plain(capture, text, decoded_by)


def _extract_html(capture: Capture, html: str, decoded_by: str) -> Page | Missed:
    from bs4 import BeautifulSoup  # noqa: PLC0415 - a run from a warm store parses no page

    if html.count("<") > MAX_TAGS:
        return Missed(url=capture.url, access=Access.TOO_LARGE, detail=f"the page has more than {MAX_TAGS:,} tags")
    with warnings.catch_warnings():  # about pages that look like XML, or like an address: nothing to act on
        warnings.simplefilter("ignore", UserWarning)
        soup = BeautifulSoup(html, "lxml")
    if any(len(tag.attrs) > MAX_ATTRIBUTES for tag in soup.find_all(name=True)):
        detail = f"an element of the page has more than {MAX_ATTRIBUTES} attributes"
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail=detail)
    metadata = read_metadata(soup, url=capture.final_url)
    text = _main_text(html)
    wall = find_detour(capture) or find_wall(soup, text, metadata=metadata, url=capture.final_url)
    if wall is not None:
        return Missed(url=capture.url, access=wall.access, detail=wall.detail)
    blocks = _blocks(text)
    return Page(
        capture=capture.sha256,
        url=capture.url,
        canonical_url=metadata.canonical_url,
        title=metadata.title,
        site=metadata.site,
        authors=metadata.authors,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        text=text,
        blocks=blocks,
        corrections=_corrections(text, blocks),
        decoded_by=decoded_by,
        partial=_is_partial(metadata, text),
        stand_in=bool(capture.header(STAND_IN_HEADER))
        or soup.find("meta", attrs={"name": STAND_IN_HEADER}) is not None,
        syndicated_from=metadata.syndicated_from,
    )


def _extract_plain(capture: Capture, text: str, decoded_by: str) -> Page | Missed:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    foreign = next((name for opening, name in _FOREIGN.items() if text.lstrip().startswith(opening)), "")
    if foreign or _BINARY.search(text, 0, 1_000):
        detail = f"the body is {foreign or 'binary'}, not HTML or plain text"
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail=detail)
    if not text.strip():
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail="the text is empty")
    blocks = _blocks(text)
    return Page(
        capture=capture.sha256,
        url=capture.url,
        text=text,
        blocks=blocks,
        corrections=_corrections(text, blocks),
        decoded_by=decoded_by,
        stand_in=bool(capture.header(STAND_IN_HEADER)),
    )


def _main_text(html: str) -> str:
    """The article text in precision mode: for a verdict, words of a teaser box are worse than a missing paragraph."""
    from trafilatura import extract  # noqa: PLC0415 - 0.2 s of imports that a run from a warm store does not need

    return extract(html, favor_precision=True, include_comments=False, include_tables=True, deduplicate=False) or ""


def _blocks(text: str) -> tuple[Span, ...]:
    return tuple(Span(start=match.start(), end=match.end()) for match in _LINE.finditer(text))


def _corrections(text: str, blocks: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(block for block in blocks if _CORRECTION.match(text, block.start))


def _is_partial(metadata: Metadata, text: str) -> bool:
    """Whether the page holds back some of its text: it says that it is not free, or shows under half of its words."""
    if metadata.free is False:
        return True
    return metadata.words is not None and len(text.split()) * 2 < metadata.words
