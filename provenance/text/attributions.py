"""Who is said to have said what: `the mayor said that ...`, `“...”, said Ivezic`, `according to police`.

Read the same way in claim and page. A speaker is a name, an office or a pronoun right beside a verb of saying; what
stands further off is not guessed at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from provenance.model.facts import Attribution
from provenance.model.spans import Span
from provenance.text.marked import MarkedWords
from provenance.text.names import read_names
from provenance.text.tables import read_words
from provenance.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provenance.model.facts import Name, Quotation
    from provenance.text.tokens import Token

SPEAKER_REACH = 7
"""Words of a speaker without a name: `a spokeswoman for the regional health ministry`."""

INSERTED = 90
"""Characters between two commas that may stand between a speaker and the verb: `Ann Lee, the mayor, said`."""

# ." He | .” The | ! Then: the end of a sentence, but not the full stop of "Gov. " or "J. "
_SENTENCE_END = re.compile(
    r"(?<![\s.(“][A-Z])(?<!^[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<![.!?])[.!?]++[\"'”’»)]*+\s++(?=[\"'“‘«(]*[A-Z])|\n"
)
# .” behind the last word
_MARKS = re.compile(r"[^\w\s]{0,4}")
# , | ,” | ”
_BEFORE_INVERTED = re.compile(r"(?:,|[\"”’»'])\s*$")


class _Speaker(NamedTuple):
    """The range of the words of a speaker, and whether it is a proper name."""

    first: int
    last: int
    named: bool


class _Reader(NamedTuple):
    """A text with its words, its names and the ends of its sentences, in order; `close` is the end of the last."""

    text: str
    words: Sequence[Token]
    names: Sequence[Name]
    ends: Sequence[int]
    close: int

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence of a word begins and ends."""
        number = bisect_right(self.ends, self.words[place].start)
        start = self.ends[number - 1] if number else self.words[0].start
        end = self.ends[number] if number < len(self.ends) else self.close
        return start, end


def read_attributions(
    text: str, *, tokens: Sequence[Token] | None = None, names: Sequence[Name] | None = None
) -> tuple[Attribution, ...]:
    """Who says what in `text`, in order; `tokens` may be those of a part of it, `names` those that stand there."""
    words = tuple(read_tokens(text) if tokens is None else tokens)
    if not words:
        return ()
    known = read_names(text, tokens=words) if names is None else names
    ends = [match.end() for match in _SENTENCE_END.finditer(text, words[0].start, words[-1].end)]
    marks = _MARKS.match(text, words[-1].end)
    reader = _Reader(text, words, known, ends, close=marks.end() if marks else words[-1].end)
    return tuple(filter(None, (_read_at(reader, place) for place in _telling().places(words))))


@cache
def _telling() -> MarkedWords:
    return MarkedWords(lambda word: word == "according" or word in read_words("attributions", "verbs"))


def attribute_quotations(quotations: Sequence[Quotation], attributions: Sequence[Attribution]) -> tuple[Quotation, ...]:
    """The quotations with their speakers: whose words they stand in, the nearest when there are two."""
    return tuple(replace(quotation, speaker=_speaker_of(quotation, attributions)) for quotation in quotations)


def _speaker_of(quotation: Quotation, attributions: Sequence[Attribution]) -> Span | None:
    own = [one for one in attributions if one.said.covers(quotation.span) and not quotation.span.covers(one.span)]
    nearest = min(own, key=lambda one: _distance(one.span, quotation.span), default=None)
    return None if nearest is None else nearest.speaker


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _read_at(reader: _Reader, place: int) -> Attribution | None:
    """The attribution by the word at `place`: a verb of saying, or `according` before `to`."""
    word = reader.words[place].word
    if word == "according":
        return _read_source(reader, place)
    if not _is_verb(reader, place):
        return None
    speaker = _speaker_before(reader, place)
    behind = None if speaker is not None and speaker.named else _speaker_after(reader, place)
    if behind is not None and behind.named:
        return _make(reader, behind, verb=place)
    if speaker is not None and (speaker.named or word not in read_words("attributions", "naming")):
        return _make(reader, speaker, verb=place)
    return None if behind is None else _make(reader, behind, verb=place)


