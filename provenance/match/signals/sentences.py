"""The signal of a claim that says several things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.signals.measure import Measure
from provenance.text.sentences import split_sentences

if TYPE_CHECKING:
    from provenance.match.comparison import Judged

MOST_READ = 4_000
"""Characters of a claim whose sentences are counted."""

MOST_SENTENCES = 4
"""Sentences of a claim from which on more make no difference."""


def measure_many_sentences(judged: Judged) -> Measure:
    """How many sentences the claim has beyond one, three at most: each may be wrong."""
    count = len(split_sentences(judged.comparison.claim.text[:MOST_READ]))
    return Measure(value=min(1.0, max(0, count - 1) / (MOST_SENTENCES - 1)), shown=str(count))
