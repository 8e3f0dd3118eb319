"""The table `data/weights.toml`: the prior, a weight and a sentence for every signal, the thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from provenance.text.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The prior, the rows by signal as (weight, sentence), and from which score on a claim is supported or partial."""

    prior: float
    rows: dict[str, tuple[float, str]]
    supported: float
    partial: float


@cache
def read_weights() -> Weights:
    """The weights as shipped."""
    table = read_table("weights")
    return Weights(
        prior=float(table["prior"]),
        rows={row["name"]: (float(row["weight"]), row["sentence"]) for row in table["signal"]},
        supported=float(table["thresholds"]["supported"]),
        partial=float(table["thresholds"]["partial"]),
    )
