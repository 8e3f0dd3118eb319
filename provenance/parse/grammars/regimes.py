"""How many labels one chip shows, decided once a document.

Of N+1 sources behind `+N` the older form (A) shows min(3, N+1) labels, the newer (B) min(3, max(N, 1)). A document is
all one or all the other (65 of 65 files that tell), so every run votes, and a length that fits one form only decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_LABELS = 3
"""Labels a chip shows at most: the source before, the one shown, the one after."""


class Regime(Enum):
    """The two forms; the value is how many sources the label shown leaves out of the count."""

    A = 1
    B = 0

    def shown(self, more: int) -> int:
        """How many labels a chip with `+more` shows."""
        return min(MOST_LABELS, max(more + self.value, 1))

    @property
    def other(self) -> Regime:
        """The other form."""
        return Regime.B if self is Regime.A else Regime.A


class Row(NamedTuple):
    """How many labels stand together with the same `+N`: one chip or several."""

    labels: int
    more: int

    def fits(self, regime: Regime) -> bool:
        """Whether the row is made of whole chips in that form."""
        return self.labels % regime.shown(self.more) == 0

    def chips(self, regime: Regime) -> tuple[int, ...]:
        """The number of labels of each chip, a remainder last."""
        return _chips(self.labels, self.more, regime)

    @property
    def is_open(self) -> bool:
        """Whether the two forms cut the row differently."""
        return self.chips(Regime.A) != self.chips(Regime.B)

    @property
    def tells(self) -> bool:
        """Whether the two forms show different numbers of labels for this `+N`."""
        return Regime.A.shown(self.more) != Regime.B.shown(self.more)


@lru_cache(maxsize=1024)
def _chips(labels: int, more: int, regime: Regime) -> tuple[int, ...]:
    size = regime.shown(more)
    rest = labels % size
    return (size,) * (labels // size) + ((rest,) if rest else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The form of a document; `ambiguous` when another one would give other chips and nothing speaks against it."""

    regime: Regime
    ambiguous: bool


def decide_regime(rows: Sequence[Row], *, are_domains: bool, linked: Sequence[Row] = ()) -> Decision:
    """The form that most `linked` chips have alone, else most rows; with no such row A for domains and B for names.

    A link holds one whole chip, so that its number of labels tells the form whenever the two differ for its `+N`.
    """
    regime = _majority(
        {regime: sum(chip.labels == regime.shown(chip.more) for chip in linked if chip.tells) for regime in Regime}
    ) or _majority({regime: sum(row.fits(regime) for row in rows) for regime in Regime})
    if regime:
        return Decision(regime=regime, ambiguous=False)
    default = Regime.A if are_domains else Regime.B
    return Decision(regime=default, ambiguous=any(row.is_open for row in rows))


def _majority(votes: Mapping[Regime, int]) -> Regime | None:
    if votes[Regime.A] == votes[Regime.B]:
        return None
    return max(votes, key=lambda regime: votes[regime])
