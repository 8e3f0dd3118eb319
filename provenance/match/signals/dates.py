"""The signals of dates: absent, said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status
from provenance.match.signals.measure import Measure
from provenance.model import FactKind

if TYPE_CHECKING:
    from provenance.match.comparison import Judged


def measure_dates_missing(judged: Judged) -> Measure:
    """The share of the claim's dates that the page does not state."""
    return _measure(judged, Status.MISSING)


def measure_dates_conflict(judged: Judged) -> Measure:
    """The share of the claim's dates that the page gives the event otherwise."""
    return _measure(judged, Status.CONFLICT)


def _measure(judged: Judged, status: Status) -> Measure:
    return Measure(value=judged.share(FactKind.DATE, status), shown=judged.stated(FactKind.DATE, status) or "none")
