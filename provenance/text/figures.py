"""Figures that count nothing: scores, odds, clock times, numbers that are part of a name, ordinals."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from provenance.model.spans import Span
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence


class Figure(NamedTuple):
    """A figure: its place, and a pattern that finds the same one in another text, whatever its dashes and spaces."""

    span: Span
    spelling: re.Pattern[str]


# 9 p.m. | 10:30 | 5-0 | 1 in 5 | 3rd | half of | F-16, Article 5, Boeing 737
_WITH_DIGITS = re.compile(
    r"(?<![\w.,:$€£-])(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\d{1,3}\s?[-–—:]\s?\d{1,3}|\d+\s(?:in|out\sof)\s\d+"
    r"|\d+(?:st|nd|rd|th)|half(?=\s(?:of|the|its|their|all)\b)|[^\W\d_]+[\s-]\d+)(?!\w|[.,:–-]\d)",
    re.IGNORECASE,
)
# the parts of a figure: words and numbers
_PART = re.compile(r"\d+|[^\W\d_]+")


def read_figures(text: str, *, taken: Sequence[Span]) -> tuple[Figure, ...]:
    """The figures of `text`, none of which overlaps `taken`, the places of dates and quantities.

    `first` is left out: it is an adverb more often than not.
    """
    found = [Figure(Span(start=match.start(), end=match.end()), _spell(match[0])) for match in _every(text)]
    return tuple(
        figure
        for figure in found
        if not any(span.start < figure.span.end and figure.span.start < span.end for span in taken)
    )


def _every(text: str) -> list[re.Match[str]]:
    matches = (*_WITH_DIGITS.finditer(text), *_ordinal_pattern().finditer(text))
    return sorted(matches, key=lambda match: match.start())


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
