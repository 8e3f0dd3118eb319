"""The words of every report, so that all formats say the same: tables from the records' terms to plain English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from provenance.model.article import Attachment
from provenance.model.captures import Access
from provenance.model.judgements import FactKind, Outcome, Verdict
from provenance.report.clean import clean_line

if TYPE_CHECKING:
    from datetime import date, datetime

    from provenance.model.lineage import Lineage
    from provenance.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWords:
    """A verdict for people: an icon that needs no colour, a word, what it means, and what it says of one page."""

    icon: str
    word: str
    meaning: str
    of_page: str


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

ACCESSES: dict[Access, str] = {
    Access.OK: "the page was read, but could not be judged",
    Access.NOT_FOUND: "the site has no such page",
    Access.FORBIDDEN: "the site refused the request",
    Access.PAYWALLED: "the text is behind a paywall",
    Access.BOT_WALL: "the site asks visitors to prove that they are human",
    Access.CONSENT_WALL: "the site showed only a request for consent",
    Access.ROBOTS_DENIED: "the site is closed to programs",
    Access.RATE_LIMITED: "the site asked for fewer requests",
    Access.TIMED_OUT: "the site did not answer in time",
    Access.UNREACHABLE: "the site could not be reached",
    Access.UNSAFE: "the address is not a public web address, so it was not contacted",
    Access.TOO_LARGE: "the page is larger than the limit",
    Access.UNSUPPORTED: "the page is in a format that is not read",
    Access.UNRECORDED: "this run was not to ask for it, and it was not at hand",
}
"""Why a page was not read; what can be done about it is in `provenance.report.remedies`."""

NO_PAGE = "no page is named for it, and none was looked for"
"""For a source that the draft names without a page on it, in a run without a search."""

NOT_TRIED = "pages of it are known, but none was asked for"
"""For a source whose pages the run did not come to."""

UNKNOWN_MARK = "the mark was not understood"
"""For a source whose label is neither a domain nor a known publisher."""

DATE_ORIGINS: dict[str, str] = {
    "date_given": " (given with --date)",
    "date_of_page": " (as its page states)",
    "date_of_draft": " (as the draft states)",
}
"""Codes of notices that tell where the article's date comes from, and what the first lines of a report say of it."""

NO_DATE = "No date of the article is known, so pages were searched for without one: give it with --date YYYY-MM-DD"

FOUND_BY_SEARCH = "found by search: the article does not name this page"
NO_CLAIMS = "No claims were found in this article, so nothing was checked."
NOTHING_CHECKED = "Nothing was checked: no page could be held against any claim."
FIRST_HEADING = "Look at these first"
LINEAGE_HEADING = "Where the pages come from"
UNREAD_HEADING = "What could not be read, and what you can do"
STAND_IN = "stand-in page, written for tests in place of the publisher's"
CORRECTED = "the page announces a correction: “{words}”"
PARTIAL_PAGE = "visible part only: the publisher shows no more, so its silence proves nothing"

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def count_words(count: int, noun: str) -> str:
    """The number and the noun: `1 claim`, `2 claims`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def with_detail(why: str, *, detail: str) -> str:
    """The reason with its detail in brackets; the detail alone where it says the same and more."""
    shown = clean_line(detail).rstrip(".")
    if shown.startswith(why):
        return shown
    return f"{why} ({shown})" if shown else why


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC: a naive one taken for it, one at an end of the calendar that has no other as it stands."""
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def date_words(moment: datetime) -> str:
    """The moment as `4 July 2025, 21:14 UTC`; a naive one without a zone, at midnight as the day alone."""
    shown = in_utc(moment)
    day = day_words(shown)
    if moment.tzinfo is not None:
        return f"{day}, {shown:%H:%M} UTC"
    return day if (shown.hour, shown.minute) == (0, 0) else f"{day}, {shown:%H:%M}"


def day_words(day: date) -> str:
    """The day as `4 July 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def archive_words(archived_at: datetime, *, published: date | None) -> str:
    """What marks an archived copy: its day (UTC), and how far it is from the date of the article, if that is known."""
    day = in_utc(archived_at).date()
    copy = f"archived copy of {day_words(day)}"
    if published is None:
        return copy
    days = (day - published).days
    if not days:
        return f"{copy}, the day of the article's date"
    distance = "one day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"{copy}, {distance} {'before' if days < 0 else 'after'} the article's date"


def dated_words(report: Report) -> str:
    """The date on which the search rests and where it comes from; that there is none where pages were searched for."""
    published = report.article.published
    if published is None:
        searched = any(check.searches for result in report.results for check in result.checks)
        return NO_DATE if searched else ""
    origins = (DATE_ORIGINS[notice.code] for notice in report.notices if notice.code in DATE_ORIGINS)
    return f"Article of {day_words(published)}{next(origins, '')}"


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
