"""Text from a draft or a page made safe to show: nothing in it may steer a terminal, reorder a line or hide.

Cleaning is for showing only; what is judged, quoted in JSON and counted in offsets is the text as it stands.
Characters that steer (controls, direction overrides) become U+FFFD, so that a reader sees that something stood there;
characters that only take no room (soft hyphens, zero-width spaces) are dropped. Joiners stay between letters of
scripts that need them and between emoji, and are dropped beside ASCII, where they only hide. Of marks that are piled
upon one letter, which would paint over other lines, eight stay: no language needs more.
"""

from __future__ import annotations

import re

SHOWN_INSTEAD = "\N{REPLACEMENT CHARACTER}"
"""Stands for one character that must not be shown."""

# "\r\n", "\r", U+2028 and U+2029: every way to end a line but "\n"
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")

# ESC, NUL, DEL, C1 such as U+009B (a one-character CSI), U+202E, U+2066, a lone surrogate, U+FFF9, U+FFFE
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)

# soft hyphen, grapheme joiner, ALM, Hangul fillers, ZWSP, LRM, RLM, word joiner, BOM, tag characters
_ROOMLESS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2060-\u2065\u3164\ufeff\uffa0"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

# combining marks: Latin and common, Cyrillic, Hebrew, Arabic, Thai and Lao
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc"
    "\u0ec8-\u0ecd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# forty accents on one "Z"; group 1: the first eight
_FLOOD = re.compile(f"([{_MARKS}]{{8}})[{_MARKS}]+")

# the joiner of "5\u200d39": nothing or ASCII on one side of it
_IDLE_JOINERS = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")

# " \n\t  " in "apnews \n\t  says"
_WHITE = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """`text` without characters that steer or hide; line ends become a line feed, tabs stay."""
    lines = _LINE_ENDS.sub("\n", text)
    seen = _IDLE_JOINERS.sub("", _ROOMLESS.sub("", _STEERING.sub(SHOWN_INSTEAD, lines)))
    return _FLOOD.sub(rf"\1{SHOWN_INSTEAD}", seen)


def squeeze_text(text: str) -> str:
    """`text` cleaned, every run of white space one blank: safe to stand inside a line, its edges kept."""
    return _WHITE.sub(" ", clean_text(text))


def clean_line(text: str) -> str:
    """`text` cleaned and on one line, without blanks around it."""
    return squeeze_text(text).strip()
