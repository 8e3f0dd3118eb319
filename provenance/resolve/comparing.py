"""How well a page that a listing names fits a claim: by the words of its headline or address, and by its day."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from provenance.resolve.slugs import slug_words
from provenance.resolve.terms import is_number, key_of, keys_of_text, search_terms, small_keys
from provenance.resolve.windows import windows_of
from provenance.text.commonness import word_weight
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from provenance.resolve.entries import Entry
    from provenance.resolve.providers.contract import Query
    from provenance.resolve.windows import Window

BEGINNING = 4
ENDING = 4
"""Letters that two forms of a word have in common at least, and by which one may be longer."""
ALIKE = 0.8
"""How much a word counts that only begins like one of the claim's."""
MOST_CLAIM = 2_000
"""Characters of a claim, and of each text around it, that are compared."""
MOST_CONTEXT = 4
"""Texts around a claim that are looked at."""
NAME = 1.5
NUMBER = 1.4
"""How much more a name and a number of the claim count than another word as rare."""
CONTEXT = 0.5
"""How much of a headline's word is explained by one that stands near the claim, not in it."""
SILENT = 0.05
"""What a small word of a language other than English tells."""
SHOWN = 5
"""Shared words that a reason names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The claim as entries are compared with it.

    `weights` are its words and how much each tells, `written` how they stand in it, `context` the words around it,
    `silent` the small words of its language.
    """

    weights: dict[str, float]
    written: dict[str, str]
    context: frozenset[str]
    joined: str
    windows: tuple[Window, ...]
    published: date | None
    weigh: Callable[[str], float]
    silent: frozenset[str] = frozenset()
    beginnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Query, *, weigh: Callable[[str], float]) -> Profile:
        """The claim of the query, among entries in which `weigh` says how much a word tells."""
        text = query.claim.text[:MOST_CLAIM]
        tokens = [token for token in read_tokens(text) if token.stem]
        names = frozenset(search_terms(query.claim).names)
        written = {key_of(token): text[token.start : token.end] for token in reversed(tokens)}
        named = {key_of(token) for token in tokens if token.word in names}
        silent = small_keys(text)
        weights = {
            key: (SILENT if key in silent else weigh(key))
            * (NAME if key in named else NUMBER if is_number(key) else 1.0)
            for key in dict.fromkeys(map(key_of, tokens))
        }
        around = frozenset(key for part in query.context[:MOST_CONTEXT] for key in keys_of_text(part[:MOST_CLAIM]))
        beginnings: dict[str, tuple[str, ...]] = {}
        for key in weights:
            if len(key) >= BEGINNING and key.isalpha():
                beginnings[key[:BEGINNING]] = (*beginnings.get(key[:BEGINNING], ()), key)
        return cls(
            weights=weights,
            written=written,
            context=around - set(weights),
            joined=" ".join(weights),
            windows=windows_of(query),
            published=query.published,
            weigh=weigh,
            silent=silent,
            beginnings=beginnings,
        )

    def weight(self, key: str) -> float:
        """How much a word of a headline tells."""
        weight = self.weights.get(key) or self.known.get(key)
        if weight is None:
            weight = self.known[key] = SILENT if key in self.silent else self.weigh(key) * _emphasis(key)
        return weight

    def tells(self, key: str) -> bool:
        """Whether a word of the claim tells pages apart."""
        return key not in self.silent and word_weight(key) >= TELLING

    def match(self, key: str) -> tuple[float, str]:
        """How far the claim has a word of a headline, 0 to 1, and the claim's own word for it."""
        if key in self.weights:
            return 1.0, key
        alike = next((own for own in self.beginnings.get(key[:BEGINNING], ()) if _alike(key, own)), "")
        if alike:
            return ALIKE, alike
        return (CONTEXT if key in self.context else 0.0), ""


def _emphasis(key: str) -> float:
    return NUMBER if is_number(key) else 1.0


def _alike(first: str, second: str) -> bool:
    """Whether two stems begin alike and are one word in two forms, or cut: `ukrain` and `ukrainian`."""
    short, long = sorted((first, second), key=len)
    return len(short) >= BEGINNING and len(long) - len(short) <= ENDING and long.startswith(short[:-1])


