"""What is in a pack, under which names, and how large it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time

SCHEMA = "provenance-pack"
SCHEMA_VERSION = 1

REPORT = "report.json"
REPORT_HTML = "report.html"
INDEX = "index.html"
README = "README.txt"
CAPTURES = "captures.json"
WARC = "evidence.warc.gz"
MANIFEST = "manifest.json"
STAMP = "manifest.tsr"
SUMS = "SHA256SUMS"

FOLDER = "pages/"
"""The one folder of a pack; as an entry of its own it is passed over, other tools write it."""

REQUIRED = (README, SUMS, CAPTURES, WARC, INDEX, MANIFEST, REPORT_HTML, REPORT)

# pages/5f70...18.body, pages/5f70...18.txt, pages/5f70...18-0a1b2c3d4e5f6071.txt
PAGE_NAME = re.compile(r"pages/[0-9a-f]{64}(?:\.body|(?:-[0-9a-f]{16})?\.txt)")

# 5f70bf18, and all 64 digits of a sha256
DIGEST = re.compile(r"[0-9a-f]{64}")

MOST_PACK_BYTES = 1_000_000_000
"""Of the file; an article with 60 pages has 20 MB. Below 4 GB no pack needs ZIP64, which is refused."""

MOST_MEMBERS = 10_000
"""A report with 2,000 pages has 4,009; the table of contents of a zip is read before anything can be checked."""

MOST_TABLE_BYTES = MOST_MEMBERS * 400
"""Of the table of contents: a row of ours has 123 bytes, other tools add some; each costs a kilobyte of memory."""

MOST_MEMBER_BYTES = 256_000_000
"""Of one member, unpacked: a page may have as many bytes as the settings allow, which is five million as a rule."""

MOST_TOTAL_BYTES = 4_000_000_000
"""Of all members, unpacked."""

MOST_READ_BYTES = 2 * MOST_TOTAL_BYTES
"""Of bodies that are read as pages, each once when a pack is checked and once when its report is made again: thousands
of addresses may be given the same bytes, which reading takes its time for each time."""

MOST_TEXT_BYTES = 64_000_000
"""Of a member that is read as a whole to be understood: the manifest, the list of captures, the sums, the report."""

MOST_STAMP_BYTES = 64_000
"""Of a time stamp, whose chain of certificates has five thousand."""

MOST_RATIO = 200
"""Unpacked to packed bytes. The writer stores what would shrink more than `PLAIN_RATIO` without packing it, so that a
page which is a bomb itself does not make a pack that nobody reads; bombs start at a thousand."""

PLAIN_RATIO = 100
SMALL_BYTES = 4_096
"""Where no ratio is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of the pack, by its name."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedPage:
    """A page of the report: the address it was asked for at, and where its bytes and its text lie in the pack.

    `capture` is the sha256 of the bytes; `text` is empty when the software that made the pack reads no text from them.
    """

    url: str
    capture: str
    body: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage:
    """A page of the report whose evidence was no longer to be had when the pack was made, and why."""

    url: str
    capture: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a pack holds.

    `version` is that of the software that made the pack, `text_read_by` names what read the texts. `files` are all
    members but the manifest itself, the sums and the time stamp, which are made after it.
    """

    schema: str
    schema_version: int
    version: str
    made_at: datetime
    text_read_by: str
    proves: tuple[str, ...]
    does_not_prove: tuple[str, ...]
    files: tuple[Member, ...]
    pages: tuple[PackedPage, ...]
    gone: tuple[GonePage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a pack or store that does not hold: the name of the member, record or page, and what is wrong."""

    name: str
    problem: str


def body_name(sha256: str) -> str:
    """The member with the bytes that have this digest.

    `.body` says nothing to a desktop, so that a double click opens no hostile page in a browser.
    """
    return f"{FOLDER}{sha256}.body"


def text_name(sha256: str, *, apart: str = "") -> str:
    """The member with the text of these bytes; `apart` is the text's own digest where one body has two texts."""
    return f"{FOLDER}{sha256}{'-' + apart[:16] if apart else ''}.txt"
