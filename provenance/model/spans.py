"""Places in a text and the words that stand there."""

from __future__ import annotations

from dataclasses import dataclass

CONTEXT = 32
"""Characters of prefix and suffix kept with a quote; enough to tell repeats of a sentence apart."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points, `start <= end`, in the text as the user gave it."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def read(self, text: str) -> str:
        """The words of `text` at this place."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a text with their surroundings and place.

    The fields are those of the W3C Web Annotation TextQuoteSelector and TextPositionSelector.
    """

    exact: str
    prefix: str
    suffix: str
    span: Span


def make_quote(text: str, span: Span) -> Quote:
    """The quote of `text` at `span`, with up to `CONTEXT` characters on either side."""
    return Quote(
        exact=span.read(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        span=span,
    )
