"""Records cassettes/synthetic/example.yaml: the check of examples/article.txt over stand-in sites.

The sites have the pages of examples/stand_ins, and robots.txt, sitemaps and a search API in the forms that publishers
give them; what a page is found by is part of the recording.

A TLS server on this machine serves the pages under the real host names, with a certificate of an authority that lives
as long as this script; the project's own client reads them, with every check that it makes on a real site, and vcrpy
records what it is answered. Nothing else is contacted.

    .venv/bin/python cassettes/record_synthetic.py
"""

from __future__ import annotations

import gzip
import json
import re
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from provenance.config import Settings
from provenance.fetch import Client, LocalRoute, record_cassette
from provenance.model import Capture
from provenance.pipeline import verify_article

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


DAY = date(2025, 7, 6)
"""The day of the article."""

XML = (("Content-Type", "application/xml"),)
JSON = (("Content-Type", "application/json; charset=utf-8"),)

OTHERS = (
    *("stand-in-storm-closes-harbor", "stand-in-court-rules-on-budget", "stand-in-film-festival-opens"),
    *("stand-in-heat-wave-southern-europe", "stand-in-wimbledon-fourth-round", "stand-in-senate-passes-spending-bill"),
)
"""Slugs of other pages in the sitemaps; nobody asks for them."""

SPECIAL: dict[str, Page] = {
    # A wall as DataDome builds it: the status and the header say so, the body is a script.
    "https://www.reuters.com/world/europe/stand-in-russia-downs-120-ukrainian-drones-overnight-2025-07-05/": Page(
        status=401,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("X-DataDome", "protected")),
        body=b"<html><head><title>reuters.com</title></head><body>Stand-in for a wall. Please enable JS.</body></html>",
    ),
    "https://www.aljazeera.com/news/2025/7/4/stand-in-kyiv-attack-wounds-23-people-damages-apartment-buildings": Page(
        status=404, body=b"<html><head><title>404</title></head><body>Stand-in for a page that is gone.</body></html>"
    ),
    "https://www.jamaicaobserver.com/robots.txt": robots("User-agent: *\nDisallow: /\n"),
}
"""Answers that are no page of examples/stand_ins."""

WIKI_PAGE = "https://en.wikipedia.org/wiki/Stand-in_Sumy_offensive_(2025)"
WIKI_TITLE = "Stand-in Sumy offensive (2025)"
WIKI_FOUND = {
    "batchcomplete": True,
    "query": {
        "search": [
            {"ns": 0, "title": WIKI_TITLE, "pageid": 71, "snippet": "fighting in the <b>Sumy</b> region in 2025"},
            {"ns": 0, "title": "Stand-in history of Sumy", "pageid": 72, "snippet": "a town on the Psel"},
        ]
    },
}
WIKI_REVISION = {
    "query": {
        "pages": [
            {
                "pageid": 71,
                "ns": 0,
                "title": WIKI_TITLE,
                "revisions": [{"revid": 7300001, "timestamp": "2025-06-20T10:00:00Z"}],
            }
        ]
    }
}


def _json(answer: object) -> bytes:
    return json.dumps(answer).encode()


SERVICES: tuple[tuple[str, Page], ...] = (
    ("https://en.wikipedia.org/w/api.php?action=query&list=search&", Page(headers=JSON, body=_json(WIKI_FOUND))),
    ("https://en.wikipedia.org/w/api.php?action=query&prop=revisions&", Page(headers=JSON, body=_json(WIKI_REVISION))),
    ("https://archive.org/wayback/available?", Page(headers=JSON, body=b'{"url": "", "archived_snapshots": {}}')),
    ("https://web.archive.org/cdx/search/cdx?", Page(headers=JSON, body=b"[]")),
    ("https://index.commoncrawl.org/collinfo.json", Page(headers=JSON, body=b"[]")),
    ("https://api.gdeltproject.org/api/v2/doc/doc?", Page(headers=JSON, body=b"{}")),
)
"""What is answered to whatever begins so; nothing is known to the archives and indexes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How a site lists its pages: the index that robots.txt names, and the sitemap in it that holds the dated ones."""

    index: str
    child: str
    packed: bool = False


HOSTS = (
    *("apnews.com", "ap.org", "theguardian.com", "nypost.com", "time.com", "aljazeera.com", "understandingwar.org"),
    *("washingtonpost.com", "reuters.com", "jamaicaobserver.com"),
)
"""The sites that the article names, and those of their publishers; the server knows them with and without www."""

