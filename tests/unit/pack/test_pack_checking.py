"""Every digest that does not hold is named, whatever else was made to fit."""

import gzip
import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing

import pytest

from provenance.model.codec import decode_report, encode_record
from provenance.pack import check_evidence, check_pack, layout, read_pack, records
from provenance.pack.records import check_records
from provenance.store import open_store
from tests.support.packs import CAPTURES, members, rewrite

BODY = f"pages/{CAPTURES[0].sha256}.body"
TEXT = f"pages/{CAPTURES[0].sha256}.txt"


def faults_of(path):
    with read_pack(path) as pack:
        return check_pack(pack)


def names(path):
    return {fault.name for fault in faults_of(path)}


def flipped(content):
    """The bytes with one bit of the last letter changed."""
    place = max(place for place, letter in enumerate(content) if chr(letter).isalpha())
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def test_a_pack_as_it_was_made_holds(pack):
    assert faults_of(pack) == ()


@pytest.mark.parametrize("name", [*layout.REQUIRED, BODY, TEXT])
def test_one_changed_byte_is_named(pack, name):
    path = rewrite(pack, {name: flipped(members(pack)[name])})
    assert any(fault.name.startswith(name) for fault in faults_of(path))


@pytest.mark.parametrize("name", [*layout.REQUIRED, BODY, TEXT])
def test_one_changed_byte_in_the_file_itself_is_named(pack, name):
    with zipfile.ZipFile(pack) as archive:
        member = archive.getinfo(name)
    whole = bytearray(pack.read_bytes())
    whole[member.header_offset + 30 + len(name) + member.compress_size // 2] ^= 0x10
    pack.write_bytes(whole)
    assert name in names(pack)


@pytest.mark.parametrize("name", [*layout.REQUIRED, BODY, TEXT])
def test_a_missing_member_is_named(pack, name):
    assert name in names(rewrite(pack, {name: None}))


def test_a_member_that_nobody_listed_is_named(pack):
    stranger = f"pages/{'0' * 64}.txt"
    assert names(rewrite(pack, {stranger: b"x"})) == {stranger, "SHA256SUMS"}


def sealed(path, changes):
    """The pack with other members, its manifest and sums made to fit."""
    held = members(path) | changes
    manifest = json.loads(held["manifest.json"])
    for entry in manifest["files"]:
        content = held[entry["name"]]
        entry |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    changes = changes | {"manifest.json": json.dumps(manifest).encode()}
    held |= changes
    sums = "".join(
        f"{hashlib.sha256(held[name]).hexdigest()}  {name}\n" for name in sorted(held) if name != "SHA256SUMS"
    )
    return rewrite(path, changes | {"SHA256SUMS": sums.encode()})


class TestForged:
    """Manifest and sums are made to fit: what is left is told by the rest."""

    def test_what_is_sealed_without_changes_holds(self, pack):
        assert faults_of(sealed(pack, {})) == ()

    def test_another_body_does_not_have_its_name(self, pack):
        assert BODY in names(sealed(pack, {BODY: b"other"}))

    def test_another_text_is_not_what_the_bytes_say(self, pack):
        text = members(pack)[TEXT].replace(b"539", b"311")
        (fault,) = [fault for fault in faults_of(sealed(pack, {TEXT: text})) if fault.name == TEXT]
        assert fault.problem == "its text is not what is read from its bytes"

    def test_a_quotation_that_was_changed_does_not_stand_on_its_page(self, case, pack):
        report = json.loads(case.encoded)
        for result in report["results"]:
            for check in result["checks"]:
                for assessment in check["assessments"]:
                    for evidence in assessment["evidence"]:
                        evidence["quote"]["exact"] = "Russia launched 600 drones."
        faults = faults_of(sealed(pack, {"report.json": json.dumps(report).encode()}))
        assert any("quotations for claim" in fault.problem for fault in faults)

    def test_a_page_that_the_report_does_not_know_is_named(self, case, pack):
        report = json.loads(case.encoded)
        report["pages"] = report["pages"][1:]
        faults = faults_of(sealed(pack, {"report.json": json.dumps(report).encode()}))
        assert ("https://apnews.com/a", "the pack has this page, and the report does not know it") in {
            (fault.name, fault.problem) for fault in faults
        }

    def test_a_page_of_the_report_that_the_pack_does_not_know_is_named(self, case, pack):
        report = json.loads(case.encoded)
        report["pages"][0]["url"] = "https://apnews.com/other"
        assert "https://apnews.com/other" in names(sealed(pack, {"report.json": json.dumps(report).encode()}))

    def test_a_report_that_is_none_is_named(self, pack):
        assert names(sealed(pack, {"report.json": b"{}"})) == {"report.json"}

    def test_a_warc_file_without_the_pages_is_named(self, pack):
        empty = sealed(pack, {"evidence.warc.gz": b""})
        assert "evidence.warc.gz, https://apnews.com/a" in names(empty)

    def test_captures_that_tell_another_address_are_named(self, pack):
        captures = json.loads(members(pack)["captures.json"])
        captures[0]["final_url"] = "https://apnews.com/other"
        captures[2]["url"] = "https://time.com/other"
        found = names(sealed(pack, {"captures.json": json.dumps(captures).encode()}))
        assert found == {"evidence.warc.gz, https://apnews.com/a", "https://time.com/c", "https://time.com/other"}

    @pytest.mark.parametrize(
        "lines", [b"no sum\n", b"\xff", f"{'0' * 64}  README.txt\n{'1' * 64}  README.txt\n".encode()]
    )
    def test_sums_that_are_none_are_named(self, pack, lines):
        assert "SHA256SUMS" in names(rewrite(pack, {"SHA256SUMS": lines}))


class TestRecords:
    """The WARC file, record by record."""

    @pytest.fixture
    def packed(self, pack):
        return members(pack)["evidence.warc.gz"]

    @pytest.fixture
    def singles(self, packed):
        """The records, each unpacked."""
        starts = [place for place in range(len(packed)) if packed.startswith(b"\x1f\x8b\x08", place)]
        return [gzip.decompress(packed[a:b]) for a, b in zip(starts, [*starts[1:], len(packed)], strict=True)]

    def check(self, singles):
        return [record.problem for record in check_records([b"".join(map(gzip.compress, singles))])]

    def test_records_are_read_in_pieces_of_any_size(self, packed):
        whole = list(check_records([packed]))
        assert [record.kind for record in whole][:4] == ["warcinfo", "request", "response", "metadata"]
        assert not any(record.problem for record in whole)
        assert whole[2].payload == CAPTURES[0].sha256
        assert list(check_records([packed[i : i + 1] for i in range(len(packed))])) == whole

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (lambda one: one.replace(b"539 drones", b"538 drones"), "its block does not have its digest"),
            (lambda one: one.replace(b"WARC/1.1", b"WARC/1.0"), "no record of WARC/1.1"),
            (lambda one: one.replace(b"Content-Length: ", b"Content-Length: 1", 1), "shorter or longer"),
            (lambda one: one.replace(b"Content-Length: ", b"Content-Length: -", 1), "how long"),
            (lambda one: one.replace(b"Content-Length: ", b"Content-Size: ", 1), "how long"),
            (lambda one: one + b"x", "shorter or longer"),
            (lambda one: one[:-4], "shorter or longer"),
            (lambda one: one.replace(b"Payload-Digest: sha256:", b"Payload-Digest: sha256:A"), "its payload"),
            (lambda one: one.replace(b"WARC-Block-Digest: sha256", b"WARC-Block-Digest: sha1"), "its block"),
            (lambda one: b"x" * 70_000, "its head does not end"),
        ],
    )
    def test_a_record_that_does_not_hold_is_named_and_the_next_ones_are_read(self, singles, change, says):
        problems = self.check([*singles[:2], change(singles[2]), *singles[3:]])
        assert says in problems[2]
        assert not any(problems[:2] + problems[3:])

    def test_what_cannot_be_unpacked_ends_the_reading(self, packed):
        *_, last = check_records([packed[:500] + b"\0\0\0\0" + packed[504:]])
        assert last.problem == "it cannot be unpacked, nor what stands behind it"
        *_, last = check_records([packed[:-20]])
        assert "cannot be unpacked" in last.problem

    def test_a_bomb_is_cut(self, singles, monkeypatch):
        monkeypatch.setattr(records, "MOST_TOTAL_BYTES", 100_000)
        assert "cannot be unpacked" in self.check([b"x" * 300_000])[0]

    def test_headers_without_an_end_are_cut(self, singles, monkeypatch):
        monkeypatch.setattr(records, "MOST_HTTP_BYTES", 1000)
        head = b"WARC/1.1\r\nContent-Type: application/http\r\nContent-Length: 5000\r\n\r\n"
        assert self.check([head + b"x" * 5000 + b"\r\n\r\n"]) == ["the headers of its answer do not end"]

    def test_a_changed_record_is_named_in_the_pack(self, pack, singles):
        singles[4] = singles[4].replace(b"WARC-Type: revisit", b"WARC-Type: revised")
        path = sealed(pack, {"evidence.warc.gz": b"".join(map(gzip.compress, singles[:1] + singles[4:]))})
        assert names(path) == {
            "evidence.warc.gz, record 2 revised https://nypost.com/b?x=1%202&%D0%B6=%3Cscript%3E",
            "evidence.warc.gz, https://apnews.com/a",
            "evidence.warc.gz, https://nypost.com/b",
        }


class TestInAStore:
    """The same for a report whose evidence is in a store."""

    def test_evidence_as_it_was_kept_holds(self, case):
        assert check_evidence(case.encoded, store=case.store) == ()

    def test_every_capture_that_is_gone_or_damaged_is_named(self, case, tmp_path):
        path = tmp_path / "s.sqlite"
        with open_store(str(path)) as store:
            for each in CAPTURES[1:]:
                store.put_capture(each)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE bodies SET body = ? WHERE sha256 = ?", (b"other", CAPTURES[2].sha256))
            connection.commit()
        with open_store(str(path)) as store:
            faults = {fault.name: fault.problem for fault in check_evidence(case.encoded, store=store)}
        assert set(faults) == {CAPTURES[0].url, CAPTURES[2].url}
        assert "damaged" in faults[CAPTURES[2].url]

    def test_what_is_no_report_is_named(self, case):
        assert [fault.name for fault in check_evidence(b"{}", store=case.store)] == ["report.json"]

    def test_a_report_with_other_quotations_is_named(self, case):
        report = decode_report(case.encoded.replace(b'"exact": "Russia', b'"exact": "Prussia'))
        assert any("quotations" in fault.problem for fault in check_evidence(encode_record(report), store=case.store))
