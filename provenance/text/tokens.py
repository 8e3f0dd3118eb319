"""Words of a text with their exact places: folding and stemming change the word, never an offset.

Each word is normalised on its own (NFKC, lower case, no accents, no soft hyphens), so that there is no map back to
keep: the token carries the place it came from.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from provenance.text.tables import read_table

MAX_WORD = 64
"""Characters of a word that are looked at; longer runs are no words, and folding them would only cost time."""

# U.S. | 1,234.5 | 6·7 | 67 000 with thin or no-break spaces | Zelensky's | km² | naïve; a hyphen parts two words
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,·\u00a0\u2009\u202f'’]\d+)*"
    r"|[^\W\d_][\w\u00ad\u200b\u0300-\u036f]*(?:['’]\w[\w\u00ad\u200b\u0300-\u036f]*)*"
)
# Zelensky's, Zelensky’s, soldiers'
_POSSESSIVE = re.compile(r"['’]s?$")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\ufeff")


class Token(NamedTuple):
    """A word: its place, its folded form (`word`), and its `stem`, which inflected forms of it share.

    The stem is empty for the second word of a name that is known by its first (`United States`).
    """

    start: int
    end: int
    word: str
    stem: str


def read_tokens(text: str, *, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The words of `text` between `start` and `end`, in order; marks and punctuation are left out."""
    stop = len(text) if end is None else end
    # a named tuple is built as a plain one: its own constructor takes half of the time of this function
    new, forms = tuple.__new__, _FORMS
    tokens: list[Token] = [new(Token, match.span() + forms[match[0]]) for match in _TOKEN.finditer(text, start, stop)]
    return tuple(_join_phrases(tokens))


@lru_cache(maxsize=32_768)
def fold_word(word: str) -> str:
    """The word in its plain form: NFKC, lower case, no accents, no possessive, no invisible characters."""
    folded = unicodedata.normalize("NFKC", word[:MAX_WORD]).translate(_INVISIBLE).casefold()
    if not folded.isascii():
        parts = unicodedata.normalize("NFD", folded)
        folded = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _POSSESSIVE.sub("", folded).replace("’", "'")


@lru_cache(maxsize=32_768)
def stem_word(word: str) -> str:
    """The stem that the inflected forms of a folded English word share: `injured`, `injures`, `injuring` -> `injur`.

    A light stemmer of our own: plural, past and -ing endings, doubled consonants, a final e; irregular forms and
    variants of spelling by table. It may join words (`united`, `unite`), it never splits forms by grammar.
    """
    known = _variants().get(word)
    if known is not None:
        return known
    if len(word) <= 3 or not word.isalpha():
        return word
    for suffix, keep, put in _ENDINGS:
        if word.endswith(suffix) and len(word) - len(suffix) >= keep:
            return _close_stem(word[: len(word) - len(suffix)] + put)
    return _close_stem(word)


# ending, the least number of letters before it, what takes its place; the first that fits is used
_ENDINGS = (
    ("sses", 2, "ss"),
    ("ies", 2, "y"),
    ("ied", 2, "y"),
    ("xes", 2, "x"),
    ("ches", 2, "ch"),
    ("shes", 2, "sh"),
    ("ss", 1, "ss"),
    ("us", 1, "us"),
    ("is", 1, "is"),
    ("s", 3, ""),
    ("eed", 1, "eed"),
    ("ed", 3, ""),
    ("ing", 3, ""),
)


def _close_stem(stem: str) -> str:
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        stem = stem[:-1]
    if len(stem) > 3 and stem.endswith("e"):
        stem = stem[:-1]
    return stem[:-1] + "i" if len(stem) > 3 and stem.endswith("y") else stem


class _Forms(dict[str, tuple[str, str]]):
    """The folded word and the stem of words as they stand in a text, worked out where one is first seen."""

    def __missing__(self, raw: str) -> tuple[str, str]:
        if len(self) >= MOST_FORMS:
            self.clear()
        word = _capital_variants().get(raw)
        if word is not None:
            forms = word, word
        else:
            word = fold_word(raw)
            forms = word, stem_word(word)
        self[raw] = forms
        return forms


MOST_FORMS = 65_536
"""Words whose forms are kept; when there are more they are all forgotten, so that memory stays flat."""

_FORMS = _Forms()


def _join_phrases(tokens: list[Token]) -> list[Token]:
    phrases, firsts = _phrases(), _phrase_openers()
    for place in [place for place, token in enumerate(tokens[:-1]) if token.word in firsts]:
        key = (tokens[place].word, tokens[place + 1].word)
        if key in phrases:
            tokens[place] = tokens[place]._replace(stem=phrases[key])
            tokens[place + 1] = tokens[place + 1]._replace(stem="")
    return tokens


@cache
def _variants() -> dict[str, str]:
    table = read_table("spellings")
    return {form: stem for stem, forms in table["words"].items() for form in (stem, *forms.split())}


@cache
def _capital_variants() -> dict[str, str]:
    return {form: stem for stem, forms in read_table("spellings")["capitals"].items() for form in forms.split()}


@cache
def _phrases() -> dict[tuple[str, str], str]:
    table = read_table("spellings")["phrases"]
    return {(first, second): stem for stem, forms in table.items() for first, second in map(str.split, forms)}


@cache
def _phrase_openers() -> frozenset[str]:
    return frozenset(first for first, _ in _phrases())
