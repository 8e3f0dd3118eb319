"""Holds everything in a pack against everything else, and names all that does not hold."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from provenance.errors import EvidenceError, InputError, StoreError
from provenance.extract import extract_page, extractor_version
from provenance.model import Page
from provenance.model.codec import decode_report
from provenance.pack.agreeing import check_made, check_warc, expect_records
from provenance.pack.gathering import gather_evidence
from provenance.pack.layout import CAPTURES, MANIFEST, REPORT, REQUIRED, STAMP, SUMS, Fault, GonePage, body_name
from provenance.pack.quoting import check_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.model import Capture, Report
    from provenance.pack.layout import Manifest, PackedPage
    from provenance.pack.reading import Pack
    from provenance.pipeline import Keeper

# the digest and the name in "5f70...18  pages/5f70...18.body"
_SUM = re.compile(r"([0-9a-f]{64})  (\S{1,200})")

# the digest in pages/5f70...18.body
_BODY = re.compile(r"pages/([0-9a-f]{64})\.body")

OTHER_DIGEST = "its sha256 is {found}…, not {stated}…"


def check_pack(pack: Pack) -> tuple[Fault, ...]:
    """Everything in the pack that does not hold, each with the name of the member, record or page; empty if all does.

    Digests are held against the manifest and the sums, bodies against their names, texts against what this software
    reads from the bodies, the records of the WARC file against their own digests and against the captures, the report
    against the pages, and what people read against the report. What only a signature could tell is not told here.
    """
    digests, faults = _digest_members(pack)
    try:
        manifest = pack.manifest
    except EvidenceError as error:
        return (*faults, *_check_sums(pack, digests, listed={}), Fault(name=MANIFEST, problem=error.message))
    checks: tuple[Iterator[Fault], ...] = (
        iter(faults),
        _check_sums(pack, digests, listed={member.name: member.sha256 for member in manifest.files}),
        _check_files(manifest, digests),
        _check_parts(pack, manifest, digests={name: digest for name, (_, digest) in digests.items()}),
    )
    return tuple(dict.fromkeys(fault for check in checks for fault in check))


def _check_parts(pack: Pack, manifest: Manifest, *, digests: Mapping[str, str]) -> Iterator[Fault]:
    """Whether the parts of the pack say the same, as far as each can be read."""
    try:
        captures = pack.captures
    except EvidenceError as error:
        captures = None
        yield Fault(name=CAPTURES, problem=error.message)
    try:
        report = decode_report(pack.report)
    except (InputError, EvidenceError) as error:
        report = None
        yield Fault(name=REPORT, problem=error.message)
    if captures is not None:
        yield from _check_pages(pack, manifest, captures, digests=digests)
    if report is not None:
        yield from _check_report(pack, manifest, report)
    expected = None
    if report is not None and captures is not None:
        yield from _check_captures(report, captures)
        yield from check_made(pack, manifest, report, digests=digests)
        expected = expect_records(pack, manifest, report, digests=digests)
    yield from check_warc(pack, expected, manifest=manifest)


def check_evidence(encoded: bytes, *, store: Keeper) -> tuple[Fault, ...]:
    """Everything of a report's evidence in a store that does not hold: captures gone or damaged, quotations astray."""
    try:
        report = decode_report(encoded)
    except InputError as error:
        return (Fault(name=REPORT, problem=error.message),)
    faults: list[Fault] = []

    def texts() -> Iterator[tuple[str, str]]:
        for found in gather_evidence(report, store=store):
            if isinstance(found, GonePage):
                faults.append(Fault(name=found.url, problem=found.reason))
            else:
                yield found.page.capture, found.text or ""

    quotes = tuple(check_quotes(report, texts()))
    return (*faults, *quotes)


def _digest_members(pack: Pack) -> tuple[dict[str, tuple[int, str]], list[Fault]]:
    """Size and sha256 of every member, and those that cannot be unpacked."""
    digests: dict[str, tuple[int, str]] = {}
    faults: list[Fault] = []
    for name in pack.archive.names:
        try:
            digests[name] = (pack.archive.size(name), pack.archive.digest(name))
        except EvidenceError as error:
            faults.append(Fault(name=name, problem=error.message))
        else:
            body = _BODY.fullmatch(name)
            if body and body[1] != digests[name][1]:
                faults.append(_other_digest(name, found=digests[name][1], stated=body[1]))
    missing = [name for name in REQUIRED if name not in pack.archive.names]
    return digests, faults + [Fault(name=name, problem="it is missing") for name in missing]


