"""The body of a page as it is compared with others: its own words in runs, without quotations and site furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from provenance.model import Span
from provenance.text.quotations import read_quotations
from provenance.text.sentences import split_sentences
from provenance.text.tables import read_table
from provenance.text.tokens import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model import Page

Run = tuple[str, ...]
"""Words that follow each other, folded."""

MAX_SENTENCES = 150
"""Sentences of a page that are compared one by one."""

# don't | 1,234 | Kyiv
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")


_CLOSING = {"“": "”", "«": "»", "„": "“", '"': '"'}
"""With which mark a quotation closes, by the one that it opens with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The numbers of `data/lineage.toml`."""

    run: int
    most_words: int
    same_text: float
    same_text_with_credit: float
    least_words: int
    whole: float
    least_whole: int
    look_closer: float
    alike: float
    furniture_words: int
    figures: float


@cache
def read_measures() -> Measures:
    """The measures as shipped."""
    table = read_table("lineage")
    return Measures(**{name: table[name] for name in Measures.__slots__})


@cache
def _furniture() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_table("lineage")["furniture"]))
    # "Subscribe to our newsletter"
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


class Word(NamedTuple):
    """A word of the body: its place in the text and its folded form."""

    start: int
    end: int
    folded: str


class Body:
    """The words of a page that are its own report."""

    def __init__(self, text: str, blocks: Sequence[Span]) -> None:
        self.text = text
        self._blocks = blocks
        self._stretches = tuple(_own_words(text, blocks))

    @cached_property
    def runs(self) -> dict[Run, Span]:
        """Every run of words with the place where it stands first."""
        size = read_measures().run
        found: dict[Run, Span] = {}
        for words in self._stretches:
            folded = tuple(word.folded for word in words)
            for at in range(len(words) - size + 1):
                place = Span(start=words[at].start, end=words[at + size - 1].end)
                found.setdefault(folded[at : at + size], place)
        return found

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences of a run's length or more, folded, up to `MAX_SENTENCES`."""
        found: list[str] = []
        for words in self._stretches:
            start, end = words[0].start, words[-1].end
            for sentence in split_sentences(self.text[start:end]):
                folded = [fold_word(word) for word in _WORD.findall(sentence.read(self.text[start:end]))]
                if len(folded) >= read_measures().run:
                    found.append(" ".join(folded))
            if len(found) >= MAX_SENTENCES:
                break
        return tuple(found[:MAX_SENTENCES])


def read_body(page: Page) -> Body:
    """The body of a page; one without blocks is one block."""
    return Body(page.text, page.blocks or (Span(start=0, end=len(page.text)),))


def _own_words(text: str, blocks: Sequence[Span]) -> Iterator[tuple[Word, ...]]:
    """Stretches of words between quotations and ends of blocks, `most_words` at most."""
    measures = read_measures()
    left = measures.most_words
    running = _running_quotations(text, blocks)
    for block in blocks:
        if block in running:
            continue
        shown = block.read(text)
        quoted = [quotation.span for quotation in read_quotations(shown)]
        words = [Word(*match.span(), fold_word(match.group())) for match in _WORD.finditer(shown)][:left]
        if len(words) <= measures.furniture_words and _furniture().search(shown):
            continue
        if sum(word.folded[:1].isdigit() for word in words) >= measures.figures * len(words):
            continue
        left -= len(words)
        for stretch in _part(words, quoted):
            yield tuple(Word(block.start + word.start, block.start + word.end, word.folded) for word in stretch)
        if left <= 0:
            return


def _running_quotations(text: str, blocks: Sequence[Span]) -> set[Span]:
    """The paragraphs of a quotation that runs over several: each opens it again, and only the last one closes it."""
    running: set[Span] = set()
    open_ones: list[Span] = []
    for block in blocks:
        shown = block.read(text).strip()
        close = _CLOSING.get(shown[:1])
        if close is None:
            open_ones = []
        elif shown.find(close, 1) < 0:
            open_ones.append(block)
        else:
            running.update((*open_ones, block) if open_ones and shown.find(close, 1) == len(shown) - 1 else ())
            open_ones = []
    return running


def _part(words: list[Word], quoted: list[Span]) -> Iterator[list[Word]]:
    """The words outside of the quotations, parted at them."""
    stretch: list[Word] = []
    at = 0
    for word in words:
        while at < len(quoted) and quoted[at].end <= word.start:
            at += 1
        inside = at < len(quoted) and quoted[at].start <= word.start
        if not inside:
            stretch.append(word)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch
