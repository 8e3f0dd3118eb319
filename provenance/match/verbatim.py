"""A claim that stands on the page word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.match.reading import ClaimReading, PageReading, PageSentence

LEAST_WORDS = 4
"""Words of a claim that say enough for their order to tell something."""


def opens_sentence(claim: ClaimReading, page: PageReading) -> bool:
    """Whether a sentence of the page that is no question begins with all words of the claim, in their order.

    In the middle of a sentence they may be what somebody denies: `it is not true that ...`.
    """
    words = [token.word for token in claim.tokens]
    return len(words) >= LEAST_WORDS and any(_opens(words, page, sentence) for sentence in page.sentences)


def _opens(words: list[str], page: PageReading, sentence: PageSentence) -> bool:
    if sentence.last - sentence.first < len(words) or page.text[sentence.end - 1] == "?":
        return False
    return all(page.tokens[sentence.first + number].word == word for number, word in enumerate(words))
