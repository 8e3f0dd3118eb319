"""Whether the parts of a pack say the same: what people read, the list of captures, and the records of the WARC file.

Each is made again from the report, the captures and the bytes, so that a pack whose sums were all made anew shows
people no verdict, and web archives no answer, that its report and its captures do not have.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from provenance.errors import EvidenceError
from provenance.model.codec import encode_record
from provenance.pack import layout
from provenance.pack.expecting import Exchange, expect_info
from provenance.pack.gathering import facts_of, list_capture
from provenance.pack.index import render_index
from provenance.pack.layout import Fault
from provenance.pack.records import check_records
from provenance.pack.words import DOES_NOT_PROVE, PROVES, readme_text
from provenance.report import render_report
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.model import Report
    from provenance.pack.expecting import Fields
    from provenance.pack.layout import Manifest
    from provenance.pack.reading import Pack
    from provenance.pack.records import CheckedRecord


FIRST = "first"
"""In place of the identifier of the first record, which is made from the report: another report makes one fault of it,
not one of every record that refers to it."""

_OF_ITSELF = frozenset({"content-length", "warc-payload-digest"})
"""Lines that are held against the record itself."""


def check_made(pack: Pack, manifest: Manifest, report: Report, *, digests: Mapping[str, str]) -> Iterator[Fault]:
    """What follows from the report and the captures, and is otherwise in the pack; `digests` are those of its members.

    A member that is missing or damaged is told elsewhere.
    """
    index = render_index(report, pages=manifest.pages, gone=manifest.gone)
    readme = readme_text(manifest.gone, pages=len(manifest.pages))
    made = (
        (layout.REPORT_HTML, render_report(report, "html").encode(), "it does not say what report.json says"),
        (layout.INDEX, index.encode(), "it does not say what report.json and the manifest say"),
        (layout.README, readme.encode(), "it does not say what the manifest says"),
        (layout.CAPTURES, _list_captures(pack, manifest), "it is not written as captures are"),
        (layout.MANIFEST, encode_record(manifest), "it is not written as a manifest is"),
    )
    for name, content, problem in made:
        if name in digests and digests[name] != hashlib.sha256(content).hexdigest():
            yield Fault(name=name, problem=doubt(problem, manifest))
    if (manifest.proves, manifest.does_not_prove) != (PROVES, DOES_NOT_PROVE):
        yield Fault(name=layout.MANIFEST, problem=doubt("what it says to prove is not what a pack proves", manifest))


def check_warc(pack: Pack, expected: dict[str, Fields] | None, *, manifest: Manifest) -> Iterator[Fault]:
    """Records whose digests do not hold, those that tell something else than the captures, those that are missing.

    `expected` are those of the captures by their identifiers; where none can be told, only the digests are asked.
    """
    left, info = dict(expected or {}), ""
    try:
        for record in check_records(pack.archive.chunks(layout.WARC)):
            problem = record.problem
            if not problem and expected is not None:
                key = FIRST if not info and record.fields.get("warc-type") == "warcinfo" else record.identifier
                info = record.identifier if key == FIRST else info or expected[FIRST]["warc-record-id"]
                problem = _compare(record, left.pop(key, None), info=info)
                problem = problem and doubt(problem, manifest)
            if problem:
                yield Fault(name=f"{layout.WARC}, {record.name}", problem=problem)
    except EvidenceError as error:
        yield Fault(name=layout.WARC, problem=error.message)
        return
    for fields in left.values():
        name = " ".join(filter(None, (fields["warc-type"], fields.get("warc-target-uri"))))
        yield Fault(name=f"{layout.WARC}, {name}", problem=doubt("no record that holds is this one", manifest))


def expect_records(pack: Pack, manifest: Manifest, report: Report, *, digests: Mapping[str, str]) -> dict[str, Fields]:
    """The records of the pack's captures, by their identifiers, and the `FIRST`; `digests` are those of its members."""
    digest = hashlib.sha256(pack.report).hexdigest()
    first = expect_info(digest, made_at=report.made_at, version=manifest.version)
    records: list[Fields] = []
    read = {(page.url, page.capture): page for page in report.pages}
    sizes, seen = _sizes(manifest), dict[str, tuple[str, str]]()
    for key in sorted({(page.url, page.capture) for page in manifest.pages}):
        if key in read and key in pack.captures and layout.DIGEST.fullmatch(key[1]):
            name, capture = layout.body_name(key[1]), pack.captures[key]
            exchange = Exchange(
                capture=capture,
                sha256=key[1],
                size=sizes.get(name, 0),
                body=pack.archive.chunks(name) if digests.get(name) == key[1] else None,
                facts=encode_record(facts_of(read[key], capture=capture, report=report)),
            )
            records += exchange.expect(seen)
    return {FIRST: first} | {fields["warc-record-id"]: fields for fields in records}


def doubt(problem: str, manifest: Manifest) -> str:
    """The problem; where another version made the pack, with the words that this one cannot tell."""
    if manifest.version == VERSION:
        return problem
    return f"{problem}, or {manifest.version}, which made it, says it otherwise than {VERSION}: check it with that one"


def _compare(record: CheckedRecord, expected: Fields | None, *, info: str) -> str:
    """What a record tells otherwise than it should; `info` is the identifier of the first, which all refer to."""
    if expected is None:
        return "no capture of the pack has this record"
    if record.identifier != info:
        expected = {**expected, "warc-warcinfo-id": info}
    told = {name: value for name, value in record.fields.items() if name in expected or name not in _OF_ITSELF}
    wrong = sorted(name for name in expected | told if told.get(name) != expected.get(name))
    return f"the captures or the report tell it otherwise ({', '.join(wrong)})" if wrong else ""


def _list_captures(pack: Pack, manifest: Manifest) -> bytes:
    sizes = _sizes(manifest)
    return encode_record(
        [
            list_capture(pack.captures[key], sha256=key[1], size=sizes.get(layout.body_name(key[1]), 0))
            for key in sorted(pack.captures)
        ]
    )


def _sizes(manifest: Manifest) -> dict[str, int]:
    return {member.name: member.size for member in manifest.files}
