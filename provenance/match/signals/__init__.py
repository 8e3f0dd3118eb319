"""What speaks for and against a claim: each signal a plain function, in the order of the waterfall.

The weight of a signal is its value, 0 to 1, times the coefficient of its row in `data/weights.toml`; the row's
sentence explains it. A new signal is a function, a line here and a row there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.signals.dates import measure_dates_conflict, measure_dates_missing
from provenance.match.signals.names import measure_names_missing
from provenance.match.signals.negations import measure_negations_turned
from provenance.match.signals.quantities import (
    measure_quantities_conflict,
    measure_quantities_found,
    measure_quantities_missing,
)
from provenance.match.signals.quotations import measure_quotations_lost
from provenance.match.signals.words import (
    measure_likeness,
    measure_lone_words,
    measure_word_cover,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.match.comparison import Judged
    from provenance.match.signals.measure import Measure

SIGNALS: tuple[tuple[str, Callable[[Judged], Measure]], ...] = (
    ("word_cover", measure_word_cover),
    ("lone_words", measure_lone_words),
    ("likeness", measure_likeness),
    ("names_missing", measure_names_missing),
    ("quantities_found", measure_quantities_found),
    ("quantities_missing", measure_quantities_missing),
    ("quantities_conflict", measure_quantities_conflict),
    ("dates_missing", measure_dates_missing),
    ("dates_conflict", measure_dates_conflict),
    ("quotations_lost", measure_quotations_lost),
    ("negations_turned", measure_negations_turned),
)


def measure_signals(judged: Judged) -> tuple[tuple[str, Measure], ...]:
    """Every signal's name and measure, in the order of the table."""
    return tuple((name, measure(judged)) for name, measure in SIGNALS)
