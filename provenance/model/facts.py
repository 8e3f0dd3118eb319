"""The facts a claim or a page is taken apart into, each with its place in the text it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from provenance.model.spans import Span


class Bound(StrEnum):
    """What the words before a number make of it: `539`, `about 539`, `at least 539`, `at most 539`."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of something.

    `low` and `high` are the value as stated, in the base unit of its dimension (equal but for a range such as
    `20-25` or `dozens`). `step` is the place of the last digit that was given (10 for `550`, 0.1 million for
    `1.1m`), in the same unit: it says how far the value may have been rounded. `unit` is the base unit or currency,
    `written_unit` the one that stands in the text; both are empty for a plain count. `nouns` are the stems of what is
    counted, more than one for `550 drones and missiles`. `state` says what became of people counted (`injured`,
    `killed`), or is empty. `span` holds the number and its unit, `whole` also the words that qualify it and the noun.
    """

    span: Span
    whole: Span
    low: Decimal
    high: Decimal
    step: Decimal
    bound: Bound = Bound.EXACT
    unit: str = ""
    written_unit: str = ""
    nouns: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date in prose as the half-open interval of days it may mean: `July 2025` is the whole month.

    Without `year_known` the year is the leap year 2000 and says nothing. `relative` marks a mention that was worked
    out from another day (`on Friday`, `last month`). `bound` is at least for `after 2015` and at most for `before`.
    """

    span: Span
    start: date
    end: date
    year_known: bool = True
    relative: bool = False
    bound: Bound = Bound.EXACT

    @property
    def days(self) -> int:
        """The length of the interval; at least 1."""
        return (self.end - self.start).days


class QuotationKind(StrEnum):
    """What stands between the marks: words that somebody said, the title of a work, or a word set off by its marks."""

    SPEECH = "speech"
    TITLE = "title"
    TERM = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks; `span` is the words without the marks.

    A `title` has a capital at every word that tells, a `term` is one word or two: the page may have either without
    marks or in others, and neither says that somebody said it.
    `speaker` is the place of who is said to have said them, none where that was not read or not looked for.
    """

    span: Span
    speaker: Span | None = None
    kind: QuotationKind = QuotationKind.SPEECH


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said something: `Reuters reported that ...`, `..., the mayor said`, `according to police`.

    `span` is the speaker and the verb, `speaker` the speaker alone. `tokens` are the stems of the speaker's words
    without titles and articles, none for a pronoun, whose person the text before it tells. `named` is true for a
    proper name: two offices may be one and the same speaker, two names rarely are. `said` is the place of the words
    reported: the rest of the sentence on the side on which they stand.
    """

    span: Span
    speaker: Span
    said: Span
    tokens: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name: `tokens` are its words, folded, variants of spelling brought to one form."""

    span: Span
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """A word that turns a statement round (`not`, `denied`), and the stems of the words it turns.

    `near` marks one that leaves a little of the statement: `hardly`, `rarely`, `few`.
    """

    span: Span
    targets: tuple[str, ...]
    near: bool = False


class Sureness(StrEnum):
    """How firmly a hedged statement is put, the firmest first; a statement without a hedge is firmer than all.

    `will happen`; `reportedly` happened, on somebody's word; is `likely`; is `expected` to happen; is `intended` or
    tried by somebody; is `alleged` against somebody; `may` happen or have happened.
    """

    FUTURE = "future"
    REPORTED = "reported"
    LIKELY = "likely"
    EXPECTED = "expected"
    INTENDED = "intended"
    ALLEGED = "alleged"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        """0 for the firmest, one more for each that is less firm."""
        return tuple(Sureness).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A word that takes from the certainty of a statement, and the stems of the words it bears on.

    Without `targets` it bears on its whole sentence (`according to police`).
    """

    span: Span
    sureness: Sureness
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Superlative:
    """A rank: `the second-largest attack since 2022`, `one of the oldest bridges`, `the only survivor`.

    `scale` is what is ranked by, one word for all that say the same (`large` for largest and biggest; `first`, `last`,
    `only`, `record`, `ever`). `rank` is 2 for `second-largest`, `among` true for `one of the`. `targets` are the stems
    of what is ranked, `scope` the place of the words that say among what or since when, if the text says so.
    """

    span: Span
    scale: str
    rank: int = 1
    among: bool = False
    targets: tuple[str, ...] = ()
    scope: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything in a text that can be checked by value; every span is an offset into `text`."""

    text: str
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    names: tuple[Name, ...] = ()
    negations: tuple[Negation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    superlatives: tuple[Superlative, ...] = ()
