"""A judge's opinion put into words, marked as what it is: a model's, with the words of the page that it quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.report.clean import clean_line
from provenance.report.wording import VERDICTS, count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model.judgements import Assessment, JudgeOpinion
    from provenance.report.view import QuoteView

MARK = "A model's opinion, no proof"
"""Stands before every opinion, in every format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionView:
    """What a model says of a page, and those of its quotes that were found there."""

    text: str
    quotes: tuple[QuoteView, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The opinion and its quotes, a line each."""
        return (self.text, *(quote.text for quote in self.quotes))


def view_opinion(assessment: Assessment, *, quotes: tuple[QuoteView, ...]) -> OpinionView | None:
    """The opinion on a page, with the quotes in it as they are shown; none where no judge was heard."""
    if assessment.opinion is None:
        return None
    return OpinionView(text=" ".join(_say(assessment, assessment.opinion)), quotes=quotes)


def _say(assessment: Assessment, opinion: JudgeOpinion) -> Iterator[str]:
    yield f"{MARK} ({clean_line(opinion.judge)}): {VERDICTS[opinion.verdict].word.lower()}."
    reason = clean_line(opinion.reason)
    if reason:
        yield reason if reason.endswith((".", "!", "?")) else f"{reason}."
    if assessment.lowered:
        yield f"It lowered the verdict on this page from {VERDICTS[opinion.before].word.lower()}."
    if assessment.asks_look:
        yield "It sees this otherwise than the rules: have a look."
    if opinion.invented:
        count = opinion.invented
        yield f"{count_words(count, 'quote')} of it {'is' if count == 1 else 'are'} not on the page."
