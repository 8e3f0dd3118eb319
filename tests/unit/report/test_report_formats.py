"""The table of formats: what is in it, what is not, and what importing it costs."""

import subprocess
import sys
from dataclasses import replace

import pytest
from sample_report import make_report

from provenance.errors import PluginError, SettingsError
from provenance.model.codec import decode_report
from provenance.plugins import extend_table
from provenance.report import FORMATS, render_report, report_formats
from provenance.report.wording import NOTHING_CHECKED


def test_the_formats_stand_in_their_order():
    assert list(FORMATS) == ["terminal", "json", "html", "markdown", "csv", "sarif"]
    assert list(report_formats())[:6] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_rendered_and_ends_its_last_line(name):
    shown = render_report(make_report(), name)
    assert shown.endswith("\n")
    assert shown == render_report(make_report(), name)


@pytest.mark.parametrize("name", ["terminal", "html", "markdown"])
def test_a_report_that_checked_nothing_warns_before_anything_else_but_coverage(name):
    report = make_report()
    shown = render_report(replace(report, results=report.results[3:5]), name)
    assert 0 <= shown.index("0 of 2 claims checked") < shown.index(NOTHING_CHECKED) < shown.index("Unchecked")
    assert "Look at these first" not in shown


def test_the_terminal_is_the_format_that_nobody_asks_for():
    assert render_report(make_report()) == render_report(make_report(), "terminal")


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(SettingsError) as caught:
        render_report(make_report(), "pdf")
    assert "'pdf'" in caught.value.message
    assert caught.value.hint == "Known are: terminal, json, html, markdown, csv, sarif."


def test_json_is_read_back_as_the_same_report():
    assert decode_report(render_report(make_report(), "json")) == make_report()


def test_an_extension_that_cannot_be_called_is_refused(monkeypatch):
    class Point:
        name, value = "broken", "somewhere:broken"

        def load(self):
            return "no function"

    monkeypatch.setattr("provenance.plugins.installed_extensions", lambda group: (Point(),))
    with pytest.raises(PluginError):
        extend_table("provenance.reports", FORMATS, keeps_contract=callable)
    with pytest.raises(PluginError):
        render_report(make_report())


@pytest.mark.parametrize(
    ("shown", "told"), [(lambda report: report.absent, "stopped with AttributeError"), (lambda report: b"", "no text")]
)
def test_an_installed_format_that_fails_is_named(monkeypatch, shown, told):
    monkeypatch.setattr("provenance.report.extend_table", lambda *_, **__: {**FORMATS, "pdf": shown})
    with pytest.raises(PluginError, match=f"The report format 'pdf'.*{told}"):
        render_report(make_report(), "pdf")


def test_importing_the_room_imports_no_renderer():
    script = "import sys, provenance.report; sys.exit(bool({'rich', 'jinja2', 'bs4'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
