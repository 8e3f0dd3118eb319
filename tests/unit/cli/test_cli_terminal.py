"""What a person at a terminal sees, on a pseudo-terminal."""

import os
import pty
import re
import subprocess
import sys

import pytest

from provenance.version import VERSION

ESCAPE = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


def run_on_terminal(arguments, folder, **environment):
    """The output of the command line on a terminal of 24 lines and 80 columns."""
    leader, follower = pty.openpty()
    variables = {**os.environ, "TERM": "xterm", "XDG_DATA_HOME": str(folder), "COLUMNS": "", **environment}
    command = [sys.executable, "-m", "provenance.cli", *arguments]
    with subprocess.Popen(command, stdout=follower, stderr=follower, stdin=follower, env=variables):
        os.close(follower)
        output = b""
        while True:
            try:
                chunk = os.read(leader, 65_536)
            except OSError:  # the other end is closed
                break
            if not chunk:
                break
            output += chunk
    os.close(leader)
    return output


@pytest.fixture(scope="module")
def shown(example, tmp_path_factory):
    return run_on_terminal(example, tmp_path_factory.mktemp("data"))


def test_a_terminal_shows_colour_and_a_bar(shown):
    assert b"\x1b[31m" in shown or b"\x1b[1;31m" in shown
    assert b"reading pages" in shown


def test_no_colour_is_shown_when_the_reader_wants_none(example, tmp_path):
    shown = run_on_terminal(example, tmp_path, NO_COLOR="1")
    assert not re.search(rb"\x1b\[[0-9;]*3[0-9]m", shown.split(b"claims checked")[1])


def test_the_text_is_the_same_with_and_without_a_terminal(example, shown, tmp_path):
    command = [sys.executable, "-m", "provenance.cli", *example]
    variables = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    piped = subprocess.run(command, capture_output=True, env=variables, check=False)
    assert b"\x1b" not in piped.stdout

    def words(output):
        return re.sub(rb"\d\d:\d\d", b"", ESCAPE.sub(b"", output)).split()

    start = shown.index(b"11 of 15")
    assert words(shown[start:])[: len(words(piped.stdout))] == words(piped.stdout)


def test_the_module_runs_as_a_program(tmp_path):
    assert VERSION.encode() in run_on_terminal(["--version"], tmp_path)
    assert b"Usage: provenance" in run_on_terminal(["--help"], tmp_path)
