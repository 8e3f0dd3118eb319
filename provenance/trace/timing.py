"""When pages were published and changed, beside the article and the events that its claims tell of."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from provenance.model import PageNotice, PageNoticeKind, Verdict, make_quote
from provenance.model.facts import Bound
from provenance.text.dates import read_dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from provenance.model import Article, Claim, ClaimResult, Page
    from provenance.model.facts import DateMention

ZONES = timedelta(hours=14)
"""How far a day is apart around the world: a moment whose zone is unknown, or another's, may be of the day beside."""

_AHEAD = frozenset({Verdict.NOT_FOUND, Verdict.UNCHECKED})
"""Verdicts that do not rest on the page, so that it matters little when it was written."""

# will be held | is due on | was planned for: told before it happened
_FUTURE = re.compile(r"\b(?:will|would|shall|plan(?:s|ned)?|schedul\w+|due|expect\w*|set to|upcoming)\b", re.IGNORECASE)

MAX_CLAIM = 4_000
"""Characters of a claim in which dates are looked for."""


def find_late_pages(pages: tuple[Page, ...], *, article: Article) -> Iterator[PageNotice]:
    """Pages published after the article, or changed after it; none when the article bears no date."""
    written = article.published
    if written is None:
        return
    for page in pages:
        for kind, moment, words in (
            (PageNoticeKind.AFTER_ARTICLE, page.published, "published"),
            (PageNoticeKind.CHANGED_AFTER_ARTICLE, page.modified, "changed"),
        ):
            if moment is not None and _earliest_day(moment) > written:
                message = (
                    f"The page was {words} on {_day_words(moment.date())}, after the article of {_day_words(written)}."
                )
                yield PageNotice(kind=kind, page=page.capture, url=page.url, message=message)
                break


def is_older(page: Page, article: Article) -> bool:
    """Whether the page stood as it stands before the day of the article for sure."""
    moments = [moment for moment in (page.published, page.modified) if moment is not None]
    return article.published is not None and bool(moments) and max(map(_latest_day, moments)) < article.published


def find_early_pages(
    pages: tuple[Page, ...], *, results: tuple[ClaimResult, ...], base: date | None
) -> Iterator[PageNotice]:
    """Pages on which a claim rests and that were published, and last changed, before every day that the claim names.

    Days that were worked out from another one and claims about what is to come are passed by.
    """
    held = {page.capture: page for page in pages if page.published is not None}
    for result in results:
        event = _event_of(result.claim, base=base)
        if event is None:
            continue
        for assessment in result.assessments:
            page = held.get(assessment.page)
            if page is None or page.published is None or assessment.verdict in _AHEAD:
                continue
            if max(_latest_day(moment) for moment in (page.published, page.modified) if moment) < event.start:
                yield PageNotice(
                    kind=PageNoticeKind.BEFORE_EVENT,
                    page=page.capture,
                    url=page.url,
                    message=(
                        f"The page was published on {_day_words(page.published.date())}, before what the claim "
                        f"dates to “{event.span.read(result.claim.text)}”."
                    ),
                    quote=make_quote(result.claim.text, event.span),
                    claim=result.claim.id,
                )


def _event_of(claim: Claim, *, base: date | None) -> DateMention | None:
    """The earliest day that the claim names; none when it names none for sure, or tells of the future."""
    text = claim.text[:MAX_CLAIM]
    if _FUTURE.search(text):
        return None
    dates = read_dates(text, base=base)
    if any(not mention.year_known or mention.bound is not Bound.EXACT for mention in dates):
        return None
    stated = [mention for mention in dates if not mention.relative]
    return min(stated, key=lambda mention: mention.start, default=None)


def _earliest_day(moment: datetime) -> date:
    """The earliest day that the moment may be of, anywhere; one without a zone may be of any."""
    return _shift(moment, -ZONES)


def _latest_day(moment: datetime) -> date:
    return _shift(moment, ZONES)


def _shift(moment: datetime, by: timedelta) -> date:
    """The day in UTC so much later; of a moment without a zone, often a day alone, from noon on.

    At the ends of the calendar the day itself.
    """
    try:
        if moment.tzinfo is None:
            return (datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC) + by).date()
        return (moment.astimezone(UTC) + by).date()
    except OverflowError:
        return moment.date()


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
