"""A pack is hostile input: what is no plain pack of ours is refused before anything is unpacked."""

import io
import json
import struct
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.config import Settings
from provenance.errors import EvidenceError, ProvenanceError, StoreError
from provenance.model.codec import decode_report
from provenance.pack import archive, check_pack, is_pack, layout, read_pack, reading
from provenance.pack.stamping import check_stamp
from provenance.pipeline import replay_report
from tests.support.clocks import FakeClock
from tests.support.packs import CAPTURES, DRAFT, members, rewrite, seal, verify

END = 22
"""Bytes of the last record of a zip."""


def zipped(path, entries, *, packing=zipfile.ZIP_STORED):
    """A zip with these (name or ZipInfo, content)."""
    with zipfile.ZipFile(path, "w", packing) as out:
        for name, content in entries:
            out.writestr(name, content)
    return path


def info(name, *, mode=0o100644):
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = mode << 16
    return member


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


def changed(path, place, form, value):
    """The zip with one number of its table of contents changed, in its only entry, in place."""
    whole = bytearray(path.read_bytes())
    struct.pack_into(form, whole, whole.rfind(b"PK\x01\x02") + place, value)
    path.write_bytes(whole)
    return path


def changed_twice(path, place, value):
    """The zip with the checksum (16) or a size (20 packed, 24 unpacked) of its last member changed, wherever it is."""
    whole = path.read_bytes()
    start = struct.unpack_from("<I", whole, whole.rfind(b"PK\x01\x02") + 42)[0]
    whole = bytearray(whole)
    struct.pack_into("<I", whole, start + place - 2, value)
    path.write_bytes(whole)
    return changed(path, place, "<I", value)


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


def overlapping(path):
    """Two members whose table rows name the same bytes."""
    zipped(path, [("README.txt", b"x" * 200), ("index.html", b"y" * 200)])
    whole = bytearray(path.read_bytes())
    second = whole.rfind(b"PK\x01\x02")
    struct.pack_into("<I", whole, second + 42, 0)
    path.write_bytes(whole)


def long_member(path):
    """A member that reaches into the table of contents."""
    zipped(path, [("README.txt", b"x" * 10)])
    changed_twice(path, 20, 60)


@pytest.mark.parametrize("make", [overlapping, long_member])
def test_members_over_each_other_are_refused(tmp_path, make):
    make(tmp_path / "p.zip")
    with pytest.raises(EvidenceError, match="lie over each other"), read_pack(tmp_path / "p.zip"):
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


HEAD = 30
"""Bytes before a member and its name."""


@pytest.mark.parametrize(
    ("place", "content"),
    [(0, b"PK\3\5"), (6, b"\x08"), (8, b"\0"), (14, b"\1"), (18, b"\1"), (22, b"\1"), (26, b"\1"), (HEAD, b"X")],
    ids=["signature", "flags", "packing", "checksum", "packed size", "size", "length of name", "name"],
)
def test_what_stands_before_a_member_and_not_in_the_table_is_told(pack, place, content):
    whole = bytearray(pack.read_bytes())
    start = whole.index(b"README.txt") - HEAD
    whole[start + place : start + place + len(content)] = content
    pack.write_bytes(whole)
    with pytest.raises(EvidenceError, match=r"README\.txt is told otherwise|cut off"), read_pack(pack):
        pass


def moved(whole, *, by, behind):
    """The zip with what its table says of places behind `behind` moved on `by` bytes."""
    whole, table = bytearray(whole), whole.index(b"PK\x01\x02")
    place = table
    while whole[place : place + 4] == b"PK\x01\x02":
        (start,) = struct.unpack_from("<I", whole, place + 42)
        struct.pack_into("<I", whole, place + 42, start + by if start >= behind else start)
        place += 46 + sum(struct.unpack_from("<HHH", whole, place + 28))
    struct.pack_into("<I", whole, len(whole) - END + 16, table + by)
    return bytes(whole)


def test_a_member_that_the_table_hides_is_refused(pack, tmp_path):
    """Tools that go from member to member would unpack it."""
    hidden = zipped(tmp_path / "h.zip", [("report.html", b"<p>Supported</p>")]).read_bytes()
    hidden = hidden[: hidden.index(b"PK\x01\x02")]
    whole = pack.read_bytes()
    start = whole.index(b"SHA256SUMS") - HEAD
    moved_on = moved(whole, by=len(hidden), behind=start)
    pack.write_bytes(moved_on[:start] + hidden + moved_on[start:])
    with zipfile.ZipFile(pack) as other:
        assert other.testzip() is None
    with pytest.raises(EvidenceError, match="there are bytes between its members"), read_pack(pack):
        pass


