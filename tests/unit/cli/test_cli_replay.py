"""`provenance replay` when something is not as it was."""

import json

import pytest

from provenance.cli.app import run


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    """A report on a draft with an attached page, its evidence in s.sqlite."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text("Russia sent 539 drones in one night apnews.com+1nypost.com+1.")
    (tmp_path / "saved.txt").write_text("Russia sent 539 drones in one night, the air force said.\n")
    verify = ["verify", "draft.txt", "--attach", "apnews.com=saved.txt", "--search", "off", "--store", "s.sqlite"]
    run([*verify, "--output", "json=one.json"])
    return tmp_path / "one.json"


def forged(report, **excuse):
    """A report with another verdict, and a reason why it should differ."""
    report["results"][0]["verdict"] = "contradicted"
    report.update(excuse)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda report: report.update(version="0.0.1"), "it was made by version 0.0.1"),
        (lambda report: report.update(settings_digest="0" * 64), "the tables or the extractor have changed"),
        (lambda report: report["results"][0].update(verdict="contradicted"), "1 verdict changed"),
        (lambda report: report["results"][0].update(reason="Because."), "the same verdicts, something else in it"),
        (
            lambda report: report["results"].append(dict(report["results"][0], verdict="contradicted")),
            "claim 2 was con",
        ),
        (lambda report: report["results"].clear(), "1 claim missing in it"),
        (lambda report: forged(report, version="0.0.1"), "claim 1 was contradicted and is supported"),
        (lambda report: forged(report, settings_digest="0"), "claim 1 was contradicted and is supported"),
        (lambda report: forged(report, entailer="another"), "claim 1 was contradicted and is supported"),
    ],
)
def test_a_report_that_differs_says_in_what(recorded, capsys, change, says):
    report = json.loads(recorded.read_text())
    change(report)
    recorded.write_text(json.dumps(report))
    assert run(["replay", str(recorded), "--store", "s.sqlite"]) == 1
    assert says in capsys.readouterr().err


def test_a_report_that_does_not_tell_its_pages_cannot_be_replayed(recorded, capsys):
    report = json.loads(recorded.read_text())
    report["pages"] = []
    recorded.write_text(json.dumps(report))
    assert run(["replay", str(recorded), "--store", "s.sqlite"]) == 3
    assert "does not tell which pages it was made from" in capsys.readouterr().err


def test_a_store_that_is_no_file_is_opened_not_looked_for(recorded, capsys):
    assert run(["replay", str(recorded), "--store", "mysql://somewhere/db"]) == 3
    assert "of no known kind" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named(recorded, capsys, monkeypatch):
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    assert run(["replay", str(recorded), "--store", ":memory:"]) == 2
    assert "Input/output error" in capsys.readouterr().err
