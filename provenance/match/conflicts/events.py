"""Whether a place of the page tells of the claim's event: names in common, no other day, and not before its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.match.agreement import disagree_dates
from provenance.match.reading import facts_within

if TYPE_CHECKING:
    from provenance.match.comparison import Comparison
    from provenance.model import Span
    from provenance.model.facts import Quantity

GROWS = 2
"""Days after which a count of the dead or the wounded is another one."""


def names_in_common(comparison: Comparison) -> bool:
    """Whether the page has a word of the claim's names, or of those of its surroundings; true when there are none."""
    names = comparison.claim.names
    return not names or any(stem in comparison.page.postings for stem in names)


def names_in_sentence(comparison: Comparison, place: Span) -> bool:
    """Whether the sentence at a place has a word of the claim's names."""
    stems = comparison.page.stem_sets[comparison.page.sentence_at(place.start)]
    return not stems.isdisjoint(comparison.claim.names)


def on_another_day(comparison: Comparison, place: Span) -> bool:
    """Whether the sentence at a place is dated, and to no day that the claim or its surroundings may mean."""
    page = comparison.page
    number = page.sentence_at(place.start)
    days = facts_within(page.dates, page.span(number, number))
    own = comparison.claim.days
    return bool(days and own) and all(disagree_dates(date, day) for date in own for day in days)


def is_outdated(comparison: Comparison) -> bool:
    """Whether the page was published before a day that the claim names: it cannot know what was so by then."""
    published = comparison.page.published
    return published is not None and any(
        day.year_known and day.start > published for day in comparison.claim.facts.dates
    )


def has_grown(comparison: Comparison, stated: Quantity, found: Quantity) -> bool:
    """Whether a count of people may have grown since the page was published, days before the article was written."""
    written, published = comparison.claim.written, comparison.page.published
    later = written is not None and published is not None and (written - published).days >= GROWS
    return later and bool(stated.state or found.state) and found.low < stated.low
