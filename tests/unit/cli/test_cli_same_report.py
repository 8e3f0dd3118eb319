"""The same input gives the same report, in whatever order Python keeps its sets."""

import os
import re
import subprocess
import sys

# "made_at":"2026-11-22T20:51:23Z"
TIMES = re.compile(rb'"(made|fetched)_at": ?"[^"]*"')


def report_of(example, tmp_path, *, seed):
    command = [sys.executable, "-m", "provenance.cli", *example, "--output", "json"]
    variables = {**os.environ, "PYTHONHASHSEED": seed, "XDG_DATA_HOME": str(tmp_path)}
    run = subprocess.run(command, capture_output=True, env=variables, check=False)
    assert run.stdout, run.stderr
    return TIMES.sub(b"", run.stdout)


def test_two_processes_write_the_same_report(example, tmp_path):
    assert report_of(example, tmp_path, seed="1") == report_of(example, tmp_path, seed="2")
