"""What a judge is asked about: the claim, what stands before it, and the passages of the page; and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model import Assessment, Page

MOST_CLAIM = 2_000
MOST_CONTEXT = 800
"""Characters of the draft that are sent: of the claim, and of the last sentences before it."""

MOST_PAGE = 6_000
"""Characters of the page that are sent; a page that has no more is sent whole."""

AROUND = 350
"""Characters on either side of a passage that are sent with it: one or two sentences, to read pronouns by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is sent; `passages` are in the order of the page."""

    claim: str
    context: str
    passages: tuple[str, ...]


def make_question(claim: str, page: Page, assessment: Assessment, *, context: str = "") -> Question:
    """The question whether the page bears out the claim, by the passages and values that the rules found."""
    kept = context.strip()
    return Question(
        claim=claim.strip()[:MOST_CLAIM],
        context=kept[-MOST_CONTEXT:] if len(kept) > MOST_CONTEXT else kept,
        passages=tuple(span.read(page.text).strip() for span in _passages(page.text, assessment)),
    )


def _passages(text: str, assessment: Assessment) -> tuple[Span, ...]:
    """The whole page, or what stands around the quotes of the assessment, the best first until the room is used up."""
    if len(text) <= MOST_PAGE:
        return (Span(start=0, end=len(text)),)
    kept: tuple[Span, ...] = ()
    for span in _quoted(assessment) or [Span(start=0, end=0)]:
        joined = _join((*kept, _widen(span, text)))
        if sum(map(len, joined)) > MOST_PAGE:
            break
        kept = joined
    return kept


def _quoted(assessment: Assessment) -> list[Span]:
    """The places of the page that decide: conflicts first, then the passages, then the facts."""
    quotes = [conflict.quote for conflict in assessment.conflicts]
    quotes += [evidence.quote for evidence in assessment.evidence]
    quotes += [fact.quote for fact in assessment.facts if fact.quote is not None]
    return [_at_most(quote.span) for quote in quotes]


def _at_most(span: Span) -> Span:
    return Span(start=span.start, end=min(span.end, span.start + MOST_PAGE - 2 * AROUND - 2 * WORD))


WORD = 40
"""Characters that are looked through for the end of a word."""


def _widen(span: Span, text: str) -> Span:
    """The span with what stands around it, begun and ended between two words."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    blank = text.rfind(" ", max(0, start - WORD), start)
    stop = text.find(" ", end, end + WORD)
    return Span(start=max(blank, 0) if start and blank >= 0 else start, end=stop if stop >= 0 else end)


def _join(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
