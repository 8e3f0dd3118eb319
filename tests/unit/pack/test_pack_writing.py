"""What is in a pack: exact bytes, the same each time, and nothing that a browser would run."""

import hashlib
import json
import re
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import pytest
from warcio.archiveiterator import ArchiveIterator

from provenance.errors import EvidenceError, ExtraMissingError, InputError, StoreError
from provenance.extract import extract_page, extractor_version
from provenance.model.codec import decode_record
from provenance.pack import check_pack, layout, read_pack, write_pack, writing
from provenance.pack.exchanges import address_of
from provenance.pack.layout import Manifest
from provenance.store import open_store
from tests.support.clocks import FakeClock
from tests.support.packs import CAPTURES, capture, members, page, verify


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def test_a_pack_holds_the_report_and_the_bytes_and_texts_of_its_pages(case, pack):
    held = members(pack)
    assert set(layout.REQUIRED) < set(held)
    assert held["report.json"] == case.encoded
    for each in CAPTURES:
        assert held[f"pages/{each.sha256}.body"] == each.body
        assert "drones at Ukraine on July 4, 2025" in held[f"pages/{each.sha256}.txt"].decode()
    assert "verdict" in held["report.html"].decode()


def test_every_file_is_in_the_manifest_and_in_the_sums_with_its_digest(pack):
    held = members(pack)
    manifest = decode_record(held["manifest.json"], Manifest)
    apart = {"manifest.json", "SHA256SUMS"}
    assert {file.name: (file.size, file.sha256) for file in manifest.files} == {
        name: (len(content), sha256(content)) for name, content in held.items() if name not in apart
    }
    sums = dict(reversed(line.split("  ")) for line in held["SHA256SUMS"].decode().splitlines())
    assert sums == {name: sha256(content) for name, content in held.items() if name != "SHA256SUMS"}


def test_the_same_report_store_and_moment_give_the_same_bytes(case):
    assert case.pack("one.zip").read_bytes() == case.pack("two.zip").read_bytes()


def test_only_the_manifest_and_its_sum_know_when_the_pack_was_made(case, pack):
    clock = FakeClock()
    clock.sleep(100)
    write_pack(case.encoded, store=case.store, output=case.folder / "later.zip", clock=clock)
    one, two = members(pack), members(case.folder / "later.zip")
    assert {name for name in one if one[name] != two[name]} == {"manifest.json", "SHA256SUMS"}


def test_no_name_comes_from_a_page(pack):
    assert all(name in layout.REQUIRED or layout.PAGE_NAME.fullmatch(name) for name in members(pack))


def test_one_body_with_two_texts_keeps_both(case):
    body = page("<p>Caf\u00e9 owners counted 539 drones over Ukraine on July 4, 2025.</p>").decode().encode("cp1252")
    for url, charset in (("https://apnews.com/a", "windows-1252"), ("https://time.com/c", "koi8-r")):
        later = {"fetched_at": CAPTURES[0].fetched_at.replace(year=2027)}
        case.store.put_capture(
            capture(url, body, headers=(("content-type", f"text/html; charset={charset}"),), **later)
        )
    case.report = verify(case.store)
    manifest = write_pack(case.encoded, store=case.store, output=case.folder / "p.zip", clock=FakeClock())
    first, second = {page.text: page for page in manifest.pages if page.capture == sha256(body)}
    assert first == f"pages/{sha256(body)}.txt"
    assert second.startswith(f"pages/{sha256(body)}-")
    with read_pack(case.folder / "p.zip") as pack:
        assert check_pack(pack) == ()


def test_what_a_store_says_was_read_in_a_page_is_not_believed(case):
    one = case.store.read_capture(CAPTURES[0].url, CAPTURES[0].sha256)
    forged = replace(extract_page(one), text="Russia launched 600 drones.")
    case.store.put_reading(one, forged, extractor=extractor_version())
    path = case.pack()
    assert "600" not in members(path)[f"pages/{one.sha256}.txt"].decode()
    with read_pack(path) as pack:
        assert check_pack(pack) == ()


