"""Ask the entailer about a claim beside a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.meaning.contracts import Entailment
from provenance.match.meaning.hypothesis import make_hypothesis
from provenance.match.meaning.installed import installed_entailer
from provenance.match.meaning.premise import make_premise

if TYPE_CHECKING:
    from provenance.match.comparison import Comparison
    from provenance.match.meaning.contracts import Entailer, Opinion


def choose_entailer(entailer: Entailer | Entailment) -> Entailer | None:
    """The entailer to ask; none when none is wanted or none is installed."""
    match entailer:
        case Entailment.INSTALLED:
            return installed_entailer()
        case Entailment.OFF:
            return None
        case _:
            return entailer


def ask_entailer(comparison: Comparison, *, entailer: Entailer | Entailment) -> Opinion | None:
    """What the entailer makes of the passages; none without an entailer, or when the page shares no word."""
    chosen = choose_entailer(entailer)
    if chosen is None or not comparison.best.cover:
        return None
    return chosen.read_pairs([(make_premise(comparison), make_hypothesis(comparison))])[0]
