"""What of a claim is searched for: its names, its numbers and its rare words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from provenance.text.commonness import word_weight
from provenance.text.languages import DEFAULT_LANGUAGE, common_words, detect_language
from provenance.text.names import read_names
from provenance.text.tables import read_table
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model import Claim
    from provenance.text.tokens import Token

RARE = 0.5
"""The weight from which on a word is searched for; 1 is a word that hardly any document holds."""
MOST_TEXT = 2_000
"""Characters of a claim that are read for its terms; a sentence has two hundred."""

# the separators of 1,234 | 67 000, whose thin space is folded to a plain one | 1'000
_GROUPS = re.compile(r"(?<=\d)[, '’](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words of a claim that tell pages apart, each group in the order of the claim, folded, each word once."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.names, *self.words, *self.numbers)

    def pick(self, most: int) -> tuple[str, ...]:
        """Up to `most` of them for a search engine, in the order of the claim within each kind.

        Names come first, then the rarest words, then numbers. Of four and more, a third is left to
        words: names alone find everything that was ever written of somebody.
        """
        room = min(2, len(self.words), (most - 1) // 3)
        names = self.names[: most - room]
        rarest = sorted(self.words, key=lambda word: -len(word))[: most - len(names)]
        words = tuple(word for word in self.words if word in rarest)
        return tuple(dict.fromkeys((*names, *words, *self.numbers)))[:most]


@lru_cache(maxsize=1024)
def search_terms(claim: Claim) -> Terms:
    """The terms of `claim`; all are empty for one without any rare word."""
    text = claim.text[:MOST_TEXT]
    small = small_keys(text)
    tokens = [token for token in read_tokens(text) if token.stem and key_of(token) not in small]
    named = _named(text)
    numbers = [token.word for token in tokens if is_number(token.word)]
    words = [
        token.word
        for token in tokens
        if token.word not in named and not is_number(token.word) and word_weight(token.stem) >= RARE
    ]
    return Terms(
        names=tuple(dict.fromkeys(token.word for token in tokens if token.word in named)),
        numbers=tuple(dict.fromkeys(numbers)),
        words=tuple(dict.fromkeys(words)),
    )


def small_keys(text: str) -> frozenset[str]:
    """The keys of the words that tell nothing in the language of `text`; none for English (`word_weight`)."""
    return _small_keys(detect_language(text))


@cache
def _small_keys(language: str) -> frozenset[str]:
    written = () if language == DEFAULT_LANGUAGE else common_words(language)
    return frozenset(keys_of_text(" ".join(sorted(written))))


def _named(text: str) -> frozenset[str]:
    """The folded words of the proper names, their small words (`of`, `the`) left out."""
    tokens = (token for name in read_names(text) for token in read_tokens(name.span.read(text)))
    return frozenset(token.word for token in tokens if token.stem and word_weight(token.stem) > 0.1)


def is_number(word: str) -> bool:
    """Whether a folded word is a figure."""
    return word[:1].isdigit()


def keys_of_text(text: str) -> tuple[str, ...]:
    """The words of a text as two texts are compared by: stems, small numbers in figures, no separators in figures."""
    return tuple(_keys(read_tokens(text)))


def _keys(tokens: tuple[Token, ...]) -> Iterator[str]:
    for token in tokens:
        if token.stem:
            yield key_of(token)


def key_of(token: Token) -> str:
    """The one form by which a word is compared: `five` and `5`, `1,200` and `1200`, `killing` and `killed`."""
    if token.word[0].isdigit():
        return _GROUPS.sub("", token.word)
    return _figures().get(token.word, token.stem)


@cache
def _figures() -> dict[str, str]:
    # "one" is as often no number
    return {word: str(value) for word, value in read_table("counting")["numbers"].items() if value > 1}
