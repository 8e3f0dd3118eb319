"""Small PDFs, written by hand: whole ones and broken ones."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def make_pdf(leaves: Iterable[Iterable[str]], *, info: str = "", catalog: str = "", trailer: str = "") -> bytes:
    """A PDF with a leaf for every list of lines; `info`, `catalog` and `trailer` are entries of its dictionaries."""
    return assemble([draw(lines) for lines in leaves], info=info, catalog=catalog, trailer=trailer)


def draw(lines: Iterable[str]) -> bytes:
    """The drawing of a leaf with these lines."""
    shown = "".join(f"({line.translate(_ESCAPES)}) Tj T*\n" for line in lines)
    return f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET".encode("cp1252", "replace")


_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


def assemble(
    drawings: list[bytes], *, info: str = "", catalog: str = "", trailer: str = "", packing: str = ""
) -> bytes:
    """A PDF with these drawings; `packing` is the filter that they are already packed with."""
    count = len(drawings)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    packed = f"/Filter {packing} " if packing else ""
    for number, drawing in enumerate(drawings):
        leaf = f"/Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page {leaf} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(f"<< {packed}/Length {len(drawing)} >>\nstream\n".encode() + drawing + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    return _write(objects, trailer=f"/Info {len(objects)} 0 R {trailer}")


def make_bomb(megabytes: int) -> bytes:
    """A PDF of some kilobytes whose only drawing unpacks to so many megabytes."""
    return assemble([zlib.compress(b" " * (megabytes * 2**20), 9)], packing="/FlateDecode")


def make_loop() -> bytes:
    """A PDF whose tree of leaves contains itself."""
    return _write([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"])


def make_nest(depth: int) -> bytes:
    """A PDF whose catalogue is nested so many arrays deep."""
    return _write([b"<< /Type /Catalog /Pages " + b"[" * depth + b"]" * depth + b" >>"])


def make_locked() -> bytes:
    """A PDF that says it is encrypted with a key which nobody has."""
    key = "<" + "ab" * 32 + ">"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<00> <00>]"
    return make_pdf([["Locked words."]], trailer=lock)


def _write(objects: list[bytes], *, trailer: str = "") -> bytes:
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode()
