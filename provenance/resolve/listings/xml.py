"""Records out of XML that a site sent: no document type, no entities, and what was read before a break is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from provenance.errors import ListingError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_DEPTH = 40
"""Elements inside each other; sitemaps and feeds have six."""
MOST_ELEMENTS = 2_000_000
"""Elements of one document: forty to each of 50,000 pages. Reading as many takes about two seconds."""
MOST_TEXT = 4_096
"""Characters of one field that are kept; it is what an address may have (`MAX_URL`)."""

# encoding="ISO-8859-1" of <?xml version="1.0" encoding="ISO-8859-1"?>
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,100}?\bencoding\s{0,5}=\s{0,5}["']([A-Za-z0-9_.:-]{1,40})["']""")
# utf-8 | UTF-16LE | us-ascii | iso-8859-15 | windows-1252
_KNOWN = re.compile(r"(?i)utf-?8|utf-?16(?:[bl]e)?|us-ascii|iso-8859-\d{1,2}|(?:windows-|cp)125\d|koi8-[ru]")
_SPACE = b" \t\r\n"
_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xfe\xff", b"\xff\xfe")


@dataclass(frozen=True, slots=True)
class Shape:
    """Which elements are records, and which elements in them are fields.

    `fields` maps (the name of the element around, the name of the element) to the name of the field, all without
    their prefixes: pages use any prefix, and often one that they did not declare. A field that comes again is joined
    on with a space when it is in `joined`, else the first counts. An element with the attribute `href` and no text
    has that as its text, unless its `rel` says that it leads elsewhere.
    """

    records: frozenset[str]
    fields: Mapping[tuple[str, str], str]
    joined: frozenset[str] = frozenset()


@dataclass(slots=True)
class Records:
    """What was read: the name of the outermost element, each record as (its name, its fields), and what went wrong."""

    root: str = ""
    found: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    trouble: str = ""


def read_records(body: bytes, shape: Shape, *, most: int) -> Records:
    """Up to `most` records of the document; what is no XML has none and says so."""
    reader = _Reader(shape, most=most)
    text = _without_lead(body)
    parser = expat.ParserCreate(_override(text))
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    records = reader.records
    try:
        parser.Parse(text, True)  # noqa: FBT003 - the parser's own signature
    except ListingError as stop:
        records.trouble = stop.message
    except expat.ExpatError as error:
        records.trouble = f"it is broken XML from line {error.lineno} on ({expat.ErrorString(error.code)})"
    except (ValueError, LookupError):  # a charset that the parser does not take
        records.trouble = "it is in a charset that cannot be read"
    return records


def looks_like_xml(body: bytes) -> bool:
    """Whether the first sign is that of XML, in any of its usual charsets."""
    return _without_lead(body[:1_024])[:4].lstrip(b"\xfe\xff").lstrip(b"\x00").startswith(b"<")


def _without_lead(body: bytes) -> bytes:
    """The body from its first sign on: white space before the declaration is a mistake that many sites make."""
    return body.removeprefix(_UTF8_MARK).lstrip(_SPACE)


def _override(text: bytes) -> str | None:
    """The charset to read by in place of one that is declared and no sitemap has: none to go by the document."""
    if text.startswith(_WIDE_MARKS):
        return None
    declared = _DECLARED.match(text[:200])
    if declared is None or _KNOWN.fullmatch(declared[1].decode("ascii")):
        return None
    return "utf-8"


class _Reader:
    """Takes the parser's events."""

    def __init__(self, shape: Shape, *, most: int) -> None:
        self.records = Records()
        self._shape = shape
        self._most = most
        self._path: list[str] = []
        self._record: dict[str, str] | None = None
        self._field = ""
        self._pieces: list[str] = []
        self._length = 0
        self._href = ""
        self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(":")[2].lower()
        around = self._path[-1] if self._path else ""
        if not self._path:
            self.records.root = local
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise ListingError(f"it holds more than {MOST_ELEMENTS:,} elements, the rest was not read")
        if len(self._path) >= MOST_DEPTH:
            raise ListingError(f"it holds more than {MOST_DEPTH} elements inside each other")
        self._path.append(local)
        if local in self._shape.records and self._record is None:
            if len(self.records.found) >= self._most:
                raise ListingError(f"it holds more than {self._most:,} entries, the rest was not read")
            self._record = {}
        elif self._record is not None:
            field_name = self._shape.fields.get((around, local), "")
            if field_name:
                self._field, self._pieces, self._length = field_name, [], 0
                leads_here = attributes.get("rel", "alternate") == "alternate"
                self._href = attributes.get("href", "") if leads_here else ""

    def text(self, piece: str) -> None:
        """Characters of the element that is open."""
        if self._field and self._length < MOST_TEXT:
            self._pieces.append(piece[: MOST_TEXT - self._length])
            self._length += len(piece)

    def end(self, name: str) -> None:
        """An element ends."""
        local = self._path.pop()
        del name
        around = self._path[-1] if self._path else ""
        if self._record is None:
            return
        if self._field and self._shape.fields.get((around, local)) == self._field:
            self._keep("".join(self._pieces).strip() or self._href.strip()[:MOST_TEXT])
        elif local in self._shape.records and not self._inside_record():
            self.records.found.append((local, self._record))
            self._record = None

    def _keep(self, text: str) -> None:
        record, name = self._record, self._field
        self._field = ""
        if record is None or not text:
            return
        if name not in record:
            record[name] = text
        elif name in self._shape.joined and len(record[name]) < MOST_TEXT:
            record[name] = f"{record[name]} {text}"[:MOST_TEXT]

    def _inside_record(self) -> bool:
        return any(name in self._shape.records for name in self._path)

    def refuse(self, *_: object) -> None:
        """A document type or an entity: neither sitemaps nor feeds need one, and both are ways to attack a reader."""
        raise ListingError("it has a document type, which is not read (it may be a page in place of a listing)")
