"""Whether something that could be a word of the sentence stands where a citation mark stands."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.text.tables import read_table, read_words

if TYPE_CHECKING:
    from provenance.model.spans import Span

_BEHIND_A_WORD = " \t\r\n\u00a0\u2009\u202f\u3000\"'“‘*_"
"""Spaces, quotes and emphasis that may stand between a word and what it leads on to."""
# the end of a sentence or of a line behind a mark: ".", "?”", "**." and a space, a line end or a capital
_SENTENCE_END = re.compile(r"[*_]*[.!?…。！？।؟۔]+[\"'”’»)\]*_]*(?=$|\s+[^\s\w]*(?![a-zß-öø-ÿ])|[^\W\d_a-zß-öø-ÿ])")
# "<td class="a"><p>" and "</p></td>"
_CELL_BEGINS = re.compile(
    r"<t[dh](?:\s[^<>]{0,200})?>\s{0,20}(?:<(?:p|div|span)(?:\s[^<>]{0,200})?>\s{0,20}){0,3}\Z", re.IGNORECASE
)
_CELL_ENDS = re.compile(r"\s{0,20}(?:</(?:p|div|span)>\s{0,20}){0,3}</t[dh]>", re.IGNORECASE)
_STOPS = frozenset(".!?…。！？।؟۔")
# " said", behind a name
GOES_ON_LOWER = re.compile(r"[ \t]+[a-zß-öø-ÿа-яёіїєґ]")
_LINE_HEAD = " \t>*-+•–|#_\"'“‘«0123456789.)"
_LINE_END = re.compile(r"[\"'”’»)\]*_| \t]*(?=$|[\r\n])")


def leads_on(text: str, start: int, *, floor: int = 0) -> bool:
    """Whether the word before `start` needs another one after it, so that what stands there is a word too."""
    before = text[max(floor, start - 40) : start].rstrip(_BEHIND_A_WORD)
    head = len(before)
    while head and before[head - 1].isalpha():
        head -= 1
    return before[head:].lower() in read_words("mark_words", "lead_on")


def ends_sentence(text: str, end: int) -> bool:
    """Whether the sentence or the line ends at `end`, where a mark ends."""
    return bool(_SENTENCE_END.match(text, end) or _LINE_END.match(text, end))


def follows_sentence(text: str, start: int, *, floor: int = 0) -> bool:
    """Whether a sentence ends before `start`, with nothing but white space and closing signs between."""
    before = text[max(floor, start - 40) : start].rstrip(" \t\r\n\"'”’»)]*_(")
    return before[-1:] in _STOPS


def follows_real_sentence(text: str, start: int) -> bool:
    """Whether a sentence ends before `start` whose last full stop is no abbreviation's: not "the U.S. Air Force"."""
    if not follows_sentence(text, start):
        return False
    before = text[max(0, start - 60) : start].rstrip(" \t\r\n\"'”’»)]*_(")
    word = before.split()[-1].lstrip("\"'“‘«([")
    if word[-1] != "." or word.endswith(("..", "!.", "?.")):
        return True
    word = word[:-1]
    dotted = "." in word and not word[-1:].isdecimal()
    return not dotted and (len(word) > 1 or not word.isalpha()) and word not in _abbreviations()


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`: a line, a list's item or what follows a full stop."""
    before = text[max(0, start - 40) : start]
    line = before.rpartition("\n")[2]
    at_line = len(line) < len(before) or start <= 40
    return (at_line and not line.strip(_LINE_HEAD)) or (before[-1:].isspace() and follows_real_sentence(text, start))


def is_told(text: str, start: int) -> bool:
    """Whether the sentence names at `start` who told it, so that it lacks a word without: "according to the", "by"."""
    before = text[max(0, start - 40) : start].lower().rstrip()
    for article in ("the", "la", "le", "el", "der", "die"):
        before = before.removesuffix(f" {article}")
    last = before[before.rfind(" ") + 1 :]
    return last in read_words("mark_words", "wants_object") or before.endswith(
        tuple(read_table("mark_words")["told_by"])
    )


def is_needed(text: str, start: int, end: int) -> bool:
    """Whether the sentence needs the name before a `+N` that ends at `end`: as its subject, or led on to by a word.

    "Reuters+1 said so", "Reuters+1, while noting it, said so", "according to Reuters+1", 路透社+1报道.
    """
    if leads_on(text, start):
        return True
    behind = text[end : end + 12]
    if behind.startswith(tuple(read_words("mark_words", "said_by"))):
        return True
    return bool(GOES_ON_LOWER.match(behind) or behind[:1] == ",") and opens_sentence(text, start)


@cache
def _abbreviations() -> frozenset[str]:
    """Words that a full stop does not end a sentence behind: "Gen", "No"."""
    common = read_table("abbreviations")["common"]
    listed = (*common["before_a_name"].split(), *common["before_a_number"].split(), *common["never_last"].split())
    return frozenset(listed) | read_words("mark_words", "abbreviations_in_names")


def in_brackets(text: str, span: Span) -> bool:
    """Whether the place stands alone between brackets: "(https://apnews.com/x)"."""
    return text[span.start - 1 : span.start] in {"(", "[", "（"} and text[span.end : span.end + 1] in {")", "]", "）"}


def in_cell(text: str, span: Span) -> bool:
    """Whether the place stands alone in a cell of a table: "| [AP](https://apnews.com/x) |", "<td>...</td>"."""
    before = text[max(0, span.start - 20) : span.start].rstrip(" \t*_")
    behind = text[span.end : span.end + 20].lstrip(" \t*_")
    if before[-1:] == ">" and behind[:1] == "<":
        return bool(
            _CELL_BEGINS.search(text, max(0, span.start - 300), span.start) and _CELL_ENDS.match(text, span.end)
        )
    return before[-1:] == "|" and (not behind or behind[0] in "|\r\n")
