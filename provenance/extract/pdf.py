"""A PDF to a page whose parts are its leaves, with pypdf, which is imported when the first PDF comes.

A PDF is a program that draws letters: what it costs to read is bounded by leaves, bytes of drawing, letters and time.
Time is looked at before every drawing operation, so that a leaf that draws for ever is given up.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from provenance.clock import SystemClock
from provenance.extract.hidden import drop_invisible
from provenance.extract.lines import count_words
from provenance.extract.main_text import FEW
from provenance.extract.plain import STAND_IN_HEADER
from provenance.extract.texts import find_blocks, find_corrections
from provenance.model import Access, Missed, Page, Part, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdf import PageObject, PdfReader

    from provenance.model import Capture

MAX_LEAVES = 300
"""Leaves that are read; what stands behind them is unread, so that the silence of a longer PDF proves nothing."""

MAX_LETTERS = 600_000
"""Letters that are read: a book of 300 leaves."""

MAX_SECONDS = 20.0
"""Seconds that reading may take; a report of 100 leaves takes about 2."""

MAX_UNPACKED = 8_000_000
"""Bytes that one stream may unpack to; the drawing of a leaf has some 10,000."""

MAX_OPERATIONS = 200_000
"""Operations, operands and elements in the drawing of one leaf."""

MAX_NAME = 300
"""Letters of a title or an author; longer ones are texts gone wrong."""

_OPENING = b"%PDF-"
_OPENING_WITHIN = 1_024
"""Bytes within which readers look for the opening, as files have dirt before it."""

# "Microsoft Word - draft.docx", "untitled", "report_final.indd": titles that programs give
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel) - .*|untitled.*|(?:document|slide|layout|presentation) ?\d*"
    r"|\S*\.(?:docx?|indd|pdf|qxd|tex|dvi|pptx?|rtf|xlsx?))",
    re.IGNORECASE,
)

# "hyphen-\nated" at the end of a line, before a small letter
_PARTED = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_A-Z])")


class _Read(NamedTuple):
    """The leaves that were read, and whether those are all."""

    leaves: list[str]
    whole: bool


def is_pdf(body: bytes, kind: str) -> bool:
    """Whether a body is a PDF by its first bytes; with dirt before them, unless the site calls it a text."""
    head = body[:_OPENING_WITHIN]
    return head.lstrip().startswith(_OPENING) or (not kind.startswith("text/") and _OPENING in head)


def extract_pdf(capture: Capture, *, seconds: Callable[[], float] | None = None) -> Page | Missed:
    """The page in a PDF, a part a leaf; `Missed` with its reason when it cannot be read. `seconds` is a clock."""
    try:
        import pypdf  # noqa: F401, PLC0415 - an extra, and half a second of imports
    except ImportError:
        detail = "reading a PDF needs an extra: pip install 'provenance[pdf]'"
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail=detail)
    outcome = _read_guarded(capture.body, seconds or SystemClock().monotonic)
    if isinstance(outcome, str):
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail=outcome)
    read, named = outcome
    text, parts = _join(read.leaves)
    if count_words(text) < FEW:
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail="the PDF holds no text, maybe only pictures")
    blocks = find_blocks(text)
    return Page(
        capture=capture.sha256,
        url=capture.url,
        title=_read_name(named.get("/Title")),
        authors=_read_authors(named.get("/Author")),
        published=_read_moment(named.get("/CreationDate"), capture),
        modified=_read_moment(named.get("/ModDate"), capture),
        text=text,
        blocks=blocks,
        corrections=find_corrections(text, blocks),
        decoded_by="pdf",
        partial=not read.whole,
        stand_in=bool(capture.header(STAND_IN_HEADER)),
        parts=parts,
        archived_at=capture.archived_at,
    )


def _read_guarded(body: bytes, seconds: Callable[[], float]) -> tuple[_Read, dict[str, object]] | str:
    """The leaves and the metadata of a PDF, or the reason why they cannot be read."""
    import logging  # noqa: PLC0415 - for the one logger that is to be silent

    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415
    from pypdf.errors import FileNotDecryptedError, LimitReachedError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    end = seconds() + MAX_SECONDS
    try:
        with apply_configuration(**_BOUNDS):
            reader = PdfReader(BytesIO(body), strict=False, root_object_recovery_limit=1_000)
            if reader.is_encrypted and not reader.decrypt(""):
                return "the PDF is locked with a password"
            return _read_leaves(reader, end=end, seconds=seconds), dict(reader.metadata or {})
    except FileNotDecryptedError:
        return "the PDF is locked with a password"
    except (LimitReachedError, MemoryError, RecursionError, TimeoutError):
        return "the PDF is larger, or nested more deeply, than any text needs to be"
    except Exception as error:  # noqa: BLE001 - pypdf raises whatever a broken file leads it to
        name = type(error).__name__.removesuffix("Error")
        if "DependencyError" in type(error).__name__:
            return "the PDF is locked in a way that needs another library"
        return f"the PDF is broken ({name})"


_BOUNDS: dict[str, Any] = {
    "maximum_declared_stream_length": MAX_UNPACKED,
    "array_based_stream_maximum_output_length": MAX_UNPACKED,
    "lzw_maximum_output_length": MAX_UNPACKED,
    "run_length_maximum_output_length": MAX_UNPACKED,
    "zlib_maximum_output_length": MAX_UNPACKED,
    "zlib_maximum_recovery_input_length": 1_000_000,
    "stream_decoding_work_maximum_length": 4 * MAX_UNPACKED,
    "stream_parsing_work_maximum_count": MAX_OPERATIONS,
    "page_tree_maximum_entries": 20_000,
    "page_tree_maximum_depth": 50,
    "page_tree_maximum_page_entries": 200_000,
    "xform_maximum_invocations_per_extraction": 500,
}


def _read_leaves(reader: PdfReader, *, end: float, seconds: Callable[[], float]) -> _Read:
    def look_at_clock(*_: object) -> None:
        if seconds() > end:
            raise TimeoutError

    leaves: list[str] = []
    letters = 0
    for leaf in islice(reader.pages, MAX_LEAVES):
        try:
            text = _read_leaf(leaf, look_at_clock)
        except TimeoutError:
            if not letters:
                raise
            return _Read(leaves, whole=False)
        leaves.append(text[: MAX_LETTERS - letters])
        letters += len(leaves[-1])
        if letters >= MAX_LETTERS:
            return _Read(leaves, whole=False)
    return _Read(leaves, whole=len(leaves) == len(reader.pages))


def _read_leaf(leaf: PageObject, look_at_clock: Callable[..., None]) -> str:
    look_at_clock()
    text = leaf.extract_text(visitor_operand_before=look_at_clock) or ""
    text = drop_invisible(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))
    text = text.encode("utf-8", "replace").decode()
    return "\n".join(_paragraphs(_PARTED.sub("", text)))


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a leaf: lines are joined until one ends a sentence well before the margin, or is empty."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    margin = max((len(line) for line in lines), default=0)
    own: list[str] = []
    for line in lines:
        if line:
            own.append(line)
        if own and (not line or (line[-1] in '.!?:”"' and len(line) < margin * 3 / 4)):
            yield " ".join(own)
            own = []
    if own:
        yield " ".join(own)


def _join(leaves: list[str]) -> tuple[str, tuple[Part, ...]]:
    """The text of all leaves, and the part that each is, numbered from 1; a leaf without text is no part."""
    texts: list[str] = []
    parts: list[Part] = []
    start = 0
    for number, leaf in enumerate(leaves, start=1):
        if leaf.strip():
            parts.append(Part(span=Span(start=start, end=start + len(leaf)), label=f"page {number}"))
            texts.append(leaf)
            start += len(leaf) + 1
    return "\n".join(texts), tuple(parts)


def _read_name(value: object) -> str | None:
    """A title or a name as people write them, or none for what a program filled in."""
    name = drop_invisible(" ".join(str(value or "").split())).encode("utf-8", "replace").decode()
    plain = "".join(letter for letter in name if letter.isprintable()).strip()
    return None if not plain or len(plain) > MAX_NAME or _NO_TITLE.fullmatch(plain) else plain


def _read_authors(value: object) -> tuple[str, ...]:
    name = _read_name(value)
    if name is None or "@" in name or name.lower() in ("user", "admin", "administrator", "owner", "unknown", "author"):
        return ()
    return tuple(part.strip() for part in name.split(";") if part.strip())[:20]


# D:20250704100000+02'00' | D:20250704
_MOMENT = re.compile(
    r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?.{0,8}", re.DOTALL
)


def _read_moment(value: object, capture: Capture) -> datetime | None:
    """A date of the metadata, none for one that cannot be: before PDF was, or after the file was fetched."""
    match = _MOMENT.fullmatch(str(value or "").strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, zulu, sign, ahead, past = match.groups()
    zone = "+00:00" if zulu else f"{sign}{ahead}:{past or '00'}" if sign else ""
    try:
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}")
    except ValueError:
        return None
    return moment if datetime(1993, 1, 1).date() <= moment.date() <= capture.fetched_at.date() else None  # noqa: DTZ001