def _check_sums(pack: Pack, digests: Mapping[str, tuple[int, str]], *, listed: Mapping[str, str]) -> Iterator[Fault]:
    """Whether the sums agree with the manifest (`listed`), and with what the manifest does not list: with itself."""
    if SUMS not in digests:
        return
    try:
        lines = pack.archive.read(SUMS).decode("ascii").splitlines()
    except (EvidenceError, UnicodeDecodeError) as error:
        yield Fault(name=SUMS, problem=f"it is not understood: {error}")
        return
    rows = [match for line in lines if (match := _SUM.fullmatch(line))]
    stated = {row[2]: row[1] for row in rows}
    if len(stated) != len(lines):
        yield Fault(name=SUMS, problem="it has lines that are no sums, or two for one file")
    for name in sorted(set(pack.archive.names) - set(stated) - {SUMS}):
        yield Fault(name=SUMS, problem=f"it does not list {name}")
    for name, digest in stated.items():
        if name in listed:
            if digest != listed[name]:
                yield Fault(name=SUMS, problem=f"it has another sha256 of {name} than the manifest")
        elif name not in pack.archive.names:
            yield Fault(name=name, problem=f"{SUMS} lists it and it is missing")
        elif name in digests and digests[name][1] != digest:
            yield Fault(name=name, problem=f"{SUMS} says otherwise: its sha256 is {digests[name][1][:12]}…")


def _check_files(manifest: Manifest, digests: Mapping[str, tuple[int, str]]) -> Iterator[Fault]:
    for member in manifest.files:
        if member.name not in digests:
            yield Fault(name=member.name, problem="the manifest lists it, and it is missing or damaged")
        elif digests[member.name][1] != member.sha256:
            yield _other_digest(member.name, found=digests[member.name][1], stated=member.sha256)
        elif digests[member.name][0] != member.size:
            yield Fault(name=member.name, problem=f"the manifest gives it {member.size:,} bytes")
    listed = Counter(member.name for member in manifest.files)
    for name in sorted(name for name, count in listed.items() if count > 1):
        yield Fault(name=name, problem="the manifest lists it twice")
    for name in sorted(set(digests) - set(listed) - {MANIFEST, SUMS, STAMP}):
        yield Fault(name=name, problem="the manifest does not list it")


def _check_pages(
    pack: Pack, manifest: Manifest, captures: Mapping[tuple[str, str], Capture], *, digests: Mapping[str, str]
) -> Iterator[Fault]:
    """Whether every page's capture is there, and its text what is read from its bytes."""
    for page in manifest.pages:
        try:
            capture = pack.read_capture(page.url, page.capture)
        except StoreError as error:
            yield Fault(name=page.url, problem=error.message)
            continue
        if page.body != body_name(page.capture):
            yield Fault(name=page.url, problem=f"the manifest says that its bytes lie in {page.body}")
        yield from _check_text(page, capture=capture, manifest=manifest, digests=digests)
    for url, digest in sorted(set(captures) - {(page.url, page.capture) for page in manifest.pages}):
        yield Fault(name=url, problem=f"{CAPTURES} lists a capture {digest[:12]}… that the manifest does not")


def _check_text(
    page: PackedPage, *, capture: Capture, manifest: Manifest, digests: Mapping[str, str]
) -> Iterator[Fault]:
    if page.text and page.text not in digests:
        yield Fault(name=page.text, problem=f"it is missing or damaged, the text of {page.url}")
        return
    reading = extract_page(capture)
    found = hashlib.sha256(reading.text.encode()).hexdigest() if isinstance(reading, Page) else None
    if digests.get(page.text) == found:
        return
    problem = "its text is not what is read from its bytes"
    if manifest.text_read_by != extractor_version():
        problem += ", or other software reads another text: check it with that which made the pack"
    yield Fault(name=page.text or page.url, problem=problem)


def _check_report(pack: Pack, manifest: Manifest, report: Report) -> Iterator[Fault]:
    """Whether the pages of the report are those of the pack, and its quotations stand in their texts."""
    packed = {(page.url, page.capture) for page in manifest.pages}
    gone = {(page.url, page.capture) for page in manifest.gone}
    judged = {(page.url, page.capture) for page in report.pages}
    for url, _ in sorted(judged - packed - gone):
        yield Fault(name=url, problem="the report judges this page, and the pack says nothing of it")
    for url, _ in sorted((packed | gone) - judged):
        yield Fault(name=url, problem="the pack has this page, and the report does not know it")
    for url, _ in sorted(packed & gone):
        yield Fault(name=url, problem="the pack has this page, and says that it is gone")
    yield from check_quotes(report, _texts(pack, manifest))


def _check_captures(report: Report, captures: Mapping[tuple[str, str], Capture]) -> Iterator[Fault]:
    """Whether the report says of every page what its capture says: where it led, when it was read, and from where."""
    for page in report.pages:
        capture = captures.get((page.url, page.capture))
        if capture is None:
            continue
        told = (
            ("address", page.final_url, capture.final_url),
            ("moment", page.fetched_at, capture.fetched_at),
            ("date of an archived copy", page.archived_at, capture.archived_at),
        )
        for what, stated, found in told:
            if stated != found:
                yield Fault(name=page.url, problem=f"{CAPTURES} tells another {what} of it than the report")


def _texts(pack: Pack, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """The digest of every page's bytes with its text; one that cannot be read is named elsewhere."""
    for capture, name in dict.fromkeys((page.capture, page.text) for page in manifest.pages):
        with suppress(EvidenceError):
            yield capture, pack.archive.read(name).decode("utf-8", errors="replace") if name else ""


def _other_digest(name: str, *, found: str, stated: str) -> Fault:
    return Fault(name=name, problem=OTHER_DIGEST.format(found=found[:12], stated=stated[:12]))
