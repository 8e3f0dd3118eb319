"""What an entailer is asked and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Entailment(Enum):
    """Which entailer is asked when none is given: the one that comes with the package if it is installed, or none."""

    INSTALLED = "installed"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """How likely a passage supports a claim, and how likely it refutes it: each 0 to 1, at most 1 together.

    A model that only parts supported claims from others has `refuted` at 0.
    """

    supported: float
    refuted: float = 0.0


class Entailer(Protocol):
    """A model that reads pairs of texts; `name` goes into the settings digest of a report."""

    @property
    def name(self) -> str:
        """Which model it is, with its version or digest."""
        ...

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> tuple[Opinion, ...]:
        """One opinion a pair of (passage, claim), in order; texts that are too long for the model are cut."""
        ...
