"""Every digest that does not hold is named, whatever else was made to fit."""

import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from provenance.extract import extract_page, extractor_version
from provenance.model import Page
from provenance.model.codec import decode_report, encode_record
from provenance.pack import check_evidence, layout
from provenance.store import open_store
from tests.support.packs import CAPTURES, fault_names, faults_of, members, rewrite, sealed

BODY = f"pages/{CAPTURES[0].sha256}.body"
TEXT = f"pages/{CAPTURES[0].sha256}.txt"


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
        assert member.filename in fault_names(path)


@pytest.mark.parametrize("name", [*layout.REQUIRED, BODY, TEXT])
def test_a_missing_member_is_named(pack, name):
    assert name in fault_names(rewrite(pack, {name: None}))


def test_a_member_that_nobody_listed_is_named(pack):
    stranger = f"pages/{'0' * 64}.txt"
    assert fault_names(rewrite(pack, {stranger: b"x"})) == {stranger, "SHA256SUMS"}


class TestForged:
    """Manifest and sums are made to fit: what is left is told by the rest."""

    def test_what_is_sealed_without_changes_holds(self, pack):
        assert faults_of(sealed(pack, {})) == ()

    def test_another_body_does_not_have_its_name(self, pack):
        assert BODY in fault_names(sealed(pack, {BODY: b"other"}))

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
        assert "https://apnews.com/other" in fault_names(sealed(pack, {"report.json": json.dumps(report).encode()}))

    @pytest.mark.parametrize(
        "moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00"]
    )
    def test_a_report_with_a_moment_that_is_none_is_named(self, case, pack, moment):
        report = json.loads(case.encoded)
        report["pages"][0]["fetched_at"] = moment
        assert "report.json" in fault_names(sealed(pack, {"report.json": encode_record(report)}))
        assert [fault.name for fault in check_evidence(encode_record(report), store=case.store)] == ["report.json"]

    def test_a_report_that_is_none_is_named(self, pack):
        assert fault_names(sealed(pack, {"report.json": b"{}"})) == {"report.json"}

    def test_a_warc_file_without_the_pages_is_named(self, pack):
        empty = sealed(pack, {"evidence.warc.gz": b""})
        assert "evidence.warc.gz, response https://apnews.com/a" in fault_names(empty)

    def test_captures_that_tell_another_address_are_named(self, pack):
        captures = json.loads(members(pack)["captures.json"])
        captures[0]["final_url"] = "https://apnews.com/other"
        captures[2]["url"] = "https://time.com/other"
        found = fault_names(sealed(pack, {"captures.json": encode_record(captures)}))
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
        assert fault_names(sealed(pack, {"captures.json": encode_record(captures)}))

    def test_captures_that_are_listed_twice_are_named(self, pack):
        captures = json.loads(members(pack)["captures.json"])
        twice = [captures[0] | {"status": 404}, *captures]
        assert fault_names(sealed(pack, {"captures.json": encode_record(twice)})) == {"captures.json"}

    @pytest.mark.parametrize("key", ["final_url", "fetched_at", "archived_at"])
    def test_a_report_that_says_otherwise_of_a_page_than_its_capture_is_named(self, case, pack, key):
        report = json.loads(case.encoded)
        report["pages"][0][key] = "2020-01-01T00:00:00Z"
        assert "https://apnews.com/a" in fault_names(sealed(pack, {"report.json": encode_record(report)}))

    @pytest.mark.parametrize("name", ["report.html", "index.html"])
    def test_what_people_read_is_what_the_report_says(self, pack, name):
        html = members(pack)[name].decode()
        other = html.replace("Contradicted", "Supported")
        assert other != html
        assert fault_names(sealed(pack, {name: other.encode()})) == {name}

    def test_a_verdict_that_was_changed_in_the_report_is_not_that_of_the_page_made_from_it(self, case, pack):
        report = json.loads(case.encoded)
        report["results"][1]["verdict"] = "supported"
        found = fault_names(sealed(pack, {"report.json": encode_record(report)}))
        assert {"report.html", "index.html"} <= found

    def test_another_report_is_one_fault_of_the_records_not_one_of_each(self, case, pack):
        report = json.loads(case.encoded)
        report["hosts"] = [{"host": "apnews.com", "requests": 1}]
        found = fault_names(sealed(pack, {"report.json": encode_record(report)}))
        assert found == {"report.html", "evidence.warc.gz, record 1 warcinfo"}

    def test_the_readme_says_what_a_pack_proves(self, pack):
        readme = members(pack)["README.txt"].replace(b"digests are not signed", b"digests are signed")
        assert fault_names(sealed(pack, {"README.txt": readme})) == {"README.txt"}

    @pytest.mark.parametrize(
        "told",
        [{"proves": ["Everything."]}, {"does_not_prove": []}, {"certified": "yes"}],
        ids=lambda told: next(iter(told)),
    )
    def test_a_manifest_that_says_something_else_is_named(self, pack, told):
        assert fault_names(sealed(pack, {}, told=lambda manifest: manifest | told)) == {"manifest.json"}

    def test_a_manifest_that_says_that_bytes_lie_elsewhere_is_named(self, pack):
        def told(manifest):
            manifest["pages"][0]["body"] = f"pages/{CAPTURES[2].sha256}.body"
            return manifest

        assert fault_names(sealed(pack, {}, told=told)) == {"https://apnews.com/a"}

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
        assert "SHA256SUMS" in fault_names(rewrite(pack, {"SHA256SUMS": lines}))


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
