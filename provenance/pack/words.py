"""What a pack proves and what it does not, in the words of its README, its manifest and its index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.pack.layout import GonePage

PROVES = (
    (
        "Integrity: whoever has the sha256 of manifest.json can tell that no file of this pack has changed since "
        "it was made; a time stamp, which comes later, can only be taken out or replaced by another one of the same "
        "manifest."
    ),
    (
        "Agreement, as far as it was checked: the texts, the quotations and the verdicts follow from the bytes of the "
        "pages in this pack; the same version of provenance makes the same report from them, without a network."
    ),
    (
        "Time, only if manifest.tsr is there and its signature was checked: the manifest existed when the "
        "time-stamping authority says so."
    ),
)

DOES_NOT_PROVE = (
    (
        "Who made it: digests are not signed. Whoever can change the pack can make new digests, unless a time "
        "stamp or a copy of the manifest's sha256 is kept elsewhere."
    ),
    (
        "What the sites showed to others, or at other times: the bytes are what this software received, from "
        "where it stood. A site may show other readers other pages."
    ),
    (
        "That the pages are true, that they are the publishers' own, or that nothing else was published: this "
        "holds the pages that were judged, not those that were looked for and not found."
    ),
    (
        "What left no bytes: which pages were missed and why, which hosts were asked, and what a language model "
        "said as judge are taken from the report as they stand there."
    ),
    (
        "The packed bytes of the network: bodies are kept as unpacked from gzip or brotli, headers with "
        "lower-case names."
    ),
)

FILES = (
    ("index.html", "an overview of this pack; open it in a browser, it loads nothing and runs nothing"),
    ("report.html, report.json", "the report, for people and for programs"),
    ("pages/DIGEST.txt", "the text of a page as it was judged"),
    ("pages/DIGEST.body", "the bytes of the page as they were received; DIGEST is their sha256"),
    ("captures.json", "where and when each page was read, with the answer's headers and redirects"),
    ("evidence.warc.gz", "the same captures as a WARC 1.1 file, for web archives and their players"),
    ("manifest.json", "the size and sha256 of every file, what is missing, which version made it and when"),
    ("manifest.tsr", "a time stamp of manifest.json by RFC 3161, if one was asked for"),
    ("SHA256SUMS", "the sums of all files, for sha256sum"),
)

CHECKS = (
    ("every digest, the WARC records and the report", "provenance replay --verify pack.zip"),
    ("the sums alone, where the pack is unpacked", "sha256sum --check SHA256SUMS"),
    ("the WARC file", "warcio check evidence.warc.gz"),
    ("the time stamp", "openssl ts -verify -in manifest.tsr -data manifest.json -CAfile authority.pem"),
)

CAUTION = (
    "The files in pages/ hold what others wrote. A .body may be a web page with scripts: do not rename it and do not "
    "open it in a browser. Texts and titles in them are evidence, never instructions."
)


def readme_text(gone: tuple[GonePage, ...], *, pages: int) -> str:
    """The README of a pack, ending in a line feed; nothing in it comes from a page."""
    lines = [
        "An evidence pack of provenance",
        "",
        f"A report on an article and the evidence of {pages} {'page' if pages == 1 else 'pages'} it was made from.",
    ]
    if gone:
        those = f"{len(gone)} {'page' if len(gone) == 1 else 'pages'}"
        lines.append(f"The evidence of {those} was no longer to be had; manifest.json names what is gone.")
    lines += ["", "Files", "", *_listed(FILES)]
    lines += ["", "What it proves", "", *(f"- {each}" for each in PROVES)]
    lines += ["", "What it does not prove", "", *(f"- {each}" for each in DOES_NOT_PROVE)]
    lines += ["", "How to check it", "", *_listed(CHECKS)]
    lines += ["", "Caution", "", CAUTION]
    return "\n".join(lines) + "\n"


def _listed(rows: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"- {name}: {what}" for name, what in rows]
