"""The words of every report, so that all formats say the same: tables from the records' terms to plain English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from provenance.model.article import Attachment
from provenance.model.captures import Access
from provenance.model.judgements import FactKind, Outcome, Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from provenance.model.lineage import Lineage
    from provenance.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWords:
    """A verdict for people: an icon that needs no colour, a word, what it means, and what it says of one page."""

    icon: str
    word: str
    meaning: str
    of_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessWords:
    """Why a page was not read, and what an editor can do; `{host}` stands for the source."""

    why: str
    advice: str


VERDICTS: dict[Verdict, VerdictWords] = {
    Verdict.CONTRADICTED: VerdictWords(
        icon="✗",
        word="Contradicted",
        meaning="A page that was read says otherwise.",
        of_page="read, says otherwise",
    ),
    Verdict.CONFLICTING: VerdictWords(
        icon="⇄",
        word="Conflicting",
        meaning="The pages that were read disagree with each other.",
        of_page="read, says both",
    ),
    Verdict.NOT_FOUND: VerdictWords(
        icon="∅",
        word="Not found",
        meaning="The pages that were read do not say it.",
        of_page="read, does not say it",
    ),
    Verdict.PARTIAL: VerdictWords(
        icon="◐",
        word="Partly supported",
        meaning="The pages that were read say a part of it.",
        of_page="read, supports a part of it",
    ),
    Verdict.UNCHECKED: VerdictWords(
        icon="?",
        word="Unchecked",
        meaning="No page could be held against it: neither a pass nor an accusation.",
        of_page="read, but not judged",
    ),
    Verdict.SUPPORTED: VerdictWords(
        icon="✓",
        word="Supported",
        meaning="A page that was read says it.",
        of_page="read, supports it",
    ),
}
"""Every verdict, the ones that need an editor first."""

PROBLEMS = (Verdict.CONTRADICTED, Verdict.CONFLICTING, Verdict.NOT_FOUND, Verdict.PARTIAL)
"""The verdicts that ask for a change of the draft or of its sources."""

ATTACHMENTS: dict[Attachment, str] = {
    Attachment.CITED: "cited",
    Attachment.COVERED: "covered by the paragraph",
    Attachment.UNCITED: "uncited",
}

FACTS: dict[FactKind, str] = {
    FactKind.QUANTITY: "quantity",
    FactKind.DATE: "date",
    FactKind.QUOTATION: "quotation",
    FactKind.NAME: "name",
    FactKind.NEGATION: "negation",
    FactKind.SPEAKER: "speaker",
    FactKind.CERTAINTY: "certainty",
    FactKind.SUPERLATIVE: "superlative",
    FactKind.STATEMENT: "statement",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeWords:
    """What a page does with a fact of the claim, for people: an icon that needs no colour, and a word."""

    icon: str
    word: str


OUTCOMES: dict[Outcome, OutcomeWords] = {
    Outcome.SAME: OutcomeWords(icon="=", word="same"),
    Outcome.DIFFERENT: OutcomeWords(icon="≠", word="different"),
    Outcome.NOT_STATED: OutcomeWords(icon="∅", word="not stated"),
}

LEFT_OPEN = OutcomeWords(icon="·", word="not in these words")
"""What a page that supports a claim does with a fact that it does not state: nothing that is held against either."""

_ATTACH = "attach a saved copy: --attach {host}=FILE"

ACCESSES: dict[Access, AccessWords] = {
    Access.OK: AccessWords(why="the page was read, but could not be judged", advice="Open it by hand."),
    Access.NOT_FOUND: AccessWords(
        why="the site has no page at this address", advice=f"Check the address, or find an archived copy and {_ATTACH}"
    ),
    Access.FORBIDDEN: AccessWords(why="the site refused the request", advice=f"Open it by hand, or {_ATTACH}"),
    Access.PAYWALLED: AccessWords(
        why="the text is behind a paywall", advice=f"Open it with a subscription, or {_ATTACH}"
    ),
    Access.BOT_WALL: AccessWords(
        why="the site asks visitors to prove that they are human", advice=f"Open it by hand, or {_ATTACH}"
    ),
    Access.CONSENT_WALL: AccessWords(
        why="the site showed only a request for consent", advice=f"Open it by hand, or {_ATTACH}"
    ),
    Access.ROBOTS_DENIED: AccessWords(why="the site is closed to programs", advice=f"Open it by hand, or {_ATTACH}"),
    Access.RATE_LIMITED: AccessWords(why="the site asked for fewer requests", advice=f"Run again later, or {_ATTACH}"),
    Access.TIMED_OUT: AccessWords(why="the site did not answer in time", advice=f"Run again later, or {_ATTACH}"),
    Access.UNREACHABLE: AccessWords(
        why="the site could not be reached", advice=f"Check the address and the network, or {_ATTACH}"
    ),
    Access.UNSAFE: AccessWords(
        why="the address is not a public web address, so it was not contacted", advice="Check the address."
    ),
    Access.TOO_LARGE: AccessWords(
        why="the page is larger than the limit", advice="Open it by hand, or raise max_page_bytes."
    ),
    Access.UNSUPPORTED: AccessWords(why="the page is in a format that is not read", advice=f"Open it, or {_ATTACH}"),
    Access.UNRECORDED: AccessWords(
        why="it is not among the recorded pages that this run was limited to",
        advice=f"Run again with the network, or {_ATTACH}",
    ),
}

NO_PAGE = AccessWords(
    why="no page is given for it", advice=f"Name the page in a sources file (--sources FILE), or {_ATTACH}"
)
"""For a source that the draft names without a page on it."""

NOT_TRIED = AccessWords(why="its pages were listed, but none was asked for", advice=f"Open them by hand, or {_ATTACH}")
"""For a source whose pages the run did not come to."""

NOT_UNDERSTOOD = AccessWords(
    why="the mark was not understood", advice="Name the page in a sources file (--sources FILE)"
)
"""For a source whose label is neither a domain nor a known publisher."""

NO_CLAIMS = "No claims were found in this article, so nothing was checked."
NOTHING_CHECKED = "Nothing was checked: no page could be held against any claim."
FIRST_HEADING = "Look at these first"
LINEAGE_HEADING = "Where the pages come from"
STAND_IN = "stand-in page, written for tests in place of the publisher's"
CORRECTED = "the page announces a correction: “{words}”"
PARTIAL_PAGE = "visible part only: the publisher shows no more, so its silence proves nothing"

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def count_words(count: int, noun: str) -> str:
    """The number and the noun: `1 claim`, `2 claims`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def date_words(moment: datetime) -> str:
    """The moment as `4 July 2025, 21:14 UTC`; a naive one without a zone, at midnight as the day alone."""
    shown = moment if moment.tzinfo is None else moment.astimezone(UTC)
    day = f"{shown.day} {_MONTHS[shown.month - 1]} {shown.year}"
    if moment.tzinfo is not None:
        return f"{day}, {shown:%H:%M} UTC"
    return day if (shown.hour, shown.minute) == (0, 0) else f"{day}, {shown:%H:%M}"


