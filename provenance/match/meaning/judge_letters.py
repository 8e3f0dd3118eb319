"""What nobody sees on a page: taken out of all that a judge is sent, of its quotes before they are looked for, and of
what it says."""

from __future__ import annotations

_RANGES = (
    (0x00, 0x08),
    (0x0B, 0x1F),  # vertical tab to unit separator, ESC among them
    (0x7F, 0x9F),
    (0xAD, 0xAD),  # soft hyphen
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),  # zero-width space to the marks of direction
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xDFFF),  # lone surrogates, which no encoding takes
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFF),
    (0xE0000, 0xE0FFF),  # tags
)

UNSEEN = {code: " " if chr(code).isspace() else "" for first, last in _RANGES for code in range(first, last + 1)}
"""For `str.translate`: what parts words becomes a blank, the rest nothing. Tab and line feed stay as they are."""
