"""`provenance evidence`, and `provenance replay` from what it made."""

import hashlib
import json
import re
import shutil
import sqlite3
import sys
from contextlib import closing

import pytest

from provenance.cli.app import run
from tests.support.packs import members, rewrite, seal
from tests.support.servers import Server
from tests.support.stamping import make_stamp_authority


@pytest.fixture(scope="module")
def verified(example, tmp_path_factory):
    """The example, verified over its recording into a store."""
    folder = tmp_path_factory.mktemp("example")
    arguments = ("--store", str(folder / "s.sqlite"), "--output", f"json={folder / 'one.json'}", "--entail", "off")
    assert run([*example, *arguments, "--exit-zero"]) == 0
    return folder


@pytest.fixture(scope="module")
def packed(verified):
    path = verified / "pack.zip"
    assert (
        run(["evidence", str(verified / "one.json"), "--output", str(path), "--store", str(verified / "s.sqlite")]) == 0
    )
    return path


def replay(*arguments):
    return run(["replay", *map(str, arguments), "--entail", "off"])


def test_the_example_is_made_again_from_its_pack_when_the_store_is_gone(verified, packed, tmp_path, monkeypatch, capfd):
    alone = tmp_path / "alone.zip"
    alone.write_bytes(packed.read_bytes())
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "empty"))
    assert replay(alone, "--verify", "--output", f"json={tmp_path / 'two.json'}") == 0
    said = capfd.readouterr().err
    assert "every digest holds" in said
    assert "the same report as recorded, but for its time stamp" in said
    without = [
        re.sub(rb'"made_at": "[^"]+"', b"", path.read_bytes())
        for path in (verified / "one.json", tmp_path / "two.json")
    ]
    assert without[0] == without[1]
    assert not (tmp_path / "empty").exists()


@pytest.mark.parametrize("named", ["file", "digest"])
def test_a_report_may_be_named_beside_its_pack(verified, packed, named, capfd):
    report = verified / "one.json"
    digest = hashlib.sha256(report.read_bytes()).hexdigest()[:12]
    assert replay(report if named == "file" else digest, "--from", packed) == 0
    assert "the same report" in capfd.readouterr().err


def test_another_digest_names_no_report_of_the_pack(packed, capfd):
    assert replay("0" * 12, "--from", packed) == 2
    assert "neither a file nor the digest" in capfd.readouterr().err


def test_a_pack_and_a_store_are_not_both_given(packed, verified):
    assert replay(packed, "--store", verified / "s.sqlite") == 2


def test_a_report_may_be_named_by_its_digest_in_the_store(verified, tmp_path):
    digest = hashlib.sha256((verified / "one.json").read_bytes()).hexdigest()[:12]
    path = tmp_path / "p.zip"
    assert run(["evidence", digest, "--output", str(path), "--store", str(verified / "s.sqlite")]) == 0
    assert members(path)["report.json"] == (verified / "one.json").read_bytes()


def test_the_sum_of_the_manifest_is_said(verified, tmp_path, capfd):
    path = tmp_path / "p.zip"
    run(["evidence", str(verified / "one.json"), "--output", str(path), "--store", str(verified / "s.sqlite")])
    assert hashlib.sha256(members(path)["manifest.json"]).hexdigest() in capfd.readouterr().err


def test_every_digest_that_does_not_hold_is_named(packed, tmp_path, capfd):
    held = members(packed)
    bodies = sorted(name for name in held if name.endswith(".body"))[:2]
    path = rewrite(packed, {name: held[name] + b" " for name in (*bodies, "report.html")}, name=f"{tmp_path.name}.zip")
    assert replay(path, "--verify") == 1
    said = capfd.readouterr().err
    for name in (*bodies, "report.html"):
        assert f"does not hold: {name}: " in said
    assert said.count("there is no evidence, or other bytes, for ") == 2


def test_a_forged_pack_is_told_however_its_sums_were_made(packed, tmp_path, capfd):
    html = members(packed)["report.html"].replace(b"Contradicted", b"Supported")
    path = seal(rewrite(packed, {"report.html": html}, name=f"{tmp_path.name}.zip"))
    assert replay(path, "--verify") == 1
    said = capfd.readouterr().err
    assert "does not hold: report.html: it does not say what report.json says" in said
    assert "every digest holds" not in said
    assert said.endswith("provenance: it does NOT hold as a whole: 1 fault, named above\n")


def test_the_sum_to_compare_is_said_when_a_pack_is_checked(packed, capfd):
    replay(packed, "--verify")
    assert f"manifest sha256 {hashlib.sha256(members(packed)['manifest.json']).hexdigest()}" in capfd.readouterr().err


