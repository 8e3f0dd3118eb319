"""The report as SARIF 2.1.0 (OASIS), for tools that show findings beside a text: one result a claim to look at.

Messages are plain text in which every bracket and brace is escaped (sections 3.11.5 and 3.11.6), so that nothing of a
draft or a page becomes a link or a place to fill. Nothing of the draft's place is told but its name.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encode

from provenance.model.judgements import Verdict
from provenance.report.clean import clean_line
from provenance.report.places import Lines
from provenance.report.viewing import view_report
from provenance.report.wording import VERDICTS, coverage_line, in_utc

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from provenance.model.judgements import ClaimResult
    from provenance.model.report import Report
    from provenance.report.view import ClaimView, ReportView

FAILING = frozenset(Verdict) - {Verdict.SUPPORTED}
"""The verdicts that become results unless others are named."""

LEVELS: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "error",
    Verdict.CONFLICTING: "error",
    Verdict.NOT_FOUND: "warning",
    Verdict.PARTIAL: "warning",
    Verdict.UNCHECKED: "note",
    Verdict.SUPPORTED: "note",
}

DRAFT = "draft"
"""What the draft is called when its file is not known."""

# what a message may not hold as it is: "[" of a link, "{" of a place to fill, "\"
_BRACKET = re.compile(r"[\\\[\]]")
_BRACE = re.compile(r"[{}]")

_RESERVED = "%:/?#[]@!$&'()*+,;=~"
"""What stays as it is in an address (RFC 3986, section 2.2); letters outside ASCII do not."""


def render_sarif(report: Report, *, failing: Collection[Verdict] = FAILING, draft: str = DRAFT) -> str:
    """The report as a SARIF log with one run. A claim that states nothing and cites nothing is no result.

    `failing` are the verdicts that become results, `draft` is the path of the draft from where the log is read.
    """
    view = view_report(report)
    lines = Lines(report.article.text)
    place = {"uri": percent_encode(draft.lstrip("/"), safe="/", errors="replace") or DRAFT}
    run = {
        "tool": {"driver": _driver(report)},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n"],
        "artifacts": [{"location": place}],
        "invocations": [_invocation(report, view)],
        "properties": {"articleSha256": report.article.digest, "settingsSha256": view.settings_digest},
        "results": [
            _result(claim, result, lines=lines, place=place)
            for claim, result in zip(view.claims, report.results, strict=True)
            if result.verdict in failing and not result.claim.is_idle
        ],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def plain_message(text: str) -> dict[str, str]:
    """`text` as a message that every reader shows letter by letter."""
    escaped = _BRACKET.sub(r"\\\g<0>", clean_line(text))
    return {"text": _BRACE.sub(r"\g<0>\g<0>", escaped)}


def _driver(report: Report) -> dict[str, Any]:
    rules = [
        {
            "id": str(verdict),
            "shortDescription": {"text": words.word},
            "fullDescription": {"text": words.meaning},
            "defaultConfiguration": {"level": LEVELS[verdict]},
        }
        for verdict, words in VERDICTS.items()
    ]
    return {"name": "provenance", "version": clean_line(report.version), "rules": rules}


def _invocation(report: Report, view: ReportView) -> dict[str, Any]:
    """How the run went: what was checked, and every remark."""
    first = [("warning", view.warning)] if view.warning else []
    first += [("note", view.dated)] if view.dated else []
    told = [("note", coverage_line(report)), *first, *(("note", notice) for notice in view.notices)]
    return {
        "executionSuccessful": True,
        "endTimeUtc": f"{in_utc(report.made_at).replace(tzinfo=None).isoformat(timespec='seconds')}Z",
        "toolExecutionNotifications": [{"level": level, "message": plain_message(text)} for level, text in told],
    }


def _result(claim: ClaimView, result: ClaimResult, *, lines: Lines, place: dict[str, str]) -> dict[str, Any]:
    region = _region(lines, start=result.claim.span.start, end=result.claim.span.end)
    pages = list(_pages(claim))
    return {
        "ruleId": str(result.verdict),
        "ruleIndex": list(VERDICTS).index(result.verdict),
        "level": LEVELS[result.verdict],
        "message": plain_message(f"{claim.words.word}: “{claim.text}” {claim.reason}"),
        "locations": [{"physicalLocation": {"artifactLocation": {**place, "index": 0}, "region": region}}],
        "partialFingerprints": {"claim/v1": claim.id},
        **({"relatedLocations": pages} if pages else {}),
    }


def _region(lines: Lines, *, start: int, end: int) -> dict[str, int]:
    """The place in the draft; lines and columns count from 1, offsets from 0, all in code points."""
    line, column = lines.locate(start)
    end_line, end_column = lines.locate(end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": start,
        "charLength": end - start,
    }


def _pages(claim: ClaimView) -> Iterator[dict[str, Any]]:
    """The pages that decide, each with its nearest words; only those that may be followed."""
    telling = (page for source in claim.sources for page in source.telling if page.link)
    for number, page in enumerate(telling, start=1):
        words = f": {page.deciding[0].text}" if page.deciding else ""
        yield {
            "id": number,
            "physicalLocation": {"artifactLocation": {"uri": percent_encode(page.link or "", safe=_RESERVED)}},
            "message": plain_message(f"{page.title} ({page.words.of_page}){words}"),
        }
