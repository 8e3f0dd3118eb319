"""A report whose evidence is in a store, and a pack of it."""

import pytest

from provenance.store import open_store
from tests.support.packs import CAPTURES, Case, verify


@pytest.fixture
def case(tmp_path):
    with open_store(":memory:") as store:
        for each in CAPTURES:
            store.put_capture(each)
        yield Case(tmp_path, store, verify(store))


@pytest.fixture
def pack(case):
    return case.pack()
