"""Figures: a score, a clock time, an ordinal or a number in a name stands on the page as stated, or is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Finding, Status
from provenance.model import FactKind
from provenance.text.figures import read_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.match.comparison import Comparison


def check_figures(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each figure of the claim: found in a passage, or missing; never a conflict."""
    facts = comparison.claim.facts
    taken = [quantity.span for quantity in facts.quantities] + [mention.span for mention in facts.dates]
    findings: list[Finding] = []
    for figure in read_figures(facts.text, taken=taken):
        found = any(figure.spelling.search(passage) for passage in _passages(comparison))
        status = Status.FOUND if found else Status.MISSING
        findings.append(Finding(kind=FactKind.QUANTITY, status=status, stated=figure.span.read(facts.text)))
    return tuple(findings)


def _passages(comparison: Comparison) -> Iterator[str]:
    """The text of the passages, whole: their own spans may be cut."""
    for passage in comparison.passages:
        yield comparison.page.span(passage.first, passage.last).read(comparison.page.text)
