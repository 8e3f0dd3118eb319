"""Answers of search interfaces: any bytes become a value, captures, texts and days, or nothing."""

from __future__ import annotations

from datetime import date

from benchmarks.fuzz.promises import promise
from benchmarks.fuzz.targets.listings import can_be_written
from benchmarks.fuzz.targets.pages import capture_of
from provenance.model import Source
from provenance.resolve.answers import (
    MOST_ROWS,
    MOST_TEXT,
    plain_text,
    read_day,
    read_flat_records,
    read_json,
    rows_at,
    text_at,
)
from provenance.resolve.cdx import MOST_ROWS as MOST_CAPTURES
from provenance.resolve.cdx import read_captures
from provenance.resolve.front_page import linked_address

SITE = Source(label="Example", host="news.example.org", domain="example.org", domains=("example.org",))


def check(content: bytes) -> None:
    """Read the bytes as JSON, as broken JSON, as a list of captures, as markup and as a front page."""
    value = read_json(content)
    for name in ("articles", "results", "query"):
        for row in rows_at(value, name):
            text_at(row, "url")
    promise(len(rows_at({"a": value}, "a")) <= MOST_ROWS, "an answer has endless rows")
    promise(len(read_flat_records(content)) <= MOST_ROWS, "a broken answer has endless records")
    part = read_captures(content)
    if part is not None:
        promise(len(part.captures) <= MOST_CAPTURES, "an answer has endless captures")
        promise(
            all(len(one.timestamp) == 14 and one.timestamp.isdigit() for one in part.captures), "a capture has no time"
        )
    text = content.decode("utf-8", "replace")
    plain = plain_text(text)
    promise(len(plain) <= MOST_TEXT and plain.isprintable(), "an excerpt is endless or cannot be printed")
    promise(can_be_written(plain), "an excerpt cannot be written down")
    day = read_day(text)
    promise(day is None or type(day) is date, "a day is none")
    page = capture_of(content, content_type="text/html", url="https://news.example.org/")
    for relation in ("EditURI", "https://api.w.org/"):
        address = linked_address(page, relation=relation, source=SITE)
        promise(address is None or address.lower().startswith(("http://", "https://")), "a link is no address")