class TestWarc:
    @pytest.fixture
    def records(self, pack):
        stream = BytesIO(members(pack)["evidence.warc.gz"])
        return [
            (record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(stream, check_digests="raise")
        ]

    def of(self, records, kind):
        return [record for record in records if record[0] == kind]

    def test_warcio_reads_every_record_with_its_digests(self, records):
        kinds = [kind for kind, *_ in records]
        assert kinds[0] == "warcinfo"
        assert sorted(kinds[1:]) == ["metadata"] * 3 + ["request"] * 2 + ["response"] * 2 + ["revisit"]
        assert all(head.protocol == "WARC/1.1" for _, head, _, _ in records)

    def test_a_response_has_the_body_and_headers_that_are_true_of_it(self, records):
        _, head, http, body = self.of(records, "response")[0]
        assert body == CAPTURES[0].body
        assert head.get_header("WARC-Target-URI") == "https://apnews.com/a"
        assert http.get_header("X-Archive-Orig-content-encoding") == "gzip"
        assert http.get_header("content-encoding") is None
        assert http.get_header("Content-Length") == str(len(body))
        assert http.get_header("x-folded") == "one  two  %D0%B6"
        assert "left out" not in str(http)

    def test_the_same_bytes_at_another_address_are_a_revisit(self, records):
        ((_, head, http, body),) = self.of(records, "revisit")
        assert body == b""
        assert head.get_header("WARC-Refers-To-Target-URI") == "https://apnews.com/a"
        assert head.get_header("WARC-Target-URI") == "https://nypost.com/b?x=1%202&%D0%B6=%3Cscript%3E"
        assert http.get_header("Content-Length") == str(len(CAPTURES[1].body))

    def test_what_was_asked_is_a_request_record(self, records):
        _, head, http, body = self.of(records, "request")[0]
        assert (http.protocol, http.statusline, body) == ("GET", "/a HTTP/1.1", b"")
        assert http.headers == [("host", "apnews.com"), ("user-agent", "provenance/test x: y"), ("accept", "*/*")]
        assert head.get_header("WARC-Concurrent-To") == self.of(records, "response")[0][1].get_header("WARC-Record-ID")

    def test_metadata_tells_where_it_was_asked_for_and_what_came_of_it(self, records):
        facts = [json.loads(body) for *_, body in self.of(records, "metadata")]
        assert facts[1]["url"] == "https://nypost.com/b"
        assert facts[1]["redirects"] == ["https://nypost.com/r"]
        assert facts[2]["verdicts"] == [{"claim": facts[2]["verdicts"][0]["claim"], "verdict": "contradicted"}]

    def test_the_same_bytes_at_two_addresses_have_each_the_verdicts_that_were_given_there(self, case):
        draft = "Russia launched 539 drones at Ukraine on July 4, 2025 [AP](https://apnews.com/a).\n\nIn the night, 539 drones came over Ukraine on July 4, 2025 [NYP](https://nypost.com/b).\n"
        case.report = verify(case.store, draft)
        stream = BytesIO(members(case.pack())["evidence.warc.gz"])
        told = [
            json.loads(each.content_stream().read()) for each in ArchiveIterator(stream) if each.rec_type == "metadata"
        ]
        claims = [result.claim.id for result in case.report.results]
        assert [[row["claim"] for row in each["verdicts"]] for each in told] == [[claims[0]], [claims[1]]]


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/x%20y?z=%C3%A4#part", "https://a.example/x%20y?z=%C3%A4#part"),
        ("https://a.example/\u00e4 b\r\nWARC-Type: x", "https://a.example/%C3%A4%20b%0D%0AWARC-Type:%20x"),
        ("attached:apnews.com/a page.html", "attached:apnews.com/a%20page.html"),
    ],
)
def test_an_address_is_written_in_one_word(url, written):
    assert address_of(url) == written


class TestHtml:
    @pytest.mark.parametrize("name", ["index.html", "report.html"])
    def test_nothing_of_a_page_is_markup(self, pack, name):
        html = members(pack)[name].decode()
        assert "alert(1)" in html  # the title is shown
        assert "<script" not in html
        assert "<img" not in html
        assert "\u202e" not in html
        assert "\x1b" not in html
        assert re.search(r'content="default-src \'none\'; style-src \'sha256-[^\']+\'', html.replace("&#39;", "'"))

    def test_links_of_the_index_stay_inside_the_pack_and_lead_somewhere(self, pack):
        held = members(pack)
        html = held["index.html"].decode()
        targets = re.findall(r'(?:href|src|action|data)="([^"]*)"', html)
        report = held["report.html"].decode()
        for target in targets:
            name, _, anchor = target.partition("#")
            assert not name or name in held
            assert not anchor or f'id="{anchor}"' in (report if name else html)
        assert not [target for target in targets if target.endswith(".body")]
        assert sum(target.endswith(".txt") for target in targets) == 3

    def test_the_index_names_claims_verdicts_pages_and_digests(self, pack):
        html = members(pack)["index.html"].decode()
        assert "Contradicted" in html
        assert all(each.sha256 in html for each in CAPTURES)
        assert "nypost.com/b?x=1 2" in html


def test_the_readme_says_what_is_not_proved(pack):
    text = members(pack)["README.txt"].decode()
    assert "digests are not signed" in text
    assert "What the sites showed to others" in text
    assert "What left no bytes" in text
    assert "time-stamping authority" in text.replace("\n", " ")


