"""A page as read: its text and what it says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from provenance.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A numbered or dated part of a page: a leaf of a PDF, an entry of a live blog.

    `label` is what a reader would call it (`page 3`, `entry of 14:05`), `published` when it was added, if it says.
    """

    span: Span
    label: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The main text of a capture and its metadata.

    `capture` is the sha256 of the bytes it was read from; `blocks` are the paragraphs of `text`, `corrections` those
    among them that announce a correction. `published` and `modified` are what the page says of itself, aware or naive
    as written there. `decoded_by` names the rule that chose the charset. `partial` is true when the publisher shows
    only a part of the text: it may support a claim, its silence proves nothing. `stand_in` is true for a page written
    for tests in place of a publisher's. `syndicated_from` is the address that the page names as that of the original.
    `parts` are the leaves of a PDF or the entries of a live blog, in the order of the text, empty for other pages.
    `archived_at` is when an archive took the copy that was read in place of the page itself.
    """

    capture: str
    url: str
    text: str
    blocks: tuple[Span, ...]
    canonical_url: str | None = None
    title: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    corrections: tuple[Span, ...] = ()
    decoded_by: str = ""
    partial: bool = False
    stand_in: bool = False
    syndicated_from: str | None = None
    parts: tuple[Part, ...] = ()
    archived_at: datetime | None = None
