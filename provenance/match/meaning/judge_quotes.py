"""A judge's quotes, found again on the page or discarded: word for word but for white space and typography."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from provenance.match.meaning.judge_letters import UNSEEN
from provenance.model import Span, make_quote
from provenance.text.commonness import word_weight
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model import Page, Quote

LEAST_QUOTE = 12
"""Letters and digits of a quote; a shorter one stands on many a page by chance."""

MOST_PLACES = 100
"""Places at which the words of a quote stand that are looked at, to find one between two words."""

_FOLDED = {
    **dict.fromkeys("“”„‟«»‹›<>‘’‚‛′″´`'\"", "'"),  # also the angle brackets that are sent as quotation marks
    **dict.fromkeys("‐‑‒–—―−-", "-"),
    **{chr(code): shown for code, shown in UNSEEN.items()},
}
"""Typography that says nothing: kinds of quotation marks and dashes, and what nobody sees."""

LEAST_SHARED = 0.5
"""Weight of the words that a quote has in common with a claim which it is to refute: one that is not common, or a few
that are."""


class Folded(NamedTuple):
    """A text with its typography folded, and for each letter its place in the text as it was."""

    text: str
    places: list[int]


def find_quotes(quotes: Iterable[str], page: Page) -> tuple[tuple[Quote, ...], int]:
    """The quotes that stand on the page, at their first place each, and how many do not."""
    wanted = list(quotes)
    if not wanted:
        return (), 0
    folded = fold_text(page.text)
    spans = [_find(quote, folded) for quote in wanted]
    found = dict.fromkeys(span for span in spans if span is not None)
    return tuple(make_quote(page.text, span) for span in found), spans.count(None)


def stands_on(quote: Quote, page: Page) -> bool:
    """Whether the quote stands at its place on the page, and is one that `find_quotes` would take."""
    return quote.span.read(page.text) == quote.exact and _letters(quote.exact) >= LEAST_QUOTE


def may_refute(quote: Quote, claim: str) -> bool:
    """Whether the quote can stand against the claim: it speaks of the same, and is no part of the claim itself."""
    shared = {token.stem for token in read_tokens(claim)} & {token.stem for token in read_tokens(quote.exact)}
    repeated = fold_text(quote.exact).text.casefold() in fold_text(claim).text.casefold()
    return not repeated and sum(word_weight(stem) for stem in shared if stem) >= LEAST_SHARED


def fold_text(text: str) -> Folded:
    """The text with every run of white space as one blank, and its typography folded."""
    letters: list[str] = []
    places: list[int] = []
    blank = True
    for place, letter in enumerate(text):
        shown = " " if letter.isspace() else _FOLDED.get(letter, letter)
        if not shown or (shown == " " and blank):
            continue
        blank = shown == " "
        letters.append(shown)
        places.append(place)
    return Folded("".join(letters), places)


def _find(quote: str, page: Folded) -> Span | None:
    """The first place between two words at which the quote stands."""
    words = fold_text(quote).text.strip(" '.…")
    if _letters(words) < LEAST_QUOTE:
        return None
    start = page.text.find(words)
    for _ in range(MOST_PLACES):
        if start < 0:
            return None
        end = start + len(words)
        if not (_cuts(page.text, start) or _cuts(page.text, end)):
            return Span(start=page.places[start], end=page.places[end - 1] + 1)
        start = page.text.find(words, start + 1)
    return None


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _cuts(text: str, place: int) -> bool:
    """Whether a word or a number would be cut at this place: `53|9`, `1,|539`."""
    before, after = text[max(0, place - 2) : place], text[place : place + 2]
    if not (before and after):
        return False
    if before[-1].isalnum() and after[0].isalnum():
        return True
    by_comma = before[-1] in ",." and before[0].isdigit() and after[0].isdigit()
    return by_comma or (before[-1].isdigit() and after[0] in ",." and after[1:].isdigit())
