"""Pages that were found by searching: which of them may speak, and what a reader must know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.phrases import list_words, say_conflict
from provenance.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from provenance.model import Assessment, SourceCheck

_AGAINST = frozenset({Verdict.CONTRADICTED, Verdict.NOT_FOUND})
"""Verdicts that another page than the one found might change."""


def heard_pages(check: SourceCheck) -> tuple[Assessment, ...]:
    """The assessments of the pages that may speak for the source: all of those that are surely its page.

    Of pages that were found by searching only those that support, if there is one: the others are of another day.
    Without one, and if none fits the claim well, only those that have a part of it.
    """
    if not check.searches:
        return check.assessments
    holders = tuple(own for own in check.assessments if own.verdict is Verdict.SUPPORTED)
    if holders or check.is_sure:
        return holders or check.assessments
    return tuple(own for own in check.assessments if own.verdict is Verdict.PARTIAL)


def say_searched(checks: tuple[SourceCheck, ...], *, verdict: Verdict, speaking: AbstractSet[str]) -> str:
    """What the reader must know of pages that the article does not name; empty where none of them matters.

    `speaking` are the names of the sources that `verdict` rests on.
    """
    searched = [check for check in checks if check.searches and check.assessments]
    if verdict in _AGAINST:
        names = [check.source.name for check in searched if check.source.name in speaking]
        return f"The article does not name the page on {list_words(names)}; it was found by searching." if names else ""
    if verdict is Verdict.SUPPORTED:
        return ""
    unheard = [
        say_conflict(check.source.name, own.conflicts[0])
        for check in searched
        for own in check.assessments
        if own.verdict is Verdict.CONTRADICTED and own.conflicts and own not in heard_pages(check)
    ]
    return f"{unheard[0]} That page was found by searching and may be another." if unheard else ""


def say_search(checks: list[SourceCheck]) -> str:
    """Where pages were looked for, and among how many; `checks` is not empty."""
    if len(checks) == 1:
        name, looked_at = checks[0].source.name, checks[0].looked_at
        return f"{name} among {looked_at:,} looked at" if looked_at else f"{name}, where none could be listed"
    counts = (f"{check.looked_at:,} looked at" if check.looked_at else "none could be listed" for check in checks)
    return list_words(f"{check.source.name} ({count})" for check, count in zip(checks, counts, strict=True))
