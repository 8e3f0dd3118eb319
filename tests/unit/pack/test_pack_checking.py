"""Every digest that does not hold is named, whatever else was made to fit."""

import gzip
import hashlib
import json
import re
import sqlite3
import zipfile
from base64 import b32encode
from contextlib import closing
from dataclasses import replace

import pytest

from provenance.extract import extract_page, extractor_version
from provenance.model import Page
from provenance.model.codec import decode_report, encode_record
from provenance.pack import check_evidence, check_pack, layout, read_pack, records
from provenance.pack.records import check_records
from provenance.store import open_store
from tests.support.packs import CAPTURES, members, rewrite, seal

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


def test_one_changed_byte_is_named_in_every_member(pack):
    for name, content in members(pack).items():
        path = rewrite(pack, {name: flipped(content)})
        assert any(fault.name.startswith(name) for fault in faults_of(path)), name


def test_one_changed_byte_in_the_file_itself_is_named_in_every_member(pack):
    with zipfile.ZipFile(pack) as archive:
        every = archive.infolist()
    assert len(every) == len(layout.REQUIRED) + 4
    for member in every:
        whole = bytearray(pack.read_bytes())
        whole[member.header_offset + 30 + len(member.filename) + member.compress_size // 2] ^= 0x10
        path = pack.with_name("flipped.zip")
        path.write_bytes(whole)
        assert member.filename in names(path)


@pytest.mark.parametrize("name", [*layout.REQUIRED, BODY, TEXT])
def test_a_missing_member_is_named(pack, name):
    assert name in names(rewrite(pack, {name: None}))


def test_a_member_that_nobody_listed_is_named(pack):
    stranger = f"pages/{'0' * 64}.txt"
    assert names(rewrite(pack, {stranger: b"x"})) == {stranger, "SHA256SUMS"}


def sealed(path, changes, *, told=lambda manifest: manifest):
    """The pack with other members, its manifest and sums made to fit; `told` changes what else the manifest tells."""
    return seal(rewrite(path, changes, name="other.zip"), told=told)


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

    @pytest.mark.parametrize(
        "moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00"]
    )
    def test_a_report_with_a_moment_that_is_none_is_named(self, case, pack, moment):
        report = json.loads(case.encoded)
        report["pages"][0]["fetched_at"] = moment
        assert "report.json" in names(sealed(pack, {"report.json": encode_record(report)}))
        assert [fault.name for fault in check_evidence(encode_record(report), store=case.store)] == ["report.json"]

    def test_a_report_that_is_none_is_named(self, pack):
        assert names(sealed(pack, {"report.json": b"{}"})) == {"report.json"}

    def test_a_warc_file_without_the_pages_is_named(self, pack):
        empty = sealed(pack, {"evidence.warc.gz": b""})
        assert "evidence.warc.gz, response https://apnews.com/a" in names(empty)

    def test_captures_that_tell_another_address_are_named(self, pack):
        captures = json.loads(members(pack)["captures.json"])
        captures[0]["final_url"] = "https://apnews.com/other"
        captures[2]["url"] = "https://time.com/other"
        found = names(sealed(pack, {"captures.json": encode_record(captures)}))
        assert {"https://apnews.com/a", "https://time.com/c", "https://time.com/other"} <= found
        assert "evidence.warc.gz, record 3 response https://apnews.com/a" in found

    @pytest.mark.parametrize(
        "change",
        [
            {"status": 404},
            {"headers": [["content-type", "text/html; charset=utf-8"], ["x-signed", "yes"]]},
            {"asked": [["user-agent", "somebody else"]]},
            {"asked": []},
            {"redirects": ["https://apnews.com/elsewhere"]},
            {"fetched_at": "2020-01-01T00:00:00Z"},
            {"size": 5},
            {"note": "certified"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_captures_that_tell_anything_else_are_named(self, pack, change):
        captures = json.loads(members(pack)["captures.json"])
        captures[0] |= change
        assert names(sealed(pack, {"captures.json": encode_record(captures)}))

    def test_captures_that_are_listed_twice_are_named(self, pack):
        captures = json.loads(members(pack)["captures.json"])
        twice = [captures[0] | {"status": 404}, *captures]
        assert names(sealed(pack, {"captures.json": encode_record(twice)})) == {"captures.json"}

    @pytest.mark.parametrize("key", ["final_url", "fetched_at", "archived_at"])
    def test_a_report_that_says_otherwise_of_a_page_than_its_capture_is_named(self, case, pack, key):
        report = json.loads(case.encoded)
        report["pages"][0][key] = "2020-01-01T00:00:00Z"
        assert "https://apnews.com/a" in names(sealed(pack, {"report.json": encode_record(report)}))

    @pytest.mark.parametrize("name", ["report.html", "index.html"])
    def test_what_people_read_is_what_the_report_says(self, pack, name):
        html = members(pack)[name].decode()
        other = html.replace("Contradicted", "Supported")
        assert other != html
        assert names(sealed(pack, {name: other.encode()})) == {name}

    def test_a_verdict_that_was_changed_in_the_report_is_not_that_of_the_page_made_from_it(self, case, pack):
        report = json.loads(case.encoded)
        report["results"][1]["verdict"] = "supported"
        found = names(sealed(pack, {"report.json": encode_record(report)}))
        assert {"report.html", "index.html"} <= found

    def test_another_report_is_one_fault_of_the_records_not_one_of_each(self, case, pack):
        report = json.loads(case.encoded)
        report["hosts"] = [{"host": "apnews.com", "requests": 1}]
        found = names(sealed(pack, {"report.json": encode_record(report)}))
        assert found == {"report.html", "evidence.warc.gz, record 1 warcinfo"}

    def test_the_readme_says_what_a_pack_proves(self, pack):
        readme = members(pack)["README.txt"].replace(b"digests are not signed", b"digests are signed")
        assert names(sealed(pack, {"README.txt": readme})) == {"README.txt"}

    @pytest.mark.parametrize(
        "told",
        [{"proves": ["Everything."]}, {"does_not_prove": []}, {"certified": "yes"}],
        ids=lambda told: next(iter(told)),
    )
    def test_a_manifest_that_says_something_else_is_named(self, pack, told):
        assert names(sealed(pack, {}, told=lambda manifest: manifest | told)) == {"manifest.json"}

    def test_a_manifest_that_says_that_bytes_lie_elsewhere_is_named(self, pack):
        def told(manifest):
            manifest["pages"][0]["body"] = f"pages/{CAPTURES[2].sha256}.body"
            return manifest

        assert names(sealed(pack, {}, told=told)) == {"https://apnews.com/a"}

    def test_another_version_is_no_way_around_it(self, pack):
        html = members(pack)["report.html"].replace(b"Contradicted", b"Supported")
        path = sealed(pack, {"report.html": html}, told=lambda manifest: manifest | {"version": "0.0.9"})
        problems = {fault.name: fault.problem for fault in faults_of(path)}
        assert "0.0.9, which made it, says it otherwise than" in problems["report.html"]

    def test_other_software_that_read_the_texts_is_no_way_around_it(self, pack):
        text = members(pack)[TEXT].replace(b"539", b"311")
        path = sealed(pack, {TEXT: text}, told=lambda manifest: manifest | {"text_read_by": "another"})
        problems = {fault.name: fault.problem for fault in faults_of(path)}
        assert "other software reads another text" in problems[TEXT]

    @pytest.mark.parametrize("place", ["facts", "conflicts"])
    def test_every_kind_of_quotation_is_held_against_the_page(self, case, pack, place):
        report = json.loads(case.encoded)
        quotes = [
            row["quote"]
            for result in report["results"]
            for check in result["checks"]
            for assessment in check["assessments"]
            for row in assessment[place]
            if row["quote"]
        ]
        quotes[0]["suffix"] = "it is said"
        faults = faults_of(sealed(pack, {"report.json": encode_record(report)}))
        assert any("1 of its quotations for claim" in fault.problem for fault in faults)

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
        kinds = [record.fields["warc-type"] for record in whole]
        assert kinds[:4] == ["warcinfo", "request", "response", "metadata"]
        assert not any(record.problem for record in whole)
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
            (lambda one: one.replace(b"WARC-Type", b"WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Type"), "a line twice"),
            (lambda one: one.replace(b"\r\nWARC-Type", b"\r\n of another day\r\nWARC-Type"), "one that is none"),
            (lambda one: one.replace(b"\r\nWARC-Type", b"\nWARC-Date: 2020\r\nWARC-Type"), "one that is none"),
            (lambda one: one.replace(b"\r\nWARC-Type", b"\r\nWARC\r\nWARC-Type"), "one that is none"),
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

    def test_records_have_a_largest_number(self, packed, monkeypatch):
        monkeypatch.setattr(records, "MOST_RECORDS", 2)
        *_, last = check_records([packed])
        assert (last.number, last.problem) == (3, "there are more than 2, which are not read")


class TestForgedRecords:
    """Records that have their digests, and tell something else than the captures."""

    @pytest.fixture
    def singles(self, pack):
        packed = members(pack)["evidence.warc.gz"]
        starts = [place for place in range(len(packed)) if packed.startswith(b"\x1f\x8b\x08", place)]
        return [gzip.decompress(packed[a:b]) for a, b in zip(starts, [*starts[1:], len(packed)], strict=True)]

    def found(self, pack, singles):
        path = sealed(pack, {"evidence.warc.gz": b"".join(map(gzip.compress, singles))})
        return {(fault.name.removeprefix("evidence.warc.gz, "), fault.problem) for fault in faults_of(path)}

    @pytest.mark.parametrize(
        ("number", "old", "new", "says"),
        [
            (0, b"software: provenance", b"software: certified!!", "warc-block-digest"),
            (1, b"GET /a", b"GET /b", "warc-block-digest"),
            (2, b"HTTP/1.1 200", b"HTTP/1.1 404", "warc-block-digest"),
            (2, b"539 drones", b"538 drones", "warc-block-digest"),
            (2, b"WARC-Date: 2026", b"WARC-Date: 2020", "warc-date"),
            (2, b"WARC-Target-URI: https://apnews.com/a", b"WARC-Target-URI: https://apnews.com/b", "warc-target-uri"),
            (3, b'"partial"', b'"not_found"', "warc-block-digest"),
            (3, b"WARC-Refers-To: <urn:uuid:", b"WARC-Refers-To: <urn:uuid:0", "warc-refers-to"),
            (4, b"WARC-Refers-To-Target-URI: https://apnews", b"WARC-Refers-To-Target-URI: https://bpnews", "uri"),
            (4, b"HTTP/1.1 200", b"HTTP/1.1 404", "warc-block-digest"),
            (4, b"identical-payload-digest", b"server-not-modified", "warc-profile"),
            (0, b"application/warc-fields", b"application/warc", "content-type"),
            (2, b"WARC-Type", b"WARC-Truncated: length\r\nWARC-Type", "warc-truncated"),
        ],
    )
    def test_a_record_that_tells_otherwise_is_named(self, pack, singles, number, old, new, says):
        assert old in singles[number]
        singles[number] = digested(singles[number].replace(old, new))
        ((name, problem),) = self.found(pack, singles)
        assert name.startswith(f"record {number + 1} ")
        assert "the captures or the report tell it otherwise" in problem
        assert says in problem

    def test_records_without_an_identifier_are_named(self, pack, singles):
        nameless = [re.sub(rb"WARC-Record-ID: \S+\r\n", b"", one) for one in singles]
        found = {name for name, _ in self.found(pack, nameless)}
        assert {"record 1 warcinfo", "record 3 response https://apnews.com/a"} <= found

    def test_a_record_of_nobody_is_named(self, pack, singles):
        stranger = singles[2].replace(b"WARC-Record-ID: <urn:uuid:", b"WARC-Record-ID: <urn:uuid:0")
        ((name, problem),) = self.found(pack, [*singles, stranger])
        assert (name, problem) == ("record 10 response https://apnews.com/a", "no capture of the pack has this record")

    def test_a_record_that_is_there_twice_is_named(self, pack, singles):
        ((name, problem),) = self.found(pack, [*singles, singles[2]])
        assert (name, problem) == ("record 10 response https://apnews.com/a", "no capture of the pack has this record")

    @pytest.mark.parametrize("number", range(9))
    def test_a_record_that_is_missing_is_named(self, pack, singles, number):
        kind = re.search(rb"WARC-Type: (\w+)", singles.pop(number))[1].decode()
        ((name, problem),) = self.found(pack, singles)
        assert name.startswith(kind)
        assert problem == "no record that holds is this one"


def digested(record):
    """The record with its length and digests made to fit."""
    head, _, block = record[:-4].partition(b"\r\n\r\n")

    def digest(content):
        return b"sha256:" + b32encode(hashlib.sha256(content).digest())

    head = re.sub(rb"(WARC-Block-Digest: )\S+", lambda found: found[1] + digest(block), head)
    head = re.sub(rb"(Content-Length: )\d+", lambda found: found[1] + str(len(block)).encode(), head)
    if b"WARC-Type: response" in head:
        payload = digest(block.partition(b"\r\n\r\n")[2])
        head = re.sub(rb"(WARC-Payload-Digest: )\S+", lambda found: found[1] + payload, head)
    if b"WARC-Type: metadata" in head:
        head = re.sub(rb"(WARC-Payload-Digest: )\S+", lambda found: found[1] + digest(block), head)
    return head + b"\r\n\r\n" + block + b"\r\n\r\n"


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

    def test_what_a_store_says_was_read_in_the_bytes_does_not_count(self, case):
        for each in CAPTURES:
            forged = extract_page(each)
            if isinstance(forged, Page):
                forged = replace(forged, text=forged.text.replace("Russia", "Prussia"))
            case.store.put_reading(each, forged, extractor=extractor_version())
        assert check_evidence(case.encoded, store=case.store) == ()
        report = decode_report(case.encoded.replace(b'"exact": "Russia', b'"exact": "Prussia'))
        assert any("quotations" in fault.problem for fault in check_evidence(encode_record(report), store=case.store))
