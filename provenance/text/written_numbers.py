"""A number as it is written: digits or words, its currency sign, its scale, and the range that it may open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import numeric

from provenance.text.counting import is_plural_next
from provenance.text.numbers import (
    DIGITS,
    number_word_pattern,
    read_digits,
    read_number_words,
    read_vague,
    scale_of,
    vague_pattern,
)
from provenance.text.units import currency_before, sign_pattern

if TYPE_CHECKING:
    from provenance.text.neighbourhood import Neighbourhood
    from provenance.text.units import Unit

# two | Twenty | -five
_WORD = re.compile(r"[^\W\d_]+")
# million | -hundred | bn | k
_SCALE = re.compile(
    r"(?:[\s-]?(?:hundred|dozen|thousand|million|billion|trillion)|\s?(?:mn|mln|bn|tn|trn)|k|b|m)(?![^\W_])",
    re.IGNORECASE,
)
# between 20 and 25 | 20 to 25 | 20-25 | 20 – 25
_LINK = re.compile(r"\s?[-–—]\s?|\s+to\s+|\s+and\s+")
_BETWEEN = re.compile(r"\bbetween\s+(?:\S{1,3}\s?)?$", re.IGNORECASE)
# " and a half" of "two and a half years" | " 1/2" of "3 1/2 pounds" | "½" of "3½"
_PART = re.compile(
    r"(?:\s+and\s+an?\s+|-and-a-)(?P<part>half|quarter)\b"
    r"|[\s-](?P<over>[1-7])/(?P<under>[2-8])(?![\w/])|\s?(?P<mark>[½¼¾⅓⅔⅛⅜⅝⅞])",
    re.IGNORECASE,
)
# "ranging " of "ranging from 20 to 25": no change from one to the other
_RANGING = re.compile(
    r"\b(?:rang(?:e[sd]?|ing)|anywhere|vary|var(?:ies|ied|ying))\s+from\s+(?:\S{1,3}\s?)?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\s+(?:\S{1,3}\s?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNumber:
    """A number being read: its place with a sign before it, its value, its scale, and the currency of the sign."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    factor: Decimal = Decimal(1)
    money: Unit | None = None

    def scale(self, factor: Decimal, *, end: int) -> WrittenNumber:
        """The same number times `factor`."""
        return WrittenNumber(
            start=self.start,
            end=end,
            low=self.low * factor,
            high=self.high * factor,
            step=self.step * factor,
            factor=self.factor * factor,
            money=self.money,
        )


@cache
def number_pattern() -> re.Pattern[str]:
    """Matches `$1.1`, `US$ 20`, `539`, `two dozen`, `hundreds of thousands`; no digits of `F-16` or `v2.0`."""
    sign = rf"(?:(?P<sign>{sign_pattern()})\s?)?"
    digits = rf"(?<![\w.,·'’/#:])(?<!\w[-–]){sign}(?P<digits>{DIGITS})"
    words = rf"\b(?:(?P<vague>{vague_pattern()})|(?P<words>{number_word_pattern()}))\b"
    return re.compile(rf"{digits}|{words}", re.IGNORECASE)


@cache
def _plain_pattern() -> re.Pattern[str]:
    """Matches as `number_pattern` what begins with a digit: `1.1`, `539`."""
    never = "".join(f"(?P<{name}>(?!))?" for name in ("sign", "vague", "words"))
    return re.compile(rf"(?<![\w.,·'’/#:])(?<!\w[-–])(?P<digits>{DIGITS}){never}")


def match_number(text: str, start: int) -> re.Match[str] | None:
    """The match of `number_pattern` at `start`, found in less time where a digit stands there."""
    pattern = _plain_pattern() if text[start : start + 1].isdigit() else number_pattern()
    return pattern.match(text, start)


