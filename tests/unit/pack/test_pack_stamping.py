"""Time stamps by RFC 3161, from an authority of our own on this machine."""

import hashlib
import os
import random
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from shutil import which

import pytest

from provenance.config import Settings
from provenance.errors import EvidenceError, ExtraMissingError, SettingsError
from provenance.pack import check_pack, layout, read_pack
from provenance.pack.layout import Fault
from provenance.pack.stamping import Stamp, check_stamp, make_stamper, read_stamp
from tests.support.packs import members, rewrite
from tests.support.servers import Server, raw, redirect, reply, silence
from tests.support.stamping import make_stamp_authority, refusal

DATA = b"manifest"
DIGEST = hashlib.sha256(DATA).digest()
MOMENT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority():
    return make_stamp_authority()


@pytest.fixture
def ca(authority, tmp_path_factory):
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    path.write_bytes(authority.bundle)
    return path


def test_a_stamp_says_when_and_whether_its_signature_was_checked(authority):
    now = datetime.now(UTC).replace(microsecond=0)
    answer = authority.stamp(DIGEST, nonce=None, moment=now)
    assert read_stamp(answer, data=DATA) == Stamp(moment=now, checked=False)
    assert read_stamp(answer, data=DATA, roots=authority.bundle) == Stamp(moment=now, checked=True)
    assert "NOT verified" in read_stamp(answer, data=DATA).words
    assert "NOT" not in read_stamp(answer, data=DATA, roots=authority.bundle).words


def test_a_stamp_for_other_bytes_or_another_question_is_refused(authority):
    answer = authority.stamp(DIGEST, nonce=5)
    with pytest.raises(EvidenceError, match="other bytes"):
        read_stamp(answer, data=b"other")
    with pytest.raises(EvidenceError, match="another question"):
        read_stamp(answer, data=DATA, nonce=6)
    assert read_stamp(answer, data=DATA, nonce=5)


def test_a_stamp_of_somebody_else_is_refused(authority):
    with pytest.raises(EvidenceError, match="signature does not hold") as caught:
        read_stamp(authority.stamp(DIGEST, nonce=None), data=DATA, roots=make_stamp_authority().bundle)
    assert "ErrorStack" not in caught.value.message


def test_a_stamp_from_before_its_authority_is_refused(authority):
    long_ago = authority.stamp(DIGEST, nonce=None, moment=datetime.now(UTC) - timedelta(days=30))
    with pytest.raises(EvidenceError, match="signature does not hold"):
        read_stamp(long_ago, data=DATA, roots=authority.bundle)


def test_a_stamp_outlives_the_certificates_that_were_good_when_it_was_made():
    then = datetime.now(UTC).replace(microsecond=0) - timedelta(days=400)
    old = make_stamp_authority(made=then)
    answer = old.stamp(DIGEST, nonce=None, moment=then)
    assert read_stamp(answer, data=DATA, roots=old.bundle) == Stamp(moment=then, checked=True)


@pytest.mark.parametrize("place", [10, 60, 300, 900, -300, -10])
def test_a_changed_stamp_is_refused_where_its_signature_is_checked(authority, place):
    answer = bytearray(authority.stamp(DIGEST, nonce=None))
    answer[place] ^= 1
    with pytest.raises(EvidenceError):
        read_stamp(bytes(answer), data=DATA, roots=authority.bundle)


@pytest.mark.parametrize("answer", [b"", b"x", b"\x30\x80" * 5_000, refusal(), refusal(1), b"\x30\x03\x02\x01\x00"])
def test_what_is_no_stamp_is_told(answer):
    with pytest.raises(EvidenceError):
        read_stamp(answer, data=DATA)


def test_broken_stamps_raise_nothing_else(authority):
    answer, chance = authority.stamp(DIGEST, nonce=None), random.Random(1)
    for _ in range(400):
        broken = bytearray(answer)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(EvidenceError):
            read_stamp(bytes(broken), data=DATA, roots=authority.bundle)


def test_a_stamp_has_a_largest_size(authority):
    with pytest.raises(EvidenceError, match="at most 64,000"):
        read_stamp(b"0" * 64_001, data=DATA)


