"""The report room: a report as text, one file a format, all of them in the same words.

The formats are imported when they are asked for: rich and jinja2 cost more than all the rest of a start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from provenance.errors import PluginError, SettingsError
from provenance.plugins import extend_table
from provenance.report.json import render_json
from provenance.report.wording import coverage_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.model.report import Report

    Renderer: TypeAlias = Callable[[Report], str]

__all__ = ["FORMATS", "coverage_line", "render_report", "report_formats"]

GROUP = "provenance.reports"


def _render_terminal(report: Report) -> str:
    from provenance.report.terminal import render_terminal  # noqa: PLC0415 - rich is slow to import

    return render_terminal(report)


def _render_html(report: Report) -> str:
    from provenance.report.html import render_html  # noqa: PLC0415 - jinja2 is slow to import

    return render_html(report)


def _render_markdown(report: Report) -> str:
    from provenance.report.markdown import render_markdown  # noqa: PLC0415 - a format is loaded when asked for

    return render_markdown(report)


def _render_csv(report: Report) -> str:
    from provenance.report.csv import render_csv  # noqa: PLC0415 - a format is loaded when asked for

    return render_csv(report)


def _render_sarif(report: Report) -> str:
    from provenance.report.sarif import render_sarif  # noqa: PLC0415 - a format is loaded when asked for

    return render_sarif(report)


FORMATS: dict[str, Renderer] = {
    "terminal": _render_terminal,
    "json": render_json,
    "html": _render_html,
    "markdown": _render_markdown,
    "csv": _render_csv,
    "sarif": _render_sarif,
}
"""The package's own formats, in the order in which they are offered."""


def report_formats() -> dict[str, Renderer]:
    """`FORMATS` followed by the installed extensions; raises `PluginError` for one that cannot be called."""
    return extend_table(GROUP, FORMATS, keeps_contract=callable)


def render_report(report: Report, format: str = "terminal") -> str:  # noqa: A002 - the word callers know
    """The report in `format`, one of `report_formats`.

    Raises `SettingsError` for another, and `PluginError` where an installed one fails or gives no text.
    """
    formats = report_formats()
    if format not in formats:
        raise SettingsError(f"Unknown report format {format!r}.", f"Known are: {', '.join(formats)}.")
    if format in FORMATS:
        return FORMATS[format](report)
    try:
        shown: object = formats[format](report)
    except Exception as error:  # third-party code may raise anything; it is named, never hidden
        raise PluginError(f"The report format {format!r} stopped with {error!r}.") from error
    if not isinstance(shown, str):
        raise PluginError(f"The report format {format!r} gave no text.")
    return shown
