"""Phrases of a table, found among the words of a text: one look-up a word, whatever the length of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from provenance.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from provenance.text.tokens import Token


class FoundPhrase(NamedTuple):
    """A phrase found: the range of its words, and what it stands for."""

    first: int
    last: int
    meaning: str


def index_phrases(rows: Mapping[str, Iterable[str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases of a table `meaning -> folded phrases`, by their first word, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for meaning, phrases in rows.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            index.setdefault(words[0], []).append((words, meaning))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def find_phrases(
    text: str, words: Sequence[Token], index: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
) -> Iterator[FoundPhrase]:
    """The phrases among `words` in order, none overlapping another; their words stand apart by spaces or a hyphen."""
    free = 0
    for place in [place for place, token in enumerate(words) if token.word in index]:
        if place < free:
            continue
        fit = next((entry for entry in index[words[place].word] if _stands_at(text, words, place, entry[0])), None)
        if fit is not None:
            free = place + len(fit[0])
            yield FoundPhrase(first=place, last=free - 1, meaning=fit[1])


def _stands_at(text: str, words: Sequence[Token], place: int, phrase: tuple[str, ...]) -> bool:
    if place + len(phrase) > len(words):
        return False
    for offset in range(1, len(phrase)):
        if words[place + offset].word != phrase[offset]:
            return False
        gap = text[words[place + offset - 1].end : words[place + offset].start]
        if gap != "-" and not gap.isspace():
            return False
    return True


def span_of(words: Sequence[Token], first: int, last: int) -> Span:
    """The place of the words `first` to `last`, both included."""
    return Span(start=words[first].start, end=words[last].end)
