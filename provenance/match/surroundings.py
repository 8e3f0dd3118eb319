"""What a sentence takes from the title and the sentences before it: the year, the day, whom its pronouns mean.

It helps to find passages and to tell whether two values are of the same event; it never decides alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.text.commonness import word_weight
from provenance.text.facts import read_facts
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from provenance.model.facts import DateMention

MAX_CONTEXT = 4_000
"""Characters of the surroundings that are read, the nearest to the sentence first."""

HINT = 0.25
"""How much a word of the surroundings counts in finding passages, next to 1 for one of the claim itself."""

# 2025 of "4 July 2025"
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The words of the surroundings with low weights, the stems of their names, their days, and the year they give.

    `days` are those of the nearest sentence that has any; `year` is none unless the surroundings name exactly one.
    """

    hints: Mapping[str, float]
    names: frozenset[str]
    days: tuple[DateMention, ...]
    year: int | None


def read_surroundings(context: Sequence[str], *, base: date | None) -> Surroundings:
    """The surroundings of a sentence: the title first, then the sentences before it, the nearest last."""
    hints: dict[str, float] = {}
    names: set[str] = set()
    days: tuple[DateMention, ...] = ()
    years: set[int] = set()
    left = MAX_CONTEXT
    for text in reversed(context):
        facts = read_facts(text[:left], base=base)
        left -= len(facts.text)
        names.update(stem for name in facts.names for stem in name.tokens)
        dated = tuple(day for day in facts.dates if not day.relative)
        days = days or dated
        years.update(int(year) for day in dated for year in _YEAR.findall(day.span.read(facts.text)))
        stems = {token.stem for token in read_tokens(facts.text) if token.stem.isalpha()}
        hints.update({stem: HINT * word_weight(stem) for stem in stems})
    return Surroundings(
        hints=hints, names=frozenset(names), days=days, year=next(iter(years)) if len(years) == 1 else None
    )


def give_year(mention: DateMention, text: str, *, year: int | None) -> DateMention:
    """The date with the year of the surroundings when its own words give none; `text` is where it stands."""
    if year is None or mention.relative or _YEAR.search(mention.span.read(text)):
        return mention
    try:
        start = mention.start.replace(year=year)
    except ValueError:  # 29 February of a year that has none
        return mention
    return replace(mention, start=start, end=start + (mention.end - mention.start), year_known=True)
