"""The tables `data/weights*.toml`: the prior, a weight and a sentence for every signal, the thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from provenance.text.tables import read_table

if TYPE_CHECKING:
    from provenance.match.comparison import Judged

PLAIN_TABLE, ENTAIL_TABLE = "weights", "weights_entail"
"""The table of the signals alone, and that for claims of which a model was asked as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The prior, the rows by signal as (weight, sentence), and from which score on a claim is supported or partial."""

    prior: float
    rows: dict[str, tuple[float, str]]
    supported: float
    partial: float


@cache
def read_weights(table: str = PLAIN_TABLE) -> Weights:
    """The weights as shipped, of one table or the other."""
    read = read_table(table)
    return Weights(
        prior=float(read["prior"]),
        rows={row["name"]: (float(row["weight"]), row["sentence"]) for row in read["signal"]},
        supported=float(read["thresholds"]["supported"]),
        partial=float(read["thresholds"]["partial"]),
    )


def weights_for(judged: Judged) -> Weights:
    """The weights of the table that fits: the other one when a model was asked."""
    return read_weights(PLAIN_TABLE if judged.opinion is None else ENTAIL_TABLE)
