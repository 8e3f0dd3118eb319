"""Where the sentences of a text begin and end.

sentencex finds the boundaries; the table of abbreviations joins again what it took apart too early.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sentencex import get_sentence_boundaries

from provenance.model.spans import Span
from provenance.text.tables import read_table

LONGEST_STRETCH = 4_000
"""Code points given to sentencex at a time: its search for closing quotation marks grows with the square of them."""

# "\ud83d" alone, as broken JSON leaves it
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# "said. The", "Why?” He": the place between two sentences, for cutting long stretches
_LIKELY_END = re.compile(r"[.!?…。！？][\"'”’)\]]*\s+(?=\S)")
# what may stand right before an abbreviation: "(No. 5)"
_OPENING = "([{“‘\"'«„—–-/"
# "21." at the end of "am 21."
_ORDINAL = re.compile(r"(?<!\w)\d{1,2}\.$")
# "Monday" of "Monday. ", "5" of "5 at"
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Abbreviations:
    before_a_name: frozenset[str]
    before_a_number: frozenset[str]
    before_a_day_or_zone: frozenset[str]
    days_and_zones: frozenset[str]
    before_an_office: frozenset[str]
    offices: frozenset[str]
    behind_an_ordinal: frozenset[str]
    every: frozenset[str]


def split_sentences(text: str, *, language: str = "en") -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space around them; empty for a text of white space only.

    Any text is taken: lone surrogates, control characters, one paragraph or many. A sentence never crosses a blank
    line. `language` is the code that sentencex chooses its rules by.
    """
    spans: list[Span] = []
    for start, end in _fragments(text, language=language):
        span = _trimmed(text, start, end)
        if span is None:
            continue
        if spans and _goes_on(text, spans[-1], span):
            spans[-1] = Span(start=spans[-1].start, end=span.end)
        else:
            spans.append(span)
    return tuple(spans)


def _fragments(text: str, *, language: str) -> list[tuple[int, int]]:
    """The boundaries as sentencex sees them, over stretches that it can manage; indexes are code points of `text`."""
    found: list[tuple[int, int]] = []
    for base, stretch in _stretches(text):
        try:
            boundaries = get_sentence_boundaries(language, stretch)
        except UnicodeEncodeError:
            boundaries = get_sentence_boundaries(language, _LONE_SURROGATE.sub("\ufffd", stretch))
        found.extend((base + boundary["start_index"], base + boundary["end_index"]) for boundary in boundaries)
    return found


def _stretches(text: str) -> list[tuple[int, str]]:
    """`text` in parts of at most `LONGEST_STRETCH`, cut where a sentence most likely ends."""
    if len(text) <= LONGEST_STRETCH:
        return [(0, text)]
    parts: list[tuple[int, str]] = []
    start = 0
    while start < len(text):
        end = _cut(text, start)
        parts.append((start, text[start:end]))
        start = end
    return parts


def _cut(text: str, start: int) -> int:
    limit = start + LONGEST_STRETCH
    if limit >= len(text):
        return len(text)
    window = start + LONGEST_STRETCH // 2
    ends = [match.end() for match in _LIKELY_END.finditer(text, window, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", window, limit)
    return limit if space < 0 else space + 1


def _trimmed(text: str, start: int, end: int) -> Span | None:
    kept = text[start:end].rstrip()
    words = kept.lstrip()
    return Span(start=start + len(kept) - len(words), end=start + len(kept)) if words else None


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Whether the fragment `after` still belongs to the sentence `before`."""
    line_ends = text.count("\n", before.end, after.start)
    if line_ends > 1:
        return False
    last, first = text[before.end - 1], text[after.start]
    if last.isalnum():  # cut by length, not by a full stop
        return not line_ends
    if first.islower():
        return not text[after.start + 1 : after.start + 2].isupper()
    if not first.isalnum() and len(after) <= 12 and not any(map(str.isalnum, after.read(text))):
        return True
    if last != ".":
        return False
    following = text[after.start : after.start + 24]
    abbreviation = _last_abbreviation(text, before)
    return _is_ordinal(text, before, following) or (bool(abbreviation) and _belongs(abbreviation, following))


def _is_ordinal(text: str, sentence: Span, following: str) -> bool:
    """Whether the sentence was cut behind an ordinal of German: "am 21. März"."""
    match = _FIRST_WORD.match(following)
    number = _ORDINAL.search(text, max(sentence.start, sentence.end - 4), sentence.end)
    return match is not None and number is not None and match[0] in _abbreviations().behind_an_ordinal


def _last_abbreviation(text: str, sentence: Span) -> str:
    """The word before the full stop of the sentence if the table has it, else nothing."""
    words = text[max(sentence.start, sentence.end - 24) : sentence.end - 1].split()
    word = words[-1].lstrip(_OPENING) if words else ""
    return word if word in _abbreviations().every else ""


def _belongs(abbreviation: str, following: str) -> bool:
    """Whether the words `following` complete the `abbreviation`, by the table."""
    known = _abbreviations()
    match = _FIRST_WORD.match(following)
    word = match[0] if match else ""
    return (
        (abbreviation in known.before_a_name and word[:1].isupper())
        or (abbreviation in known.before_a_number and word[:1].isdigit())
        or (abbreviation in known.before_a_day_or_zone and word in known.days_and_zones)
        or (abbreviation in known.before_an_office and word in known.offices)
    )


@cache
def _abbreviations() -> _Abbreviations:
    table = {name: frozenset(words) for name, words in read_table("abbreviations").items()}
    every = frozenset().union(*(words for name, words in table.items() if name.startswith("before_")))
    return _Abbreviations(**table, every=every)
