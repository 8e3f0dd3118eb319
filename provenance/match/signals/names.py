"""The signal of names that the page does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status
from provenance.match.signals.measure import Measure
from provenance.model import FactKind

if TYPE_CHECKING:
    from provenance.match.comparison import Judged


def measure_names_missing(judged: Judged) -> Measure:
    """The share of the claim's names that the page has nowhere."""
    return Measure(
        value=judged.share(FactKind.NAME, Status.MISSING),
        shown=judged.stated(FactKind.NAME, Status.MISSING) or "none",
    )