def read_written(match: re.Match[str], around: Neighbourhood) -> WrittenNumber | None:
    """The number at a match of the pattern, its scale and `and a half` applied."""
    value = _value_of(match)
    if value is None:
        return None
    low, high, step = value
    sign = match["sign"]
    money = None if sign is None else currency_before(sign) or currency_before(sign.upper())
    start = match.start("sign") if sign else match.start()
    part = _PART.match(around.text, match.end())
    if part is not None and low == high and low == int(low):
        low, high, step = low + _value_of_part(part), high + _value_of_part(part), Decimal("0.1")
    end = match.end() if part is None else part.end()
    number = WrittenNumber(
        start=start, end=end, low=low, high=high, step=step, money=money, factor=_factor_of(match["words"])
    )
    return _apply_scale(number, around) if match["digits"] else number


def _value_of_part(part: re.Match[str]) -> Decimal:
    """The value of `and a half`, ` 3/4`, `¾`."""
    if part["over"]:
        return Decimal(part["over"]) / Decimal(part["under"])
    if part["mark"]:
        return Decimal(numeric(part["mark"])).quantize(Decimal("0.001")).normalize()
    return Decimal("0.5") if part["part"].lower() == "half" else Decimal("0.25")


def _factor_of(words: str | None) -> Decimal:
    """The scale that a number in words ends with: a million of `three million`, 1 without one."""
    last = words.split()[-1].lower() if words else ""
    return (scale_of(last) if last.isalpha() and len(last) > 2 else None) or Decimal(1)


def _value_of(match: re.Match[str]) -> tuple[Decimal, Decimal, Decimal] | None:
    if match["digits"]:
        read = read_digits(match["digits"])
        return None if read is None else (read[0], read[0], read[1])
    if match["vague"]:
        low, high = read_vague(" ".join(match["vague"].lower().split()))
        return low, high, Decimal(1)
    value = read_number_words(tuple(word.lower() for word in _WORD.findall(match["words"])))
    return None if value is None else (value, value, Decimal(1))


def _apply_scale(number: WrittenNumber, around: Neighbourhood) -> WrittenNumber:
    scale = _SCALE.match(around.text, number.end)
    if scale is None:
        return number
    letters = scale.group().strip(" -\u00a0\n\t").lower()
    factor = scale_of(letters) if letters != "m" else None
    if letters == "m" and (number.money is not None or is_plural_next(around, end=scale.end())):
        factor = Decimal(1_000_000)
    return number if factor is None else number.scale(factor, end=scale.end())


def read_range(number: WrittenNumber, around: Neighbourhood) -> WrittenNumber | None:
    """The number, or the range it opens; none for a score (`3-1`)."""
    text = around.text
    link = _LINK.match(text, number.end)
    if link is None:
        return number
    match = match_number(text, link.end()) or _bare_digits().match(text, link.end())
    upper = None if match is None else read_written(match, around)
    if upper is None or not _is_range_link(link, number, text):
        return number
    if number.factor == 1 and number.low * upper.factor < upper.high:
        number = number.scale(upper.factor, end=number.end)
    if number.low >= upper.high:
        return None if not link.group().strip().isalpha() else number
    return WrittenNumber(
        start=number.start,
        end=upper.end,
        low=number.low,
        high=upper.high,
        step=min(number.step, upper.step),
        money=number.money or upper.money,
    )


@cache
def _bare_digits() -> re.Pattern[str]:
    """Matches the second number of `20-25`, which stands right behind the dash."""
    return re.compile(rf"(?:(?P<sign>{sign_pattern()})\s?)?(?P<digits>{DIGITS})(?P<vague>(?!))?(?P<words>(?!))?")


def _is_range_link(link: re.Match[str], number: WrittenNumber, text: str) -> bool:
    """Whether `and` or `to` makes a range: only after `between`, and not after `from`, which tells of a change."""
    word = link.group().strip()
    before = text[max(0, number.start - 24) : number.start]
    if word == "and":
        return _BETWEEN.search(before) is not None
    return word != "to" or _FROM.search(before) is None or _RANGING.search(before) is not None
