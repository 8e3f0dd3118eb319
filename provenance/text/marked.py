"""Which words of a text a reader has to look at: asked once for a form of a word, not at every place it stands."""

from __future__ import annotations

from itertools import compress, count
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from provenance.text.tokens import Token

MOST_FORMS = 65_536
"""Answers that are kept; when there are more they are all forgotten, so that memory stays flat."""


class MarkedWords(dict[str, bool]):
    """The folded words for which `test` holds, with the answers given so far."""

    def __init__(self, test: Callable[[str], bool]) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, word: str) -> bool:
        """The answer for a word not asked before."""
        if len(self) >= MOST_FORMS:
            self.clear()
        answer = self[word] = self._test(word)
        return answer

    def places(self, words: Sequence[Token]) -> list[int]:
        """The places of those words for which the test holds, in order."""
        return list(compress(count(), map(self.__getitem__, map(_word_of, words))))


_word_of = attrgetter("word")
