"""The README is true: every command, option, setting and room it should name is there, and its commands exist."""

import re
import runpy
import shlex
from importlib import import_module

import click
import pytest

from provenance.cli.app import COMMANDS, run
from provenance.cli.exits import Exit
from provenance.cli.plugins import TABLES
from provenance.config import Settings
from provenance.model import Access, Verdict
from provenance.parse import GRAMMARS, READERS
from provenance.report import FORMATS


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


def options_of(name):
    command = import_module(f"provenance.cli.{name}").command
    return [option for option in command.params if isinstance(option, click.Option)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_its_options_are_named(readme, name):
    assert f"`provenance {name}" in readme
    for option in options_of(name):
        assert option.opts[0] in readme, option.opts


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name):
    assert import_module(f"provenance.cli.{name}").command.help
    assert all(option.help for option in options_of(name))


@pytest.mark.parametrize("name", list(Settings.__dataclass_fields__))
def test_every_setting_is_named_with_its_default(readme, name):
    row = re.search(rf"^\| `{name}` \| ([^|]+) \|", readme, re.MULTILINE)
    assert row
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        shown = str(default).lower()
    elif isinstance(default, (str, tuple, dict)):
        shown = ", ".join([default] if isinstance(default, str) else default) or "empty"
    else:
        shown = str(int(default))
    assert row[1] == ("all but supported" if name == "fail_on" else shown)


def test_every_verdict_access_exit_code_format_and_group_is_named(readme):
    for word in (*Verdict, *Access, *FORMATS, *READERS, *TABLES):
        assert word in readme, word
    for code in Exit:
        assert f"**{code}**" in readme
    assert GRAMMARS


def test_every_room_is_named(readme, root):
    rooms = {
        path.name
        for path in (root / "provenance").iterdir()
        if path.is_dir() and path.name not in {"data", "__pycache__"}
    }
    assert {room for room in rooms if f"`{room}/`" not in readme} == set()


def test_the_command_for_the_example_works_as_printed(readme, root, tmp_path, monkeypatch):
    (line,) = (line.strip() for line in readme.splitlines() if "provenance verify examples/article.txt" in line)
    setup, _, command = line.partition(" && ")
    assert (root / setup).stat().st_mode & 0o100
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/provenance"
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    arguments = [argument.replace("html=", f"html={tmp_path}/") for argument in arguments]
    assert run(arguments) == 0
    assert (tmp_path / "report.html").stat().st_size > 10_000


def test_the_command_for_the_tests_is_the_one_that_ci_runs(readme, root):
    assert "\n   ./check\n" in readme
    assert (root / ".ci/run").read_text().rstrip().endswith("./check")


def test_links_of_the_documents_lead_somewhere(root):
    for document in (*root.glob("*.md"), *root.glob("*/README.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), (document, target)


SCRIPTS = ("check_an_article.py", "check_one_claim.py", "read_citations.py")


def test_every_example_script_is_listed(root):
    found = sorted(path.name for path in (root / "examples").glob("*.py"))
    assert found == sorted(SCRIPTS)
    assert all(f"`{name}`" in (root / "examples/README.md").read_text() for name in found)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("check_an_article.py", "of 15 claims checked"),
        ("check_one_claim.py", "states 539 drones, the page has 550 drones"),
        ("read_citations.py", "theguardian.com, nypost.com, apnews.com, 3 not named"),
    ],
)
def test_every_example_script_runs(root, capsys, name, says):
    runpy.run_path(str(root / "examples" / name), run_name="__main__")
    assert says in capsys.readouterr().out
