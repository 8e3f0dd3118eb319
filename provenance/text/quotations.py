"""Quotations: words in quotation marks of any make, never an apostrophe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.facts import Quotation, QuotationKind
from provenance.model.spans import Span
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text.tokens import Token

MAX_QUOTATION = 600
"""Characters between two marks: beyond it a mark was left open, and what follows is no quotation."""

MAX_SINGLE = 80
"""The same between two plain apostrophes, which are far oftener apostrophes than marks."""

MAX_QUOTATIONS = 2_000
"""Quotations read from one text."""

MAX_TITLE = 14
"""Words of a title; a longer quotation is speech, whatever its capitals."""

MAX_TERM = 2
"""Words of a term set off by its marks: `so-called`, `root causes`."""

_INSIDE = f"{{0,{MAX_QUOTATION}}}?"
# “play fair” | "root causes" | «так» | „so“ | ‘root causes’ but not the ’ of Russia’s
_QUOTATION = re.compile(
    rf"“(?P<curly>[^“”]{_INSIDE})”"
    rf"|„(?P<low>[^„“”]{_INSIDE})[“”]"
    rf"|«(?P<angle>[^«»]{_INSIDE})»"
    rf'|(?<!\w)"(?P<straight>[^"\n]{_INSIDE})"(?!\w)'
    rf"|(?<!\w)‘(?P<single>[^‘\n]{_INSIDE})’(?!\w)"
    rf"|(?<!\w)''?(?P<ascii>[^'\n](?:[^'\n]|'(?=\w)){{0,{MAX_SINGLE}}}?)''?(?!\w)"
)
# every mark with which a quotation may open
_MARK = re.compile("[“„«\"‘']")
# ... | … | [sic] | (…)
_ELLIPSIS = re.compile(r"\.{3,}|…|\[[^\]\n]{0,80}\]|\(\s*(?:\.{3}|…)\s*\)")


def read_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of `text` in order, without their marks and with at least one word."""
    found: list[Quotation] = []
    free = 0
    for mark in _MARK.finditer(text):
        match = _QUOTATION.match(text, mark.start()) if mark.start() >= free else None
        if match is None:
            continue
        free = match.end()
        start, end = match.span(match.lastgroup or 0)
        if any(letter.isalnum() for letter in match.group(match.lastgroup or 0)):
            found.append(Quotation(span=Span(start=start, end=end), kind=_kind_of(text[start:end])))
        if len(found) >= MAX_QUOTATIONS:
            break
    return tuple(found)


def _kind_of(words: str) -> QuotationKind:
    """A title by its capitals, a term by its length; with the full stop of a sentence before the mark it is speech."""
    written = words.split()
    if len(written) > MAX_TITLE or words.rstrip()[-1:] in {".", ",", "!", "?"}:
        return QuotationKind.SPEECH if len(written) > MAX_TERM else QuotationKind.TERM
    telling = [word for word in written if len(word) > 3 or word[0].isupper()] or written
    if all(word[0].isupper() or not word[0].isalpha() for word in (written[0], *telling)) and len(written) > 1:
        return QuotationKind.TITLE
    return QuotationKind.TERM if len(written) <= MAX_TERM else QuotationKind.SPEECH


def quoted_parts(quotation: str) -> tuple[tuple[str, ...], ...]:
    """The runs of folded words of a quotation between its ellipses and brackets, which stand for other words."""
    parts = (read_tokens(part) for part in _ELLIPSIS.split(quotation))
    return tuple(tuple(token.word for token in part) for part in parts if part)


def find_words(parts: tuple[tuple[str, ...], ...], tokens: Sequence[Token], places: Sequence[int]) -> Span | None:
    """Where the runs of words stand in `tokens`, in order, the first run at one of `places`; or none.

    `places` are the indexes of the tokens that equal the first word. Letter case never matters. Later runs must follow
    within `MAX_QUOTATION` tokens.
    """
    first = parts[0]
    for place in places:
        if not _stands_at(first, tokens, place):
            continue
        end = place + len(first)
        for part in parts[1:]:
            end = _find_from(part, tokens, end)
            if end < 0:
                break
        else:
            return Span(start=tokens[place].start, end=tokens[end - 1].end)
    return None


def _find_from(part: tuple[str, ...], tokens: Sequence[Token], start: int) -> int:
    """The index after the first place of `part` from `start` on, or -1."""
    for place in range(start, min(len(tokens), start + MAX_QUOTATION)):
        if _stands_at(part, tokens, place):
            return place + len(part)
    return -1


def _stands_at(part: tuple[str, ...], tokens: Sequence[Token], place: int) -> bool:
    return len(tokens) - place >= len(part) and all(
        tokens[place + offset].word == word for offset, word in enumerate(part)
    )
