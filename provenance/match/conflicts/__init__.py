"""What becomes of the facts of a claim on a page: one file a kind, one function each, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.conflicts.certainty import check_certainty
from provenance.match.conflicts.dates import check_dates
from provenance.match.conflicts.figures import check_figures
from provenance.match.conflicts.names import check_names
from provenance.match.conflicts.negations import check_negations
from provenance.match.conflicts.quantities import check_quantities
from provenance.match.conflicts.quotations import check_quotations
from provenance.match.conflicts.roles import check_roles
from provenance.match.conflicts.speakers import check_speakers
from provenance.match.conflicts.superlatives import check_superlatives

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.match.comparison import Comparison, Finding

CHECKS: tuple[Callable[[Comparison], tuple[Finding, ...]], ...] = (
    check_quantities,
    check_figures,
    check_dates,
    check_quotations,
    check_speakers,
    check_negations,
    check_certainty,
    check_superlatives,
    check_names,
    check_roles,
)


def check_facts(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of every fact of the claim, kind by kind."""
    return tuple(finding for check in CHECKS for finding in check(comparison))
