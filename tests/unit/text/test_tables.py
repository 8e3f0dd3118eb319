import json

import pytest

from benchmarks.compile_tables import LARGE_TABLES, compile_table
from provenance.text import tables
from provenance.text.tables import read_table, table_bytes, tables_digest


@pytest.mark.parametrize("name", LARGE_TABLES)
def test_the_copy_of_a_large_table_is_up_to_date(name):
    assert tables._own_file(f"{name}.json") == compile_table(table_bytes(name))


def test_an_edited_table_wins_over_its_copy(monkeypatch):
    files = {"colours.toml": b'sky = "blue"\n', "colours.json": compile_table(b'sky = "grey"\n')}
    monkeypatch.setattr(tables, "_own_file", files.__getitem__)
    assert read_table.__wrapped__("colours") == {"sky": "blue"}


def test_a_copy_of_the_same_table_is_read_instead(monkeypatch):
    written = b'sky = "blue"\n'
    copy = {**json.loads(compile_table(written)), "table": {"sky": "from the copy"}}
    files = {"colours.toml": written, "colours.json": json.dumps(copy).encode()}
    monkeypatch.setattr(tables, "_own_file", files.__getitem__)
    assert read_table.__wrapped__("colours") == {"sky": "from the copy"}


def test_the_digest_changes_with_every_table(monkeypatch):
    whole = tables_digest.__wrapped__()
    read = tables._own_file
    for table in ("weights", "publishers", "mark_words", "statements"):
        monkeypatch.setattr(
            tables, "_own_file", lambda name, table=table: read(name) + b"#" * (name == f"{table}.toml")
        )
        assert tables_digest.__wrapped__() != whole
    monkeypatch.setattr(tables, "_own_file", read)
    assert tables_digest.__wrapped__() == whole