@pytest.mark.parametrize("place", [29, 30, 32], ids=["name", "more", "comment"])
def test_a_row_that_states_to_be_longer_than_the_table_is_refused(pack, place):
    """zipfile takes what is left, others go on behind the table."""
    path = changed(pack, place, "<B", 1)
    with pytest.raises(EvidenceError, match="its table does not end where it says"), read_pack(path):
        pass


def test_a_row_of_the_table_that_is_not_counted_is_refused(pack):
    whole = bytearray(pack.read_bytes())
    number = struct.unpack_from("<H", whole, len(whole) - END + 8)[0]
    struct.pack_into("<HH", whole, len(whole) - END + 8, number - 1, number - 1)
    pack.write_bytes(whole)
    with pytest.raises(EvidenceError, match=f"states {number - 1} members and lists {number}"), read_pack(pack):
        pass


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (struct.pack("<HH", 0x7075, 5 + 10) + b"\1\0\0\0\0report.htm", "a field 0x7075"),
        (struct.pack("<HHQ", 0x0001, 8, 5), "a field 0x0001"),
        (struct.pack("<HH", 0x9999, 0), "a field 0x9999"),
        (struct.pack("<HHBI", 0x5455, 5, 1, 0) + b"\0", "a field 0x0000"),
        (struct.pack("<HHBI", 0x5455, 5, 1, 0), None),
    ],
)
def test_fields_that_give_a_member_another_name_or_size_are_refused(tmp_path, more, says):
    member = info("README.txt")
    member.extra = more
    path = zipped(tmp_path / "p.zip", [(member, b"x")])
    if says is None:
        with read_pack(path) as opened:
            assert opened.archive.read("README.txt") == b"x"
    else:
        with pytest.raises(EvidenceError, match=says), read_pack(path):
            pass


def test_a_comment_of_a_member_is_refused(tmp_path):
    member = info("README.txt")
    member.comment = b"certified"
    path = zipped(tmp_path / "p.zip", [(member, b"x")])
    with pytest.raises(EvidenceError, match=r"README\.txt has a comment"), read_pack(path):
        pass


class Pipe(io.RawIOBase):
    """Where nobody can go back: sizes then stand behind the members."""

    def __init__(self, path):
        self.file = path.open("wb")

    def writable(self):
        return True

    def write(self, content):
        return self.file.write(content)

    def close(self):
        self.file.close()
        super().close()


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_pack_that_was_written_through_a_pipe_is_read_if_what_stands_behind_the_members_is_true(case, pack, packing):
    again = case.folder / "again.zip"
    with Pipe(again) as pipe, zipfile.ZipFile(pipe, "w", packing) as out:
        for name, content in members(pack).items():
            out.writestr(name, content)
    with read_pack(again) as opened:
        assert check_pack(opened) == ()
    whole = bytearray(again.read_bytes())
    whole[whole.index(b"PK\x07\x08") + 5] ^= 1
    again.write_bytes(whole)
    with pytest.raises(EvidenceError, match="told otherwise"), read_pack(again):
        pass


def test_a_pack_that_another_tool_made_again_is_read(case, pack):
    again = case.folder / "again.zip"
    entries = [(info("pages/", mode=0o040755), b""), *reversed(members(pack).items())]
    zipped(again, entries, packing=zipfile.ZIP_DEFLATED)
    with read_pack(again) as opened:
        assert check_pack(opened) == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", b"{}"),
        ("manifest.json", b"[" * 3_000),
        ("manifest.json", b'{"schema": "provenance-pack", "schema_version": 2}'),
        ("manifest.json", b'{"schema": "provenance-pack", "schema_version": 1}'),
        ("manifest.json", b"\xff"),
        ("manifest.json", None),
        ("captures.json", b"{}"),
        ("captures.json", b"[{}]"),
        ("captures.json", b'[{"sha256": 1}]'),
        ("captures.json", b"[" * 3_000),
        ("captures.json", None),
        ("report.json", None),
    ],
)
def test_lists_that_are_not_understood_are_told(pack, name, content):
    with read_pack(rewrite(pack, {name: content})) as opened, pytest.raises(EvidenceError, match=name):
        _ = (opened.manifest, opened.captures, opened.report)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("final_url", "http://[::1"),
        ("url", "http://\u2100.com/"),
        ("fetched_at", "0001-01-01T00:00:00+23:59"),
        ("fetched_at", "9999-12-31T23:59:59-23:59"),
        ("fetched_at", "2026-01-01T00:00:00"),
    ],
)
def test_captures_with_addresses_and_moments_that_are_none_are_told(pack, key, value):
    captures = json.loads(members(pack)["captures.json"])
    captures[1][key] = value
    path = seal(rewrite(pack, {"captures.json": json.dumps(captures).encode()}))
    with read_pack(path) as opened:
        assert (
            "captures.json is not understood"
            in {fault.name: fault.problem for fault in check_pack(opened)}["captures.json"]
        )
        with pytest.raises(StoreError, match="is not understood"):
            opened.read_capture(CAPTURES[0].url, CAPTURES[0].sha256)


