"""Figures that count nothing: scores, odds, clock times, numbers that are part of a name, ordinals."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from provenance.model.spans import Span
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence


class FigureKind(StrEnum):
    """What a figure is: a score, a share, a clock time, an ordinal, a quarter of a year, or part of a name."""

    SCORE = "score"
    SHARE = "share"
    TIME = "time"
    ORDINAL = "ordinal"
    QUARTER = "quarter"
    NAME = "name"


class Figure(NamedTuple):
    """A figure: its place, and a pattern that finds the same one in another text, whatever its dashes and spaces.

    `values` are its numbers: both sides of a score, hours (0 to 23) and minutes of a time, the rank of an ordinal.
    Two figures of one kind with other values say different things, when what stands around them is the same.
    """

    span: Span
    spelling: re.Pattern[str]
    kind: FigureKind = FigureKind.NAME
    values: tuple[int, ...] = ()


# a vote of 52 to 48 | won by 3 to 1 | beat Japan 3 to 1 | by 218 votes to 214
_TOLD_SCORE = re.compile(
    r"\b(?:(?:votes?|voted|won|lost|beat|beaten|defeated|score|passed|approved|rejected)(?:\s+[^\W\d_]{1,20}){0,2}\s+"
    r"(?P<first>\d{1,3})\s+to\s+(?P<second>\d{1,3})|(?P<ayes>\d{1,3})\s+votes\s+to\s+(?P<noes>\d{1,3}))"
    r"(?![\w%]|[.,:]\d|\s(?:percent|per\scent|million|billion)\b)",
    re.IGNORECASE,
)
# the parts of a figure: words and numbers
_PART = re.compile(r"\d+|[^\W\d_]+")


def read_figures(text: str, *, taken: Sequence[Span]) -> tuple[Figure, ...]:
    """The figures of `text`, none of which overlaps `taken`, the places of dates and quantities.

    `first` is left out: it is an adverb more often than not. A score in words (`by 52 votes to 48`) is one although
    its numbers are taken.
    """
    told = [_told_score(match) for match in _TOLD_SCORE.finditer(text)]
    scores = [figure.span for figure in told]
    found = [_make_figure(match) for match in _every(text)]
    free = (figure for figure in found if not any(figure.span.overlaps(span) for span in (*taken, *scores)))
    return tuple(sorted((*told, *free), key=_start_of))


def score_places(text: str) -> list[Span]:
    """The places of the scores told in words (`52 votes to 48`), whose numbers are no quantities."""
    return [_place_of_score(match) for match in _TOLD_SCORE.finditer(text)]


def _start_of(figure: Figure) -> int:
    return figure.span.start


def _told_score(match: re.Match[str]) -> Figure:
    values = int(match["first"] or match["ayes"]), int(match["second"] or match["noes"])
    return Figure(_place_of_score(match), _spell_score(*values), FigureKind.SCORE, values)


def _place_of_score(match: re.Match[str]) -> Span:
    return Span(start=max(match.start("first"), match.start("ayes")), end=match.end())


def _make_figure(match: re.Match[str]) -> Figure:
    span, words = Span(start=match.start(), end=match.end()), match[0]
    kind = FigureKind(match.lastgroup or "ordinal")
    if kind is FigureKind.SCORE:
        first, second = (int(part) for part in re.findall(r"\d+", words))
        return Figure(span, _spell_score(first, second), kind, (first, second))
    if kind is FigureKind.QUARTER:
        quarter = int(words.strip("Qq"))
        return Figure(span, _spell_quarter(quarter), kind, (quarter,))
    return Figure(span, _spell(words), kind, _values(kind, words))


def _values(kind: FigureKind, words: str) -> tuple[int, ...]:
    numbers = tuple(int(digits) for digits in re.findall(r"\d+", words))
    if kind is FigureKind.ORDINAL:
        return numbers or (_ordinals()[words.lower()],)
    if kind is not FigureKind.TIME:
        return numbers
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    letters = words.lower()
    if "p" in letters or "a" in letters:
        hour = hour % 12 + (12 if "p" in letters else 0)
    return hour, minute


def _spell_score(first: int, second: int) -> re.Pattern[str]:
    """Matches `5-0`, `5–0`, `5 : 0`, `5 to 0`, `5 votes to 0`."""
    return re.compile(rf"(?<![\w.,]){first}(?:\s?[-–—:]\s?|\s+(?:votes\s+)?to\s+){second}(?!\d)", re.IGNORECASE)


def _spell_quarter(number: int) -> re.Pattern[str]:
    """Matches `Q3`, `3Q`, `third quarter`, `third-quarter`."""
    word = next(iter([word for word, value in _ordinals().items() if value == number]), "first")
    words = rf"(?:{word}|{number}(?:st|nd|rd|th))[\s-]quarter"
    return re.compile(rf"(?<!\w)(?:Q{number}|{number}Q|{words})(?!\w)", re.IGNORECASE)


def _every(text: str) -> list[re.Match[str]]:
    matches = (*_digits_pattern().finditer(text), *_ordinal_pattern().finditer(text))
    return sorted(matches, key=lambda match: match.start())


@cache
def _digits_pattern() -> re.Pattern[str]:
    """Matches `9 p.m.`, `10:30`, `5-0`, `1 in 5`, `3rd`, `half` of `half of`, `Q3`, `F-16`, `Boeing 737`."""
    small = "|".join(read_table("counting")["stops"]["words"].split())
    return re.compile(
        r"(?<![\w.,:$€£-])(?:(?P<time>\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|(?:[01]?\d|2[0-3]):[0-5]\d)"
        r"|(?P<score>\d{1,3}\s?[-–—:]\s?\d{1,3})"
        r"|(?P<share>\d+\s(?:in|out\sof)\s\d+|half(?=\s(?:of|the|its|their|all)\b))"
        r"|(?P<ordinal>\d+(?:st|nd|rd|th))|(?P<quarter>Q[1-4]|[1-4]Q)"
        rf"|(?P<name>(?!(?:{small})\s)[^\W\d_]+[\s-]\d+))(?!\w|[.,:–-]\d)",
        re.IGNORECASE,
    )


@cache
def _ordinal_pattern() -> re.Pattern[str]:
    """Matches `third` and the other ordinals of the table."""
    return re.compile(rf"\b(?:{'|'.join(_ordinals())})\b", re.IGNORECASE)


def _spell(figure: str) -> re.Pattern[str]:
    """A pattern for a figure in its other spellings: `5–0` of `5-0`, `F16` of `F-16`, `3rd` of `third`."""
    parts = [part.lower() for part in _PART.findall(figure)]
    if parts == ["half"]:
        return re.compile(r"(?<!\w)(?:half(?!\w)|50\s?(?:%|per\s?cent))", re.IGNORECASE)
    number = _ordinals().get(parts[0]) or (int(parts[0]) if parts[1:] in _ENDINGS else None)
    if number is not None:
        words = [word for word, value in _ordinals().items() if value == number]
        return re.compile(rf"(?<!\w)(?:{'|'.join((*words, f'{number}(?:st|nd|rd|th)'))})(?!\w)", re.IGNORECASE)
    between = r"[\s.:–—-]{0,3}"
    return re.compile(rf"(?<![\w]){between.join(parts)}(?!\d)", re.IGNORECASE)


_ENDINGS = (["st"], ["nd"], ["rd"], ["th"])


@cache
def _ordinals() -> dict[str, int]:
    return dict(read_table("counting")["ordinals"])