def coverage_words(report: Report) -> tuple[str, ...]:
    """How much was checked, in parts: claims, sources not read and independent, sentences uncited, sources hidden."""
    coverage = report.coverage
    if not coverage.claims:
        return (NO_CLAIMS,)
    unread = coverage.sources - coverage.sources_read
    parts = [
        f"{coverage.checked} of {count_words(coverage.claims, 'claim')} checked",
        f"{count_words(unread, 'source')} not read" if unread else _all_read(coverage.sources),
        independent_words(report.lineage),
        f"{count_words(coverage.uncited, 'sentence')} uncited",
        f"{count_words(coverage.stating_nothing, 'sentence')} without a statement" if coverage.stating_nothing else "",
        f"{count_words(coverage.sources_hidden, 'source')} hidden behind +N" if coverage.sources_hidden else "",
    ]
    return tuple(part for part in parts if part)


def independent_words(lineage: Lineage) -> str:
    """How many of the sources read are independent; empty for fewer than two, which need no telling apart."""
    if lineage.sources < 2:
        return ""
    return f"{lineage.sources} sources read, {lineage.independent} independent"


def coverage_line(report: Report) -> str:
    """How much was checked, on one line: the first thing that every report says."""
    return " · ".join(coverage_words(report))


def _all_read(sources: int) -> str:
    if not sources:
        return "no sources named"
    return f"all {sources} sources read" if sources > 1 else "its one source read"
