"""What comes of asking the servers of the table: a page that is missed with its reason, in time and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.hostile.servers import SERVERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.servers import Hostile

SLACK = 3.0
"""Seconds beyond the deadline: for what is done with an answer, and for a busy machine."""
MOST_MB = 100
TOGETHER = 400
"""Seconds that all of them may take on a machine that does much else; they take ten."""


@pytest.fixture(scope="module")
def outcomes(root: Path) -> dict[str, dict[str, object]]:
    """What the program that asks all of them printed, by the names of the rows."""
    command = [sys.executable, "-W", "error", "-m", "tests.hostile.run"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=TOGETHER, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    rows = (json.loads(line) for line in done.stdout.splitlines())
    return {row["name"]: row for row in rows}


def test_every_row_has_its_name_and_a_reason_that_is_asked_for() -> None:
    assert len({row.name for row in SERVERS}) == len(SERVERS)
    assert [row.name for row in SERVERS if not row.says and row.access != "ok"] == []


@pytest.mark.parametrize("row", SERVERS, ids=lambda row: row.name)
def test_harm_is_missed_with_its_reason_in_time_and_in_little_memory(
    row: Hostile, outcomes: dict[str, dict[str, object]]
) -> None:
    outcome = outcomes[row.name]
    assert outcome["access"] == row.access, outcome
    assert row.says in outcome["detail"], outcome
    assert outcome["seconds"] < row.seconds + SLACK, outcome
    assert outcome["MB"] < MOST_MB, outcome
