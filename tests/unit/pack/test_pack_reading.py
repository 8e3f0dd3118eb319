"""An open pack: its lists, its captures, and a report made again from it alone."""

import io
import json
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
from provenance.pack import archive, check_pack, layout, read_pack, reading
from provenance.pack.stamping import check_stamp
from provenance.pipeline import replay_report
from tests.support.clocks import FakeClock
from tests.support.packs import CAPTURES, DRAFT, members, rewrite, seal, verify


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
