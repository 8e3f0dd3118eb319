"""Records cassettes/synthetic/example.yaml from the stand-in pages of examples/.

A TLS server on this machine serves the pages under the real host names, with a certificate of an authority that lives
as long as this script; the project's own client reads them, with every check that it makes on a real site, and vcrpy
records what it is answered. Nothing else is contacted.

    .venv/bin/python cassettes/record_synthetic.py
"""

from __future__ import annotations

import re
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from provenance.config import Settings
from provenance.fetch import Client, LocalRoute, fetch_pages, record_cassette
from provenance.model import Capture
from provenance.resolve import read_source_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Missed

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
CASSETTE = ROOT / "cassettes" / "synthetic" / "example.yaml"

METADATA = {
    "fixture": "synthetic",
    "pages": "stand-ins that the provenance project wrote for its tests; no publisher's text",
}

# <link rel="canonical" href="https://apnews.com/article/stand-in-x">
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the server answers to one address."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    body: bytes = b""


def robots(rules: str) -> Page:
    """A robots.txt with these rules."""
    return Page(headers=(("Content-Type", "text/plain; charset=utf-8"),), body=rules.encode())


OPEN = "User-agent: *\nDisallow: /search\n"

SPECIAL: dict[str, Page] = {
    # A wall as DataDome builds it: the status and the header say so, the body is a script.
    "https://www.reuters.com/world/europe/stand-in-russia-downs-120-drones-2025-07-05/": Page(
        status=401,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("X-DataDome", "protected")),
        body=b"<html><head><title>reuters.com</title></head><body>Stand-in for a wall. Please enable JS.</body></html>",
    ),
    "https://www.aljazeera.com/news/2025/7/4/stand-in-moved-page": Page(
        status=404, body=b"<html><head><title>404</title></head><body>Stand-in for a page that is gone.</body></html>"
    ),
    "https://www.jamaicaobserver.com/robots.txt": robots("User-agent: *\nDisallow: /\n"),
}
"""Answers that are no page of examples/stand_ins."""


def read_site() -> dict[str, Page]:
    """Every address that the server knows, with its answer."""
    site = {
        match[1]: Page(body=path.read_bytes())
        for path in sorted((EXAMPLES / "stand_ins").glob("*.html"))
        if (match := CANONICAL.search(path.read_text(encoding="utf-8")))
    }
    hosts = {urlsplit(url).netloc for url in (*site, *SPECIAL)}
    return {f"https://{host}/robots.txt": robots(OPEN) for host in hosts} | site | SPECIAL


def make_authority(hosts: list[str], folder: Path) -> tuple[Path, Path]:
    """A throw-away authority and a certificate of its for `hosts`: the paths of the bundle and of the server's key."""
    now = datetime.now(UTC)
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "provenance stand-in authority")])

    def build(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(ca_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(hours=1))
        )

    identifier = x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key())
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    authority = (
        build(ca_name, ca_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(identifier, critical=False)
        .add_extension(usage, critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    certificate = (
        build(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")]), key.public_key())
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    bundle, server = folder / "authority.pem", folder / "server.pem"
    bundle.write_bytes(authority.public_bytes(pem))
    server.write_bytes(private + certificate.public_bytes(pem))
    return bundle, server


@contextmanager
def serve(site: dict[str, Page], server_key: Path) -> Iterator[int]:
    """Serve `site` over TLS on this machine; gives the port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = site.get(f"https://{self.headers['Host']}{self.path}", Page(status=404))
            self.send_response(page.status)
            for name, value in (*page.headers, ("X-Stand-In", "provenance"), ("Content-Length", str(len(page.body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server_key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def show(url: str, outcome: Capture | Missed) -> None:
    """Print what became of one page."""
    print(f"{'ok' if isinstance(outcome, Capture) else outcome.access:<14} {url}")


def main() -> None:
    """Record the cassette anew."""
    site = read_site()
    urls = [url for listed in read_source_list(EXAMPLES / "sources.toml").domains.values() for url in listed]
    CASSETTE.unlink(missing_ok=True)
    with TemporaryDirectory() as folder:
        bundle, server_key = make_authority(sorted({urlsplit(url).netloc for url in site}), Path(folder))
        with serve(site, server_key) as port:

            def resolve(host: str, asked_port: int) -> tuple[LocalRoute, ...]:
                del host, asked_port
                return (LocalRoute(ip="127.0.0.1", port=port),)

            settings = Settings(workers=1, pause_seconds=0.0)
            with (
                record_cassette(CASSETTE, metadata=METADATA),
                Client(settings, resolver=resolve, trust=str(bundle)) as client,
            ):
                fetch_pages(urls, client=client, workers=1, on_outcome=show)


if __name__ == "__main__":
    main()
