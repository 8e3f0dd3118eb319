"""A report whose evidence is in a store, and a pack of it; both are made once and handed to every test anew."""

import pytest

from provenance.store import open_store
from tests.support.packs import CAPTURES, Case, verify


def put_all(store):
    for each in CAPTURES:
        store.put_capture(each)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The report, and the bytes of its pack."""
    with open_store(":memory:") as store:
        put_all(store)
        case = Case(tmp_path_factory.mktemp("made"), store, verify(store))
        return case.report, case.pack().read_bytes()


@pytest.fixture
def case(tmp_path, made):
    with open_store(":memory:") as store:
        put_all(store)
        yield Case(tmp_path, store, made[0])


@pytest.fixture
def pack(tmp_path, made):
    path = tmp_path / "pack.zip"
    path.write_bytes(made[1])
    return path
