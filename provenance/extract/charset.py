"""Bytes to text: which charset, and by which rule.

Order of the rules: byte order mark, strict UTF-8, the HTTP header, the document's own declaration, UTF-8 with a few
damaged bytes where it is declared, detection on long texts, Windows-1252. Detection comes late because it is wrong on
short texts; UTF-8 comes before the header because text that is valid UTF-8 and not plain ASCII is hardly ever anything
else.
"""

from __future__ import annotations

import codecs
import re

MIN_DETECTION = 2_000
"""Bytes below which detection guesses (short Windows-1252 text is taken for UTF-16)."""

HEAD = 1_024
"""Bytes in which HTML must declare its charset (WHATWG, prescan a byte stream)."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

# charset=windows-1251, charset="iso-8859-1"
_DECLARED = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)

_LATIN = frozenset({"ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1"})
"""Labels that the WHATWG Encoding Standard reads as Windows-1252."""

_UTF_8 = frozenset({"utf-8", "utf8"})
_REPLACEMENT = "\ufffd"

_NO_CHARSETS = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode"})
"""Codecs of Python that no browser reads a page with: they would find a text that nobody has seen."""


def decode_body(body: bytes, content_type: str) -> tuple[str, str]:
    """The text of `body` and the rule that won, as in `("...", "header windows-1251")`. Never fails."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, errors="replace"), f"byte order mark {name}"
    text = _decode_strictly(body, "utf-8")
    if text is not None:
        return text, "utf-8"
    head = body[:HEAD].decode("ascii", errors="replace")
    declared = [
        (rule, match[1].lower())
        for rule, place in (("header", content_type), ("declaration", head))
        if (match := _DECLARED.search(place)) and not (rule == "declaration" and match[1].lower().startswith("utf-16"))
    ]  # a declaration of UTF-16 that can be read as ASCII is wrong
    for rule, label in declared:
        text = _decode_strictly(body, label)
        if text is not None:
            return text, f"{rule} {label}"
    damaged = body.decode("utf-8", errors="replace")
    if any(label in _UTF_8 for _, label in declared) and _is_mostly_sound(damaged):
        return damaged, f"utf-8, damaged in {damaged.count(_REPLACEMENT)} places"
    if len(body) >= MIN_DETECTION:
        detected = _detect(body)
        if detected is not None:
            return detected
    return body.decode("cp1252", errors="replace"), "fallback windows-1252"


def _decode_strictly(body: bytes, label: str) -> str | None:
    name = "cp1252" if label.lower() in _LATIN else label
    try:
        codec = codecs.lookup(name)
        if codec.name in _NO_CHARSETS or not codec._is_text_encoding:  # noqa: SLF001 - the only way to tell `rot13`
            return None
        return body.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_mostly_sound(text: str) -> bool:
    """Whether at least as many letters beyond ASCII were read as were not."""
    broken = text.count(_REPLACEMENT)
    return sum(not letter.isascii() for letter in text) >= 2 * broken


def _detect(body: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - needed for the rare page without a valid charset

    best = from_bytes(body).best()
    return None if best is None else (str(best), f"detected {best.encoding}")
