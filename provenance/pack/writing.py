"""Makes a pack: the evidence to files, the files to sums, the sums to a manifest, all of it into one zip.

The same report, store and moment give the same bytes: names are sorted, dates fixed. One page is in memory at a time.
"""

from __future__ import annotations

import hashlib
import stat
import tempfile
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from provenance.errors import EvidenceError, StoreError
from provenance.extract import extractor_version
from provenance.files import whole_file
from provenance.model.codec import decode_report, encode_record
from provenance.pack import layout
from provenance.pack.gathering import facts_of, gather_evidence, list_capture
from provenance.pack.index import render_index
from provenance.pack.layout import GonePage, Manifest, Member, PackedPage, body_name, text_name
from provenance.pack.warc import WarcBook
from provenance.pack.words import DOES_NOT_PROVE, PROVES, readme_text
from provenance.report import render_report
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.clock import Clock
    from provenance.model import Report
    from provenance.pack.gathering import Exhibit
    from provenance.pipeline import Keeper

DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every member: the first that a zip can tell."""
MODE = stat.S_IFREG | 0o644
UNIX = 3
CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """The members of a pack on their way into it, as files in `folder`, whose names are numbers."""

    folder: Path
    members: dict[str, Member] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)

    def put(self, name: str, content: bytes) -> None:
        """Add a member, or leave one of that name as it is."""
        if name not in self.members:
            path = self.folder / str(len(self.members))
            path.write_bytes(content)
            self.add(name, path)

    def add(self, name: str, path: Path) -> None:
        """Add a member that is a file already."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.members[name] = Member(name=name, size=path.stat().st_size, sha256=digest)
        self.paths[name] = path


def write_pack(
    encoded: bytes, *, store: Keeper, output: Path, clock: Clock, stamp: Callable[[bytes], bytes] | None = None
) -> Manifest:
    """Write the evidence pack of the report in `encoded` (JSON) to `output`, whole or not at all; its manifest.

    `stamp` makes the time stamp of the bytes of the manifest. Raises `InputError` for no report, `StoreError` when the
    store holds nothing of the evidence, `EvidenceError` for a pack that would be too large or cannot be written, and
    `ExtraMissingError` without warcio. Evidence that is gone is named in the manifest.
    """
    report = decode_report(encoded)
    try:
        with TemporaryDirectory(prefix="provenance-") as folder:
            files = _Files(folder=Path(folder))
            # (1) the evidence, (2) what people and programs read
            pages, gone = _put_evidence(files, report, store=store, digest=hashlib.sha256(encoded).hexdigest())
            files.put(layout.REPORT, encoded)
            files.put(layout.REPORT_HTML, render_report(report, "html").encode())
            files.put(layout.README, readme_text(gone, pages=len(pages)).encode())
            files.put(layout.INDEX, render_index(report, pages=pages, gone=gone).encode())
            # (3) the manifest over all of it, (4) its time stamp, (5) the sums over everything
            manifest = _make_manifest(files, pages=pages, gone=gone, clock=clock)
            written = encode_record(manifest)
            files.put(layout.MANIFEST, written)
            if stamp is not None:
                files.put(layout.STAMP, stamp(written))
            files.put(layout.SUMS, _sums(files).encode())
            _check_limits(files)
            _write_zip(files, output)
    except OSError as error:
        raise EvidenceError(
            f"Cannot write to {tempfile.tempdir or 'any folder'}, where packs are put together: {error.strerror}.",
            "Name a folder with more room in the environment variable TMPDIR.",
        ) from error
    return manifest


def _put_evidence(
    files: _Files, report: Report, *, store: Keeper, digest: str
) -> tuple[tuple[PackedPage, ...], tuple[GonePage, ...]]:
    pages: list[PackedPage] = []
    gone: list[GonePage] = []
    captures: list[dict[str, object]] = []
    path = files.folder / "warc"
    with path.open("wb") as out:
        book = WarcBook(out, report=digest, made_at=report.made_at)
        for found in gather_evidence(report, store=store):
            if isinstance(found, GonePage):
                gone.append(found)
                continue
            pages.append(_put_page(files, found))
            captures.append(list_capture(found.capture, sha256=found.page.capture, size=len(found.capture.body)))
            book.add(found.capture, facts=facts_of(found.page, capture=found.capture, report=report))
    if gone and not pages:
        raise StoreError(
            f"The store holds nothing of this report's evidence: {gone[0].reason}",
            "Name the one of the run with --store.",
        )
    files.add(layout.WARC, path)
    files.put(layout.CAPTURES, encode_record(captures))
    return tuple(pages), tuple(gone)


