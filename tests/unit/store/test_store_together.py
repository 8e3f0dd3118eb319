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

    from provenance.store import Store

THREADS = 32
PROGRAMS = 4


def test_32_threads_use_one_store(store: Store) -> None:
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                capture = make_capture(f"{number}-{turn}", shared=turn)
                store.put_capture(capture)
                assert store.find_capture(capture.url) == capture
                store.put_report(f"{number}-{turn}".encode())
        except Exception as error:  # noqa: BLE001 - the test tells all of them
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sum(1 for _ in store.list_captures()) == THREADS * 5
    assert list(store.check()) == []


def write(url: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.store.writer", url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_4_programs_use_one_store_while_a_fifth_prunes(place: Place) -> None:
    runs = [write(place.url, f"run{number}", 25) for number in range(PROGRAMS)]
    pruning = [sys.executable, "-m", "provenance.cli", "store", "prune", "--keep-size", "0", "--store", place.url]
    assert runs[0].stdout is not None
    runs[0].stdout.readline()
    pruned = subprocess.run(pruning, capture_output=True, text=True, check=False)
    assert pruned.returncode == 0, pruned.stderr
    assert [run.wait(60) for run in runs] == [0] * PROGRAMS
    for run in runs:
        assert run.stdout is not None
        run.stdout.close()
    with open_store(place.url) as store:
        hosts = Counter(entry.url.split("/")[2] for entry in store.list_captures())
        assert hosts == {f"run{number}.example": 25 for number in range(PROGRAMS)}
        assert list(store.check()) == []


def test_a_program_that_is_killed_loses_no_finished_capture(place: Place) -> None:
    done = check_rounds(place.url, rounds=4, seed=1)
    assert done.kills == 4
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