def _is_verb(reader: _Reader, place: int) -> bool:
    """Whether the word is no name (`United States`) and no participle (`accused of theft`)."""
    token = reader.words[place]
    return reader.text[token.start].islower() and not reader.text.startswith((" of ", " by "), token.end)


def _read_source(reader: _Reader, place: int) -> Attribution | None:
    words = reader.words
    if place + 2 >= len(words) or words[place + 1].word != "to":
        return None
    if words[place + 2].word in read_words("attributions", "relative"):
        return None
    speaker = _speaker_from(reader, place + 2)
    return None if speaker is None else _make(reader, speaker, verb=place)


def _make(reader: _Reader, speaker: _Speaker, *, verb: int) -> Attribution:
    words = reader.words
    span = Span(
        start=min(words[verb].start, words[speaker.first].start), end=max(words[verb].end, words[speaker.last].end)
    )
    skipped = read_words("attributions", "skip")
    own = [token for token in words[speaker.first : speaker.last + 1] if token.word not in _empty_words()]
    telling = [token for token in own if not {token.word, token.stem} & skipped] or own
    return Attribution(
        span=span,
        speaker=Span(start=words[speaker.first].start, end=words[speaker.last].end),
        said=_said(reader, span, verb),
        tokens=tuple(token.stem for token in telling if token.stem),
        named=speaker.named,
    )


@cache
def _empty_words() -> frozenset[str]:
    return read_words("attributions", "articles") | read_words("attributions", "pronouns")


def _said(reader: _Reader, span: Span, verb: int) -> Span:
    """The words reported: what follows in the sentence, or what goes before when hardly anything follows."""
    start, end = reader.sentence(verb)
    before, after = reader.text[start : span.start].strip(_EDGES), reader.text[span.end : end].strip(_EDGES)
    inverted = reader.words[verb].start == span.start
    quoted = _opens_with_quote(reader.text, start, span.start)
    if not inverted and reader.text[span.end : span.end + 6].split() == ["that"]:
        return Span(start=span.end, end=end)
    if quoted and _QUOTE.search(reader.text, span.end, end):
        return Span(start=start, end=end)
    if before and (inverted or len(after) < min(SHORT, len(before)) or quoted):
        return Span(start=start, end=span.start)
    return Span(start=span.end, end=end)


# , “until the end
_QUOTE = re.compile(r"[,.]\s[\"“‘«]")
_EDGES = " \n\t,.;:!?"

SHORT = 12
"""Characters behind a verb of saying that are no statement: `he said on Friday.` reports what goes before."""


def _opens_with_quote(text: str, start: int, end: int) -> bool:
    """Whether a quotation stands right before the speaker: `“It is over,” he said as he left the house.`"""
    return text[start:end].rstrip(" ,").endswith(("”", '"', "»", "’"))


def _speaker_before(reader: _Reader, verb: int) -> _Speaker | None:
    """The name, office or pronoun that ends right before the verb, adverbs and an insertion between commas aside."""
    text, words = reader.text, reader.words
    start, _ = reader.sentence(verb)
    place = verb - 1
    while place >= 0 and words[place].start >= start and _stands_between(text, words[place]):
        place -= 1
    if place < 0 or words[place].start < start:
        return None
    gap = text[words[place].end : words[place + 1].start]
    if gap.strip() in {",", ",”"} and gap.startswith(","):
        place = _before_insertion(reader, place, start)
        gap = " "
    if place < 0 or not gap.isspace():
        return None
    return _speaker_ending(reader, place, start)


def _stands_between(text: str, token: Token) -> bool:
    """Whether the word is an adverb or auxiliary before the verb: `has`, `later`, `unanimously`; not `family`."""
    adverb = (
        token.word.endswith("ly") and token.word not in read_words("attributions", "ly") and text[token.start].islower()
    )
    return adverb or token.word in read_words("attributions", "between")


