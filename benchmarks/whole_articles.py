"""A whole article against local stand-in sites: 40 claims on 12 domains, with pages that must be found first.

    .venv/bin/python -m benchmarks.whole_articles [--pause 1.0] [--latency 0.05] [--workers 16]

Every site has a robots.txt, a sitemap index, two sitemaps of 300 dated articles and the pages. Shown are: the time of
the run beside what politeness alone costs (the site with the most requests, one after another, each with the pause and
the latency) as a ratio; the claims that were borne out; and what a run that is interrupted half-way and made again
asks for twice. Exit code 1 when the ratio is above 1.2, a claim is not borne out, or anything is asked for twice.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cassettes.record_synthetic import make_authority
from provenance.config import Settings
from provenance.fetch import Client, LocalRoute
from provenance.model import Verdict
from provenance.pipeline import verify_article
from provenance.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Capture, Missed, Report

HOSTS = (
    *("apnews.com", "reuters.com", "nypost.com", "time.com", "aljazeera.com", "theguardian.com", "bbc.com", "cnn.com"),
    *("npr.org", "politico.com", "axios.com", "cbsnews.com"),
)
CLAIMS = 40
FILLERS = 300
DAY = date(2025, 7, 5)
LIMIT = 1.2

PLACES = (
    *("Aldermoor", "Brantwick", "Carrowdale", "Dunmere", "Eskholm", "Farnleigh", "Glenrothy", "Harwick", "Inverlay"),
    *("Jarrowby", "Kelsworth", "Lindholm", "Marlowe", "Norbeck", "Oakhaven", "Penhallow", "Quarley", "Rosedale"),
    *("Stanmore", "Tarnbrook"),
)
EVENTS = (
    ("closed {n} schools after the flood", "the flood closed {n} schools and two roads"),
    ("planted {n} trees in the old harbour", "volunteers planted {n} trees in the old harbour"),
    ("lost {n} houses to a wildfire", "a wildfire burned {n} houses on the hillside"),
    ("hired {n} nurses for the new hospital", "the new hospital hired {n} nurses in the spring"),
    ("sold {n} tickets for the music festival", "the music festival sold {n} tickets in a week"),
)
NOISE = (
    *("council", "budget", "vote", "court", "ruling", "match", "report", "weather", "outlook", "market", "stocks"),
    *("film", "review", "school", "exam"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A claim, the site that has it, and the page that bears it out."""

    host: str
    claim: str
    slug: str
    headline: str
    body: str


