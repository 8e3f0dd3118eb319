"""Units of measure and currencies, from `data/units.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from provenance.text.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as written: `base` names what values are compared in, `factor` is how many of it one unit is.

    `offset` is what is added to that, for temperatures. `difference` is the base of a difference of two such values,
    empty where a difference is a value like any other.
    """

    base: str
    name: str
    factor: Decimal
    money: bool = False
    offset: Decimal = Decimal(0)
    difference: str = ""

    def between(self) -> Unit:
        """The unit of a difference of two values of this one: degrees without the offset."""
        return Unit(base=self.difference or self.base, name=self.name, factor=self.factor)


@cache
def unit_after(spelling: str) -> Unit | None:
    """The unit that a folded spelling after a number names (`square miles`, `%`, `euros`), or none."""
    return _spellings().get(spelling)


@cache
def currency_before(sign: str) -> Unit | None:
    """The currency that a sign before a number names (`$`, `US$`), or none."""
    return _signs().get(sign)


@cache
def unit_pattern() -> str:
    """A pattern for every spelling of a unit or currency after a number, longest first, `km²` among them."""
    spellings = sorted(_spellings(), key=len, reverse=True)
    return "|".join(_loosen(spelling) for spelling in spellings)


def may_be_unit(text: str, end: int) -> bool:
    """Whether the letters behind a number that ends at `end` begin as those of a unit do: a look before the pattern."""
    start = end + 1 if text[end : end + 1].isspace() or text[end : end + 1] == "-" else end
    head = text[start : start + 3].lower()
    return not head.isascii() or head.startswith(_heads())


@cache
def _heads() -> tuple[str, ...]:
    """The first three characters of every spelling, or those before its first space or `2`."""
    return tuple({re.split(r"[\s2]", spelling[:3].lower())[0] for spelling in _spellings()})


@cache
def sign_pattern() -> str:
    """A pattern for every currency sign before a number, longest first."""
    return "|".join(re.escape(sign) for sign in sorted(_signs(), key=len, reverse=True))


def _loosen(spelling: str) -> str:
    """`square km` also with a line end between its words, `km2` also as `km²`; no letter may follow."""
    pattern = r"\s+".join(re.escape(word) for word in spelling.split()).replace("2", "[2²]")
    return pattern + r"(?![^\W_])" if spelling[-1].isalnum() else pattern


@cache
def _spellings() -> dict[str, Unit]:
    table = read_table("units")
    units = {
        spelling: Unit(
            base=row["base"],
            name=row["name"],
            factor=Decimal(row["factor"]),
            offset=Decimal(row.get("offset", 0)),
            difference=row.get("difference", ""),
        )
        for row in table["unit"]
        for spelling in row["spellings"]
    }
    money = {
        spelling: Unit(base=row["code"], name=row["code"], factor=Decimal(1), money=True)
        for row in table["currency"]
        for spelling in row["spellings"]
    }
    return units | money


@cache
def _signs() -> dict[str, Unit]:
    return {
        sign: Unit(base=row["code"], name=row["code"], factor=Decimal(1), money=True)
        for row in read_table("units")["currency"]
        for sign in row["signs"]
    }
