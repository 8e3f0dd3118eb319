"""The signals of facts: how many of a kind the page bears out, states otherwise, or does not state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Status
from provenance.match.signals.measure import measure_facts
from provenance.model import FactKind

if TYPE_CHECKING:
    from provenance.match.comparison import Judged
    from provenance.match.signals.measure import Measure


def measure_quantities_found(judged: Judged) -> Measure:
    """How many of the claim's quantities the page bears out."""
    return measure_facts(judged, FactKind.QUANTITY, Status.FOUND)


def measure_quantities_missing(judged: Judged) -> Measure:
    """How many of the claim's quantities the page does not state."""
    return measure_facts(judged, FactKind.QUANTITY, Status.MISSING)


def measure_quantities_conflict(judged: Judged) -> Measure:
    """For how many of the claim's quantities the page has another value."""
    return measure_facts(judged, FactKind.QUANTITY, Status.CONFLICT)


def measure_dates_found(judged: Judged) -> Measure:
    """How many of the claim's dates the page bears out."""
    return measure_facts(judged, FactKind.DATE, Status.FOUND)


def measure_dates_missing(judged: Judged) -> Measure:
    """How many of the claim's dates the page does not state."""
    return measure_facts(judged, FactKind.DATE, Status.MISSING)


def measure_dates_conflict(judged: Judged) -> Measure:
    """How many of the claim's dates the page gives the event otherwise."""
    return measure_facts(judged, FactKind.DATE, Status.CONFLICT)


def measure_names_missing(judged: Judged) -> Measure:
    """How many of the claim's names the page does not have."""
    return measure_facts(judged, FactKind.NAME, Status.MISSING)


def measure_names_conflict(judged: Judged) -> Measure:
    """In the place of how many of the claim's names the page has another."""
    return measure_facts(judged, FactKind.NAME, Status.CONFLICT)


def measure_quotations_lost(judged: Judged) -> Measure:
    """How many of the claim's quotations the page does not have in these words, or gives to somebody else."""
    return measure_facts(judged, FactKind.QUOTATION, Status.MISSING, Status.CONFLICT)


def measure_negations_turned(judged: Judged) -> Measure:
    """How many of the claim's words the page turns round, or of its negations the page lacks."""
    return measure_facts(judged, FactKind.NEGATION, Status.MISSING, Status.CONFLICT)


def measure_negations_conflict(judged: Judged) -> Measure:
    """How many of the claim's statements a sentence with the same words turns round."""
    return measure_facts(judged, FactKind.NEGATION, Status.CONFLICT)


def measure_speakers_lost(judged: Judged) -> Measure:
    """How many of those who are said to have said something the page does not have as its speakers."""
    return measure_facts(judged, FactKind.SPEAKER, Status.MISSING, Status.CONFLICT)


def measure_certainty_lost(judged: Judged) -> Measure:
    """How often the claim is surer than the page, or less sure."""
    return measure_facts(judged, FactKind.CERTAINTY, Status.MISSING, Status.CONFLICT)


def measure_superlatives_lost(judged: Judged) -> Measure:
    """How many of the claim's ranks (`largest ever`, `only`) the page does not state."""
    return measure_facts(judged, FactKind.SUPERLATIVE, Status.MISSING, Status.CONFLICT)
