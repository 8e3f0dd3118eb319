"""The forms that dates have in English prose, as one pattern: one alternative a form, the longest first."""

from __future__ import annotations

import re
import threading
from functools import cache

from provenance.text.calendars import months, weekdays
from provenance.text.tables import read_table


def date_pattern(*, digits: bool) -> re.Pattern[str]:
    """One alternative a form, the longest first; the name of the group that closes last is the form.

    With `digits` the forms that begin with a number: matches `2025-07-04`, `3 to 4 July`, `4 July`, `1990s`, `2022`;
    else those that begin with a word: `July 3-4, 2025`, `July 4`, `early June 2024`, `between May and July 2024`,
    `summer 2023`, `the third quarter of 2020`, `the 19th century`, `two weeks ago`.
    """
    return _COMPILED.get(digits) or _compile(digits=digits)


_COMPILED: dict[bool, re.Pattern[str]] = {}
_COMPILING = threading.Lock()
"""Compiling takes 0.05 s, and the threads of a run need the patterns at the same moment."""


def _compile(*, digits: bool) -> re.Pattern[str]:
    with _COMPILING:
        if digits not in _COMPILED:
            forms = (*_days(), *_periods(), *_years(), *_told())
            without = _WORDS_ONLY if digits else _DIGITS_ONLY
            alternatives = "|".join(f"(?P<{name}>{pattern})" for name, pattern in forms if name not in without)
            shape = rf"(?<![\w$€£#])(?<!\d[.,:/-])(?:{alternatives})(?!\w|-\w)"
            _COMPILED[digits] = re.compile(shape, re.IGNORECASE)
    return _COMPILED[digits]


_DIGITS_ONLY = frozenset({"iso", "digits", "days_month", "day_month", "years", "year"})
_WORDS_ONLY = frozenset(
    {"month_days", "month_day", "part_month", "month_year", "month", "season", "part_decade", "part_year", "weekday"}
    | {"relative"}
)


_MM = r"(?:0\d|1[0-2])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"


@cache
def _year() -> str:
    """A year, no number of a street or of people: `1601 Vine Street`, `2000 troops`; in `in 2022 people` it is one."""
    table = read_table("calendar")
    measured = "|".join(table["not_after_year"]["measured"].split())
    counted = "|".join((measured, *table["not_after_year"]["counted"].split()))
    streets = "|".join(table["not_after_year"]["streets"].split())
    return (
        rf"(?:1[1-9]|20)\d{{2}}(?![\d,.]\d|\d|%)(?:(?<=\b[Ii]n\s\d{{4}})(?!\s?(?:{measured})\b)|(?!\s?(?:{counted})\b))"
        rf"(?!\s\d{{3}}\s\d{{3}}\b|\s?B\.?C\b)(?!(?-i:\s(?:[A-Z][a-z]+\s){{1,2}}(?:{streets})))"
    )


def _month() -> str:
    return f"(?-i:{'|'.join(_month_spelling(name) for name in sorted(months(), key=len, reverse=True))})"


def _month_spelling(name: str) -> str:
    """Matches `July`, `JULY`; of a short form also the full stop, which behind a whole name ends the sentence."""
    short = any(other.startswith(name) and other != name for other in months())
    return rf"(?:{name.title()}|{name.upper()})\b" + (r"\.?" if short else "")


def _optional_year() -> str:
    """`, 2025` | ` 2025` | ` , 2025`, with the space that some texts set before the comma."""
    return rf"(?:(?:\s?,)?\s+{_year()})?"


def _days() -> tuple[tuple[str, str], ...]:
    month, year = _month(), _optional_year()
    to = r"\s?(?:[-–—]|to|and|or)\s?"
    part = rf"(?:{month}\s+{_DAY}(?!\w){year}|{_DAY}\s+{month}{year}|{month}(?:\s+{_year()})?)"
    until = r"(?:\s?[-–—]\s?|\s+(?:to|until|till|through)\s+)"
    return (
        ("iso", rf"(?:1[0-9]|20)\d\d(?:-{_MM}-|/{_MM}/)[0-3]\d(?!\d)(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?"),
        ("digits", r"\d{1,2}[/.]\d{1,2}[/.](?:1[0-9]|20)\d\d(?!\d)"),
        ("month_days", rf"{month}\s+{_DAY}{to}{_DAY}{year}(?!\w)"),
        ("days_month", rf"{_DAY}{to}{_DAY}\s+(?:of\s+)?{month}{year}"),
        ("spans", rf"(?:between\s+{part}\s+and\s+{part}|(?:from\s+)?{part}{until}{part})"),
        ("month_day", rf"{month}\s+(?:the\s+)?{_DAY}{year}(?![\w%]|[.,:]\d)"),
        ("day_month", rf"{_DAY}\s+(?:of\s+)?{month}{year}"),
    )