LISTINGS = {
    "https://apnews.com": Listing(index="/ap-sitemap.xml", child="/ap-sitemap-202507.xml"),
    "https://www.theguardian.com": Listing(index="/sitemaps/index.xml", child="/sitemaps/news-2025-07.xml"),
    "https://nypost.com": Listing(index="/sitemap-2025.xml", child="/sitemap-2025.xml?mm=07&dd=05"),
    "https://time.com": Listing(index="/sitemap_index.xml", child="/post-sitemap7.xml"),
    "https://www.aljazeera.com": Listing(index="/sitemap.xml", child="/sitemap.xml?yyyy=2025&mm=07&dd=04"),
    "https://understandingwar.org": Listing(index="/sitemap_index.xml", child="/post-sitemap3.xml"),
    "https://www.washingtonpost.com": Listing(
        index="/sitemaps/sitemap.xml.gz", child="/sitemaps/sitemap-2025-07.xml", packed=True
    ),
    "https://www.reuters.com": Listing(
        index="/arc/outboundfeeds/sitemap-index/?outputType=xml", child="/arc/outboundfeeds/sitemap/2025-07/"
    ),
}
"""The forms are those of the sites named, as far as they are known; the addresses in them are ours."""

# <meta property="article:published_time" content="2025-07-04T07:40:00Z">
PUBLISHED = re.compile(r'article:published_time" content="([^"]+)"')


def read_site() -> dict[str, Page]:
    """Every address that the server knows, with its answer."""
    pages: dict[str, Page] = {}
    days: dict[str, str] = {url: "2025-07-05" for url in SPECIAL if not url.endswith("/robots.txt")}
    for path in sorted((EXAMPLES / "stand_ins").glob("*.html")):
        html = path.read_text(encoding="utf-8")
        canonical, published = CANONICAL.search(html), PUBLISHED.search(html)
        if canonical and published:
            pages[canonical[1]] = Page(body=path.read_bytes())
            days[canonical[1]] = published[1]
    site = {f"{origin}{path}": page for origin in LISTINGS for path, page in _list_pages(origin, days).items()}
    return site | {f"{WIKI_PAGE}?oldid=7300001": pages[WIKI_PAGE]} | pages | SPECIAL


def _list_pages(origin: str, days: dict[str, str]) -> dict[str, Page]:
    listing = LISTINGS[origin]
    own = {url: day for url, day in days.items() if url.startswith(f"{origin}/")}
    others = {
        f"{origin}/2025/07/0{number % 6 + 1}/{slug}/": f"2025-07-0{number % 6 + 1}"
        for number, slug in enumerate(OTHERS)
    }
    index = _xml("sitemapindex", "sitemap", {f"{origin}{listing.child}": "2025-07-06"})
    return {
        "/robots.txt": robots(f"User-agent: *\nDisallow: /search\n\nSitemap: {origin}{listing.index}\n"),
        listing.index: Page(headers=XML, body=gzip.compress(index, mtime=0) if listing.packed else index),
        listing.child: Page(headers=XML, body=_xml("urlset", "url", own | others)),
    }


def _xml(root: str, element: str, days: dict[str, str]) -> bytes:
    rows = (f"<{element}><loc>{escape(url)}</loc><lastmod>{day}</lastmod></{element}>" for url, day in days.items())
    opening = f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join((opening, *rows, f"</{root}>")).encode()


def show(done: int, total: int, outcome: Capture | Missed, /) -> None:
    """Print what became of one request."""
    print(f"{done:3}/{total} {'ok' if isinstance(outcome, Capture) else outcome.access:<14} {outcome.url}")


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


def answer(url: str, site: dict[str, Page]) -> Page:
    """What the server answers at `url`: the page there, what a service says to any such question, or 404."""
    said = next((page for opening, page in SERVICES if url.startswith(opening)), Page(status=404))
    return site.get(url, said)


@contextmanager
def serve(site: dict[str, Page], server_key: Path) -> Iterator[int]:
    """Serve `site` over TLS on this machine; gives the port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = answer(f"https://{self.headers['Host']}{self.path}", site)
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


def main() -> None:
    """Record the cassette anew."""
    site = read_site()
    CASSETTE.unlink(missing_ok=True)
    asked: set[str] = {urlsplit(url).netloc for url in (*site, *(opening for opening, _ in SERVICES))}
    hosts = sorted({*asked, *HOSTS, *(f"www.{host}" for host in HOSTS)})
    with TemporaryDirectory() as folder:
        bundle, server_key = make_authority(hosts, Path(folder))
        with serve(site, server_key) as port:

            def resolve(host: str, asked_port: int) -> tuple[LocalRoute, ...]:
                del host, asked_port
                return (LocalRoute(ip="127.0.0.1", port=port),)

            settings = Settings(workers=1, pause_seconds=0.0)
            with (
                record_cassette(CASSETTE, metadata=METADATA),
                Client(settings, resolver=resolve, trust=str(bundle)) as client,
            ):
                report = verify_article(
                    (EXAMPLES / "article.txt").read_text(encoding="utf-8"),
                    published=DAY,
                    settings=settings,
                    client=client,
                    on_progress=show,
                )
    print(f"{sum(contact.requests for contact in report.hosts)} requests to {len(report.hosts)} hosts")
    for result in report.results:
        print(f"{result.verdict:<13} {result.claim.text[:90]}")


if __name__ == "__main__":
    main()
