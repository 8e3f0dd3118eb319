"""The claim and the page as they are read for matching: facts, words that tell, sentences, an inverted index."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from provenance.match.surroundings import give_year, read_surroundings
from provenance.model import Span
from provenance.text.acronyms import find_aliases
from provenance.text.commonness import word_weight
from provenance.text.dates import read_dates
from provenance.text.facts import read_facts
from provenance.text.quantities import read_quantities
from provenance.text.quotations import read_quotations
from provenance.text.sentences import split_sentences
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from provenance.match.surroundings import Surroundings
    from provenance.model import Claim, Page
    from provenance.model.facts import DateMention, Facts, Name, Negation, Quantity, Quotation
    from provenance.text.acronyms import Alias
    from provenance.text.tokens import Token

    Placed = TypeVar("Placed", Quantity, DateMention, Quotation, Name, Negation)
MAX_PAGE = 400_000
"""Characters of a page that are read, some 65,000 words: reading takes 15 ms a thousand. What stands beyond is
unread, so the silence of a longer page proves nothing."""

MAX_SENTENCE = 1_200
"""Characters of a sentence; a longer stretch without a full stop (a table, a list) is cut, or it would cover
anything."""

MAX_CLAIM = 4_000
"""Characters of a claim whose facts are read; a longer one is no sentence."""

NUMBER_WEIGHT = 0.8
"""How much a number of the claim counts in finding passages, next to 1 for a rare word."""


# ". T" of "said. The" | "?” H" of "Why?” He": a block without it is one sentence
_INNER_STOP = re.compile(r"[^\w\s][^\w\s]?\s")


class PageSentence(NamedTuple):
    """A sentence of the page: its place, and the range of the page's words that stand in it."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReading:
    """A claim taken apart. `terms` are the stems of its words that are no number, date or function word, with their
    weight; `clues` the same and its numbers, to find passages by. `around` is what it takes from its surroundings,
    `written` the day of the article."""

    id: str
    text: str
    facts: Facts
    tokens: tuple[Token, ...]
    terms: Mapping[str, float]
    clues: Mapping[str, float]
    around: Surroundings
    written: date | None = None

    @property
    def weight(self) -> float:
        """The sum of the weights of the terms."""
        return sum(self.terms.values())

    @property
    def names(self) -> frozenset[str]:
        """The stems of its names, or, without any of its own, of those of its surroundings."""
        return frozenset(stem for name in self.facts.names for stem in name.tokens) or self.around.names

    @property
    def days(self) -> tuple[DateMention, ...]:
        """Its dates, or, without any of its own, those of its surroundings."""
        return self.facts.dates or self.around.days