def _before_insertion(reader: _Reader, place: int, start: int) -> int:
    """The word before the comma that opens an insertion which ends with the word at `place`, or -1."""
    end = reader.words[place].end
    comma = reader.text.rfind(",", max(start, end - INSERTED), end)
    return -1 if comma < 0 else bisect_left(reader.words, (comma,)) - 1


def _speaker_ending(reader: _Reader, place: int, start: int) -> _Speaker | None:
    words, end = reader.words, reader.words[place].end
    name = next((name for name in _names_near(reader, end) if name.span.start < end <= name.span.end), None)
    if name is not None:
        return _Speaker(bisect_left(words, (name.span.start,)), place, named=True)
    if words[place].word in read_words("attributions", "relative"):
        return None
    if words[place].word in read_words("attributions", "pronouns"):
        return _Speaker(place, place, named=False)
    if words[place].word in read_words("attributions", "never_last"):
        return None
    opening = _phrase_start(reader, place, start)
    first = _without_lead(words, opening, place)
    if words[place].word in read_words("attributions", "lead"):
        return None
    opened = words[first].word in read_words("attributions", "articles")
    alone = place - first < 3 and (not opening or words[opening - 1].start < start or _is_break(reader, opening))
    return _Speaker(first, place, named=False) if opened or alone else None


def _phrase_start(reader: _Reader, last: int, start: int) -> int:
    """The first word of the phrase that ends with the word `last`: an article, unless `for` or `of` stands before."""
    words = reader.words
    first = last
    while first > 0 and last - first < SPEAKER_REACH:
        gap = reader.text[words[first - 1].end : words[first].start]
        if words[first - 1].start < start or not (gap.isspace() or gap == "-"):
            break
        opens = words[first].word in read_words("attributions", "articles")
        if opens and words[first - 1].word not in read_words("attributions", "joints"):
            break
        first -= 1
    return first


def _without_lead(words: Sequence[Token], first: int, last: int) -> int:
    """The first word of a phrase behind what leads up to it: `evidence` of `but all evidence`, `In 1979 experts`."""
    while first < last and (words[first].word in read_words("attributions", "lead") or words[first].word.isdigit()):
        first += 1
    return first


def _is_break(reader: _Reader, place: int) -> bool:
    return not reader.text[reader.words[place - 1].end : reader.words[place].start].isspace()


def _speaker_after(reader: _Reader, verb: int) -> _Speaker | None:
    """The speaker behind the verb, when a quotation or a comma stands before it: `..., said lawyer Marc Agnifilo`."""
    text, words = reader.text, reader.words
    start, _ = reader.sentence(verb)
    if words[verb].word not in read_words("attributions", "inverted") or verb + 1 >= len(words):
        return None
    if not _BEFORE_INVERTED.search(text, max(start, words[verb].start - 3), words[verb].start):
        return None
    return _speaker_from(reader, verb + 1) if text[words[verb].end : words[verb + 1].start].isspace() else None


def _speaker_from(reader: _Reader, place: int) -> _Speaker | None:
    """The speaker that begins at a word: up to the end of a name close by, or to the end of the phrase."""
    words = reader.words
    last = place
    for offset in range(SPEAKER_REACH):
        last = place + offset
        end = words[last].end
        name = next((name for name in _names_near(reader, end) if name.span.end == end), None)
        if name is not None and reader.text[end - 2 : end] not in {"'s", "’s"}:
            first = bisect_left(words, (name.span.start,))
            return _Speaker(max(first, place), last, named=True)
        if last + 1 >= len(words) or not reader.text[end : words[last + 1].start].isspace():
            break
        if words[last + 1].word in read_words("negations", "skip") and words[last + 1].word not in {"the", "of", "for"}:
            break
    return _Speaker(place, last, named=False)


def _names_near(reader: _Reader, end: int) -> Iterator[Name]:
    """The names, at most two, whose places may hold the character before `end`."""
    number = bisect_left(reader.names, end, key=_start_of)
    yield from reversed(reader.names[max(0, number - 2) : number])


def _start_of(name: Name) -> int:
    return name.span.start
