"""The exit codes, and which outcome gives which."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from provenance.errors import StoreError

if TYPE_CHECKING:
    from provenance.errors import ProvenanceError
    from provenance.model import Report, Verdict


class Exit(IntEnum):
    """What the exit code says; stable."""

    HOLDS = 0
    FINDINGS = 1
    USAGE = 2
    NOT_RUN = 3
    INTERRUPTED = 130


def judge_report(report: Report, *, fail_on: tuple[Verdict, ...]) -> Exit:
    """`NOT_RUN` when nothing at all could be checked, `FINDINGS` when a claim has a verdict of `fail_on`.

    A claim that states nothing and cites nothing is no finding.
    """
    if not report.coverage.checked:
        return Exit.NOT_RUN
    if any(result.verdict in fail_on for result in report.results if not result.claim.is_idle):
        return Exit.FINDINGS
    return Exit.HOLDS


def judge_error(error: ProvenanceError) -> Exit:
    """`NOT_RUN` when the machine refused, `USAGE` when something given was wrong."""
    return Exit.NOT_RUN if isinstance(error, StoreError) else Exit.USAGE