def _put_page(files: _Files, exhibit: Exhibit) -> PackedPage:
    sha256 = exhibit.page.capture
    body = body_name(sha256)
    files.put(body, exhibit.capture.body)
    text = ""
    if exhibit.text is not None:
        encoded = exhibit.text.encode()
        own = hashlib.sha256(encoded).hexdigest()
        text = text_name(sha256)
        if text in files.members and files.members[text].sha256 != own:
            text = text_name(sha256, apart=own)  # the same bytes under another charset
        files.put(text, encoded)
    return PackedPage(url=exhibit.page.url, capture=sha256, body=body, text=text)


def _make_manifest(
    files: _Files, *, pages: tuple[PackedPage, ...], gone: tuple[GonePage, ...], clock: Clock
) -> Manifest:
    return Manifest(
        schema=layout.SCHEMA,
        schema_version=layout.SCHEMA_VERSION,
        version=VERSION,
        made_at=clock.now(),
        text_read_by=extractor_version(),
        proves=PROVES,
        does_not_prove=DOES_NOT_PROVE,
        files=tuple(files.members[name] for name in sorted(files.members)),
        pages=pages,
        gone=gone,
    )


def _sums(files: _Files) -> str:
    """The sums as sha256sum writes and reads them."""
    return "".join(f"{files.members[name].sha256}  {name}\n" for name in sorted(files.members))


def _check_limits(files: _Files) -> None:
    large = [member for member in files.members.values() if member.size > _most_bytes(member.name)]
    total = sum(member.size for member in files.members.values())
    if large or total > layout.MOST_TOTAL_BYTES or len(files.members) > layout.MOST_MEMBERS:
        what = large[0].name if large else "the evidence as a whole"
        raise EvidenceError(f"The pack would be larger than is read again: {what}.", "Make packs of shorter articles.")


def _most_bytes(name: str) -> int:
    understood = {layout.REPORT, layout.CAPTURES, layout.MANIFEST, layout.SUMS}
    return layout.MOST_TEXT_BYTES if name in understood else layout.MOST_MEMBER_BYTES


def _write_zip(files: _Files, output: Path) -> None:
    try:
        with whole_file(output) as part:
            with zipfile.ZipFile(part, "x", allowZip64=False) as archive:
                for name in sorted(files.members):
                    _write_member(archive, name, path=files.paths[name], size=files.members[name].size)
            if part.stat().st_size > layout.MOST_PACK_BYTES:
                raise EvidenceError(
                    f"The pack would have more than {layout.MOST_PACK_BYTES:,} bytes, and not be read again."
                )
    except zipfile.LargeZipFile as error:
        raise EvidenceError("The pack would be larger than a plain zip can be.") from error
    except OSError as error:
        raise EvidenceError(f"Cannot write {output}: {error.strerror}.") from error


def _write_member(archive: zipfile.ZipFile, name: str, *, path: Path, size: int) -> None:
    member = zipfile.ZipInfo(name, DATE)
    member.create_system = UNIX
    member.external_attr = MODE << 16
    member.file_size = size
    member.compress_type = zipfile.ZIP_STORED if _is_stored(name, path=path, size=size) else zipfile.ZIP_DEFLATED
    with path.open("rb") as file, archive.open(member, "w") as into:
        while chunk := file.read(CHUNK):
            into.write(chunk)


def _is_stored(name: str, *, path: Path, size: int) -> bool:
    """Whether a member is not packed: it is already, or it would shrink so far that nobody should unpack it."""
    if name == layout.WARC:
        return True
    packer, packed = zlib.compressobj(wbits=-zlib.MAX_WBITS), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            packed += len(packer.compress(chunk))
    return size > layout.PLAIN_RATIO * (packed + len(packer.flush()))
