"""Names: on the page or not. A name that is absent is a gap, never a conflict: pages call people by many names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.comparison import Finding, Status
from provenance.model import FactKind
from provenance.text.commonness import word_weight

if TYPE_CHECKING:
    from provenance.match.comparison import Comparison
    from provenance.model.facts import Name

GENERIC = 0.75
"""Weight up to which the last word of a name says little (`Force`): then its other words count."""


def check_names(comparison: Comparison) -> tuple[Finding, ...]:
    """Whether each name of the claim stands on the page, once a name."""
    findings: dict[tuple[str, ...], Finding] = {}
    for name in comparison.claim.facts.names:
        if name.tokens and name.tokens not in findings:
            status = Status.FOUND if _is_on_page(comparison, name) else Status.MISSING
            words = name.span.read(comparison.claim.facts.text)
            findings[name.tokens] = Finding(kind=FactKind.NAME, status=status, stated=words)
    return tuple(findings.values())


def _is_on_page(comparison: Comparison, name: Name) -> bool:
    """The last name is enough (`Zelensky`); of a name that ends in a common word, half of its words."""
    present = [stem for stem in name.tokens if stem in comparison.page.postings]
    if word_weight(name.tokens[-1]) > GENERIC and len(name.tokens) <= 2:
        return name.tokens[-1] in present or (len(name.tokens) == 2 and _is_place(comparison, name))
    return 2 * len(present) > len(name.tokens)


def _is_place(comparison: Comparison, name: Name) -> bool:
    """Whether the first of two words is enough: the second is a kind of place (`Sumy Oblast`, `Sumy region`)."""
    return name.tokens[1] in _PLACES and name.tokens[0] in comparison.page.postings


_PLACES = frozenset({"oblast", "region", "provinc", "district", "countri", "counti", "stat", "rayon", "krai"})