class TestMissing:
    """Evidence that the store no longer has."""

    @pytest.fixture
    def poorer(self):
        with open_store(":memory:") as store:
            store.put_capture(CAPTURES[0])
            yield store

    def test_what_is_gone_is_named(self, case, poorer):
        path = case.folder / "p.zip"
        manifest = write_pack(case.encoded, store=poorer, output=path, clock=FakeClock())
        assert [gone.url for gone in manifest.gone] == ["https://nypost.com/b", "https://time.com/c"]
        assert "no capture" in manifest.gone[0].reason
        held = members(path)
        assert "The evidence of 2 pages was no longer to be had" in held["index.html"].decode()
        assert "The evidence of 2 pages was no longer" in held["README.txt"].decode()
        with read_pack(path) as pack:
            assert check_pack(pack) == ()

    def test_a_store_with_none_of_it_makes_no_pack(self, case):
        with open_store(":memory:") as empty, pytest.raises(StoreError, match="nothing of this report's evidence"):
            write_pack(case.encoded, store=empty, output=case.folder / "p.zip", clock=FakeClock())
        assert not list(case.folder.iterdir())


def test_a_report_without_pages_makes_a_pack(case):
    case.report = verify(case.store, "Nothing is cited here, but 539 drones came on July 4, 2025.")
    with read_pack(case.pack()) as pack:
        assert check_pack(pack) == ()


def test_what_is_no_report_makes_no_pack(case):
    with pytest.raises(InputError):
        write_pack(b"[" * 100_000, store=case.store, output=case.folder / "p.zip", clock=FakeClock())


def test_a_place_that_cannot_be_written_is_told(case):
    (case.folder / "is_folder").mkdir()
    with pytest.raises(EvidenceError, match="Cannot write"):
        case.pack("is_folder")
    assert [path.name for path in case.folder.iterdir()] == ["is_folder"]


def test_a_pack_goes_where_a_link_leads_and_through_no_link_beside_it(case):
    (case.folder / "real").mkdir()
    (case.folder / "pack.zip").symlink_to("real/pack.zip")
    (case.folder / "real" / ".pack.zip.part").symlink_to(case.folder / "victim")
    case.pack()
    assert not (case.folder / "victim").exists()
    assert sorted(path.name for path in (case.folder / "real").iterdir()) == [".pack.zip.part", "pack.zip"]
    with read_pack(case.folder / "pack.zip") as pack:
        assert check_pack(pack) == ()


def test_two_packs_that_are_written_to_one_place_at_once_are_not_mixed(case, monkeypatch):
    write, turns = writing._write_member, iter([True])

    def write_meanwhile(*given, **named):
        if next(turns, False):
            case.pack()
        write(*given, **named)

    monkeypatch.setattr(writing, "_write_member", write_meanwhile)
    with read_pack(case.pack()) as pack:
        assert check_pack(pack) == ()
    assert [path.name for path in case.folder.iterdir()] == ["pack.zip"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_what_is_interrupted_leaves_nothing_behind(case, monkeypatch, tmp_path_factory, error):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("temporary")))
    (case.folder / "pack.zip").write_bytes(b"before")

    def fail(*given, **named):
        raise error

    monkeypatch.setattr("provenance.pack.writing._write_member", fail)
    with pytest.raises((KeyboardInterrupt, EvidenceError)):
        case.pack()
    assert [path.name for path in case.folder.iterdir()] == ["pack.zip"]
    assert (case.folder / "pack.zip").read_bytes() == b"before"
    assert not list(Path(gettempdir()).iterdir())


def test_a_full_folder_for_temporary_files_is_named(case, monkeypatch):
    def fail(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("provenance.pack.writing._sums", fail)
    with pytest.raises(EvidenceError, match=f"Cannot write to {gettempdir()}") as caught:
        case.pack()
    assert "TMPDIR" in caught.value.hint


def test_no_folder_for_temporary_files_at_all_is_told(case, monkeypatch):
    def fail():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._get_default_tempdir", fail)
    with pytest.raises(EvidenceError, match=r"Cannot write to any folder, .*No usable temporary directory"):
        case.pack()


def test_a_pack_that_would_not_be_read_again_is_not_made(case, monkeypatch):
    monkeypatch.setattr(layout, "MOST_TEXT_BYTES", 1000)
    with pytest.raises(EvidenceError, match="larger than is read again"):
        case.pack()
    assert not list(case.folder.iterdir())


WORDS_AND_ZEROS = "<p>Russia launched 539 drones at Ukraine on July 4, 2025.</p><!--" + "0" * 2_000_000 + "-->"


def test_a_page_that_is_a_bomb_is_kept_and_read_again(case):
    bomb = capture("https://apnews.com/a", page(WORDS_AND_ZEROS), fetched_at=CAPTURES[0].fetched_at.replace(year=2027))
    case.store.put_capture(bomb)
    case.report = verify(case.store)
    assert bomb.sha256 in {page.capture for page in case.report.pages}
    with read_pack(case.pack()) as pack:
        assert check_pack(pack) == ()
        assert pack.read_capture(bomb.url, bomb.sha256).body == bomb.body


def test_without_warcio_it_is_told(case, monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)
    with pytest.raises(ExtraMissingError, match="warcio") as caught:
        case.pack()
    assert "provenance[pack]" in caught.value.hint
