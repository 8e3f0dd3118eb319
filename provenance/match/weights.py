"""The table `data/weights.toml`: the prior, a weight and a sentence for every signal, the thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from provenance.text.tables import read_table, table_bytes

TABLES = (
    "weights",
    "units",
    "counting",
    "calendar",
    "names",
    "negations",
    "spellings",
    "common_words",
    "abbreviations",
)
"""Every table that bears on a verdict, in the order of the digest."""


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


@cache
def tables_digest() -> str:
    """The sha256 over every table that bears on a verdict, 64 hex digits."""
    digest = sha256()
    for name in TABLES:
        digest.update(name.encode() + b"\0" + table_bytes(name) + b"\0")
    return digest.hexdigest()
