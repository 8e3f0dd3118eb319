"""Drafts and saved pages from files and standard input."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import InputError
from provenance.model import Notice
from provenance.parse.exports import CHAT_EXPORT

if TYPE_CHECKING:
    from datetime import date

FORMATS_BY_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": CHAT_EXPORT,
}
"""What a file's name says about its format; anything else is plain text."""

EXPORT_TO_ARTICLE = 100
"""How many times the size of an article a chat export may have: it holds every conversation of an account."""

_EXPORT_IT = "Export the article as plain text or Markdown."
_NO_TEXTS = {b"%PDF-": "a PDF", b"{\\rtf": "in RTF"}
"""How files begin that hold no byte of zero and are not the text they show."""

_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as read: its text, the name of its format, and what there is to say about the reading.

    `encoding` and `mark` are what its bytes were: the codec's name, and the byte order mark they began with.
    `published` is its date where the page that it was read from states one.
    """

    text: str
    format: str
    notices: tuple[Notice, ...]
    encoding: str = "utf-8"
    mark: bytes = b""
    published: date | None = None

    def encode(self, text: str) -> bytes:
        """The bytes of a text made from this draft, in its own encoding if that can hold them, else in UTF-8."""
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8", "replace")


def is_address(name: str) -> bool:
    """Whether a draft is named by a web address."""
    return name.lower().startswith(("https://", "http://"))


def draft_name(name: str) -> str:
    """The path of the draft from here, its name alone where it lies elsewhere; empty for one that is no file."""
    if name == "-" or is_address(name):
        return ""
    path = Path(os.path.abspath(name))  # noqa: PTH100 - absolute() leaves the ".." in it
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name


def read_draft(name: str, *, max_bytes: int, given_format: str | None) -> Draft:
    """The draft in the file `name`, or on standard input for `-`.

    Raises `InputError` when it is absent, empty, binary or larger than `max_bytes`. Bytes that are no UTF-8 are shown
    as U+FFFD and counted in a notice; a text without any valid non-ASCII UTF-8 is read as Windows-1252.
    """
    suffix = "" if name == "-" else Path(name).suffix.lower()
    format_name = given_format or FORMATS_BY_SUFFIX.get(suffix, "text")
    content = _read_bytes(name, max_bytes=max_bytes * (EXPORT_TO_ARTICLE if format_name == CHAT_EXPORT else 1))
    shown = "Standard input" if name == "-" else f"The file {name}"
    if not content.strip():
        raise InputError(f"{shown} is empty.", "Give a file with the text of the article.")
    return _decode(content, shown, format_name)


def _read_bytes(name: str, *, max_bytes: int) -> bytes:
    """All bytes. A pipe tells no size, so one more than `max_bytes` is asked for: half a draft is never read as one."""
    path = Path(name)
    try:
        if name == "-":
            content = sys.stdin.buffer.read(max_bytes + 1) if sys.stdin else b""
        elif (size := path.stat().st_size) > max_bytes:
            raise too_large(f"The file {name}", f"{size:,}", max_bytes)
        else:
            with path.open("rb") as file:
                content = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        hint = "Give a file, - for standard input, or an address that begins with https://."
        raise InputError(f"Cannot read {name}: {error.strerror}.", hint) from error
    except OSError as error:
        raise InputError(f"Cannot read {name}: {error.strerror}.") from error
    if len(content) > max_bytes:
        raise too_large("Standard input" if name == "-" else f"The file {name}", f"more than {max_bytes:,}", max_bytes)
    return content


def too_large(shown: str, size: str, max_bytes: int) -> InputError:
    """The error for a draft, called `shown` at the beginning of a sentence, that has more than `max_bytes`."""
    hint = "Check its parts one by one, or raise max_article_bytes in provenance.toml."
    return InputError(f"{shown} has {size} bytes; the limit is {max_bytes:,}.", hint)


def _decode(content: bytes, shown: str, format_name: str) -> Draft:
    """The draft whose bytes are `content`; raises `InputError` when they are no text."""
    mark = next((mark for mark in _BYTE_ORDER_MARKS if content.startswith(mark)), b"")
    encoding = _BYTE_ORDER_MARKS.get(mark, "utf-8")
    body = content[len(mark) :]
    notices: tuple[Notice, ...] = ()
    if encoding == "utf-8":
        if b"\x00" in body:
            raise InputError(f"{shown} is binary, not a text.", _EXPORT_IT)
        for start, kind in _NO_TEXTS.items():
            if body.startswith(start):
                raise InputError(f"{shown} is {kind}, which is not read as a draft.", _EXPORT_IT)
        encoding, notices = _judge_bytes(body, shown)
    text = body.decode(encoding, errors="replace")
    return Draft(text=text, format=format_name, notices=notices, encoding=encoding, mark=mark)


def _judge_bytes(body: bytes, shown: str) -> tuple[str, tuple[Notice, ...]]:
    """The encoding to read bytes by that should be UTF-8, and the notice when they are not."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    else:
        return "utf-8", ()
    text = body.decode("utf-8", errors="replace")
    if all(character.isascii() or character == "\ufffd" for character in text):
        message = f"{shown} is not in UTF-8 (first at byte {first}); it was read as Windows-1252."
        return "cp1252", (Notice(code="not_utf8", message=message),)
    broken = text.count("\ufffd")
    message = f"{shown} has {broken} invalid UTF-8 sequences (first at byte {first}); they are shown as U+FFFD."
    return "utf-8", (Notice(code="not_utf8", message=message),)
