"""Where the members of a pack lie: every tool unpacks the same, whatever it goes by."""

import io
import struct
import zipfile

import pytest

from provenance.errors import EvidenceError
from provenance.pack import check_pack, read_pack
from tests.support.packs import members
from tests.support.zips import END, HEAD, changed, changed_twice, info, zipped


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
