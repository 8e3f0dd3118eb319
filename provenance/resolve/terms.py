"""What of a claim is searched for: its names, its numbers and its rare words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.text.commonness import word_weight
from provenance.text.names import read_names
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from provenance.model import Claim

RARE = 0.5
"""The weight from which on a word is searched for; 1 is a word that hardly any document holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words of a claim that tell pages apart, each group in the order of the claim, folded, each word once."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    words: tuple[str, ...]

    def pick(self, most: int) -> tuple[str, ...]:
        """Up to `most` of them for a search engine: names first, then rare words, then numbers."""
        return tuple(dict.fromkeys((*self.names, *self.words, *self.numbers)))[:most]


@lru_cache(maxsize=1024)
def search_terms(claim: Claim) -> Terms:
    """The terms of `claim`; all are empty for one without any rare word."""
    text = claim.text
    tokens = read_tokens(text)
    named = {token.word for name in read_names(text) for token in read_tokens(name.span.read(text))}
    words = [token for token in tokens if token.stem]
    return Terms(
        names=tuple(dict.fromkeys(token.word for token in words if token.word in named)),
        numbers=tuple(dict.fromkeys(token.word for token in words if token.word[:1].isdigit())),
        words=tuple(
            dict.fromkeys(
                token.word
                for token in words
                if token.word not in named and not token.word[:1].isdigit() and word_weight(token.stem) >= RARE
            )
        ),
    )
