"""Evidence packs: a file is read, or refused with `EvidenceError`, and every check tells its faults in lines.

An input that begins as a zip file is one. Any other holds members, each behind a line `=== name`, that are put into
one, since few changes of a zip file get past its own checksums; sums are made to fit when it begins with `sealed`.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fuzz.promises import promise
from provenance.errors import EvidenceError, InputError, StoreError
from provenance.model.codec import decode_report
from provenance.pack import check_pack, is_pack, read_pack
from provenance.pack.layout import SUMS
from provenance.report.clean import clean_line

if TYPE_CHECKING:
    from provenance.pack import Pack

_FILE = Path(tempfile.mkdtemp(prefix="packs-")) / "pack.zip"
MOST_MEMBERS = 40

# the escape that begins an order to a terminal
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# === pages/5f70.body
_HEAD = re.compile(rb"(?:\A|\n)=== ([^\n]{0,300})\n")


def check(content: bytes) -> None:
    """Read and check the pack that the bytes are, or are the members of."""
    if content.startswith(b"PK"):
        _FILE.write_bytes(content)
    else:
        write_members(_FILE, members_of(content))
    is_pack(_FILE)
    try:
        with read_pack(_FILE) as pack:
            _check_pack(pack)
    except EvidenceError as error:
        promise(error.message.strip(), "a refusal says nothing")


def _check_pack(pack: Pack) -> None:
    for fault in check_pack(pack):
        line = clean_line(f"{fault.name}: {fault.problem}")  # as it is shown
        promise(not _CONTROL.search(line), "a fault cannot be printed")
    for url, digest in pack.captures:
        try:
            capture = pack.read_capture(url, digest)
            promise(capture.sha256 == digest, "a capture has another digest")
        except StoreError as error:
            promise(error.message, "a refusal says nothing")
        try:
            promise(pack.find_capture(url) is not None, "a capture is not found")
        except StoreError:
            continue
    try:
        decode_report(pack.report)
    except InputError as error:
        promise(error.message, "a refusal says nothing")


def members_of(content: bytes) -> dict[str, bytes]:
    """The members that the bytes hold."""
    parts = _HEAD.split(content)
    names = [name.decode("utf-8", "replace") for name in parts[1::2]]
    members = dict(list(zip(names, parts[2::2], strict=True))[:MOST_MEMBERS])
    if parts[0].startswith(b"sealed"):
        lines = [f"{hashlib.sha256(member).hexdigest()}  {name}\n" for name, member in members.items() if name != SUMS]
        members[SUMS] = "".join(sorted(lines)).encode("utf-8", "replace")
    return members


def write_members(path: Path, members: dict[str, bytes]) -> None:
    """A zip file with these members, without any packing."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as opened:
        warnings.simplefilter("ignore")
        for name, member in members.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o100644 << 16
            opened.writestr(entry, member)
