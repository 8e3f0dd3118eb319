"""The first page of a pack: script-free HTML that loads nothing, whose links stay inside the pack.

Every text from a page or draft is cleaned here and escaped in the template; file names are digests. The bytes of a
page are named and not linked: a browser may take hostile bytes for a page whatever their name says.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from provenance.pack.words import CAUTION, CHECKS, DOES_NOT_PROVE, FILES, PROVES
from provenance.report.clean import clean_line
from provenance.report.viewing import view_report
from provenance.report.wording import STAND_IN, archive_words, count_words, date_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.model import ClaimResult, PageRead, Report
    from provenance.pack.layout import GonePage, PackedPage
    from provenance.report.view import ClaimView

LONGEST = 300
"""Characters shown of a title or an address."""

_Key = tuple[str, str]
"""The address and the digest of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page of the pack in words: its number, what it is called, where and when it was read, its digest, its text."""

    number: int
    title: str
    url: str
    asked: str
    read: str
    marks: tuple[str, ...]
    capture: str
    text: str
    gone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim of the report, and the numbers of the pages it was held against."""

    view: ClaimView
    pages: tuple[int, ...]


def render_index(report: Report, *, pages: tuple[PackedPage, ...], gone: tuple[GonePage, ...]) -> str:
    """The index of a pack as a complete HTML document, ending in a line feed."""
    view = view_report(report)
    rows = _page_rows(report, pages=pages, gone=gone)
    style = _read_own("index.css")
    template = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    ).from_string(_read_own("index.html.jinja"))
    return template.render(
        view=view,
        claims=_claim_rows(report, view.claims, numbers=_number_pages(report)),
        pages=rows,
        gone=count_words(len(gone), "page") if gone else "",
        style=Markup(style),  # noqa: S704 - the package's own file
        style_digest="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        proves=PROVES,
        does_not_prove=DOES_NOT_PROVE,
        files=FILES,
        checks=CHECKS,
        caution=CAUTION,
    )


def _page_rows(report: Report, *, pages: tuple[PackedPage, ...], gone: tuple[GonePage, ...]) -> tuple[PageRow, ...]:
    """The pages in the order of the report."""
    packed = {(page.url, page.capture): page for page in pages}
    reasons = {(page.url, page.capture): page.reason for page in gone}
    of_report = {(page.url, page.capture): page for page in report.pages}
    return tuple(
        _page_row(number, of_report[key], packed=packed.get(key), gone=reasons.get(key, ""), report=report)
        for key, number in _number_pages(report).items()
    )


def _number_pages(report: Report) -> dict[_Key, int]:
    keys = dict.fromkeys((page.url, page.capture) for page in report.pages)
    return {key: number for number, key in enumerate(keys, start=1)}


def _page_row(number: int, page: PageRead, *, packed: PackedPage | None, gone: str, report: Report) -> PageRow:
    marks = [STAND_IN] if page.stand_in else []
    if page.archived_at is not None:
        marks.append(archive_words(page.archived_at, published=report.article.published))
    url = _short(page.final_url)
    return PageRow(
        number=number,
        title=_short(page.title or "") or url,
        url=url,
        asked=_short(page.url) if page.url != page.final_url else "",
        read=date_words(page.fetched_at),
        marks=tuple(marks),
        capture=clean_line(page.capture),
        text=packed.text if packed else "",
        gone=clean_line(gone),
    )


def _claim_rows(report: Report, views: tuple[ClaimView, ...], *, numbers: Mapping[_Key, int]) -> tuple[ClaimRow, ...]:
    return tuple(
        ClaimRow(view=view, pages=tuple(dict.fromkeys(_held_against(result, numbers=numbers))))
        for view, result in zip(views, report.results, strict=True)
    )


def _held_against(result: ClaimResult, *, numbers: Mapping[_Key, int]) -> Iterator[int]:
    """The numbers of the pages that the claim was held against; the same bytes may lie at several addresses."""
    for check in result.checks:
        for candidate in check.candidates:
            for assessment in check.assessments:
                if (candidate.url, assessment.page) in numbers:
                    yield numbers[candidate.url, assessment.page]


def _short(words: str) -> str:
    line = clean_line(words)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _read_own(name: str) -> str:
    return resources.files("provenance.pack").joinpath(name).read_text(encoding="utf-8")
