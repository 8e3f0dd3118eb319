"""What a signal hands back: how strong it is, and the words its sentence shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`value` is 0 to 1 and is multiplied by the signal's weight; `shown` fills the `{shown}` of its sentence."""

    value: float
    shown: str


def percent(value: float) -> str:
    """A share of 0 to 1 as a whole percentage: `64 %`."""
    return f"{round(100 * value)} %"
