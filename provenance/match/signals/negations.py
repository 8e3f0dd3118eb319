"""The signal of a negation that one side has and the other has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status
from provenance.match.signals.measure import Measure
from provenance.model import FactKind

if TYPE_CHECKING:
    from provenance.match.comparison import Judged


def measure_negations_turned(judged: Judged) -> Measure:
    """1 when the page turns the claim round or lacks its negation, else 0."""
    turned = judged.stated(FactKind.NEGATION, Status.CONFLICT) or judged.stated(FactKind.NEGATION, Status.MISSING)
    return Measure(value=1.0 if turned else 0.0, shown=turned or "none")
