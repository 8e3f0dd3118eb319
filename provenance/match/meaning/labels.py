"""What the outputs of a classification model mean, and its logits as an opinion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp, isfinite
from typing import TYPE_CHECKING

from provenance.errors import EntailerError
from provenance.match.meaning.contracts import Opinion
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

HINT = (
    "Name the meaning of its outputs, in their order, with the setting entailment_labels (for ONNX in entailer.json), "
    'as in ["contradiction", "neutral", "entailment"].'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Which of a model's `count` outputs says supported, and which refuted, if one does.

    A model with one output has the log-odds of support in it.
    """

    count: int
    supported: int
    refuted: int | None = None

    def read_logits(self, logits: Sequence[float]) -> Opinion:
        """The opinion in one row of logits; raises `EntailerError` when there are more or fewer, or no numbers."""
        if len(logits) != self.count or not all(isfinite(value) for value in logits):
            shown = ", ".join(f"{value:.3g}" for value in logits[:5])
            raise EntailerError(f"The entailment model gave {shown or 'nothing'} where {self.count} numbers are due.")
        if self.count == 1:
            return Opinion(supported=_squash(logits[0]))
        largest = max(logits)
        powers = [exp(value - largest) for value in logits]
        shares = [power / sum(powers) for power in powers]
        supported = shares[self.supported]
        refuted = 0.0 if self.refuted is None else shares[self.refuted]
        return Opinion(supported=supported, refuted=min(refuted, 1.0 - supported))


def read_labels(labels: Sequence[str]) -> Outputs:
    """What the outputs with these labels mean; raises `EntailerError` when that is not certain.

    Nothing is guessed: swapped outputs would call supported what is not. Outputs without names are refused, for one
    model has support first, another last, and a third says how alike two texts are. Of two outputs none is taken for a
    refutation: what such a model does not find supported may only be absent.
    """
    # " not-Supported" is not_supported
    names = [re.sub(r"[\s\-]+", "_", label.strip().casefold()) for label in labels]
    meanings = [_meaning(name) for name in names]
    shown = ", ".join(labels[:8]) or "none"
    if "" in meanings:
        raise EntailerError(f"The entailment model's labels are not understood: {shown}.", HINT)
    if meanings.count("supported") != 1 or meanings.count("refuted") > 1:
        raise EntailerError(f"The entailment model's labels must name support exactly once: {shown}.", HINT)
    refuted = meanings.index("refuted") if len(names) > 2 and "refuted" in meanings else None
    return Outputs(count=len(names), supported=meanings.index("supported"), refuted=refuted)


def _meaning(name: str) -> str:
    """`supported`, `refuted`, `other`, or empty for a label that no table knows."""
    table: dict[str, str] = read_table("entailers")["labels"]
    return next((meaning for meaning, words in table.items() if name in words.split()), "")


def _squash(value: float) -> float:
    """The probability of log-odds, without overflow."""
    return 1.0 / (1.0 + exp(-value)) if value >= 0 else exp(value) / (1.0 + exp(value))
