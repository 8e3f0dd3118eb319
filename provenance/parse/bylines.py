"""The lines above an article that name its author, its date and how long it takes to read."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from provenance.model.article import ParagraphKind
from provenance.model.notices import Notice
from provenance.parse.blocks import words_of_line
from provenance.parse.readers.text import reads_as_heading
from provenance.text.dates import read_dates
from provenance.text.tables import read_table, read_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from provenance.parse.contracts import Block

LONGEST_LINE = 160
"""Code points of a line that may be a byline."""
LONGEST_TITLE = 110
"""Code points of a line that may be a title above a byline, if it ends no sentence."""
LONGEST_HEAD = 12
"""Blocks at the beginning of a text among which bylines are looked for."""
MOST_WORDS = 5
"""Words of one person's name, or of the name of an agency behind it."""

_ENDS = frozenset((*".!?…。！？।؟:", ""))
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "van", "von"}
)
_SIGNS = " \t\r\n*_#|•·–—-="
# " | " of "By Jane Doe | July 5, 2025"
_BARS = re.compile(r"(?:(?<!\s)\s++)?+[|•·]\s*+|(?<!\s)\s++[–—-]\s++")
# "Jane", "O’Neill", "J.", "al-Masri", "McKay"
_NAME = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
# "July", "5", "2025"; a figure and letters stand apart, as in "2025年7月5日"
_PART = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?")
# "2025-07-05", "05.07.2025", "5/7/2025"
_DIGITS_OF_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_CJK_DATE = re.compile(r"\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]")


def set_bylines_aside(text: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Notice, ...], date | None]:
    """The blocks, the lines above the first words that name author or date as bylines, a notice, and the date.

    What stands above a byline and reads as a title is a heading.

    The date is none unless exactly one day is named as that of the publication.
    """
    found = []
    for at, block in enumerate(blocks[:LONGEST_HEAD]):
        if block.kind is ParagraphKind.FURNITURE:
            continue
        words = words_of_line(text, block, longest=LONGEST_LINE)
        if block.kind not in {ParagraphKind.PROSE, ParagraphKind.HEADING}:
            break
        if is_byline(words):
            found.append(at)
        elif block.kind is ParagraphKind.PROSE and (len(words) > LONGEST_TITLE or words[-1:] in _ENDS):
            break
    if not found:
        return tuple(blocks), (), None
    titles = [at for at in range(found[0]) if reads_as_heading(blocks[at].span.read(text))]
    kinds = dict.fromkeys(found, ParagraphKind.BYLINE) | dict.fromkeys(titles, ParagraphKind.HEADING)
    settled = tuple(replace(block, kind=kinds.get(at, block.kind)) for at, block in enumerate(blocks))
    lines = [words_of_line(text, blocks[at], longest=LONGEST_LINE) for at in found]
    many = len(found) > 1
    message = (
        f"{len(found)} line{'s' if many else ''} above the article name{'' if many else 's'} its author or its date; "
        f"{'they were' if many else 'it was'} set aside."
    )
    return settled, (Notice(code="byline", message=message, span=blocks[found[0]].span),), _published(lines)


def is_byline(line: str) -> bool:
    """Whether the line names an author, a date or a reading time, and nothing else."""
    words = line.strip(_SIGNS)
    if not words or len(words) > LONGEST_LINE or "\n" in words:
        return False
    kinds = [_kind(part) for part in _BARS.split(words) if part]
    return None not in kinds and any(kind != "name" for kind in kinds)


def _kind(part: str) -> str | None:
    if _is_date(part):
        return "date"
    if _is_reading_time(part):
        return "reading"
    if _names_author(part):
        return "author"
    return "name" if _is_name(part) else None


def _names_author(part: str) -> bool:
    """Whether the part says who wrote it: "By Jane Doe and John Roe", "By JANE DOE, Associated Press", 홍길동 기자."""
    folded = part.casefold()
    before = next((row for row in _rows("by") if _begins_with(folded, row)), None)
    if before is not None:
        return _are_names(part[len(before) :].strip(" :："))
    behind = next((row for row in _rows("behind") if folded.endswith(row)), None)
    return behind is not None and _is_name(part[: -len(behind)].strip())


def _begins_with(folded: str, row: str) -> bool:
    return folded.startswith(row) and (not row[-1].isalpha() or folded[len(row) : len(row) + 1] == " ")


def _are_names(words: str) -> bool:
    """Whether there are only names, apart by commas or "and"."""
    names = [name.strip() for name in words.replace("&", ",").replace("、", ",").split(",")]
    joined = [each for name in names for each in _parted(name)]
    return bool(joined) and all(map(_is_name, joined))


def _parted(name: str) -> list[str]:
    """The names on both sides of an "and"."""
    parts: list[list[str]] = [[]]
    for word in name.split():
        if word.casefold() in read_words("bylines", "and"):
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts]


def _is_name(words: str) -> bool:
    """Whether every word begins with no small letter, and there are neither too few nor too many."""
    parts = words.split()
    cased = words.upper() != words.lower()
    few = 2 if cased and not words.isupper() else 1
    return few <= len(parts) <= MOST_WORDS and all(map(_is_word_of_name, parts))


def _is_word_of_name(word: str) -> bool:
    """Whether the word is a part of a name: a particle, or one with a capital that is none of the calendar."""
    if word in _PARTICLES:
        return True
    return bool(_NAME.fullmatch(word)) and not word[0].islower() and word.casefold() not in _calendar()


def _is_date(part: str) -> bool:
    """Whether the part is a date with nothing but its time and "Updated" around it."""
    parts = [each.casefold() for each in _PART.findall(part.replace("’", "'"))]
    known = read_words("bylines", "calendar") | read_words("bylines", "published") | read_words("bylines", "updated")
    if not all(each.isdigit() or each in known for each in parts):
        return False
    if _DIGITS_OF_DATE.search(part) or _CJK_DATE.search(part):
        return True
    says_so = bool(parts) and parts[0] in read_words("bylines", "published") | read_words("bylines", "updated")
    return bool(_YEAR.search(part) or says_so) and any(each.isdigit() and len(each) <= 2 for each in parts)


def _is_reading_time(part: str) -> bool:
    parts = [each.casefold() for each in _PART.findall(part)]
    return (
        any(map(str.isdigit, parts))
        and any(map(str.isalpha, parts))
        and all(each.isdigit() or each in read_words("bylines", "reading") for each in parts)
    )


def _published(lines: Sequence[str]) -> date | None:
    """The one day named as that of the publication, if there is just one and its form leaves no doubt."""
    days: set[date] = set()
    for line in lines:
        first = next(iter(_PART.findall(line.casefold())), "")
        if "/" in line or first in read_words("bylines", "updated"):
            continue
        days.update(
            mention.start
            for mention in read_dates(line)
            if mention.year_known and mention.days == 1 and not mention.relative
        )
    return days.pop() if len(days) == 1 else None


@cache
def _calendar() -> frozenset[str]:
    """The months and weekdays, without the small words beside them."""
    return frozenset(word for word in read_words("bylines", "calendar") if len(word) > 2)


@cache
def _rows(key: str) -> tuple[str, ...]:
    """The rows of one text of the table, the longest first."""
    return tuple(sorted((row for row in read_table("bylines")[key].splitlines() if row), key=len, reverse=True))
