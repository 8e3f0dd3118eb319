"""Dates: borne out by a date as exact, or by the day of publication; in conflict with another date of the event."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from provenance.match.agreement import YEAR, agree, agree_dates, comparable, disagree, disagree_dates, same_thing
from provenance.match.comparison import Status, make_finding
from provenance.match.conflicts.events import is_outdated, names_in_common
from provenance.match.conflicts.near import by_context
from provenance.match.conflicts.occasions import LIVES, is_edition, is_of_report, occasion_of, side_of
from provenance.match.passages import cover_of
from provenance.match.reading import facts_within
from provenance.match.slots import UNNAMED, fit_slot, names_fit, outweighs, read_slot
from provenance.model import FactKind, Span
from provenance.model.facts import Bound, DateMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.match.comparison import Comparison, Finding
    from provenance.match.reading import PageReading
    from provenance.match.slots import Fit, Slot
    from provenance.model.facts import Quantity

TOLD_CONTEXT = 0.5
"""Share of the claim's words in a sentence whose dates are taken to be those of the claim's event."""

CONFLICT_FIT = 0.35
"""Least fit of a date that contradicts: reports tell of many days and events."""

FOUND_CONTEXT = 0.2
"""Share of the claim's words around a date that bears it out beside a sentence that has another."""

BETTER = 0.35
"""How much better a contradicting date must fit than one that agrees for the agreeing one to be of another event."""

DOUBT = 0.1
"""The same for a date that agrees to be in doubt."""

NEWS_LAG = 2
"""Days after an event within which a page that names no day is taken to report of it."""

WEIGHED = 12
"""Dates of the page that are looked at closely, those among most of the claim's words first."""


def check_dates(comparison: Comparison) -> tuple[Finding, ...]:
    """What becomes of each date of the claim; `last month` and its like are passed by unless the page has them."""
    return tuple(_check_date(comparison, stated) for stated in comparison.claim.facts.dates)


def _check_date(comparison: Comparison, stated: DateMention) -> Finding:
    """Found near the claim's words, or anywhere when no sentence tells of the same on another day."""
    page = comparison.page
    slot = read_slot(comparison.claim, stated.span)
    every = by_context(comparison, page.dates)
    agreeing = [found for found in every if agree_dates(stated, found) and _year_fits(page, stated, found)]
    near = [found for found in agreeing if comparison.context(found.span.start) >= FOUND_CONTEXT]
    otherwise = _is_told_otherwise(comparison, stated)
    match = _best(comparison, slot, near if otherwise else near or agreeing)
    unsure = stated.relative or _is_news_of(comparison, stated)
    rivals = () if unsure else (found for found in every if _contradicts(comparison, stated, found))
    rival = _best(comparison, slot, rivals)
    if rival is not None and rival[0].share < CONFLICT_FIT + UNNAMED * (not names_fit(slot, page, rival[1].span)):
        rival = None
    better = BETTER if stated.bound is Bound.EXACT else 0.0
    if match is not None and (rival is None or not outweighs(rival[0], match[0], better=better)):
        if rival is not None and _is_doubted(page, rival, match):
            return _find(comparison, Status.MISSING, stated, rival[1])
        return _find(comparison, Status.FOUND, stated, match[1])
    if unsure and not otherwise:
        return _find(comparison, Status.PASSED, stated, None)
    if rival is None or near or is_outdated(comparison):
        return _find(comparison, Status.MISSING, stated, None if rival is None else rival[1])
    return _find(comparison, Status.CONFLICT, stated, rival[1])


def _is_doubted(page: PageReading, rival: tuple[Fit, DateMention], match: tuple[Fit, DateMention]) -> bool:
    """Whether a date of another sentence fits better by its words and nearer to them, yet too little to contradict."""
    (best, other), (fit, own) = rival, match
    better = best.share >= fit.share + DOUBT and best.close > fit.close
    return better and page.sentence_at(other.span.start) != page.sentence_at(own.span.start)