def _periods() -> tuple[tuple[str, str], ...]:
    month, year = _month(), _year()
    ordinals = "|".join(read_table("counting")["ordinals"])
    ordinal = rf"(?:first|last|{ordinals}|\d{{1,2}}(?:st|nd|rd|th))"
    part = f"(?:{'|'.join(read_table('calendar')['part_words'][name] for name in _PARTS)})".replace(" ", r"\s+")
    quarter = rf"(?:the\s+)?{ordinal}[\s-]quarter(?:\s?,|\s+of)?|Q[1-4](?:\s+of)?|[1-4]Q"
    season = "|".join(read_table("calendar")["seasons"])
    return (
        ("part_month", rf"(?:early|mid|late)[\s-]+(?:in\s+)?{month}{_optional_year()}"),
        ("month_year", rf"{month}(?:\s+of|\s?,)?\s+{year}"),
        ("month", rf"(?:in|of|for|since|until|by|during|from|to|last|this|through)\s+{month}(?!\.?,?\s+\d)"),
        ("season", rf"(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?:{season})(?:\s+of|\s?,)?\s+{year}"),
        ("quarter", rf"(?:{quarter})\s+(?:fiscal\s+)?{year}"),
        ("century", rf"(?:the\s+)?(?:{part}[\s-]+(?:the\s+)?)?{ordinal}[\s-]{_CENTURY}"),
        ("part_decade", rf"(?:the\s+)?{part}[\s-]+(?:the\s+)?(?:1[0-9]|20)\d0(?:\s?['’])?s\b"),
        ("part_year", rf"(?:the\s+)?{part}[\s-]+(?:in\s+)?{year}"),
    )


_PARTS = ("early", "mid", "late")
# century | Century, but not of "20th Century Fox", and none before Christ
_CENTURY = r"(?-i:century|CENTURY|Century(?!\s[A-Z]))(?!\s+B\.?C)"


def _years() -> tuple[tuple[str, str], ...]:
    return (
        ("decade", r"(?:the\s+)?(?:(?:1[0-9]|20)\d0(?:\s?['’])?s|['’][2-9]0s)\b"),
        ("era", r"(?:AD|A\.D\.)\s?[1-9]\d{0,3}|[1-9]\d{0,3}\s?(?:AD\b|A\.D\.|CE\b|C\.E\.)"),
        ("years", r"(?:1[0-9]|20)\d\d\s?[-–]\s?(?:(?:1[0-9]|20)\d\d|\d\d)(?!\d|[,-]\d)"),
        ("year", _year()),
    )


def _told() -> tuple[tuple[str, str], ...]:
    """What is told from the day of writing: `on Friday`, `last month`, `two weeks ago`."""
    weekday = "|".join(weekdays())
    feasts = "\\s)(?<!".join(read_table("calendar")["feasts"]["words"].split()) + r"\s"
    relative = "|".join(read_table("calendar")["relative"]["words"]).replace(" ", r"\s+")
    numbers = "|".join(("an?", *read_table("counting")["numbers"]))
    times = r"(?:\s+(?:night|evening|morning|afternoon))?"
    return (
        ("weekday", rf"(?<!{feasts})(?:on\s+|last\s+|next\s+|late\s+|early\s+)?(?:{weekday}){times}"),
        ("ago", rf"(?:\d{{1,2}}|{numbers})\s+(?:days?|weeks?|months?|years?|decades?)\s+ago"),
        ("relative", relative),
    )


@cache
def date_openers() -> frozenset[str]:
    """Folded words with which a date begins only when one of `date_words` stands close behind."""
    opening = read_table("calendar")["openers"]["words"].split()
    ordinals = read_table("counting")["ordinals"]
    return frozenset((*opening, *read_table("counting")["numbers"], *ordinals))


@cache
def date_words() -> frozenset[str]:
    """Folded words, beside numbers in digits, without one of which there is no date."""
    table = read_table("calendar")
    relative = (word for phrase in table["relative"]["words"] for word in phrase.split())
    own = {"ago", "quarter", "century", "q1", "q2", "q3", "q4"}
    return frozenset((*months(), *weekdays(), *table["seasons"], *relative, *own)) - date_openers()


# 539 | 46000 | 1,234 | "12 people", but not "539 AD", "12 to 14 July", "12 days ago"
_NO_DATE = re.compile(
    r"(?:\d{3}|\d{5,})(?!\d|\s?[AaCc])|\d{1,3}(?:,\d{3})+(?!\d)"
    r"|\d{1,2} (?!to|an|or|of|day|wee|mon|yea|dec|ad|ce)[a-z]{2}"
)


def may_be_date(text: str, start: int) -> bool:
    """Whether what stands at `start` may be part of a date: a look before the pattern, which takes far longer."""
    if _NO_DATE.match(text, start) is None:
        return True
    return text[max(0, start - 5) : start].rstrip().endswith(("D", "d", "."))  # AD 79


def may_open(opener: str, following: str) -> bool:
    """Whether an opening word may begin a date before the word that follows: `on` a weekday alone, `in` a month."""
    heads = _heads_behind().get(opener)
    return heads is None or following[:3] in heads


@cache
def _heads_behind() -> dict[str, frozenset[str]]:
    """The first three letters of what must follow an opening word that begins dates of one form only."""
    monthly = ["in", "of", "for", "since", "until", "by", "during", "to", "through"]
    return {
        "on": frozenset(name[:3] for name in weekdays()),
        **dict.fromkeys(monthly, frozenset(name[:3] for name in months())),
    }
