"""Whole reports, compared letter by letter with the files in tests/golden/report.

After a wanted change run `PROVENANCE_REGENERATE=1 pytest tests/unit/report/test_report_golden.py` and read the
difference before committing it.
"""

import os
from pathlib import Path

import pytest
from sample_report import empty_report, make_report
from searched_report import make_searched_report

from provenance.report import render_report
from provenance.report.terminal import render_terminal

GOLDEN = Path(__file__).parents[2] / "golden" / "report"

REPORTS = (
    ("sample.txt", lambda: render_terminal(make_report(), width=80)),
    ("sample.json", lambda: render_report(make_report(), "json")),
    ("sample.html", lambda: render_report(make_report(), "html")),
    ("sample.md", lambda: render_report(make_report(), "markdown")),
    ("searched.txt", lambda: render_terminal(make_searched_report(), width=80)),
    ("searched.html", lambda: render_report(make_searched_report(), "html")),
    ("searched.md", lambda: render_report(make_searched_report(), "markdown")),
    ("empty.txt", lambda: render_terminal(empty_report(), width=80)),
    ("empty.md", lambda: render_report(empty_report(), "markdown")),
)


@pytest.mark.parametrize(("name", "render"), REPORTS, ids=[name for name, _ in REPORTS])
def test_the_report_is_the_one_on_file(name, render):
    path = GOLDEN / name
    if os.environ.get("PROVENANCE_REGENERATE"):
        path.write_text(render(), encoding="utf-8", newline="")
    assert render() == path.read_bytes().decode()
