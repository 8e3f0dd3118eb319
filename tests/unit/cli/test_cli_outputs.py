"""Where reports are written, and drafts that come through a pipe: nothing is lost, cut or written over."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from provenance.cli.app import run
from provenance.cli.outputs import write_file
from provenance.errors import InputError
from provenance.model.codec import decode_report
from provenance.report import FORMATS

PAGE = "Russia sent 539 drones in one night, the air force said on Friday.\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """A folder with a draft and a page that bears it out."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "draft.txt").write_text("Russia sent 539 drones in one night apnews.com+1.")
    (tmp_path / "saved.txt").write_text(PAGE)


def verify(*options, draft="draft.txt"):
    return run(["verify", draft, "--offline", "--attach", "apnews.com=saved.txt", "--entail", "off", *options])


def refuse(monkeypatch, *names):
    """The disk takes no file of these names."""
    replace = Path.replace

    def refused(path, target):
        if target.name in names:
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refused)


def test_a_report_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path, monkeypatch, capsys):
    before = set(tmp_path.iterdir())
    refuse(monkeypatch, "report.html")
    assert verify("--store", ":memory:", "--output", "html=report.html") == 2
    assert "Cannot write report.html: No space left on device." in capsys.readouterr().err
    assert set(tmp_path.iterdir()) == before


def test_the_other_reports_are_written_all_the_same_and_the_kept_one_is_named(tmp_path, monkeypatch, capsys):
    refuse(monkeypatch, "a.html", "b.md")
    outputs = [option for name in ("html=a.html", "markdown=b.md", "json=c.json") for option in ("--output", name)]
    assert verify("--store", "s.sqlite", *outputs) == 2
    told = capsys.readouterr().err
    assert decode_report((tmp_path / "c.json").read_bytes()).results
    assert ("Cannot write a.html" in told, "Cannot write b.md" in told) == (True, True)
    assert "report kept in the store as " in told


def test_an_installed_format_that_fails_keeps_no_other_report_from_its_file(tmp_path, monkeypatch, capsys):
    def fail(report):
        raise ValueError("no")

    for place in ("provenance.report.report_formats", "provenance.cli.outputs.report_formats"):
        monkeypatch.setattr(place, lambda: {**FORMATS, "pdf": fail, "odd": lambda report: "half \ud800"})
    outputs = ("--output", "pdf=a.pdf", "--output", "odd=b.txt", "--output", "json=c.json")
    assert verify("--store", ":memory:", *outputs) == 2
    assert "The report format 'pdf' stopped with ValueError('no')." in capsys.readouterr().err
    assert (tmp_path / "b.txt").read_text() == "half ?"
    assert (tmp_path / "c.json").exists()


def test_a_report_goes_into_a_pipe_and_does_not_replace_it(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    assert verify("--store", ":memory:", "--output", "markdown=pipe") == 0
    reader.join()
    assert read[0].startswith("# ")
    assert pipe.is_fifo()


@pytest.mark.parametrize("place", [">(cat >&3)", "/dev/fd/3", "/dev/stderr"])
def test_a_report_goes_where_the_shell_leads_it(place):
    command = f"{sys.executable} -m provenance.cli verify draft.txt --attach apnews.com=saved.txt --entail off"
    shell = f"exec 3>&2; {command} --offline --store :memory: --output json={place} | cat"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert decode_report(done.stderr).results


def test_a_link_in_place_of_the_report_leads_to_the_file_that_is_written(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "report.md").symlink_to(tmp_path / "shared" / "real.md")
    write_file(tmp_path / "report.md", "words")
    assert (tmp_path / "shared" / "real.md").read_text() == "words"
    assert (tmp_path / "report.md").is_symlink()


def test_a_name_as_long_as_names_may_be_is_written(tmp_path):
    write_file(tmp_path / ("n" * 255), "words")
    with pytest.raises(InputError, match="File name too long"):
        write_file(tmp_path / ("n" * 256), "words")


def test_nothing_is_written_through_a_link_that_somebody_put_beside_the_report(tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("kept")
    for name in (".report.md.part", "report.md.part", ".report.md.tmp"):
        (tmp_path / name).symlink_to(mine)
    write_file(tmp_path / "report.md", "words")
    assert mine.read_text() == "kept"


@pytest.mark.parametrize("streams", [("stdout",), ("stderr",), ("stdin", "stdout", "stderr")])
def test_a_stream_that_was_closed_changes_nothing(monkeypatch, streams, tmp_path):
    for name in streams:
        monkeypatch.setattr(f"sys.{name}", None)
    assert verify("--store", ":memory:", "--output", "terminal", "--output", "json=report.json") == 0
    assert (tmp_path / "report.json").exists()
    assert run(["verify", "absent.txt"]) == 2
    for name in {*streams} - {"stdin"}:
        getattr(sys, name).close()


def test_without_standard_input_there_is_no_draft(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", None)
    assert verify(draft="-") == 2
    assert "Standard input is empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("redirection", "code"), [("2>/dev/full", 0), ("--date yesterday 2>/dev/full", 2), ("| true", 3)]
)
def test_where_nobody_reads_the_exit_code_is_none_of_a_finding(redirection, code):
    command = f"{sys.executable} -m provenance.cli verify draft.txt --attach apnews.com=saved.txt --entail off"
    shell = f"set -o pipefail; {command} --offline --store :memory: {redirection}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (code, b"")


def test_a_saved_page_may_have_a_name_that_is_no_text(tmp_path):
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text(PAGE)
    assert verify("--attach", os.fsdecode(b"apnews.com=\xff.txt"), "--store", ":memory:") == 0


@pytest.mark.parametrize("option", ["saved.txt", "draft.txt", "link.txt"])
def test_no_report_is_written_over_what_is_read(tmp_path, option, capsys):
    (tmp_path / "link.txt").symlink_to(tmp_path / "draft.txt")
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.txt")}
    assert verify("--output", f"markdown={option}") == 2
    assert f"{option} is read in this run and would be written over" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.txt")} == before


def test_a_replay_is_not_written_over_the_report_that_was_recorded(tmp_path, capsys):
    verify("--store", "s.sqlite", "--output", "json=report.json")
    recorded = (tmp_path / "report.json").read_bytes()
    assert run(["replay", "report.json", "--store", "s.sqlite", "--output", "json=report.json"]) == 2
    assert "would be written over" in capsys.readouterr().err
    assert (tmp_path / "report.json").read_bytes() == recorded


def test_a_folder_that_may_not_be_written_to_is_told_before_anything_is_read(monkeypatch, capsys):
    monkeypatch.setattr("provenance.cli.outputs.os.access", lambda path, mode: False)
    assert verify("--output", "html=report.html") == 2
    assert "report.html cannot be written: no right to do so." in capsys.readouterr().err
    assert not Path("data").exists()


def test_half_a_draft_that_comes_through_a_pipe_is_not_taken_for_it(tmp_path, capsys):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    (tmp_path / "provenance.toml").write_text("max_article_bytes = 100\n")
    text = "Russia sent 539 drones in one night apnews.com+1.\n" * 3
    writer = threading.Thread(target=pipe.write_text, args=(text,))
    writer.start()
    assert verify("--store", ":memory:", draft="pipe.txt") == 2
    writer.join()
    assert "pipe.txt has more than 100 bytes; the limit is 100." in capsys.readouterr().err
