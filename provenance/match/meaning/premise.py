"""The words of a page that an entailer reads beside a claim: its premise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.match.comparison import Comparison
    from provenance.match.passages import Passage

MOST_WORDS = 110
"""Words that the entailer was trained on beside a claim; a page that is no longer is read whole."""


def make_premise(comparison: Comparison) -> str:
    """The passages of the page that bear on the claim, the best ones that fit, in the order of the page."""
    page = comparison.page
    if len(page.tokens) <= MOST_WORDS:
        return page.span(0, len(page.sentences) - 1).read(page.text)
    room = MOST_WORDS
    kept: list[Passage] = []
    for passage in comparison.passages:
        words = page.sentences[passage.last].last - page.sentences[passage.first].first
        if words <= room or not kept:
            kept.append(passage)
            room -= words
    ordered = sorted(kept, key=lambda passage: passage.first)
    return " … ".join(page.span(passage.first, passage.last).read(page.text) for passage in ordered)
