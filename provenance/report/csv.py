"""The report as a table for a spreadsheet: one row a claim. Nothing in a cell is a formula; JSON is the lossless form.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, and a careless reader may cut a cell at a line end or
at a sign that separates cells elsewhere. An apostrophe therefore stands before every sign that would begin a formula
at such a place (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from provenance.report.places import Lines
from provenance.report.viewing import view_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model.judgements import ClaimResult
    from provenance.model.report import Report
    from provenance.report.view import ClaimView, PageView

COLUMNS = (
    "claim",
    "verdict",
    "sentence",
    "reason",
    "attachment",
    "sources",
    "pages_read",
    "words",
    "cautions",
    "pages_not_read",
    "hidden_sources",
    "line",
    "column",
    "start",
    "end",
    "id",
)
"""The head of the table. `line` and `column` count from 1, `start` and `end` from 0, in code points of the draft."""

BYTE_ORDER_MARK = "\ufeff"
"""Begins the file: spreadsheets take a table without it for the machine's old encoding."""

BETWEEN = "; "
"""Stands between the things in one cell."""

MOST_CHARACTERS = 16_000
"""Code points of a cell: Excel holds 32,767 units of UTF-16 and writes what is over into cells of its own, where a
sign would begin a formula that nobody guards."""

# the "=" of "=1+1", of "text\n =1+1", of "text;\u00a0\"=1+1" and of "＝1+1"; group 1: what stands before it
_FORMULA = re.compile(
    '((?:\\A|[\n\r\t\x0b\x0c\x85\u2028\u2029,;])[ "\xa0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]*+)'
    "(?=[=+\\-@|%\u2212＝＋－＠｜％])"
)

# a tab or carriage return with which a line begins
_LEADING_CONTROL = re.compile(r"^(?=[\t\r])", re.MULTILINE)


def guard_cell(text: str) -> str:
    """`text` with an apostrophe before whatever would make it a formula, at its beginning or where it may be cut."""
    return _FORMULA.sub(r"\1'", _LEADING_CONTROL.sub("'", text))


def render_csv(report: Report) -> str:
    """The report as a table (RFC 4180): every cell in quotation marks, a head, one row a claim."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    lines = Lines(report.article.text)
    for claim, result in zip(view_report(report).claims, report.results, strict=True):
        writer.writerow(guard_cell(_shortened(cell)) for cell in _cells(claim, result, lines=lines))
    return out.getvalue()


def _cells(claim: ClaimView, result: ClaimResult, *, lines: Lines) -> tuple[str, ...]:
    """The cells of a row, in the order of `COLUMNS`."""
    span = result.claim.span
    line, column = lines.locate(span.start)
    pages = [page for source in claim.sources for page in source.pages]
    missed = [f"{miss.url}: {miss.why}" for source in claim.sources for miss in source.misses if miss.url]
    return (
        str(claim.number),
        str(claim.verdict),
        claim.text,
        claim.reason,
        claim.attachment,
        _joined(f"{source.name}: {source.outcome}" for source in claim.sources),
        _joined(_page(page) for page in pages),
        _joined(quote.text for page in pages if page.telling for quote in page.deciding),
        _joined(claim.cautions),
        _joined(missed),
        str(result.hidden),
        str(line),
        str(column),
        str(span.start),
        str(span.end),
        claim.id,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]} …"


def _page(page: PageView) -> str:
    return page.url or page.title


def _joined(parts: Iterable[str]) -> str:
    return BETWEEN.join(dict.fromkeys(parts))
