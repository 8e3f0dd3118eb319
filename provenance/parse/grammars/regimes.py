"""How many labels one chip shows, decided once a document.

Of N+1 sources behind `+N` the older form (A) shows min(3, N+1) labels, the newer (B) min(3, max(N, 1)). A document is
all one or all the other (65 of 65 files that tell), so every run votes, and a length that fits one form only decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LABELS = 3
"""Labels a chip shows at most: the source before, the one shown, the one after."""


class Regime(Enum):
    """The two forms; the value is how many sources the label shown leaves out of the count."""

    A = 1
    B = 0

    def shown(self, more: int) -> int:
        """How many labels a chip with `+more` shows."""
        return min(MOST_LABELS, max(more + self.value, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How many labels stand together with the same `+N`: one chip or several."""

    labels: int
    more: int

    def fits(self, regime: Regime) -> bool:
        """Whether the row is made of whole chips in that form."""
        return self.labels % regime.shown(self.more) == 0

    def chips(self, regime: Regime) -> tuple[int, ...]:
        """The number of labels of each chip, a remainder last."""
        size = regime.shown(self.more)
        rest = self.labels % size
        return (size,) * (self.labels // size) + ((rest,) if rest else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The form of a document; `ambiguous` when another one would give other chips and nothing speaks against it."""

    regime: Regime
    ambiguous: bool


def decide_regime(rows: Sequence[Row], *, are_domains: bool) -> Decision:
    """The form that most rows fit alone; with no such row A for domains and B for names."""
    votes = {
        regime: sum(row.fits(regime) and not row.fits(other) for row in rows)
        for regime, other in ((Regime.A, Regime.B), (Regime.B, Regime.A))
    }
    if votes[Regime.A] != votes[Regime.B]:
        return Decision(regime=max(votes, key=lambda regime: votes[regime]), ambiguous=False)
    default = Regime.A if are_domains else Regime.B
    return Decision(regime=default, ambiguous=any(row.chips(Regime.A) != row.chips(Regime.B) for row in rows))
