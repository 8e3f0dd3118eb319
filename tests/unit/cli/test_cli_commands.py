"""The smaller subcommands, as a person runs them."""

import json
import subprocess
import sys

import jsonschema
import pytest

from provenance.cli.app import COMMANDS, run
from provenance.version import VERSION


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_the_version_is_told_without_importing_anything():
    script = "import sys; sys.argv[1:] = ['--version']; from provenance.cli.__main__ import main; main(); "
    script += "print([name for name in ('click', 'msgspec', 'provenance.cli.app') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"provenance {VERSION}\n[]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name, capsys):
    assert run([name, "--help"]) == 0
    assert "Usage: provenance" in capsys.readouterr().out


def test_an_unknown_command_is_a_usage_error(capsys):
    assert run(["verfiy"]) == 2
    assert "verfiy" in capsys.readouterr().err


def test_parse_prints_sentences_and_their_sources(root, capsys):
    assert run(["parse", str(root / "examples/article.txt")]) == 0
    streams = capsys.readouterr()
    assert streams.out.startswith("15 sentences, 9 citation tags, 17 labels\n")
    assert "understandingwar.org, washingtonpost.com, apnews.com and 3 not named" in streams.out
    assert "set aside" in streams.err


def test_parse_says_how_a_name_was_read(tmp_path, capsys):
    path = tmp_path / "article.txt"
    path.write_text("The bridge fell on Monday. Jamaica Obsrver+2Some Bloge+2\n", encoding="utf-8")
    assert run(["parse", str(path)]) == 0
    out = capsys.readouterr().out
    assert "jamaicaobserver.com (read as Jamaica Observer (written “Jamaica Obsrver”))" in out
    assert "Some Bloge (unknown)" in out


def test_parse_prints_json_with_exact_offsets(root, capsys):
    path = root / "examples/article.txt"
    assert run(["parse", str(path), "--format", "json"]) == 0
    parsed = json.loads(capsys.readouterr().out)
    text = path.read_text(encoding="utf-8")
    assert parsed["article"]["text"] == text
    for tag in parsed["article"]["tags"]:
        assert text[tag["span"]["start"] : tag["span"]["end"]] == tag["raw"]
    assert [resolution["hidden"] for resolution in parsed["resolutions"]][-2:] == [3, 0]


def test_match_shows_the_values_that_differ(tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text("The air force said that 550 drones were launched in the night to Friday.\n")
    arguments = ["match", "--page", str(page), "--claim"]
    assert run([*arguments, "The air force said that 539 drones were launched in the night."]) == 1
    shown = capsys.readouterr().out
    assert "states 539 drones, the page has 550 drones" in shown
    assert "≠ different: quantity 539 drones, page has 550 drones" in shown
    assert run([*arguments, "The air force said that 550 drones were launched.", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "supported"


def test_match_needs_a_claim_and_a_page_that_can_be_judged(tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text("<html><title>Just a moment...</title><body></body></html>")
    assert run(["match", "--page", str(page), "--claim", " "]) == 2
    assert run(["match", "--page", str(page), "--claim", "Something."]) == 3
    assert "cannot be judged" in capsys.readouterr().err


def test_fetch_says_what_became_of_each_page(root, capsys):
    cassette = str(root / "cassettes/synthetic/example.yaml")
    urls = [
        "https://time.com/7300000/stand-in-turkish-officials-mediators-ankara-new-round-negotiations/",
        "https://www.jamaicaobserver.com/2025/07/04/stand-in-robots-say-no/",
        "https://time.com/not-in-the-recording",
        "http://169.254.169.254/latest/meta-data",
    ]
    assert run(["fetch", *urls, "--cassette", cassette, "--store", "s.sqlite"]) == 1
    first_words = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert first_words == ["ok", "robots_denied", "unrecorded", "unsafe"]
    assert run(["fetch", urls[3], "--store", ":memory:"]) == 3
    assert run(["fetch", urls[0], "--store", "s.sqlite"]) == 0, "a fresh capture needs no network"


def test_the_schema_is_a_schema_and_the_report_keeps_it(example, tmp_path, capsys):
    assert run(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    run([*example, "--output", "json=report.json"])
    report = json.loads((tmp_path / "report.json").read_text())
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**report, "results": [{}]}, schema, cls=jsonschema.Draft202012Validator)


def test_plugins_lists_every_table(capsys):
    assert run(["plugins"]) == 0
    listed = capsys.readouterr().out
    for name in ("text", "markdown", "chip", "html"):
        assert f"\n  {name}\n" in listed


def test_a_report_that_is_none_cannot_be_replayed(tmp_path, capsys):
    path = tmp_path / "report.json"
    path.write_text("{}")
    assert run(["replay", str(path), "--store", ":memory:"]) == 2
    assert run(["replay", "0123456789abcdef", "--store", ":memory:"]) == 2
    assert "neither a file nor the digest" in capsys.readouterr().err
