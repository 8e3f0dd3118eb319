"""Charsets: any bytes under any header become a text that can be written down."""

from __future__ import annotations

from benchmarks.fuzz.promises import promise
from provenance.extract.charset import decode_body


def check(content: bytes) -> None:
    """Decode what follows the first line under a `Content-Type` that is the first line, and everything under none."""
    head, _, body = content.partition(b"\n")
    for given, header in ((body, head.decode("latin-1")), (content, ""), (content, "text/html; charset=utf-8")):
        text, rule = decode_body(given, header)
        promise(isinstance(text, str), "what is decoded is no text")
        promise(_can_be_written(text), "a text cannot be written down")
        promise(rule and rule.isprintable() and len(rule) < 100, "a rule is no line")
        promise(len(text) <= len(given), "a text is longer than its bytes")


def _can_be_written(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