def score_entry(entry: Entry, claim: Profile) -> tuple[float, tuple[str, ...]]:
    """How well the entry fits the claim, 0 to 100, and the claim's words that it shares, the most telling first."""
    texts = [keys for keys in (keys_of_text(entry.title), keys_of_text(slug_words(entry.url))) if keys]
    words, shared = max((_compare(keys, claim) for keys in texts), default=(0.0, frozenset[str]()))
    score = 100.0 * words * _nearness(entry, claim)
    places = {key: place for place, key in enumerate(claim.written)}  # words that tell the same: as the claim has them
    telling = sorted(shared, key=lambda key: (-claim.weights[key], places[key]))
    return score, tuple(telling)


def _compare(keys: Sequence[str], claim: Profile) -> tuple[float, frozenset[str]]:
    """How well a headline fits the claim, 0 to 1, and the claim's words that it shares."""
    distinct = tuple(dict.fromkeys(keys))
    matches = [(key, *claim.match(key)) for key in distinct]
    shared = frozenset(own for _, _, own in matches if own)
    if not shared:
        return 0.0, shared
    # sums that do not depend on the order of a set: the same input gives the same score
    whole = fsum(map(claim.weight, distinct))
    explained = fsum(claim.weight(key) * degree for key, degree, _ in matches) / whole
    cover = fsum(claim.weights[key] for key in shared) / fsum(claim.weights.values())
    likeness = fuzz.token_set_ratio(" ".join(distinct), claim.joined) / 100
    telling = frozenset(key for key in shared if claim.tells(key))
    return _combine(explained, cover, likeness) * FEW.get(len(telling), 1.0), telling or shared


TELLING = 0.4
"""How rare a word is at large, 0 to 1, from which on it tells pages apart; `people` and `said` do not."""
FEW = {0: 0.4, 1: 0.6, 2: 0.92}
"""What is left of the score where so few telling words are shared: a headline of one fits every claim that has it."""
EXPLAINED, COVER, LIKENESS = 0.4, 0.15, 0.2
"""Exponents. What of the headline the claim explains tells most: a claim says more than a headline has room for."""


def _combine(explained: float, cover: float, likeness: float) -> float:
    """One number out of three from 0 to 1; a page that lacks one of them altogether fits not at all."""
    return float(explained**EXPLAINED * cover**COVER * likeness**LIKENESS)


LIKELY_SIDE = 0.02
OTHER_SIDE = 0.08
"""How much of the score each day costs by which a page is away from the day looked for, inside of the window.

Sources stand before the article that draws on them, and reports of a day that a claim names behind that day; the other
side is left to time zones and to pages that were changed.
"""
OUTSIDE = 0.75
FAR = 0.6
FAR_DAYS = 90
"""What is left of the score of a page outside of the window: from the first day on, and from `FAR_DAYS` on."""
UNDATED = 0.92
"""What is left of the score of a page whose day is not known, while the claim's is."""
CHANGED_LATER = 0.78
"""The same for a page of which only a change behind the window is known: few pages are changed so late, and most of
those that name such a day were published on it."""


def _nearness(entry: Entry, claim: Profile) -> float:
    """What the day of the entry leaves of its score, 0 to 1; all of it when the claim's day is not known."""
    if not claim.windows:
        return 1.0
    day = entry.published or entry.modified
    if day is None:
        return UNDATED
    if entry.published is None and day > max(window.end for window in claim.windows):
        return CHANGED_LATER
    return max(_near(day, window, claim.published) for window in claim.windows)


def _near(day: date, window: Window, published: date | None) -> float:
    outside = window.distance(day)
    if outside:
        return OUTSIDE - (OUTSIDE - FAR) * min(1.0, outside / FAR_DAYS)
    away = (day - window.middle).days
    likely = away <= 0 if window.middle == published else away >= 0
    return 1.0 - (LIKELY_SIDE if likely else OTHER_SIDE) * abs(away)


def reason_of(entry: Entry, shared: Sequence[str], claim: Profile) -> str:
    """The words that are shared, as the claim writes them, and the day."""
    words = [claim.written[key] for key in shared[:SHOWN]]
    place = "headline" if entry.title else "address"
    listed = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
    return f"its {place} shares {listed} with the claim{_day_words(entry, claim.windows)}"


def _day_words(entry: Entry, windows: Sequence[Window]) -> str:
    day = entry.published or entry.modified
    if day is None:
        return ", its day is not known" if windows else ""
    told = "it is of" if entry.published else "it was last changed on"
    away = min((window.distance(day) for window in windows), default=0)
    beside = f", {away} {'day' if away == 1 else 'days'} outside of those looked for" if away else ""
    return f"; {told} {day.day} {day:%B %Y}{beside}"
