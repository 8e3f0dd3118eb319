"""The report as JSON: the records as they are, for programs and for a replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.codec import encode_record

if TYPE_CHECKING:
    from provenance.model.report import Report


def render_json(report: Report) -> str:
    """The report in JSON, indented, with a final line end; `provenance.model.codec.decode_report` reads it back."""
    return encode_record(report).decode()
