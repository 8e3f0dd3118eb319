"""The signal of quotations that are not on the page in these words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status
from provenance.match.signals.measure import Measure
from provenance.model import FactKind

if TYPE_CHECKING:
    from provenance.match.comparison import Judged


def measure_quotations_lost(judged: Judged) -> Measure:
    """The share of the claim's quotations whose words the page does not have in this order."""
    lost = [judged.share(FactKind.QUOTATION, status) for status in (Status.MISSING, Status.CONFLICT)]
    words = [judged.stated(FactKind.QUOTATION, status) for status in (Status.MISSING, Status.CONFLICT)]
    return Measure(value=sum(lost), shown=", ".join(filter(None, words)) or "none")
