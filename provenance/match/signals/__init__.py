"""What speaks for and against a claim: each signal a plain function, in the order of the waterfall.

The weight of a signal is its value, 0 to 1 (`meaning`: -1 to 1), times the coefficient of its row in
`data/weights.toml`, or in `data/weights_entail.toml` when a model was asked; the row's sentence explains it. A new
signal is a function, a line here and a row in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.signals import facts, meaning, sentences, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.match.comparison import Judged
    from provenance.match.signals.measure import Measure

_FOR = frozenset({"word_cover", "likeness", "closeness", "quantities_found", "dates_found", "meaning"})

SIGNALS: tuple[tuple[str, Callable[[Judged], Measure]], ...] = (
    ("word_cover", words.measure_word_cover),
    ("likeness", words.measure_likeness),
    ("closeness", words.measure_closeness),
    ("lone_words", words.measure_lone_words),
    ("strict_words", words.measure_strict_words),
    ("many_sentences", sentences.measure_many_sentences),
    ("names_missing", facts.measure_names_missing),
    ("names_conflict", facts.measure_names_conflict),
    ("quantities_found", facts.measure_quantities_found),
    ("quantities_missing", facts.measure_quantities_missing),
    ("quantities_conflict", facts.measure_quantities_conflict),
    ("dates_found", facts.measure_dates_found),
    ("dates_missing", facts.measure_dates_missing),
    ("dates_conflict", facts.measure_dates_conflict),
    ("quotations_lost", facts.measure_quotations_lost),
    ("negations_turned", facts.measure_negations_turned),
    ("negations_conflict", facts.measure_negations_conflict),
    ("speakers_lost", facts.measure_speakers_lost),
    ("certainty_lost", facts.measure_certainty_lost),
    ("superlatives_lost", facts.measure_superlatives_lost),
    ("meaning", meaning.measure_meaning),
)

SIGNS = {name: 1 if name in _FOR else -1 for name, _ in SIGNALS}
"""For each signal whether it speaks for the claim, 1, or against it, -1."""


def measure_signals(judged: Judged) -> tuple[tuple[str, Measure], ...]:
    """Every signal's name and measure, in the order of the table."""
    return tuple((name, measure(judged)) for name, measure in SIGNALS)
