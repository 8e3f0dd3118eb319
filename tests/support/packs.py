"""A report on pages as hostile as they come, its evidence in a store, and packs of it."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from provenance.config import Settings
from provenance.model import Capture, Report
from provenance.model.codec import encode_record
from provenance.pack import Fault, check_pack, read_pack, write_pack
from provenance.pipeline import Network, verify_article
from provenance.store import Store
from tests.support.clocks import FakeClock

READ = datetime(2026, 7, 4, 9, 30, tzinfo=UTC)
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp.exe\x1b[2J"
WORDS = "<p>Russia launched 539 drones at Ukraine on July 4, 2025, the air force said in the morning of that day.</p>"
FILLER = (
    "<p>Officials said that repairs to houses and power lines would take several weeks in the whole region.</p>" * 4
)


def page(words: str, *, title: str = "Drones over Ukraine") -> bytes:
    """A page in HTML; the title goes in as it is."""
    return f"<!doctype html><html><head><title>{title}</title></head><body><article>{words}{FILLER}</article></body></html>".encode()


def capture(url: str, body: bytes, **changes: object) -> Capture:
    fields = {
        "url": url,
        "final_url": url,
        "redirects": (),
        "status": 200,
        "headers": (
            ("content-type", "text/html; charset=utf-8"),
            ("content-encoding", "gzip"),
            ("content-length", "77"),
            ("x-broken name", "left out"),
            ("x-folded", "one\r\n two\x00 \u0436"),
        ),
        "fetched_at": READ,
        "body": body,
        "asked": (("user-agent", "provenance/test\r\nx: y"), ("accept", "*/*")),
    }
    return Capture(**(fields | changes))


CAPTURES = (
    capture("https://apnews.com/a", page(WORDS)),
    capture(
        "https://nypost.com/b",
        page(WORDS),
        final_url="https://nypost.com/b?x=1 2&ж=<script>",
        redirects=("https://nypost.com/r",),
        fetched_at=READ + timedelta(minutes=1),
        asked=(),
    ),
    capture(
        "https://time.com/c",
        page(WORDS.replace("539", "311"), title=HOSTILE.replace("<", "&lt;")),
        headers=(("content-type", "text/html"),),
    ),
)
DRAFT = (
    "Russia launched 539 drones at Ukraine on July 4, 2025 [AP](https://apnews.com/a) [NYP](https://nypost.com/b).\n\n"
    "In the night, 539 drones came over Ukraine on July 4, 2025 [Time](https://time.com/c).\n"
)


@dataclass
class Case:
    """A report, the store with its evidence, and where to put packs."""

    folder: Path
    store: Store
    report: Report

    @property
    def encoded(self) -> bytes:
        return encode_record(self.report)

    def pack(self, name: str = "pack.zip", **options: object) -> Path:
        path = self.folder / name
        write_pack(self.encoded, store=self.store, output=path, clock=FakeClock(), **options)
        return path


def verify(store: Store, text: str = DRAFT) -> Report:
    return verify_article(
        text,
        format="markdown",
        store=store,
        settings=Settings(entailment="off"),
        network=Network.OFF,
        clock=FakeClock(),
    )


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, changes: dict[str, bytes | None], name: str = "changed.zip") -> Path:
    """The pack at `path` with other members; none takes one out. Its checksums hold."""
    changed = path.with_name(name)
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in (members(path) | changes).items():
            if content is not None:
                archive.writestr(member, content)
    return changed


def seal(path: Path, *, told: Callable[[dict[str, object]], dict[str, object]] = lambda manifest: manifest) -> Path:
    """The pack at `path` with its manifest and sums made to fit; `told` changes what else the manifest tells."""
    held = members(path)
    manifest = json.loads(held["manifest.json"])
    for entry in manifest["files"]:
        content = held[entry["name"]]
        entry |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    held["manifest.json"] = encode_record(told(manifest))
    sums = (f"{hashlib.sha256(held[name]).hexdigest()}  {name}\n" for name in sorted(held) if name != "SHA256SUMS")
    changes = {"manifest.json": held["manifest.json"], "SHA256SUMS": "".join(sums).encode()}
    return rewrite(path, changes, name=f"sealed-{path.name}")


def sealed(
    path: Path,
    changes: dict[str, bytes | None],
    *,
    told: Callable[[dict[str, object]], dict[str, object]] = lambda manifest: manifest,
) -> Path:
    """The pack with other members, its manifest and sums made to fit."""
    return seal(rewrite(path, changes, name="other.zip"), told=told)


def faults_of(path: Path) -> tuple[Fault, ...]:
    with read_pack(path) as pack:
        return check_pack(pack)


def fault_names(path: Path) -> set[str]:
    return {fault.name for fault in faults_of(path)}
