"""The signals of quantities: borne out, absent, said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status
from provenance.match.signals.measure import Measure
from provenance.model import FactKind

if TYPE_CHECKING:
    from provenance.match.comparison import Judged


def measure_quantities_found(judged: Judged) -> Measure:
    """The share of the claim's quantities that the page bears out."""
    return _measure(judged, Status.FOUND)


def measure_quantities_missing(judged: Judged) -> Measure:
    """The share of the claim's quantities that the page does not state."""
    return _measure(judged, Status.MISSING)


def measure_quantities_conflict(judged: Judged) -> Measure:
    """The share of the claim's quantities for which the page has another value."""
    return _measure(judged, Status.CONFLICT)


def _measure(judged: Judged, status: Status) -> Measure:
    return Measure(
        value=judged.share(FactKind.QUANTITY, status), shown=judged.stated(FactKind.QUANTITY, status) or "none"
    )