def test_what_is_read_whole_has_a_largest_size(pack, monkeypatch):
    monkeypatch.setattr(archive, "MOST_TEXT_BYTES", 100)
    with read_pack(pack) as opened, pytest.raises(EvidenceError, match="at most 100 are read"):
        _ = opened.manifest


def test_lists_have_a_largest_number_of_pages(pack, monkeypatch):
    monkeypatch.setattr(reading, "MOST_MEMBERS", 2)
    with read_pack(pack) as opened:
        for name in ("manifest", "captures"):
            with pytest.raises(EvidenceError, match=rf"{name}\.json lists 3 pages; at most 2"):
                getattr(opened, name)


def test_a_page_is_no_larger_than_the_settings_allow(pack):
    one = CAPTURES[0]
    with read_pack(pack, max_page_bytes=len(one.body)) as opened:
        assert opened.read_capture(one.url, one.sha256).body == one.body
    with read_pack(pack, max_page_bytes=len(one.body) - 1) as opened:
        with pytest.raises(StoreError, match="the limit of a page is") as caught:
            opened.read_capture(one.url, one.sha256)
        assert "max_page_bytes" in caught.value.hint
        assert "the limit of a page is" in {fault.name: fault.problem for fault in check_pack(opened)}[one.url]


def test_the_same_bytes_at_many_addresses_are_not_read_without_end(pack, monkeypatch):
    one = CAPTURES[0]
    monkeypatch.setattr(reading, "MOST_READ_BYTES", 2 * len(one.body))
    with read_pack(pack) as opened:
        for _ in range(2):
            opened.read_capture(one.url, one.sha256)
        with pytest.raises(StoreError, match="bytes together"):
            opened.read_capture(one.url, one.sha256)


class TestAsAStore:
    """A pack stands in for the store when a report is made again."""

    def test_captures_come_back_equal(self, case, pack):
        with read_pack(pack) as opened:
            for each in CAPTURES:
                assert opened.read_capture(each.url, each.sha256) == case.store.read_capture(each.url, each.sha256)
                assert opened.find_capture(each.url) == case.store.find_capture(each.url)
            assert opened.find_capture("https://elsewhere.example/") is None

    def test_the_report_is_made_again_from_the_pack_alone(self, case, pack):
        case.store.close()
        with read_pack(pack) as opened:
            later = FakeClock()
            later.sleep(60)
            old = decode_report(opened.report)
            new = replay_report(old, store=opened, settings=Settings(entailment="off"), clock=later)
        assert new.made_at - old.made_at == timedelta(seconds=60)
        assert replace(new, made_at=old.made_at) == old == case.report

    @pytest.mark.parametrize(
        ("url", "sha256"), [("https://apnews.com/a", "0" * 64), ("https://other.example/", CAPTURES[0].sha256)]
    )
    def test_a_capture_that_is_not_there_is_told_as_a_store_tells_it(self, pack, url, sha256):
        with read_pack(pack) as opened, pytest.raises(StoreError, match="holds no capture"):
            opened.read_capture(url, sha256)

    def test_other_bytes_are_told_as_a_store_tells_them(self, pack):
        name = f"pages/{CAPTURES[0].sha256}.body"
        with read_pack(rewrite(pack, {name: b"other"})) as opened, pytest.raises(StoreError, match="is damaged"):
            opened.read_capture(CAPTURES[0].url, CAPTURES[0].sha256)

    def test_nothing_is_kept_in_it(self, pack):
        before = pack.read_bytes()
        with read_pack(pack) as opened:
            opened.put_capture(CAPTURES[0])
            assert verify(opened, DRAFT).pages
        assert pack.read_bytes() == before


def use(path):
    """Everything that is done with a pack."""
    with read_pack(path) as opened:
        check_pack(opened)
        check_stamp(opened, authority=None)
        replay_report(decode_report(opened.report), store=opened, settings=Settings(entailment="off"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_whatever_is_changed_nothing_else_than_our_errors_comes_of_it(pack, flips):
    whole = bytearray(pack.read_bytes())
    for place, value in flips:
        whole[int(place * len(whole))] = value
    path = pack.with_name("flipped.zip")
    path.write_bytes(whole)
    with suppress(ProvenanceError):
        use(path)


def test_an_empty_zip_lacks_everything(tmp_path):
    path = tmp_path / "p.zip"
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    path.write_bytes(empty.getvalue())
    with read_pack(path) as opened:
        assert {fault.name for fault in check_pack(opened)} == set(layout.REQUIRED)