def test_a_report_beside_its_pack_that_is_another_is_told(verified, packed, tmp_path, capfd):
    other = tmp_path / "other.json"
    other.write_bytes((verified / "one.json").read_bytes().replace(b'"supported"', b'"partial"'))
    assert replay(other, "--from", packed, "--verify") == 1
    said = capfd.readouterr().err
    assert "the report given is not that of the pack" in said
    assert "was partial and is supported" in said


def test_a_page_larger_than_the_settings_allow_is_named(packed, tmp_path, capfd):
    (tmp_path / "small.toml").write_text("max_page_bytes = 1500\n")
    assert replay(packed, "--config", tmp_path / "small.toml") == 3
    assert "the limit of a page is 1,500" in capfd.readouterr().err


def test_a_report_that_is_damaged_is_named_and_not_made_again(packed, tmp_path, capfd):
    path = rewrite(packed, {"report.json": b"{}"}, name=f"{tmp_path.name}.zip")
    assert replay(path, "--verify") == 1
    said = capfd.readouterr().err
    assert "does not hold: report.json" in said
    assert "no report can be made again" in said
    assert replay(path) == 2


def test_what_is_no_pack_is_told(tmp_path, capfd):
    (tmp_path / "p.zip").write_bytes(b"PK\x03\x04 and nothing else")
    assert replay(tmp_path / "p.zip") == 2
    assert "is no evidence pack" in capfd.readouterr().err


class TestGone:
    """Evidence that the store no longer has."""

    @pytest.fixture
    def report(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "draft.txt").write_text("Russia sent 539 drones apnews.com. It sent 11 missiles time.com.")
        (tmp_path / "ap.txt").write_text("Russia sent 539 drones in one night, the air force said.\n")
        (tmp_path / "time.txt").write_text("Russia sent 11 missiles in one night, the air force said.\n")
        both = ("--attach", "apnews.com=ap.txt", "--attach", "time.com=time.txt")
        verify = ("verify", "draft.txt", "--search", "off", "--entail", "off")
        run([*verify, *both, "--store", "s.sqlite", "--output", "json=one.json"])
        shutil.copy("s.sqlite", "poor.sqlite")
        with closing(sqlite3.connect("poor.sqlite")) as connection:
            connection.execute("DELETE FROM captures WHERE url LIKE '%time.txt%'")
            connection.commit()
        return tmp_path / "one.json"

    def test_it_is_named_when_the_pack_is_made_and_when_it_is_read(self, report, capfd):
        assert run(["evidence", "one.json", "--output", "p.zip", "--store", "poor.sqlite"]) == 1
        assert "the evidence is gone of attached:time.com/time.txt" in capfd.readouterr().err
        assert replay("p.zip", "--verify") == 1
        said = capfd.readouterr().err
        assert "the evidence was gone when the pack was made, of attached:time.com/time.txt" in said
        assert "every digest holds" in said

    def test_a_store_with_none_of_it_makes_no_pack(self, report):
        run(
            ["verify", "draft.txt", "--store", "none.sqlite", "--offline", "--entail", "off", "--output", "json=x.json"]
        )
        assert run(["evidence", "one.json", "--output", "p.zip", "--store", "none.sqlite"]) == 3
        assert not (report.parent / "p.zip").exists()

    def test_verify_names_it_in_a_store(self, report, capfd):
        assert replay("one.json", "--store", "s.sqlite", "--verify") == 0
        assert "every digest holds" in capfd.readouterr().err
        assert replay("one.json", "--store", "poor.sqlite", "--verify") == 1
        assert "does not hold: attached:time.com/time.txt" in capfd.readouterr().err

    def test_a_report_too_large_to_be_one_is_not_read(self, report, capfd, monkeypatch):
        monkeypatch.setattr("provenance.cli.recorded.MOST_BYTES", 10)
        assert run(["evidence", "one.json", "--output", "p.zip", "--store", "s.sqlite"]) == 2
        assert "which no report has" in capfd.readouterr().err


def test_a_report_nested_without_end_is_told(tmp_path, verified, capfd):
    (tmp_path / "deep.json").write_text("[" * 100_000)
    assert replay(tmp_path / "deep.json", "--store", verified / "s.sqlite") == 2
    assert "deep.json is no report that is read: " in capfd.readouterr().err


@pytest.fixture(scope="module")
def authority():
    return make_stamp_authority()