@dataclass(frozen=True, kw_only=True)
class PageReading:
    """A page taken apart. `postings` tell in which sentences a stem stands, or is meant by another form of a name.

    Quantities, dates and quotations are read when a claim first needs them: that takes most of the time. `base` is the
    day from which its dates are counted.
    """

    text: str
    whole: bool
    published: date | None
    base: date | None
    tokens: tuple[Token, ...]
    sentences: tuple[PageSentence, ...]
    stem_sets: Sequence[frozenset[str]]
    postings: Mapping[str, Sequence[int]]
    aliases: Mapping[tuple[int, str], Alias]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities, in order."""
        taken = [mention.span for mention in self.dates]
        return read_quantities(self.text[:MAX_PAGE], tokens=self.tokens, taken=taken)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Its dates, in order."""
        return read_dates(self.text[:MAX_PAGE], base=self.base, tokens=self.tokens)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Its quotations, in order."""
        return read_quotations(self.text[:MAX_PAGE])

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds the character at `offset`, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def stems(self, first: int, last: int) -> frozenset[str]:
        """The stems of the sentences `first` to `last`, both included."""
        if first == last:
            return self.stem_sets[first]
        return frozenset().union(*self.stem_sets[first : last + 1])

    def has_beside(self, stem: str, number: int) -> bool:
        """Whether the sentence before or behind a sentence has the stem."""
        return any(stem in self.stem_sets[near] for near in (number - 1, number + 1) if 0 <= near < len(self.stem_sets))

    def place_in(self, number: int, stem: str) -> Span | None:
        """Where a sentence first has the stem, or the other form of the name that has it (`WHO`); none without it."""
        sentence = self.sentences[number]
        for token in self.tokens[sentence.first : sentence.last]:
            if token.stem == stem:
                return Span(start=token.start, end=token.end)
        alias = self.aliases.get((number, stem))
        return alias.place if alias else None

    def places_of(self, word: str) -> list[int]:
        """The indexes of the tokens that equal a folded word."""
        return [place for place, token in enumerate(self.tokens) if token.word == word]

    def span(self, first: int, last: int) -> Span:
        """The place of the sentences `first` to `last`, both included."""
        return Span(start=self.sentences[first].start, end=self.sentences[last].end)


def facts_within(facts: Sequence[Placed], span: Span) -> tuple[Placed, ...]:
    """Those of `facts`, which stand in order, whose place lies inside `span`."""
    first = bisect_left(facts, span.start, key=_start_of)
    last = bisect_left(facts, span.end, lo=first, key=_start_of)
    return tuple(fact for fact in facts[first:last] if span.covers(fact.span))


def _start_of(fact: Quantity | DateMention | Quotation | Name | Negation) -> int:
    return fact.span.start


@lru_cache(maxsize=512)
def read_claim(claim: Claim | str, *, base: date | None, context: tuple[str, ...] = ()) -> ClaimReading:
    """The claim taken apart; `base` is the day the article was written, `context` the title and what stands before."""
    text = claim if isinstance(claim, str) else claim.text
    shown = text[:MAX_CLAIM]
    around = read_surroundings(context, base=base)
    facts = read_facts(shown, base=base)
    facts = replace(facts, dates=tuple(give_year(date, shown, year=around.year) for date in facts.dates))
    tokens = read_tokens(shown)
    taken = [quantity.span for quantity in facts.quantities] + [mention.span for mention in facts.dates]
    words = [token.stem for token in tokens if token.stem and not _lies_in(token, taken) and token.stem.isalpha()]
    terms = {stem: word_weight(stem) for stem in words if word_weight(stem) > 0.05}
    numbers = {token.stem: NUMBER_WEIGHT for token in tokens if token.stem[:1].isdigit()}
    return ClaimReading(
        id=_claim_id(text) if isinstance(claim, str) else claim.id,
        text=text,
        facts=facts,
        tokens=tokens,
        terms=terms,
        clues=terms | numbers,
        around=around,
        written=base,
    )


def _claim_id(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _lies_in(token: Token, spans: Sequence[Span]) -> bool:
    return any(span.start <= token.start < span.end for span in spans)


@lru_cache(maxsize=32)
def read_page_facts(page: Page, *, base: date | None) -> PageReading:
    """The page taken apart, once for all claims; `base` is the article's day, for a page that bears no date."""
    published = page.published.date() if page.published is not None else None
    text = page.text[:MAX_PAGE]
    tokens = read_tokens(text)
    sentences = tuple(_sentences(text, tokens, page.blocks))
    aliases = _place_aliases(find_aliases(text, tokens), sentences)
    stem_sets = [frozenset(token.stem for token in tokens[one.first : one.last]) for one in sentences]
    for number, stem in aliases:
        stem_sets[number] |= {stem}
    return PageReading(
        text=page.text,
        whole=len(page.text) <= MAX_PAGE and not page.partial,
        published=published,
        base=published or base,
        tokens=tokens,
        sentences=sentences,
        stem_sets=stem_sets,
        postings=_post(stem_sets),
        aliases=aliases,
    )


def _place_aliases(aliases: Sequence[Alias], sentences: Sequence[PageSentence]) -> dict[tuple[int, str], Alias]:
    """The first name in each sentence that has a stem through its other form."""
    starts = [sentence.start for sentence in sentences]
    found: dict[tuple[int, str], Alias] = {}
    for alias in aliases:
        number = bisect_right(starts, alias.place.start) - 1
        if number >= 0 and alias.place.start < sentences[number].end:
            for stem in alias.stems:
                found.setdefault((number, stem), alias)
    return found


def _sentences(text: str, tokens: Sequence[Token], blocks: Sequence[Span]) -> list[PageSentence]:
    """The sentences of every block, those with no word left out."""
    found: list[PageSentence] = []
    first = 0
    for span in _pieces(text, blocks):
        first = bisect_left(tokens, (span.start,), lo=first)
        last = bisect_left(tokens, (span.end,), lo=first)
        if last > first:
            found.append(PageSentence(span.start, span.end, first, last))
    return found


def _pieces(text: str, blocks: Sequence[Span]) -> list[Span]:
    """The sentences of the text, cut at `MAX_SENTENCE`; a page without blocks is one block."""
    pieces: list[Span] = []
    for block in blocks or (Span(start=0, end=len(text)),):
        if block.start >= len(text):
            break
        whole = _INNER_STOP.search(text, block.start, block.end) is None
        own = (Span(start=0, end=len(block)),) if whole else split_sentences(block.read(text))
        for sentence in own:
            start, end = block.start + sentence.start, block.start + sentence.end
            pieces.extend(
                Span(start=place, end=min(end, place + MAX_SENTENCE)) for place in range(start, end, MAX_SENTENCE)
            )
    return pieces


def _post(stem_sets: Sequence[frozenset[str]]) -> Mapping[str, Sequence[int]]:
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, stems in enumerate(stem_sets):
        for stem in stems:
            postings[stem].append(number)
    postings.pop("", None)
    return dict(postings)
