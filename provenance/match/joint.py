"""Pages that bear a claim out together: one has its words, and what that one lacks another has.

Only values can be joined. Words cannot: two pages that each share half of a sentence say two things, not one. Nor can
names and days: 45 killed in Haiti on one page and a storm in Jamaica on another make no 45 killed in Jamaica.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from provenance.match.reading import read_claim
from provenance.model import FactKind, Outcome, Verdict
from provenance.model.facts import Bound
from provenance.text.dates import read_dates
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from provenance.model import Assessment, CheckedFact, Claim

FIRST_WORDS = 0.75
"""Share of the claim's words, by weight, that the page must have in what it is quoted with to be the one completed."""

OTHER_WORDS = 0.65
"""The same of a page that completes it: a value on a page about something else bears nothing out."""

JOINABLE = frozenset({FactKind.QUANTITY, FactKind.QUOTATION, FactKind.SPEAKER})
"""Kinds of facts that one page may have for another. All others say of what the page speaks and must be on each."""

SPEAKING = frozenset({Verdict.PARTIAL, Verdict.SUPPORTED})
"""Verdicts of pages that are about the claim."""


DAYS = 2
"""How many days apart pages may have been published that tell of one event, where the claim names no day."""


class Joined(NamedTuple):
    """A page and the facts that it alone brings, as the claim states them."""

    assessment: Assessment
    facts: tuple[str, ...]


def join_pages(claim: Claim, assessments: tuple[Assessment, ...]) -> tuple[Joined, ...]:
    """The pages that bear the claim out together, the one with most of it first; empty when they do not.

    Every fact of the claim is the same on one of them and no page that was read has it differently; the first page
    lacks values and nothing else, and each has most of the claim's words and all of its names and days. A page that a
    judge has doubted is none of them.
    """
    own = tuple({assessment.page: assessment for assessment in assessments}.values())
    if any(assessment.conflicts for assessment in own) or any(_differs(assessment) for assessment in own):
        return ()
    words = {one.page: _cover(claim, one) for one in own if _speaks_of_it(one)}
    firsts = [one for one in own if one.verdict is Verdict.PARTIAL and words.get(one.page, 0.0) >= FIRST_WORDS]
    for first in sorted(firsts, key=lambda one: (len(_lacking(one)), -one.score)):
        others = [one for one in own if one is not first and words.get(one.page, 0.0) >= OTHER_WORDS]
        joined = _complete(first, others)
        if joined:
            return joined
    return ()


def share_event(claim: Claim, joined: tuple[Joined, ...], *, published: Mapping[str, date]) -> bool:
    """Whether the pages that were joined are known to tell of one event, rather than each of another in like words.

    The claim names the day, which all of them have then; or it names somebody or something, and they were published
    within `DAYS` of each other. `published` holds the days by the digests of the pages.
    """
    if any(mention.days == 1 and mention.bound is Bound.EXACT for mention in read_dates(claim.text, base=None)):
        return True
    days = [published.get(one.assessment.page) for one in joined]
    known = [day for day in days if day is not None]
    named = any(fact.kind is FactKind.NAME for fact in joined[0].assessment.facts)
    return named and len(known) == len(days) and (max(known) - min(known)).days <= DAYS


def _complete(first: Assessment, others: list[Assessment]) -> tuple[Joined, ...]:
    """The page with those that have what it lacks; empty when something is left."""
    lacking = _lacking(first)
    stated = [fact for fact in first.facts if fact.outcome is Outcome.SAME]
    named = {(fact.kind, fact.stated) for fact in lacking}
    if not lacking or not stated or any((gap.kind, gap.stated) not in named for gap in first.gaps):
        return ()
    brought: dict[str, list[str]] = {}
    for fact in lacking:
        holder = next((one for one in others if _has(one, fact)), None)
        if holder is None:
            return ()
        brought.setdefault(holder.page, []).append(fact.stated)
    helpers = (Joined(one, tuple(brought[one.page])) for one in others if one.page in brought)
    return (Joined(first, tuple(fact.stated for fact in stated)), *helpers)


def _speaks_of_it(assessment: Assessment) -> bool:
    """Whether the page is about what the claim is about: it lacks values at most."""
    framed = all(fact.kind in JOINABLE for fact in _lacking(assessment))
    return assessment.verdict in SPEAKING and framed and not assessment.lowered


def _lacking(assessment: Assessment) -> list[CheckedFact]:
    return [fact for fact in assessment.facts if fact.outcome is not Outcome.SAME]


def _has(assessment: Assessment, fact: CheckedFact) -> bool:
    return any((own.kind, own.span, own.outcome) == (fact.kind, fact.span, Outcome.SAME) for own in assessment.facts)


def _differs(assessment: Assessment) -> bool:
    return any(fact.outcome is Outcome.DIFFERENT for fact in assessment.facts)


def _cover(claim: Claim, assessment: Assessment) -> float:
    """The share of the claim's words, by weight and without numbers, that stand in the words quoted from the page."""
    quotes = [evidence.quote.exact for evidence in assessment.evidence]
    stems = {token.stem for quote in quotes for token in read_tokens(quote)}
    reading = read_claim(claim, base=None)
    return sum(weight for stem, weight in reading.terms.items() if stem in stems) / (reading.weight or 1.0)
