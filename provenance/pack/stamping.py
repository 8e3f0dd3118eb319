"""Time stamps of a manifest by RFC 3161: an authority signs that a digest existed when its clock says so.

Only the sha256 of the manifest goes out. What comes back is held against that digest and the number of the question;
who signed it is checked only where the user says whom to trust, and said to be unchecked elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - a field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from provenance.errors import EvidenceError, ExtraMissingError, SettingsError
from provenance.fetch.answers import Refusal
from provenance.fetch.embargo import embargo_of
from provenance.fetch.stamps import ask_authority
from provenance.pack.layout import MANIFEST, MOST_STAMP_BYTES, STAMP, Fault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from provenance.config import Settings
    from provenance.pack.reading import Pack

SHA256 = "2.16.840.1.101.3.4.2.1"
MOST_BUNDLE_BYTES = 4_000_000
"""Of a file of trusted certificates; those of all browsers have 300,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a time stamp says: when, and whether the signature was checked against an authority that the user named."""

    moment: datetime
    checked: bool

    @property
    def words(self) -> str:
        """The stamp in a line."""
        how = "signed by the authority given" if self.checked else "its signature is NOT verified: name --timestamp-ca"
        return f"stamped {self.moment:%Y-%m-%d %H:%M:%S} UTC, {how}"


def make_stamper(
    url: str, *, settings: Settings, authority: Path | None, told: Callable[[Stamp], None]
) -> Callable[[bytes], bytes]:
    """What asks the authority at `url` to stamp the bytes it is given; `told` hears what the stamp says.

    The stamper raises `EvidenceError` when there is no stamp, or one that does not hold.
    """
    library = _require_library()
    roots = _read_bundle(authority) if authority is not None else b""
    if roots:
        _load_certificates(roots)  # so that what is none is told before anybody is asked

    def stamp(data: bytes) -> bytes:
        builder = library.TimestampRequestBuilder().data(data).hash_algorithm(library.HashAlgorithm.SHA256)
        query = builder.nonce(nonce=True).build()
        answer = ask_authority(
            url,
            query.as_bytes(),
            seconds=settings.deadline_seconds,
            connect_seconds=settings.connect_seconds,
            embargo=embargo_of(settings),
        )
        if isinstance(answer, Refusal):
            raise EvidenceError(f"The authority gave no time stamp: {answer.detail}.", "Give --timestamp off.")
        told(read_stamp(answer, data=data, roots=roots, nonce=query.nonce))
        return answer

    return stamp


def check_stamp(pack: Pack, *, authority: Path | None) -> Stamp | Fault | None:
    """What the pack's time stamp says, or what is wrong with it; none when the pack has none.

    Who names an authority expects a stamp: then it is wrong that there is none.
    """
    if STAMP not in pack.archive.names:
        return None if authority is None else Fault(name=STAMP, problem="the pack has no time stamp")
    roots = _read_bundle(authority) if authority is not None else b""
    try:
        return read_stamp(pack.archive.read(STAMP), data=pack.archive.read(MANIFEST), roots=roots)
    except EvidenceError as error:
        return Fault(name=STAMP, problem=error.message)


def read_stamp(answer: bytes, *, data: bytes, roots: bytes = b"", nonce: int | None = None) -> Stamp:
    """What the authority's `answer` says of `data`; `EvidenceError` when it is none, or not for these bytes.

    `roots` are certificates in PEM; with them the signature must be that of an authority below one of them, which may
    stamp and could when it did. `nonce` is the number of the question, if there was one.
    """
    library = _require_library()
    if len(answer) > MOST_STAMP_BYTES:
        raise EvidenceError(f"The time stamp has {len(answer):,} bytes; at most {MOST_STAMP_BYTES:,} are read.")
    try:
        response = library.decode_timestamp_response(answer)
        status = int(response.status)
        stated = response.tst_info if status == 0 else None
        if stated is None:
            raise EvidenceError(f"The authority refused to stamp (status {status}).")
        imprint, moment, number = stated.message_imprint, stated.gen_time, stated.nonce
        algorithm = imprint.hash_algorithm.dotted_string
        digest = imprint.message
    except ValueError as error:
        raise EvidenceError(f"This is no time stamp: {' '.join(str(error).split())[:200]}.") from error
    if algorithm != SHA256 or digest != hashlib.sha256(data).digest():
        raise EvidenceError("The time stamp is for other bytes.")
    if nonce is not None and number != nonce:
        raise EvidenceError("The time stamp answers another question.")
    if roots:
        _check_signature(response, data=data, roots=roots)
    return Stamp(moment=moment, checked=bool(roots))


def _check_signature(response: Any, *, data: bytes, roots: bytes) -> None:  # noqa: ANN401 - see _require_library
    library = _require_library()
    failures = (import_module("rfc3161_client.errors").VerificationError, ValueError)
    builder = library.VerifierBuilder()
    for certificate in _load_certificates(roots):
        builder = builder.add_root_certificate(certificate)  # one that signs for itself ends every chain, none else
    try:
        builder.build().verify_message(response, data)
    except failures as error:
        why = str(error).partition(": ErrorStack(")[0][:200].rstrip(".")  # what follows are numbers of OpenSSL
        raise EvidenceError(f"The time stamp's signature does not hold: {why}.") from error


def _load_certificates(roots: bytes) -> list[Any]:
    x509 = import_module("cryptography.x509")
    try:
        return list(dict.fromkeys(x509.load_pem_x509_certificates(roots)))
    except ValueError as error:
        raise SettingsError("The file of --timestamp-ca holds no certificates in PEM.") from error


def _read_bundle(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            bundle = file.read(MOST_BUNDLE_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"The CA bundle {path} cannot be read: {error.strerror}.") from error
    if len(bundle) > MOST_BUNDLE_BYTES or not bundle:
        raise SettingsError(f"The CA bundle {path} is empty or has more than {MOST_BUNDLE_BYTES:,} bytes.")
    return bundle


def _require_library() -> Any:  # noqa: ANN401 - a module, asked for by name
    try:
        return import_module("rfc3161_client")
    except ImportError as error:
        raise ExtraMissingError(
            "Time stamps need the package rfc3161-client.", "Install it with: pip install 'provenance[timestamp]'"
        ) from error
