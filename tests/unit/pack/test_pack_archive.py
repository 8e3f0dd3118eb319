"""A pack is hostile input: what is no plain pack of ours is refused before anything is unpacked."""

import struct
import zipfile

import pytest

from provenance.errors import EvidenceError
from provenance.pack import archive, is_pack, layout, read_pack
from tests.support.zips import END, changed, changed_twice, info, zipped

NAMES = (
    "../README.txt",
    "/README.txt",
    "/etc/passwd",
    "pages/../README.txt",
    "pages\\" + "0" * 64 + ".txt",
    "pages/" + "0" * 63 + ".txt",
    "pages/" + "0" * 64 + ".html",
    "pages/" + "0" * 64 + ".TXT",
    "pages/" + "g" * 64 + ".body",
    "pages/" + "0" * 64 + ".txt\n",
    "pages/sub/" + "0" * 64 + ".txt",
    "C:README.txt",
    "readme.txt",
    "README.txt ",
    "report.json/",
    "index.html.exe",
    "\u0660.txt",
    "x" * 60_000,
)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:40])
def test_names_that_no_pack_has_are_refused(tmp_path, name):
    path = zipped(tmp_path / "p.zip", [("README.txt", b""), (name, b"x")])
    with pytest.raises(EvidenceError, match="a member that no pack has"), read_pack(path):
        pass


def test_a_name_cut_by_a_nul_is_refused(tmp_path):
    path = zipped(tmp_path / "p.zip", [("README.txtX", b"x")])
    path.write_bytes(path.read_bytes().replace(b"README.txtX", b"README.txt\0"))
    with pytest.raises(EvidenceError, match="a member that no pack has"), read_pack(path):
        pass


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path):
    path = zipped(tmp_path / "p.zip", [("README.txt", b"one"), ("README.txt", b"two")])
    with pytest.raises(EvidenceError, match="two members of one name"), read_pack(path):
        pass


@pytest.mark.parametrize("mode", [0o120777, 0o040755, 0o020666])
def test_members_that_are_no_plain_files_are_refused(tmp_path, mode):
    path = zipped(tmp_path / "p.zip", [(info("README.txt", mode=mode), b"/etc/passwd")])
    with pytest.raises(EvidenceError, match="no plain file"), read_pack(path):
        pass


def test_packings_that_others_may_not_unpack_are_refused(tmp_path):
    path = zipped(tmp_path / "p.zip", [("README.txt", b"x")], packing=zipfile.ZIP_BZIP2)
    with pytest.raises(EvidenceError, match="packed in a way that is not read"), read_pack(path):
        pass


def test_an_encrypted_member_is_refused(tmp_path):
    path = changed(zipped(tmp_path / "p.zip", [("README.txt", b"x")]), 8, "<H", 1)
    with pytest.raises(EvidenceError, match="encrypted"), read_pack(path):
        pass


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"0" * 3_000_000, "more than 200 times"), (b"", None), (b"0" * 4_000, None)],
)
def test_bombs_are_told_by_their_ratio(tmp_path, content, says):
    path = zipped(tmp_path / "p.zip", [("README.txt", content)], packing=zipfile.ZIP_DEFLATED)
    if says is None:
        with read_pack(path) as pack:
            assert pack.archive.read("README.txt") == content
    else:
        with pytest.raises(EvidenceError, match=says), read_pack(path):
            pass


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path):
    path = zipped(tmp_path / "p.zip", [("README.txt", b"0" * 100_000)], packing=zipfile.ZIP_DEFLATED)
    path = changed_twice(path, 24, 4_000)
    with read_pack(path) as pack, pytest.raises(EvidenceError, match=r"README\.txt is damaged: Bad CRC"):
        pack.archive.read("README.txt")


@pytest.mark.parametrize(
    ("name", "size", "says"),
    [
        ("README.txt", layout.MOST_MEMBER_BYTES + 1, "256,000,001 bytes; at most 256,000,000"),
        ("manifest.tsr", layout.MOST_STAMP_BYTES + 1, "at most 64,000"),
        ("pages/", 1, "at most 0"),
    ],
)
def test_members_have_a_largest_size(tmp_path, name, size, says):
    path = changed(zipped(tmp_path / "p.zip", [(name, b"")]), 24, "<I", size)
    with pytest.raises(EvidenceError, match=says), read_pack(path):
        pass


def test_all_members_together_have_a_largest_size(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_TOTAL_BYTES", 5)
    path = zipped(tmp_path / "p.zip", [("README.txt", b"one"), ("index.html", b"two")])
    with pytest.raises(EvidenceError, match="unpacks to 6 bytes; at most 5"), read_pack(path):
        pass


def test_members_have_a_largest_number(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    path = zipped(tmp_path / "p.zip", [("README.txt", b"one"), ("index.html", b"two")])
    with pytest.raises(EvidenceError, match="2 members in a table"), read_pack(path):
        pass


def test_the_number_of_members_is_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    path = zipped(tmp_path / "p.zip", [("README.txt", b"one"), ("index.html", b"two")])
    whole = bytearray(path.read_bytes())
    struct.pack_into("<HH", whole, len(whole) - END + 8, 1, 1)
    path.write_bytes(whole)
    with pytest.raises(EvidenceError, match="2 members"), read_pack(path):
        pass


def test_a_table_of_contents_has_a_largest_size_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_TABLE_BYTES", 50)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    path = tmp_path / "p.zip"
    path.write_bytes(b"0" * 100 + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, 100, 0, 0))
    with pytest.raises(EvidenceError, match="table of 100 bytes"), read_pack(path):
        pass


def test_a_pack_has_a_largest_size(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_PACK_BYTES", 50)
    path = zipped(tmp_path / "p.zip", [("README.txt", b"one")])
    with pytest.raises(EvidenceError, match="at most 50"), read_pack(path):
        pass


def with_comment(whole):
    return whole[:-2] + struct.pack("<H", 3) + b"abc"


def with_locator(whole):
    """What makes it ZIP64, hidden where the table of contents has its last comment."""
    return whole[:-END] + b"PK\x06\x07" + b"\0" * 16 + whole[-END:]


def two_disks(whole):
    return whole[: -END + 4] + b"\1\0" + whole[-END + 6 :]


@pytest.mark.parametrize(
    "change",
    [
        with_comment,
        with_locator,
        two_disks,
        lambda whole: b"#!/bin/sh\n" + whole,
        lambda whole: whole + b"x",
        lambda whole: whole[:-5],
        lambda whole: whole[:200],
        lambda whole: b"",
        lambda whole: b"PK\x03\x04",
        lambda whole: b"x" * 10_000,
    ],
    ids=range(10),
)
def test_what_is_no_plain_zip_is_refused(pack, change):
    pack.write_bytes(change(pack.read_bytes()))
    with pytest.raises(EvidenceError, match="is no evidence pack"), read_pack(pack):
        pass


def test_a_folder_and_a_missing_file_are_told(tmp_path):
    for path in (tmp_path, tmp_path / "none.zip"):
        with pytest.raises(EvidenceError, match="Cannot read"), read_pack(path):
            pass
        assert not is_pack(path)


def test_a_wrong_checksum_is_told_with_the_name(pack):
    changed_twice(pack, 16, 1)  # of report.json, the last entry
    with read_pack(pack) as opened, pytest.raises(EvidenceError, match=r"report\.json is damaged"):
        _ = opened.report
