"""Figures: a score, a clock time, an ordinal or a number in a name stands on the page as stated, or is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status, make_finding
from provenance.model import FactKind, Span
from provenance.text.figures import read_figures

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from provenance.match.comparison import Comparison, Finding


def check_figures(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each figure of the claim: found in a passage, or missing; never a conflict."""
    facts = comparison.claim.facts
    taken = [quantity.span for quantity in facts.quantities] + [mention.span for mention in facts.dates]
    findings: list[Finding] = []
    for figure in read_figures(facts.text, taken=taken):
        span = next(_places(comparison, figure.spelling), None)
        status = Status.MISSING if span is None else Status.FOUND
        findings.append(make_finding(comparison, FactKind.QUANTITY, status, place=figure.span, span=span))
    return tuple(findings)


def _places(comparison: Comparison, spelling: re.Pattern[str]) -> Iterator[Span]:
    """Where the passages have the figure, each passage whole: their own spans may be cut."""
    for passage in comparison.passages:
        whole = comparison.page.span(passage.first, passage.last)
        match = spelling.search(comparison.page.text, whole.start, whole.end)
        if match is not None:
            yield Span(start=match.start(), end=match.end())