def write_stories() -> list[Story]:
    """Forty claims, dealt out to the hosts in turn."""
    stories = []
    for number in range(CLAIMS):
        place = PLACES[number % len(PLACES)]
        told, said = EVENTS[number // len(PLACES) * 2 + number % 2]
        count = 113 + 7 * number
        headline = f"{place} " + told.format(n=count)
        stories.append(
            Story(
                host=HOSTS[number % len(HOSTS)],
                claim=f"In {place} {said.format(n=count)}.",
                slug=re.sub(r"\W+", "-", headline.lower()),
                headline=headline,
                body=f"In {place} {said.format(n=count)}, the mayor said on Friday. Nobody was hurt. " * 2,
            )
        )
    return stories


def write_draft(stories: list[Story]) -> str:
    """The article as it would be pasted: every claim with its mark glued to it."""
    return "\n\n".join(f"{story.claim.removesuffix('.')} {story.host}+1." for story in stories)


def build_site(stories: list[Story]) -> dict[str, bytes]:
    """Every address of the stand-in sites with its answer."""
    random.seed(5)
    site: dict[str, bytes] = {}
    for host in HOSTS:
        base = f"https://{host}"
        months: dict[str, list[str]] = {"2025-06": [], "2025-07": []}
        for filler in range(FILLERS):
            day = DAY - timedelta(days=filler % 30)
            slug = "-".join(random.sample(NOISE, 5)) + f"-{filler}"
            months[f"{day:%Y-%m}"].append(_entry(f"{base}/news/{day:%Y/%m/%d}/{slug}", day))
        for story in stories:
            if story.host == host:
                url = f"{base}/news/{DAY:%Y/%m/%d}/{story.slug}"
                months["2025-07"].append(_entry(url, DAY))
                site[url] = _page(story)
        for month, entries in months.items():
            site[f"{base}/sitemap-{month}.xml"] = _xml("urlset", entries)
        children = [f"<sitemap><loc>{base}/sitemap-{month}.xml</loc></sitemap>" for month in months]
        site[f"{base}/sitemap.xml"] = _xml("sitemapindex", children)
        site[f"{base}/robots.txt"] = f"User-agent: *\nDisallow: /search\nSitemap: {base}/sitemap.xml\n".encode()
    return site


def _entry(url: str, day: date) -> str:
    return f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>"


def _xml(root: str, entries: list[str]) -> bytes:
    opening = f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "".join((opening, *entries, f"</{root}>")).encode()


def _page(story: Story) -> bytes:
    return (
        f"<html><head><title>{story.headline} (stand-in)</title>"
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{DAY}"></head>'
        f"<body><article><h1>{story.headline}</h1><p>{story.body}</p>"
        "<p>This page is a stand-in written for a benchmark. It goes on for a while about the weather of that week, "
        "which was mild, and about the market, which opened late because the bridge was being painted.</p>"
        "</article></body></html>"
    ).encode()


def serve(folder: Path, *, latency: float) -> None:
    """Serve the stand-in sites until the process is ended; the port and every request go into files of `folder`."""
    site = build_site(write_stories())
    log = (folder / "asked").open("a", encoding="utf-8", buffering=1)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = f"https://{self.headers['Host']}{self.path}"
            log.write(f"{url}\n")
            time.sleep(latency)
            body = site.get(url, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html" if body.startswith(b"<html") else "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    (folder / "port").write_text(str(server.server_address[1]))
    server.serve_forever()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """The stand-in sites, served by a process of their own."""

    folder: Path
    bundle: Path
    port: int

    def take_asked(self) -> list[str]:
        """The requests since this was last called, in their order."""
        path = self.folder / "asked"
        asked = path.read_text(encoding="utf-8").split()
        os.truncate(path, 0)
        return asked


@contextmanager
def open_sites(folder: Path, *, latency: float) -> Iterator[Sites]:
    """The running sites."""
    bundle, _ = make_authority([*HOSTS, *(f"www.{host}" for host in HOSTS)], folder)
    command = [sys.executable, "-m", "benchmarks.whole_articles", "--serve", str(folder), "--latency", str(latency)]
    with subprocess.Popen(command) as process:
        try:
            while not (folder / "port").is_file() or not (folder / "port").read_text():
                time.sleep(0.05)
            yield Sites(folder=folder, bundle=bundle, port=int((folder / "port").read_text()))
        finally:
            process.kill()


def verify(*, port: int, bundle: Path, store: Path, pause: float, workers: int) -> Report:
    """One run over the stand-in sites; progress goes to standard error."""

    def resolve(host: str, asked_port: int) -> tuple[LocalRoute, ...]:
        del host, asked_port
        return (LocalRoute(ip="127.0.0.1", port=port),)

    def show(done: int, total: int, outcome: Capture | Missed, /) -> None:
        print(f"\r{done:3} of {total} checks, {urlsplit(outcome.url).netloc:<20}", end="", file=sys.stderr)

    settings = Settings(pause_seconds=pause, workers=workers, search=("sitemaps",))
    with Client(settings, resolver=resolve, trust=str(bundle)) as client, open_store(str(store)) as shelf:
        report = verify_article(
            write_draft(write_stories()),
            published=DAY,
            settings=settings,
            store=shelf,
            client=client,
            on_progress=show,
        )
    print(file=sys.stderr)
    return report


def politeness(asked: list[str], *, pause: float, latency: float) -> float:
    """Seconds that the site with the most requests costs a polite guest, whatever else is done meanwhile."""
    hosts = [urlsplit(url).netloc.removeprefix("www.") for url in asked]
    most = max(hosts.count(host) for host in set(hosts))
    return most * latency + (most - 1) * pause


def run_interrupted(*, bundle: Path, port: int, store: Path, pause: float, workers: int, after: float) -> int:
    """Start a run in a process of its own and interrupt it as Ctrl-C does; gives its exit code."""
    command = [sys.executable, "-m", "benchmarks.whole_articles", "--pause", str(pause), "--workers", str(workers)]
    command += ["--only", str(port), str(bundle), str(store)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        time.sleep(after)
        os.kill(process.pid, signal.SIGINT)
        process.communicate(timeout=30)
        return process.returncode


def main() -> int:
    """Measure and print; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--latency", type=float, default=0.05)
    parser.add_argument("--workers", type=int, default=16)
    parser.add_argument("--serve", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--only", nargs=3, metavar=("PORT", "BUNDLE", "STORE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, latency=given.latency)
    if given.only:
        port, bundle, store = given.only
        verify(port=int(port), bundle=Path(bundle), store=Path(store), pause=given.pause, workers=given.workers)
        return 0
    with TemporaryDirectory() as name, open_sites(Path(name), latency=given.latency) as sites:
        place = {"port": sites.port, "bundle": sites.bundle, "pause": given.pause, "workers": given.workers}
        # (1) the whole run
        start = time.perf_counter()
        report = verify(store=Path(name) / "one.db", **place)
        seconds = time.perf_counter() - start
        asked = sites.take_asked()
        least = politeness(asked, pause=given.pause, latency=given.latency)
        supported = sum(result.verdict is Verdict.SUPPORTED for result in report.results)
        print(f"{len(report.results)} claims on {len(HOSTS)} domains, {len(asked)} requests")
        print(f"{seconds:.1f} s beside {least:.1f} s that politeness costs: {seconds / least:.2f} (limit {LIMIT})")
        print(f"{supported} of {len(report.results)} claims borne out by the page that was found")
        # (2) interrupted half-way, and made again
        code = run_interrupted(store=Path(name) / "two.db", after=seconds / 2, **place)
        before = sites.take_asked()
        verify(store=Path(name) / "two.db", **place)
        after = sites.take_asked()
        twice = [url for url in after if url in before and not url.endswith("/robots.txt")]
        print(f"interrupted after {len(before)} requests (exit code {code}), then {len(after)} more;")
        print(f"{len(twice)} asked for twice (what was under way when it was interrupted)")
    return int(seconds / least > LIMIT or supported < len(report.results) or len(twice) > len(HOSTS))


if __name__ == "__main__":
    raise SystemExit(main())
