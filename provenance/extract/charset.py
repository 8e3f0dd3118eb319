"""Bytes to text: which charset, and by which rule.

Order of the rules: byte order mark, UTF-16 by its zero bytes (`wide`), strict UTF-8, the HTTP header, the document's
own declaration, UTF-8 with a few damaged bytes where it is declared, detection on long texts, Windows-1252. Detection
comes late because it is wrong on short texts; UTF-8 comes before the header because text that is valid UTF-8 and not
plain ASCII is hardly ever anything else.
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
_DECLARED = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)

# <meta charset=... | <meta http-equiv=... content="text/html; charset=... | <?xml version="1.0" encoding="...
_DECLARATION = re.compile(
    r"""<(?:meta\b[^<>]{0,200}?charset|\?xml\b[^<>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)

_ALIASES = {
    **dict.fromkeys(
        ("ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1", "iso_8859-1", "l1"), "cp1252"
    ),
    **dict.fromkeys(("ansi_x3.4-1968", "cp819", "ibm819", "x-cp1252", "windows-1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "latin5", "l5", "x-cp1254"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "dos-874", "windows-874"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "chinese", "csgb2312", "iso-ir-58"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "ms932", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "ks_c_5601-1989", "windows-949", "korean"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("utf-16", "unicode", "ucs-2", "iso-10646-ucs-2", "csunicode", "utf-16le"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    "x-cp1251": "cp1251",
    "x-cp1250": "cp1250",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "koi8-u": "koi8_u",
    "koi": "koi8_r",
    "unicode-1-1-utf-8": "utf-8",
}
"""Labels that the WHATWG Encoding Standard reads otherwise than Python, which takes them by the letter."""

SHORTEST = 8
"""Bytes of the shortest text that is told to be UTF-16 by its zero bytes."""

ZEROS = 0.3
"""Share of zero bytes on one side of all byte pairs that makes a text UTF-16; in Latin scripts it is above 0.9."""

_UTF_8 = frozenset({"utf-8", "utf8"})
# a byte that no text in ASCII has, as the 04 of Cyrillic in UTF-16
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_REPLACEMENT = "\ufffd"

_NO_CHARSETS = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode"})
"""Codecs of Python that no browser reads a page with: they would find a text that nobody has seen."""


def decode_body(body: bytes, content_type: str) -> tuple[str, str]:
    """The text of `body` and the rule that won, as in `("...", "header windows-1251")`. Never fails."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, errors="replace"), f"byte order mark {name}"
    declared = _read_declared(body, content_type)
    wide = _guess_utf_16(body[:HEAD]) or _stated_utf_16(declared, body[:HEAD])
    for rule, label in (("wide", wide), ("", "utf-8"), *declared):
        text = _decode_strictly(body, label) if label else None
        if text is not None:
            return text, f"{rule} {label}".strip()
    damaged = body.decode("utf-8", errors="replace")
    if any(label in _UTF_8 for _, label in declared) and _is_mostly_sound(damaged):
        return damaged, f"utf-8, damaged in {damaged.count(_REPLACEMENT)} places"
    detected = _detect(body) if len(body) >= MIN_DETECTION else None
    return detected or (body.decode("cp1252", errors="replace"), "fallback windows-1252")


def _read_declared(body: bytes, content_type: str) -> list[tuple[str, str]]:
    """The labels that the header and the document give, each with its name; one that cannot be true is left out."""
    head = body[:HEAD].decode("ascii", errors="replace")
    return [
        (rule, match[1].lower())
        for rule, pattern, place in (("header", _DECLARED, content_type), ("declaration", _DECLARATION, head))
        if (match := pattern.search(place)) and not (rule == "declaration" and match[1].lower().startswith("utf-16"))
    ]  # a declaration of UTF-16 that can be read as ASCII is wrong


def _guess_utf_16(head: bytes) -> str:
    """Which UTF-16 a text is in that has no mark, by the side on which its zero bytes stand, or an empty string."""
    if b"\0" not in head or len(head) < SHORTEST:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    least = ZEROS * len(head) / 2
    if odd >= least and even * 10 <= odd:
        return "utf-16-le"
    return "utf-16-be" if even >= least and odd * 10 <= even else ""


def _stated_utf_16(declared: list[tuple[str, str]], head: bytes) -> str:
    """The UTF-16 that the header states of bytes that are no text in ASCII, or an empty string.

    Cyrillic and Greek in UTF-16 are valid UTF-8 byte by byte: control characters between letters.
    """
    label = next((label for rule, label in declared if rule == "header" and label.startswith("utf-16")), "")
    return label if label and _CONTROL.search(head) else ""


def _decode_strictly(body: bytes, label: str) -> str | None:
    name = _ALIASES.get(label.lower(), label)
    try:
        codec = codecs.lookup(name)
        if codec.name in _NO_CHARSETS or not codec._is_text_encoding:  # noqa: SLF001 - the only way to tell `rot13`
            return None
        return (body[: len(body) // 2 * 2] if codec.name.startswith("utf-16") else body).decode(name)
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
