"""The WARC file of a pack: every record has its digests, and tells what the captures tell."""

import gzip
import hashlib
import re
from base64 import b32encode

import pytest

from provenance.pack import records
from provenance.pack.records import check_records
from tests.support.packs import faults_of, members, sealed


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
