"""Files that are written whole or not at all."""

import os
from pathlib import Path

import pytest

from provenance.files import is_device, led_to, whole_file


def test_a_file_takes_its_place_at_the_end(tmp_path):
    place = tmp_path / "report.json"
    place.write_text("old")
    with whole_file(place) as part:
        part.write_text("new")
        assert place.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert place.read_text() == "new"


def test_after_an_error_what_was_there_stays(tmp_path):
    place = tmp_path / "report.json"
    place.write_text("old")
    with pytest.raises(UnicodeEncodeError), whole_file(place) as part:
        part.write_text("half" * 9_999 + "\ud800", encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert place.read_text() == "old"


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    link = tmp_path / "link"
    link.symlink_to("kept")
    with whole_file(link) as part:
        part.write_text("new")
    assert link.is_symlink()
    assert (tmp_path / "kept").read_text() == "new"


def test_links_in_a_circle_are_told(tmp_path):
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    with pytest.raises(OSError, match="symbolic links"):
        led_to(tmp_path / "one")
    with pytest.raises(OSError, match="symbolic links"), whole_file(tmp_path / "two"):
        pytest.fail("nothing can be written there")


def test_a_pipe_is_a_device_and_a_file_is_none(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    assert [is_device(path) for path in (tmp_path / "pipe", Path(os.devnull))] == [True, True]
    assert not any(is_device(tmp_path / name) for name in ("file", "nothing", "."))