def _year_fits(page: PageReading, stated: DateMention, found: DateMention) -> bool:
    """Whether a date without a year may be of the year stated: the page names that year, or none at all."""
    if found.year_known or not stated.year_known:
        return True
    years = [day for day in page.dates if day.year_known]
    return not years or any(day.start.year <= stated.start.year <= day.end.year for day in years)


def _find(comparison: Comparison, status: Status, stated: DateMention, found: DateMention | None) -> Finding:
    span = None if found is None else found.span
    return make_finding(comparison, FactKind.DATE, status, place=stated.span, span=span)


def _best(comparison: Comparison, slot: Slot, found: Iterable[DateMention]) -> tuple[Fit, DateMention] | None:
    """The date that fits the claim best with its fit, of the first ones, which stand among most of its words."""
    fits = [(fit_slot(slot, comparison.page, one.span), one) for one in islice(found, WEIGHED)]
    return max(
        fits,
        key=lambda pair: (pair[0].worth, comparison.context(pair[1].span.start), -pair[1].span.start),
        default=None,
    )


def _is_told_otherwise(comparison: Comparison, stated: DateMention) -> bool:
    """Whether a sentence with most of the claim's words has dates, and none that the claim may mean."""
    page = comparison.page
    for number in range(comparison.best.first, comparison.best.last + 1):
        days = [day for day in facts_within(page.dates, page.span(number, number)) if not is_of_report(page.text, day)]
        close = cover_of(comparison.claim, page.stems(number, number)) >= TOLD_CONTEXT
        if close and days and all(disagree_dates(stated, day) for day in days):
            return True
    return False


def _is_news_of(comparison: Comparison, stated: DateMention) -> bool:
    """Whether the page was published on the day stated or within `NEWS_LAG` days after it."""
    published = comparison.page.published
    if published is None or stated.days > NEWS_LAG:
        return False
    days = (published - timedelta(days=lag) for lag in range(NEWS_LAG + 1))
    nowhere = Span(start=0, end=0)
    mentions = (DateMention(span=nowhere, start=day, end=day + timedelta(days=1)) for day in days)
    return any(agree_dates(stated, mention) for mention in mentions)


def _contradicts(comparison: Comparison, stated: DateMention, found: DateMention) -> bool:
    """Whether the page dates the same event otherwise.

    Not with a date that the claim has too, a much vaguer one, that of a birth or of the page itself, nor where a
    quantity differs too, for then the sentence tells of another event.
    """
    if not disagree_dates(stated, found) or found.days > _vaguest(stated):
        return False
    if any(agree_dates(other, found) for other in comparison.claim.facts.dates):
        return False
    if not names_in_common(comparison) or _tells_of_something_else(comparison, stated, found):
        return False
    number = comparison.page.sentence_at(found.span.start)
    counted = facts_within(comparison.page.quantities, comparison.page.span(number, number))
    return not _tells_other_values(comparison.claim.facts.quantities, counted)


def _vaguest(stated: DateMention) -> int:
    """The most days that a date may mean to contradict another: a month, or, beside a year, a year."""
    return max(stated.days, 31) if stated.days < YEAR else stated.days + 1


def _tells_other_values(stated: Sequence[Quantity], counted: Sequence[Quantity]) -> bool:
    """Whether the quantities of a sentence differ from those of the claim, and none agrees with one of them."""
    alike = [(own, other) for own in stated for other in counted if same_thing(own, other) and comparable(own, other)]
    return any(disagree(own, other) for own, other in alike) and not any(agree(own, other) for own, other in alike)


def _tells_of_something_else(comparison: Comparison, stated: DateMention, found: DateMention) -> bool:
    """Whether one date is that of a birth, of the page or of what was said, a beginning or an end, part of a name, and
    the other is not.
    """
    page, claim = comparison.page.text, comparison.claim.facts.text
    own, other = occasion_of(claim, stated), occasion_of(page, found)
    if own == other and own in LIVES:
        return False
    if own in LIVES or (other and other not in claim.lower()) or is_of_report(page, found):
        return True
    return side_of(claim, stated) != side_of(page, found) or is_edition(claim, stated) or is_edition(page, found)
