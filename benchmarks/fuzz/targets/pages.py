"""What holds for every page that is read, used by the targets for HTML and for JSON-LD."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from benchmarks.fuzz.promises import BrokenPromiseError, promise
from provenance.model import Capture, Missed, Page
from provenance.model.codec import decode_record, encode_record

UNSEEN = frozenset(
    (0xAD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080))
)
"""Letters without width, which hide words from readers or turn them round."""


def capture_of(body: bytes, *, content_type: str, url: str = "https://news.example.org/2025/07/04/a-story") -> Capture:
    """A capture as a site may send it."""
    headers = (("content-type", content_type),) if content_type else ()
    moment = datetime(2025, 7, 4, 12, tzinfo=UTC)
    return Capture(url=url, final_url=url, redirects=(), status=200, headers=headers, fetched_at=moment, body=body)


def check_page(read: Page | Missed) -> None:
    """Raise AssertionError unless `read` is a page, or the reason why there is none, that a report can be made of."""
    if isinstance(read, Missed):
        promise(read.detail.isprintable() and read.detail, "a reason cannot be printed")
        return
    text = read.text
    promise(
        all(0 <= block.start < block.end <= len(text) for block in read.blocks), "a block is empty or outside the text"
    )
    promise(all(one.end <= other.start for one, other in pairwise(read.blocks)), "blocks overlap or are out of order")
    promise(all(block.read(text).strip() for block in read.blocks), "a block holds no words")
    promise(all("\n" not in block.read(text) for block in read.blocks), "a block is more than a paragraph")
    promise(set(read.corrections) <= set(read.blocks), "a correction is no block")
    promise(
        "".join(block.read(text) for block in read.blocks).split() == text.split() or _covered(read),
        "words stand in no block",
    )
    promise(
        all(0 <= part.span.start <= part.span.end <= len(text) for part in read.parts), "a part is outside the text"
    )
    _check_fields(read)
    promise(decode_record(encode_record(read), Page) == read, "a page is another when it was kept")


def _covered(page: Page) -> bool:
    """Whether nothing but space stands outside the blocks."""
    at = 0
    for block in page.blocks:
        if page.text[at : block.start].strip():
            return False
        at = block.end
    return not page.text[at:].strip()


def _check_fields(page: Page) -> None:
    for told in (page.title, page.site, page.language, *page.authors):
        promise(told is None or (told.strip() and "\n" not in told and "\0" not in told), "a field is empty or no line")
    for address in (page.canonical_url, page.syndicated_from):
        promise(address is None or urlsplit(address).scheme in {"http", "https"}, "an address is none of the web")
    for moment in (page.published, page.modified):
        if moment is not None:
            promise(isinstance(moment, datetime), "a moment is none")
            _count_days(moment)


def _count_days(moment: datetime) -> None:
    # what the floors above do with a moment: into UTC, into a day, and to the days around it
    try:
        day = (moment.astimezone(UTC) if moment.tzinfo else moment).date()
        promise(day - timedelta(days=400) < day < day + timedelta(days=400), "a day has no neighbours")
    except OverflowError as error:
        raise BrokenPromiseError("a moment is no day of any calendar") from error


def check_plain_sight(page: Page) -> None:
    """Raise AssertionError when a letter that nobody sees stands in the text of an HTML page."""
    promise(not any(ord(letter) in UNSEEN for letter in page.text), "a letter that nobody sees is in the text")
    promise("\0" not in page.text, "a NUL is in the text")
