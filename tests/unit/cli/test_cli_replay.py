"""`provenance replay` when something is not as it was."""

import io
import json
import os
import threading
from pathlib import Path

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
        (lambda report: forged(report, judge="a model at a host"), "opinions of a model at a host were taken from the"),
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
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError(5, "Input/output error")

    opened = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *mode, **more: Broken() if path == recorded else opened(path, *mode, **more)
    )
    assert run(["replay", str(recorded), "--store", ":memory:"]) == 2
    assert "Input/output error" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nope.json", "Cannot read nope.json: No such file or directory. Give a report in JSON, or 8 digits"),
        ("186b", "Cannot read 186b: No such file"),
        ("x" * 300, "File name too long"),
        ("a\0b", "null"),
        (".", ". is a folder"),
        ("-", "Cannot read -: No such file"),
        ("draft.txt", "draft.txt is no report that is read: "),
        ("p.zip", "p.zip is no report but a pack. Check it with: provenance replay p.zip --verify"),
    ],
)
def test_what_names_no_report_is_told_by_both_commands(recorded, capsys, name, says):
    Path("p.zip").write_bytes(b"PK\x03\x04")
    assert run(["evidence", name, "--output", "x.zip", "--store", "s.sqlite"]) == 2
    assert says in capsys.readouterr().err
    if name != "p.zip":
        assert run(["replay", name, "--store", "s.sqlite"]) == 2
        assert says in capsys.readouterr().err
    if name not in {"draft.txt", "p.zip"}:
        assert run(["replay", name, "--store", "none.sqlite"]) == 2  # the name comes first, then the store
        assert says in capsys.readouterr().err


def test_a_report_may_come_through_a_pipe(recorded, capsys):
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_bytes(recorded.read_bytes()))
    writer.start()
    assert run(["replay", "pipe", "--store", "s.sqlite"]) == 0
    writer.join()
