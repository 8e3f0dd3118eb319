"""Drafts and saved pages from files and standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import InputError
from provenance.model import Notice

FORMATS_BY_SUFFIX = {".md": "markdown", ".markdown": "markdown"}
"""What a file's name says about its format; anything else is plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as read: its text, the name of its format, and what there is to say about the reading."""

    text: str
    format: str
    notices: tuple[Notice, ...]


def read_draft(name: str, *, max_bytes: int, given_format: str | None) -> Draft:
    """The draft in the file `name`, or on standard input for `-`.

    Raises `InputError` when it is absent, empty, binary or larger than `max_bytes`. Bytes that are no UTF-8 are shown
    as U+FFFD and counted in a notice; a text without any valid non-ASCII UTF-8 is read as Windows-1252.
    """
    content = _read_bytes(name, max_bytes=max_bytes)
    shown = "Standard input" if name == "-" else f"The file {name}"
    if not content.strip():
        raise InputError(f"{shown} is empty.", "Give a file with the text of the article.")
    text, notices = _decode(content, shown)
    suffix = "" if name == "-" else Path(name).suffix.lower()
    return Draft(text=text, format=given_format or FORMATS_BY_SUFFIX.get(suffix, "text"), notices=notices)


def _read_bytes(name: str, *, max_bytes: int) -> bytes:
    if name == "-":
        content = sys.stdin.buffer.read(max_bytes + 1)
        if len(content) > max_bytes:
            raise too_large("Standard input", f"more than {max_bytes:,}", max_bytes)
        return content
    path = Path(name)
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise too_large(f"The file {name}", f"{size:,}", max_bytes)
        with path.open("rb") as file:
            return file.read(max_bytes)
    except OSError as error:
        raise InputError(f"Cannot read {name}: {error.strerror}.") from error


def too_large(shown: str, size: str, max_bytes: int) -> InputError:
    """The error for a draft, called `shown` at the beginning of a sentence, that has more than `max_bytes`."""
    hint = "Check its parts one by one, or raise max_article_bytes in provenance.toml."
    return InputError(f"{shown} has {size} bytes; the limit is {max_bytes:,}.", hint)


def _decode(content: bytes, shown: str) -> tuple[str, tuple[Notice, ...]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), ()
    if b"\x00" in content:
        raise InputError(f"{shown} is binary, not a text.", "Export the article as plain text or Markdown.")
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        first = error.start
    text = content.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    if all(character.isascii() or character == "\ufffd" for character in text):
        message = f"{shown} is not in UTF-8 (first at byte {first}); it was read as Windows-1252."
        return content.decode("cp1252", errors="replace"), (Notice(code="not_utf8", message=message),)
    message = f"{shown} has {broken} invalid UTF-8 sequences (first at byte {first}); they are shown as U+FFFD."
    return text, (Notice(code="not_utf8", message=message),)
