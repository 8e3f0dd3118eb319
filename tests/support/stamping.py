"""A time-stamping authority of our own (RFC 3161), which signs what a test asks it to: hand-made DER, no other program."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from tests.support.servers import Exchange

DATA, SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
SHA256, RSA_SHA256 = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11"
POLICY = "1.3.6.1.4.1.99999.1"
INTEGER, OCTETS, NULL, TIME, SEQUENCE, SET, BOOLEAN = 0x02, 0x04, 0x05, 0x18, 0x30, 0x31, 0x01


def der(tag: int, *parts: bytes) -> bytes:
    """A value of DER with its tag and length."""
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def integer(value: int) -> bytes:
    return der(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    content = bytes([first * 40 + second])
    for number in rest:
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.append(0x80 | number & 0x7F)
        content += bytes(reversed(septets))
    return der(0x06, content)


def sha256_name() -> bytes:
    return der(SEQUENCE, oid(SHA256), der(NULL))


def attribute(kind: str, value: bytes) -> bytes:
    return der(SEQUENCE, oid(kind), der(SET, value))


@dataclass(frozen=True)
class StampAuthority:
    """An authority with its own root; `bundle` (PEM) is whom a client must trust."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    root: x509.Certificate

    @property
    def bundle(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def stamp(self, digest: bytes, *, nonce: int | None, moment: datetime | None = None) -> bytes:
        """The answer to a query for `digest`."""
        when = (moment or datetime.now(UTC)).strftime("%Y%m%d%H%M%SZ").encode()
        info = der(
            SEQUENCE,
            integer(1),
            oid(POLICY),
            der(SEQUENCE, sha256_name(), der(OCTETS, digest)),
            integer(17),
            der(TIME, when),
            integer(nonce) if nonce is not None else b"",
        )
        status = der(SEQUENCE, integer(0))
        return der(SEQUENCE, status, self._sign(info))

    def answer(self, query: bytes) -> bytes:
        """The answer to a query as it comes over the wire."""
        from rfc3161_client._rust import parse_timestamp_request

        asked = parse_timestamp_request(query)
        return self.stamp(asked.message_imprint.message, nonce=asked.nonce)

    def reply(self, exchange: Exchange) -> None:
        """The same as a server of `tests.support.servers` replies."""
        body = self.answer(exchange.request.body)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {len(body)}\r\n\r\n"
        exchange.send(head.encode() + body)

    def _sign(self, info: bytes) -> bytes:
        """A SignedData of RFC 5652 around `info`, in its ContentInfo."""
        encoded = self.certificate.public_bytes(Encoding.DER)
        certificate_id = der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, der(OCTETS, hashlib.sha256(encoded).digest()))))
        attributes = sorted(
            (
                attribute(CONTENT_TYPE, oid(TST_INFO)),
                attribute(MESSAGE_DIGEST, der(OCTETS, hashlib.sha256(info).digest())),
                attribute(SIGNING_CERTIFICATE_V2, certificate_id),
            )
        )
        signature = self.key.sign(der(SET, *attributes), padding.PKCS1v15(), hashes.SHA256())
        issuer = self.certificate.issuer.public_bytes()
        signer = der(
            SEQUENCE,
            integer(1),
            der(SEQUENCE, issuer, integer(self.certificate.serial_number)),
            sha256_name(),
            der(0xA0, *attributes),
            der(SEQUENCE, oid(RSA_SHA256), der(NULL)),
            der(OCTETS, signature),
        )
        content = der(SEQUENCE, oid(TST_INFO), der(0xA0, der(OCTETS, info)))
        signed = der(SEQUENCE, integer(3), der(SET, sha256_name()), content, der(0xA0, encoded), der(SET, signer))
        return der(SEQUENCE, oid(SIGNED_DATA), der(0xA0, signed))


def refusal(status: int = 2) -> bytes:
    """What an authority answers that does not want to."""
    return der(SEQUENCE, der(SEQUENCE, integer(status)))


def make_stamp_authority(*, made: datetime | None = None) -> StampAuthority:
    """An authority of the moment `made`, now if none is given; its certificate may stamp, for three days."""
    root_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    root_name, name = _name("Throw-away root"), _name("Throw-away time stamps")
    root = (
        _builder(root_name, issuer=root_name, key=root_key, made=made)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _builder(name, issuer=root_name, key=key, made=made)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    return StampAuthority(key=key, certificate=certificate, root=root)


def _builder(
    name: x509.Name, *, issuer: x509.Name, key: rsa.RSAPrivateKey, made: datetime | None
) -> x509.CertificateBuilder:
    now = made or datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