class TestStamps:
    """`--timestamp`, with an authority on this machine."""

    @pytest.fixture
    def stamped(self, authority, verified, tmp_path, capfd):
        (tmp_path / "ca.pem").write_bytes(authority.bundle)
        (tmp_path / "other.pem").write_bytes(make_stamp_authority().bundle)
        with Server() as server:
            server.pages = {f"127.0.0.1:{server.port}/": authority.reply}
            arguments = ("--store", str(verified / "s.sqlite"), "--timestamp", f"http://127.0.0.1:{server.port}/")
            code = run(["evidence", str(verified / "one.json"), "--output", str(tmp_path / "p.zip"), *arguments])
        assert code == 0
        return tmp_path / "p.zip"

    def test_a_stamp_is_kept_and_checked(self, stamped, capfd):
        said = capfd.readouterr().err
        assert "the sha256 of the manifest is sent to 127.0.0.1" in said
        assert "NOT verified" in said
        assert replay(stamped, "--verify", "--timestamp-ca", stamped.parent / "ca.pem") == 0
        assert "signed by the authority given" in capfd.readouterr().err
        assert replay(stamped, "--verify") == 0
        assert "NOT verified" in capfd.readouterr().err

    def test_without_the_library_all_else_is_checked_and_the_stamp_said_to_be_unchecked(
        self, stamped, capfd, monkeypatch
    ):
        monkeypatch.setitem(sys.modules, "rfc3161_client", None)
        assert replay(rewrite(stamped, {"README.txt": b"other"}), "--verify") == 1
        said = capfd.readouterr().err
        assert "does not hold: README.txt" in said
        assert "the time stamp was NOT checked" in said
        assert replay(stamped, "--verify", "--timestamp-ca", stamped.parent / "ca.pem") == 2
        assert "rfc3161-client" in capfd.readouterr().err

    def test_a_stamp_of_somebody_else_does_not_hold(self, stamped, capfd):
        assert replay(stamped, "--verify", "--timestamp-ca", stamped.parent / "other.pem") == 1
        assert "does not hold: manifest.tsr" in capfd.readouterr().err

    def test_who_names_an_authority_is_told_that_there_is_no_stamp(self, stamped, packed, capfd):
        assert replay(packed, "--verify", "--timestamp-ca", stamped.parent / "ca.pem") == 1
        assert "does not hold: manifest.tsr: the pack has no time stamp" in capfd.readouterr().err

    @pytest.mark.parametrize("more", [(), ("--verify",)])
    def test_an_authority_is_not_named_in_vain(self, stamped, verified, more, capfd):
        named = stamped if not more else verified / "one.json"
        store = () if not more else ("--store", verified / "s.sqlite")
        assert replay(named, *more, *store, "--timestamp-ca", stamped.parent / "ca.pem") == 2
        assert "--timestamp-ca" in capfd.readouterr().err

    def test_without_a_stamp_to_be_made_an_authority_is_not_named_in_vain(self, stamped, verified, capfd):
        report, store = str(verified / "one.json"), str(verified / "s.sqlite")
        ca = str(stamped.parent / "ca.pem")
        assert run(["evidence", report, "--output", ca + ".zip", "--store", store, "--timestamp-ca", ca]) == 2
        assert "give --timestamp URL too" in capfd.readouterr().err

    def test_nobody_is_asked_when_the_certificates_are_none(self, verified, tmp_path, capfd):
        (tmp_path / "ca.pem").write_text("none")
        asked = ("--timestamp", "http://127.0.0.1:9/", "--timestamp-ca", str(tmp_path / "ca.pem"))
        arguments = ("--output", str(tmp_path / "p.zip"), "--store", str(verified / "s.sqlite"), *asked)
        assert run(["evidence", str(verified / "one.json"), *arguments]) == 2
        said = capfd.readouterr().err
        assert "holds no certificates in PEM" in said
        assert "is sent to" not in said

    def test_an_authority_that_is_not_there_makes_no_pack(self, verified, tmp_path, capfd):
        with Server() as server:
            url = f"http://127.0.0.1:{server.port}/gone"
            arguments = ("--store", str(verified / "s.sqlite"), "--timestamp", url)
            code = run(["evidence", str(verified / "one.json"), "--output", str(tmp_path / "p.zip"), *arguments])
        assert code == 2
        assert "it answered 404" in capfd.readouterr().err
        assert not (tmp_path / "p.zip").exists()


@pytest.mark.parametrize("place", ["one.json", "s.sqlite", "/dev/null", "folder"])
def test_a_pack_is_written_over_nothing_that_is_read_and_no_device(verified, place, capfd):
    (verified / "folder").mkdir(exist_ok=True)
    path = verified / place
    before = path.read_bytes() if path.is_file() else None
    arguments = ("--output", str(path), "--store", f"sqlite:///{verified / 's.sqlite'}")
    assert run(["evidence", str(verified / "one.json"), *arguments]) == 2
    assert not path.is_file() or path.read_bytes() == before
    assert str(path) in capfd.readouterr().err


def test_a_folder_that_is_not_there_is_told(verified, tmp_path):
    path = tmp_path / "none" / "p.zip"
    assert (
        run(["evidence", str(verified / "one.json"), "--output", str(path), "--store", str(verified / "s.sqlite")]) == 2
    )


def test_the_report_in_a_pack_is_whole(packed, verified):
    report = json.loads(members(packed)["report.json"])
    assert report["pages"]
    assert members(packed)["report.json"] == (verified / "one.json").read_bytes()
