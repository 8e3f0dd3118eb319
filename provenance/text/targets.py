"""What a negation, a hedge or a rank bears on: the next words that tell, up to the end of the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.text.tables import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.text.tokens import Token

REACH = 2
"""Words that tell behind a negation that it is taken to turn: the verb and, often, its object."""

# a break that nothing reaches across
_STOPS = frozenset(".;:!?\n")


def read_targets(
    text: str, words: Sequence[Token], place: int, *, reach: int = REACH, stops: frozenset[str] = _STOPS
) -> tuple[str, ...]:
    """The stems of up to `reach` words that tell behind the word at `place`, none beyond a mark of `stops`."""
    targets: list[str] = []
    for after in range(place + 1, len(words)):
        if len(targets) >= reach or not stops.isdisjoint(text[words[after - 1].end : words[after].start]):
            break
        if words[after].word not in read_words("negations", "skip") and words[after].stem:
            targets.append(words[after].stem)
    return tuple(targets)
