"""Values told in two units, the second finer than the first: `5ft 9in`, `2 hours and 15 minutes`, `1 m 80 cm`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from provenance.text.tables import read_table
from provenance.text.units import unit_after

if TYPE_CHECKING:
    from provenance.text.units import Unit


class Rest(NamedTuple):
    """The second part of a value: how much it adds and the place of its last digit, in the base unit, and its end."""

    value: Decimal
    step: Decimal
    end: int


def read_rest(unit: Unit, end: int, text: str) -> Rest | None:
    """What follows behind the unit that ends at `end`, where it goes on in a finer one: less than one of the first."""
    pattern = _patterns().get(unit.name)
    match = None if pattern is None else pattern.match(text, end)
    if match is None:
        return None
    finer = unit_after(_finer()[unit.name])
    number = read_table("counting")["numbers"].get(match["number"].lower())
    count = Decimal(match["number"] if number is None else number)
    if finer is None or finer.base != unit.base or count * finer.factor >= unit.factor:
        return None
    return Rest(value=count * finer.factor, step=finer.factor, end=match.end())


@cache
def _finer() -> dict[str, str]:
    return {row["first"]: row["then"].split()[0] for row in read_table("units")["compound"]}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Matches ` 9in`, ` and 15 minutes`, `, three months` behind the first unit."""
    words = "|".join(read_table("counting")["numbers"])
    return {
        row["first"]: re.compile(
            rf"(?:,?\s(?:and\s)?|-)?(?P<number>\d{{1,2}}|{words})[\s-]?(?:{'|'.join(row['then'].split())})(?!\w)",
            re.IGNORECASE,
        )
        for row in read_table("units")["compound"]
    }
