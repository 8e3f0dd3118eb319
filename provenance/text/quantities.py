"""Quantities in prose: a number, what bounds it, its unit, and what is counted.

Ordinals, dates, clock times, scores, version numbers and numbers that are part of a name (`F-16`, `Su-34`,
`9to5mac`, `Boeing 737`) are no quantities. Arithmetic is `decimal`, so that 1.1 million is 1,100,000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from provenance.model.facts import Quantity
from provenance.model.spans import Span
from provenance.text.counting import (
    Neighbourhood,
    find_bound,
    find_nouns,
    find_state,
    is_label,
    is_plural_next,
)
from provenance.text.numbers import (
    DIGITS,
    number_word_pattern,
    read_digits,
    read_number_words,
    read_vague,
    scale_of,
    vague_pattern,
)
from provenance.text.tokens import fold_word, read_tokens
from provenance.text.units import currency_before, sign_pattern, unit_after, unit_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text.tokens import Token
    from provenance.text.units import Unit

MAX_QUANTITIES = 5_000
"""Quantities read from one text. A page with more is a table of data: reading on would cost seconds."""

# two | Twenty | -five
_WORD = re.compile(r"[^\W\d_]+")
# 4th, 1990s, 10:30, 7/2025, 2.0.1, 5 p.m., 3D, 9to5mac
_NOT_AFTER = re.compile(r"['’]?s\b|[:/]\d|\.\d|\s?(?:a\.m|p\.m|am\b|pm\b|o['’]clock)|[^\W\d_]", re.IGNORECASE)
# " in 4" of "1 in 4", " out of ten"
_OUT_OF = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:\d|five|ten|three|four)", re.IGNORECASE)
# "one in " of "one in five"
_ONE_IN = re.compile(r"\b(?:one|1|two|three)\s+(?:in|out\s+of)\s+(?:every\s+)?$", re.IGNORECASE)
# million | -hundred | bn | k
_SCALE = re.compile(
    r"(?:[\s-]?(?:hundred|dozen|thousand|million|billion|trillion)|\s?(?:mn|mln|bn|tn|trn)|k|b|m)(?![^\W_])",
    re.IGNORECASE,
)
# between 20 and 25 | 20 to 25 | 20-25 | 20 – 25
_LINK = re.compile(r"\s?[-–—]\s?|\s+to\s+|\s+and\s+")
_BETWEEN = re.compile(r"\bbetween\s+(?:\S{1,3}\s?)?$", re.IGNORECASE)
# "magnitude " of "magnitude 7.7" and of "a magnitude of 7.7"
_UNIT_BEFORE = re.compile(r"\b(magnitude)\s+(?:of\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:\S{1,3}\s?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number being read: its place with a sign before it, its value, and the currency of the sign."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    scaled: bool = False
    money: Unit | None = None

    def scale(self, factor: Decimal, *, end: int) -> _Number:
        """The same number times `factor`."""
        return _Number(
            start=self.start,
            end=end,
            low=self.low * factor,
            high=self.high * factor,
            step=self.step * factor,
            scaled=True,
            money=self.money,
        )


def read_quantities(
    text: str, *, tokens: Sequence[Token] | None = None, taken: Sequence[Span] = ()
) -> tuple[Quantity, ...]:
    """The quantities of `text` in order, `MAX_QUANTITIES` at most; `taken` are places of dates, in order."""
    around = Neighbourhood(text=text, tokens=tuple(read_tokens(text) if tokens is None else tokens))
    found: list[Quantity] = []
    blocks = list(reversed(taken))
    match = _number_pattern().search(text)
    while match is not None and len(found) < MAX_QUANTITIES:
        while blocks and blocks[-1].end <= match.start():
            blocks.pop()
        blocked = bool(blocks) and blocks[-1].start < match.end()
        quantity = None if blocked else _read_quantity(match, around)
        if quantity is not None:
            found.append(quantity)
        end = blocks[-1].end if blocked else match.end() if quantity is None else quantity.span.end
        match = _number_pattern().search(text, max(end, match.start() + 1))
    return tuple(found)


@cache
def _number_pattern() -> re.Pattern[str]:
    """Matches `$1.1`, `US$ 20`, `539`, `two dozen`, `hundreds of thousands`; no digits of `F-16` or `v2.0`."""
    sign = rf"(?:(?P<sign>{sign_pattern()})\s?)?"
    digits = rf"(?<![\w.,'’/#:])(?<!\w[-–]){sign}(?P<digits>{DIGITS})"
    words = rf"\b(?:(?P<vague>{vague_pattern()})|(?P<words>{number_word_pattern()}))\b"
    return re.compile(rf"{digits}|{words}", re.IGNORECASE)


def _read_quantity(match: re.Match[str], around: Neighbourhood) -> Quantity | None:
    """The quantity at a number, or none when the number there is something else. Steps: number, range, unit, noun."""
    number = _read_number(match, around)
    if number is None:
        return None
    number = _read_range(number, around)
    if number is None:
        return None
    unit, end = _read_unit(number, around.text)
    if unit is None and match["vague"] is None and is_label(around, start=number.start, end=number.end):
        return None
    if unit is None and (_NOT_AFTER.match(around.text, end) or _is_proportion(number, around.text)):
        return None
    return _make_quantity(number, unit=unit, end=end, around=around)


def _is_proportion(number: _Number, text: str) -> bool:
    """Whether the number is half of `1 in 4`: neither half counts anything alone."""
    before = _ONE_IN.search(text, max(0, number.start - 20), number.start)
    return before is not None or _OUT_OF.match(text, number.end) is not None


def _read_number(match: re.Match[str], around: Neighbourhood) -> _Number | None:
    """The number at a match of the pattern, its scale applied."""
    value = _value_of(match)
    if value is None:
        return None
    low, high, step = value
    sign = match["sign"]
    money = None if sign is None else currency_before(sign) or currency_before(sign.upper())
    start = match.start("sign") if sign else match.start()
    number = _Number(start=start, end=match.end(), low=low, high=high, step=step, money=money)
    return _apply_scale(number, around) if match["digits"] else number


def _value_of(match: re.Match[str]) -> tuple[Decimal, Decimal, Decimal] | None:
    if match["digits"]:
        read = read_digits(match["digits"])
        return None if read is None else (read[0], read[0], read[1])
    if match["vague"]:
        low, high = read_vague(" ".join(match["vague"].lower().split()))
        return low, high, Decimal(1)
    value = read_number_words(tuple(word.lower() for word in _WORD.findall(match["words"])))
    return None if value is None else (value, value, Decimal(1))


def _apply_scale(number: _Number, around: Neighbourhood) -> _Number:
    scale = _SCALE.match(around.text, number.end)
    if scale is None:
        return number
    letters = scale.group().strip(" -\u00a0\n\t").lower()
    factor = scale_of(letters) if letters != "m" else None
    if letters == "m" and (number.money is not None or is_plural_next(around, end=scale.end())):
        factor = Decimal(1_000_000)
    return number if factor is None else number.scale(factor, end=scale.end())


def _read_range(number: _Number, around: Neighbourhood) -> _Number | None:
    """The number, or the range it opens; none for a score (`3-1`)."""
    text = around.text
    link = _LINK.match(text, number.end)
    if link is None:
        return number
    match = _number_pattern().match(text, link.end()) or _bare_digits().match(text, link.end())
    upper = None if match is None else _read_number(match, around)
    if upper is None or not _is_range_link(link, number, text):
        return number
    if upper.scaled and not number.scaled:
        number = number.scale(upper.step / (_read_step(match) or upper.step), end=number.end)
    if number.low >= upper.high:
        return None if not link.group().strip().isalpha() else number
    return _Number(
        start=number.start,
        end=upper.end,
        low=number.low,
        high=upper.high,
        step=max(number.step, upper.step),
        money=number.money or upper.money,
    )


def _read_step(match: re.Match[str] | None) -> Decimal | None:
    """The place of the last digit of a matched number before its scale was applied."""
    value = None if match is None else _value_of(match)
    return None if value is None else value[2]


@cache
def _bare_digits() -> re.Pattern[str]:
    """Matches the second number of `20-25`, which stands right behind the dash."""
    return re.compile(rf"(?:(?P<sign>{sign_pattern()})\s?)?(?P<digits>{DIGITS})(?P<vague>(?!))?(?P<words>(?!))?")


def _is_range_link(link: re.Match[str], number: _Number, text: str) -> bool:
    """Whether `and` or `to` makes a range: only after `between`, and not after `from`, which tells of a change."""
    word = link.group().strip()
    before = text[max(0, number.start - 16) : number.start]
    if word == "and":
        return _BETWEEN.search(before) is not None
    return word != "to" or _FROM.search(before) is None


def _read_unit(number: _Number, text: str) -> tuple[Unit | None, int]:
    """The unit after the number and where it ends; money keeps the currency of its sign."""
    match = _unit_pattern().match(text, number.end)
    if number.money is not None:
        return number.money, number.end
    if match is None:
        before = _UNIT_BEFORE.search(text, max(0, number.start - 20), number.start)
        return None if before is None else unit_after(before[1].lower()), number.end
    unit = unit_after(" ".join(fold_word(word) for word in match["unit"].split()))
    return (None, number.end) if unit is None else (unit, match.end())


@cache
def _unit_pattern() -> re.Pattern[str]:
    """Matches ` km²`, `-day`, ` square miles`, `%` behind a number."""
    return re.compile(rf"[\s-]?(?P<unit>{unit_pattern()})", re.IGNORECASE)


def _make_quantity(number: _Number, *, unit: Unit | None, end: int, around: Neighbourhood) -> Quantity:
    bound, start = find_bound(around, start=number.start)
    nouns, whole_end = find_nouns(around, end=end, measured=unit is not None)
    whole = Span(start=start, end=whole_end)
    state = find_state(around, whole=whole)
    factor = Decimal(1) if unit is None else unit.factor
    return Quantity(
        span=Span(start=number.start, end=end),
        whole=whole,
        low=number.low * factor,
        high=number.high * factor,
        step=number.step * factor,
        bound=bound,
        unit="" if unit is None else unit.base,
        written_unit="" if unit is None else unit.name,
        nouns=nouns if nouns or unit is not None or not state else ("person",),
        state=state,
    )
