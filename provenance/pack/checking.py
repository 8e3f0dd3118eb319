"""Holds everything in a pack against everything else, and names all that does not hold."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from provenance.errors import EvidenceError, InputError, StoreError
from provenance.extract import extract_page, extractor_version
from provenance.model import Page
from provenance.model.codec import decode_report
from provenance.pack.gathering import gather_evidence
from provenance.pack.layout import CAPTURES, MANIFEST, REPORT, REQUIRED, STAMP, SUMS, WARC, Fault, GonePage
from provenance.pack.records import check_records
from provenance.pack.warc import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.model import Capture, Quote, Report
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
    reads from the bodies, the records of the WARC file against their own digests and against the bodies, and the
    report against the pages. What only a signature could tell is not told here.
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
        _check_pages(pack, manifest),
        _check_warc(pack, manifest),
        _check_report(pack, manifest),
    )
    return tuple(dict.fromkeys(fault for check in checks for fault in check))


def check_evidence(encoded: bytes, *, store: Keeper) -> tuple[Fault, ...]:
    """Everything of a report's evidence in a store that does not hold: captures gone or damaged, quotations astray."""
    try:
        report = decode_report(encoded)
    except InputError as error:
        return (Fault(name=REPORT, problem=error.message),)
    faults: list[Fault] = []
    texts: dict[tuple[str, str], str] = {}
    for found in gather_evidence(report, store=store):
        if isinstance(found, GonePage):
            faults.append(Fault(name=found.url, problem=found.reason))
        else:
            texts[found.page.url, found.page.capture] = found.text or ""
    return (*faults, *check_quotes(report, texts))


def check_quotes(report: Report, texts: Mapping[tuple[str, str], str]) -> Iterator[Fault]:
    """The quotations of the report that do not stand on their pages; `texts` are by address and digest."""
    by_capture: dict[str, list[str]] = {}
    for (_, capture), text in texts.items():
        by_capture.setdefault(capture, []).append(text)  # the same bytes may be two texts, under two charsets
    for result in report.results:
        for assessment in result.assessments:
            known = by_capture.get(assessment.page, [])
            quotes: tuple[Quote, ...] = (
                *(evidence.quote for evidence in assessment.evidence),
                *(conflict.quote for conflict in assessment.conflicts),
            )
            wrong = [quote for quote in quotes if all(quote.span.read(text) != quote.exact for text in known)]
            if known and wrong:
                problem = f"{len(wrong)} of its quotations for claim {result.claim.id} do not stand on the page"
                yield Fault(name=f"page {assessment.page[:12]}…", problem=problem)


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


def _check_pages(pack: Pack, manifest: Manifest) -> Iterator[Fault]:
    """Whether every page's capture is there, and its text what is read from its bytes."""
    try:
        packed = set(pack.captures)
    except EvidenceError as error:
        yield Fault(name=CAPTURES, problem=error.message)
        return
    for page in manifest.pages:
        try:
            capture = pack.read_capture(page.url, page.capture)
        except StoreError as error:
            yield Fault(name=page.url, problem=error.message)
            continue
        yield from _check_text(pack, page, capture=capture, manifest=manifest)
    for url, digest in sorted(packed - {(page.url, page.capture) for page in manifest.pages}):
        yield Fault(name=url, problem=f"{CAPTURES} lists a capture {digest[:12]}… that the manifest does not")


def _check_text(pack: Pack, page: PackedPage, *, capture: Capture, manifest: Manifest) -> Iterator[Fault]:
    if manifest.text_read_by != extractor_version():
        return  # another version reads other texts; the digests hold or do not
    reading = extract_page(capture)
    text = reading.text if isinstance(reading, Page) else ""
    try:
        kept = b"".join(pack.archive.chunks(page.text)) if page.text else b""
    except EvidenceError as error:
        yield Fault(name=page.text, problem=error.message)
        return
    if kept != text.encode():
        yield Fault(name=page.text or page.url, problem="its text is not what is read from its bytes")


def _check_warc(pack: Pack, manifest: Manifest) -> Iterator[Fault]:
    found: set[str] = set()
    addresses: set[str] = set()
    try:
        for record in check_records(pack.archive.chunks(WARC)):
            if record.problem:
                yield Fault(name=f"{WARC}, {record.name}", problem=record.problem)
            elif record.kind in {"response", "resource", "revisit"}:
                addresses.add(record.address)
                if record.kind != "revisit":
                    found.add(record.payload)
    except EvidenceError as error:
        yield Fault(name=WARC, problem=error.message)
        return
    for page in manifest.pages:
        if page.capture not in found:
            yield Fault(name=f"{WARC}, {page.url}", problem="no record has the bytes of this page")
        elif (address := _address(pack, page)) and address not in addresses:
            yield Fault(name=f"{WARC}, {page.url}", problem=f"no record has its address {address}")


def _address(pack: Pack, page: PackedPage) -> str:
    try:
        capture = pack.captures.get((page.url, page.capture))
    except EvidenceError:
        return ""  # told elsewhere
    return address_of(capture.final_url) if capture else ""


def _check_report(pack: Pack, manifest: Manifest) -> Iterator[Fault]:
    """Whether the pages of the report are those of the pack, and its quotations stand in their texts."""
    try:
        report = decode_report(pack.report)
    except (InputError, EvidenceError) as error:
        yield Fault(name=REPORT, problem=error.message)
        return
    packed = {(page.url, page.capture) for page in manifest.pages}
    gone = {(page.url, page.capture) for page in manifest.gone}
    judged = {(page.url, page.capture) for page in report.pages}
    for url, _ in sorted(judged - packed - gone):
        yield Fault(name=url, problem="the report judges this page, and the pack says nothing of it")
    for url, _ in sorted((packed | gone) - judged):
        yield Fault(name=url, problem="the pack has this page, and the report does not know it")
    yield from check_quotes(report, _texts(pack, manifest))


def _texts(pack: Pack, manifest: Manifest) -> dict[tuple[str, str], str]:
    texts: dict[tuple[str, str], str] = {}
    for page in manifest.pages:
        try:
            kept = b"".join(pack.archive.chunks(page.text)) if page.text else b""
        except EvidenceError:
            continue  # named already
        texts[page.url, page.capture] = kept.decode("utf-8", errors="replace")
    return texts


def _other_digest(name: str, *, found: str, stated: str) -> Fault:
    return Fault(name=name, problem=OTHER_DIGEST.format(found=found[:12], stated=stated[:12]))
