"""What a signal hands back: how strong it is, and the words its sentence shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.match.comparison import Judged, Status
    from provenance.model import FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`value` is 0 to 1 and is multiplied by the signal's weight; `shown` fills the `{shown}` of its sentence."""

    value: float
    shown: str


def percent(value: float) -> str:
    """A share of 0 to 1 as a whole percentage: `64 %`."""
    return f"{round(100 * value)} %"


def count_up(number: int) -> float:
    """How much a number of cases says: nothing for none, a half for one, three quarters for two, never quite 1."""
    return 1.0 - 0.5**number


def measure_facts(judged: Judged, kind: FactKind, *statuses: Status) -> Measure:
    """How many facts of a kind have one of the statuses, by `count_up`: one wrong date of five is still wrong."""
    own = [item.stated for item in judged.findings if item.kind is kind and item.status in statuses]
    return Measure(value=count_up(len(own)), shown=", ".join(dict.fromkeys(own)) or "none")
