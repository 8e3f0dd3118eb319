"""Numbers as they are written in prose: digits in their many groupings, words, scales."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from provenance.text.marked import MarkedWords
from provenance.text.tables import read_table
from provenance.text.units import sign_pattern, unit_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.text.tokens import Token

MAX_DIGITS = 30
"""Digits of a number that is read; a longer one is an identifier, and exact arithmetic on it would cost time."""

# 1,234,567.8 | 67 000 with any space | 1.234.567 | 12.5 | 3,5 | 6·7 | 42
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u0020\u00a0\u2009\u202f'’]\d{3})+(?![\d,])|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d+(?:[.,·]\d+)?|\.\d+)"
)
# 1,234 | 67 000 | 1.234.567
_GROUPED = re.compile(r"\d{1,3}(?:[,\u0020\u00a0\u2009\u202f'’]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}")
_NOT_DIGITS = re.compile(r"[^\d.]")


def read_digits(written: str) -> tuple[Decimal, Decimal] | None:
    """The value of a number in digits and the place of its last digit (10 for `550`), or none when it is too long.

    A comma or a space before three digits groups thousands, so do dots when there are two or more; otherwise comma
    and dot are decimal marks.
    """
    if len(written) > MAX_DIGITS:
        return None
    if _GROUPED.fullmatch(written):
        dotted = written.count(".") > 1
        plain = _NOT_DIGITS.sub("", written.replace(".", "") if dotted else written)
    else:
        plain = written.replace(",", ".").replace("·", ".")
    value = Decimal(plain)
    return value, last_place(plain)


def last_place(plain: str) -> Decimal:
    """The place of the last digit that tells: 1 for `539`, 10 for `550`, 0.1 for `1.1`, 1000 for `67000`."""
    whole, _, fraction = plain.partition(".")
    if fraction:
        return Decimal(1).scaleb(-len(fraction))
    stripped = whole.rstrip("0")
    return Decimal(1).scaleb(len(whole) - len(stripped)) if stripped else Decimal(1)


def read_number_words(words: tuple[str, ...]) -> Decimal | None:
    """The value of a number in words (`two hundred and five`, `half a million`), or none when they make no number."""
    table = read_table("counting")
    if words in {("a",), ("an",)}:
        return Decimal(1)
    total, current, seen = Decimal(0), Decimal(0), False
    for word in words:
        if word in table["numbers"]:
            current += table["numbers"][word]
            seen = True
        elif word == "half":
            current, seen = Decimal("0.5"), True
        elif word in _QUARTERS:
            current, seen = (current or Decimal(1)) / 4, True
        elif word in table["scales"]:
            total, current = _apply_scale(total, current or Decimal(1), Decimal(table["scales"][word]))
            seen = True
    return total + current if seen else None


_QUARTERS = frozenset({"quarter", "quarters"})
_AFTER_ARTICLE = frozenset({"quarter", "quarters", "decade", "century"})


def _apply_scale(total: Decimal, current: Decimal, scale: Decimal) -> tuple[Decimal, Decimal]:
    """The sums after a scale word: `hundred` and `dozen` multiply what is being built, larger ones close it."""
    return (total, current * scale) if scale < 1000 else (total + current * scale, Decimal(0))


@cache
def scale_of(word: str) -> Decimal | None:
    """The factor that a word or letters after a number in digits stand for, or none: `million`, `bn`, `k`."""
    table: dict[str, Any] = read_table("counting")
    factor = table["scales"].get(word, table["short_scales"].get(word))
    return None if factor is None else Decimal(factor)


@cache
def number_word_pattern() -> str:
    """A pattern for numbers in words: `twenty-five`, `two hundred and five`, `half a million`, `a dozen`.

    Halves and quarters are numbers before a unit: `half a percentage point`, `three quarters of an hour`; so is `a`
    before decades and centuries.
    `and` goes on behind a scale alone: `between five and six` holds two numbers. `one` alone is no number, being a
    pronoun more often than not: it is one where it counts people harmed (`one killed`) and behind `at least`.
    """
    table = read_table("counting")
    small = "|".join(sorted(table["numbers"], key=len, reverse=True))
    first = "|".join(sorted(set(table["numbers"]) - {"one"}, key=len, reverse=True))
    scales = "|".join(table["scales"])
    behind = "|".join(f"(?<={scale})" for scale in table["scales"])
    more = rf"(?:(?:[\s-]+|(?:{behind})\s+and\s+)(?:{small}|{scales})\b){{0,8}}"
    part = r"half\s+an?|(?:a|one|three)[\s-]quarters?(?:\s+of\s+an?)?"
    part = rf"(?:{part})(?=[\s-](?:{unit_pattern()}))"
    several = rf"(?:(?:half\s+a|an?|one)\s+(?:{scales})|(?:{first}))\b{more}"
    return rf"(?:{part}|{several}|{_one_harmed()}|an?(?=\s(?:decade|century)\b))"


def _one_harmed() -> str:
    """Matches the `one` of `one killed`, `one person was injured`, `killing one`, `at least one`."""
    table = read_table("counting")["one"]
    states = "|".join(table["states"].split())
    before = "|".join(rf"(?<=\b{word}\s)" for word in table["before"])
    words = r"(?:\s(?!of\b|another\b|that\b|who\b)[a-z]{2,15}){0,2}"
    return rf"(?:(?:{before})one|one(?={words}(?:\s(?:was|is|has|had|been|also)){{0,3}}\s(?:{states})\b))"


@cache
def vague_pattern() -> str:
    """A pattern for numbers that are not given: `hundreds of thousands`, `dozens`."""
    return "|".join(sorted(read_table("counting")["vague"], key=len, reverse=True)).replace(" ", r"\s+")


def read_vague(words: str) -> tuple[Decimal, Decimal]:
    """The least and the most that a word such as `dozens` may mean."""
    low, high = read_table("counting")["vague"][words]
    return Decimal(low), Decimal(high)


def number_starts(text: str, words: Sequence[Token]) -> Iterator[int]:
    """The places where a number may begin, a currency sign before it included."""
    openers, scales = _openers(), read_table("counting")["scales"]
    for place in _opening().places(words):
        token = words[place]
        if token.word[0].isdigit():
            yield _sign_start(text, token.start)
        elif token.word in openers:
            yield token.start
        elif token.word in _ARTICLES and place + 1 < len(words):
            following = words[place + 1].word
            if following in scales or following in _AFTER_ARTICLE:
                yield token.start
        elif token.word not in _ARTICLES:
            yield token.start


_ARTICLES = frozenset({"a", "an"})


@cache
def _opening() -> MarkedWords:
    """The words with which a number may begin: digits, number words, articles, the code of a currency with digits."""
    openers = _openers() | _ARTICLES
    return MarkedWords(lambda word: word[0].isdigit() or word in openers or _is_coded(word))


def _is_coded(word: str) -> bool:
    return word[3:4].isdigit() and word[:3].upper() in _codes()


def _sign_start(text: str, start: int) -> int:
    """Where the currency sign before a number begins, or the number itself: `$ 5`, `Rs. 5`, `.5`."""
    if not start:
        return start
    before = text[start - 1]
    if before == "." and (start < 2 or not text[start - 2].isalnum()):
        return start - 1
    if before.isalnum() or before in "-(,/":
        return start
    if not text[max(0, start - LONGEST_SIGN) : start].rstrip().endswith(_signs()):
        return start
    sign = _sign_pattern().search(text, max(0, start - LONGEST_SIGN), start)
    return start if sign is None else sign.start()


LONGEST_SIGN = 6
"""Characters before a number in which the sign of a currency is looked for."""


@cache
def _signs() -> tuple[str, ...]:
    return tuple(sign.rstrip() for row in read_table("units")["currency"] for sign in row["signs"])


@cache
def _sign_pattern() -> re.Pattern[str]:
    """Matches `US$`, `€ `, `Rs. ` right before a number."""
    return re.compile(rf"(?<!\w)(?:{sign_pattern()})\s?$")


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in read_table("units")["currency"])


@cache
def _openers() -> frozenset[str]:
    """The first words of numbers in words and of vague ones."""
    table = read_table("counting")
    return frozenset((*table["numbers"], *(words.split()[0] for words in table["vague"]), "half"))
