"""Many threads and programs on one store; programs that are killed; a disk that is full."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.store.kill import check_rounds
from benchmarks.store.writer import make_capture
from provenance.store import open_store
from tests.unit.store.conftest import Place

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from provenance.store import Store

THREADS = 32
PROGRAMS = 4


def test_32_threads_use_one_store(every_store: Store) -> None:
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                capture = make_capture(f"{number}-{turn}", shared=turn)
                every_store.put_capture(capture)
                assert every_store.find_capture(capture.url) == capture
                every_store.put_report(f"{number}-{turn}".encode())
        except Exception as error:  # noqa: BLE001 - the test tells all of them
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sum(1 for _ in every_store.list_captures()) == THREADS * 5
    assert list(every_store.check()) == []


# One program that has imported everything becomes five, which is quicker than to start five; none has opened the store.
CROWD = """
import os, sys
from benchmarks.store.writer import make_capture
from provenance.cli import store
from provenance.cli.app import run
from provenance.store import database, open_store

url, programs, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
started, start = os.pipe()

def write(name):
    with open_store(url) as store:
        for number in range(count):
            store.put_capture(make_capture(str(number), host=name))
            os.write(start, b".")
    return 0

def prune():
    os.read(started, 1)
    return run(["store", "prune", "--keep-size", "0", "--store", url])

def fork(work, *arguments):
    child = os.fork()
    if not child:
        os._exit(work(*arguments))
    return child

children = [fork(prune), *(fork(write, f"run{number}") for number in range(programs))]
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


def test_4_programs_use_one_store_while_a_fifth_prunes(place: Place) -> None:
    command = [sys.executable, "-c", CROWD, place.url, str(PROGRAMS), "20"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "0 captures with 0 bodies are gone" in done.stderr
    with open_store(place.url) as store:
        hosts = Counter(entry.url.split("/")[2] for entry in store.list_captures())
        assert hosts == {f"run{number}.example": 20 for number in range(PROGRAMS)}
        assert list(store.check()) == []


def test_a_program_that_is_killed_loses_no_finished_capture(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.store.kill.LONGEST", 0.2)
    done = check_rounds(place.url, rounds=3, seed=1)
    assert done.kills == 3
    assert done.finished > 0
    assert (done.lost, done.damaged) == (0, 0)


def test_the_check_of_kills_sees_a_capture_that_is_lost(tmp_path: Path) -> None:
    place = Place(url=str(tmp_path / "store.sqlite"), path=tmp_path / "store.sqlite")

    def lose() -> None:
        place.rows("DELETE FROM captures")

    done = check_rounds(place.url, rounds=1, seed=1, between=lose)
    assert done.lost > 0


LIMITED = """
import resource, signal, sys
from benchmarks.store.writer import write_captures
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
write_captures(sys.argv[1], 'full', 10_000)
"""


def test_a_disk_that_fills_up_is_told_and_every_finished_capture_stays(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    command = [sys.executable, "-c", LIMITED, str(path), "3000000"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "StoreError: The store" in done.stderr.splitlines()[-1]
    assert "the disk is full" in done.stderr or "the disk failed" in done.stderr
    finished = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(finished) > 20
    with open_store(str(path)) as store:
        for url, sha256 in finished:
            store.read_capture(url, sha256)
        assert list(store.check()) == []
        store.put_capture(make_capture("after"))