@pytest.mark.parametrize("bundle", [b"no certificate", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"])
def test_a_bundle_without_certificates_is_told(authority, bundle):
    with pytest.raises(SettingsError, match="no certificates"):
        read_stamp(authority.stamp(DIGEST, nonce=None), data=DATA, roots=bundle)


def need_openssl():
    """The program; without it the test is skipped, but in CI it fails."""
    program = which("openssl")
    if program is None:
        message = "no openssl, which checks the stamp once more: install the Debian package openssl"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return program


def test_in_ci_nothing_is_skipped_for_want_of_openssl(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Debian package openssl"):
        need_openssl()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        need_openssl()


def test_openssl_says_the_same(authority, tmp_path):
    for name, content in (("a.tsr", authority.stamp(DIGEST, nonce=None)), ("a", DATA), ("ca.pem", authority.bundle)):
        (tmp_path / name).write_bytes(content)
    command = [need_openssl(), "ts", "-verify", "-in", "a.tsr", "-data", "a", "-CAfile", "ca.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout, done.stderr


class TestAsking:
    """Over the project's own transport."""

    @pytest.fixture
    def server(self):
        with Server() as server:
            yield server

    def ask(self, server, answer, *, ca=None, seconds=5.0):
        server.pages = {f"127.0.0.1:{server.port}/tsr?x=1": answer}
        told = []
        url = f"http://127.0.0.1:{server.port}/tsr?x=1"
        settings = Settings(deadline_seconds=seconds)
        stamp = make_stamper(url, settings=settings, authority=ca, told=told.append)
        return stamp(DATA), told

    def test_a_manifest_is_stamped_and_the_signature_checked(self, server, authority, ca):
        answer, (said,) = self.ask(server, authority.reply, ca=ca)
        assert said.checked
        assert read_stamp(answer, data=DATA, roots=authority.bundle) == said

    def test_only_the_digest_goes_out(self, server, authority):
        self.ask(server, authority.reply)
        (request,) = server.requests
        assert request.method == "POST"
        assert request.headers["content-type"] == "application/timestamp-query"
        assert DIGEST in request.body
        assert DATA not in request.body
        assert len(request.body) < 80

    def test_an_authority_that_does_not_sign_what_it_should_is_not_believed(self, server, ca):
        with pytest.raises(EvidenceError, match="signature does not hold"):
            self.ask(server, make_stamp_authority().reply, ca=ca)

    @pytest.mark.parametrize(
        ("answer", "says"),
        [
            (reply(b"no", status=500), "it answered 500"),
            (redirect("http://127.0.0.1/"), "it answered 302"),
            (reply(b"0" * 70_000), "larger than 64,000"),
            (reply(b"<html>"), "no time stamp"),
            (reply(refusal()), "refused to stamp"),
            (raw(b"nonsense\r\n\r\n"), "gave no time stamp"),
        ],
    )
    def test_what_an_authority_may_do_wrong_is_told(self, server, answer, says):
        with pytest.raises(EvidenceError, match=says):
            self.ask(server, answer)

    def test_a_silent_authority_is_given_up_at_the_deadline(self, server):
        with pytest.raises(EvidenceError, match=r"within 0\.5 seconds"):
            self.ask(server, silence, seconds=0.5)

    @pytest.mark.parametrize(
        "url", ["ftp://a.example/", "https://me:secret@a.example/", "https://", "https://a.example/ x", "http://[::1/"]
    )
    def test_addresses_of_no_authority_are_refused(self, url):
        stamp = make_stamper(url, settings=Settings(), authority=None, told=print)
        with pytest.raises(SettingsError) as caught:
            stamp(DATA)
        assert "secret" not in caught.value.message


class TestInAPack:
    """The stamp lies beside the manifest."""

    @pytest.fixture
    def stamped(self, case, authority):
        return case.pack("stamped.zip", stamp=lambda data: authority.stamp(hashlib.sha256(data).digest(), nonce=None))

    def check(self, path, *, ca=None):
        with read_pack(path) as pack:
            return check_pack(pack), check_stamp(pack, authority=ca)

    def test_it_is_checked_with_the_rest(self, stamped, ca):
        assert layout.STAMP in members(stamped)
        faults, stamp = self.check(stamped, ca=ca)
        assert faults == ()
        assert stamp.checked
        assert not self.check(stamped)[1].checked

    def test_a_pack_without_one_has_none(self, pack):
        assert self.check(pack) == ((), None)

    def test_a_changed_one_is_named(self, stamped, ca):
        content = bytearray(members(stamped)[layout.STAMP])
        content[-5] ^= 1
        faults, stamp = self.check(rewrite(stamped, {layout.STAMP: bytes(content)}), ca=ca)
        assert [fault.name for fault in faults] == [layout.STAMP]
        assert isinstance(stamp, Fault)

    def test_one_of_another_manifest_is_named(self, stamped, authority):
        other = authority.stamp(hashlib.sha256(b"other").digest(), nonce=None)
        assert self.check(rewrite(stamped, {layout.STAMP: other}))[1] == Fault(
            name=layout.STAMP, problem="The time stamp is for other bytes."
        )


@pytest.mark.parametrize(("content", "says"), [(b"", "is empty"), (None, "cannot be read")])
def test_a_bundle_that_cannot_be_read_is_told(tmp_path, content, says):
    if content is not None:
        (tmp_path / "ca.pem").write_bytes(content)
    with pytest.raises(SettingsError, match=says):
        make_stamper("https://a.example/", settings=Settings(), authority=tmp_path / "ca.pem", told=print)


def test_without_the_library_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(ExtraMissingError, match="rfc3161-client") as caught:
        read_stamp(b"", data=DATA)
    assert "provenance[timestamp]" in caught.value.hint
