"""From a report and a store to the evidence: each page's capture and text, or why it is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from provenance.errors import StoreError
from provenance.extract import extract_page
from provenance.model import Page
from provenance.pack.layout import GonePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Capture, PageRead, Report
    from provenance.pipeline import Keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A page of the report with its capture and its text; none when this software reads no text from the bytes."""

    page: PageRead
    capture: Capture
    text: str | None


def gather_evidence(report: Report, *, store: Keeper) -> Iterator[Exhibit | GonePage]:
    """The evidence of every page of `report`, one after the other, by address; each address and digest once."""
    pages = {(page.url, page.capture): page for page in report.pages}
    for _, page in sorted(pages.items()):
        try:
            capture = store.read_capture(page.url, page.capture, fetched_at=page.fetched_at)
        except StoreError as error:
            yield GonePage(url=page.url, capture=page.capture, reason=error.message)
        else:
            yield Exhibit(page=page, capture=capture, text=_read_text(capture))


def _read_text(capture: Capture) -> str | None:
    """The text of the page, read from its bytes: a store may say what was read in them, but proves it not."""
    reading = extract_page(capture)
    return reading.text if isinstance(reading, Page) else None


def list_capture(capture: Capture, *, sha256: str, size: int) -> dict[str, object]:
    """Every field of the capture but its body, in whose place its digest and size stand."""
    fields: dict[str, object] = msgspec.to_builtins(replace(capture, body=b""))
    return {**fields, "sha256": sha256, "size": size}


def facts_of(page: PageRead, *, capture: Capture, report: Report) -> dict[str, object]:
    """What the report made of a page: how it was read, and its verdict on each claim."""
    return {
        "url": page.url,
        "final_url": capture.final_url,
        "redirects": capture.redirects,
        "sha256": page.capture,
        "title": page.title,
        "decoded_by": page.decoded_by,
        "partial": page.partial,
        "stand_in": page.stand_in,
        "archived_at": page.archived_at,
        "verdicts": [
            {"claim": result.claim.id, "verdict": assessment.verdict}
            for result in report.results
            for check in result.checks
            if any(candidate.url == page.url for candidate in check.candidates)
            for assessment in check.assessments
            if assessment.page == page.capture
        ],
    }
