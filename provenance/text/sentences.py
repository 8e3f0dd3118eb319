"""Where the sentences of a text begin and end.

sentencex finds the boundaries; the table of abbreviations joins again what it took apart too early, and parts what it
left together because of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sentencex import get_sentence_boundaries

from provenance.model.spans import Span
from provenance.text.languages import common_words
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_STRETCH = 4_000
"""Code points given to sentencex at a time: its search for closing quotation marks grows with the square of them."""

# words with nothing among them that could end a sentence or a line, and a full stop behind them
_ONE_SENTENCE = re.compile(r"[\w ,'’“”%$€&/+—–-]*[.!?…。！？]?")
# "\ud83d" alone, as broken JSON leaves it
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# "said. The", "Why?” He": the place between two sentences, for cutting long stretches
_LIKELY_END = re.compile(r"[.!?…。！？।][\"'”’)\]]*\s+(?=\S)|[。！？][”」』）]*")
# "etc. The", "no. “Yes": a full stop that may be an abbreviation's only; group 1: what opens the next word
_STOP = re.compile(r"[.…][\"'”’»)\]]{0,3} ([\"'“‘«„(¿¡]{0,3})(?=[^\W\d_])")
# what may stand right before an abbreviation: "(No. 5)"
_OPENING = "([{“‘\"'«„—–-/"
# "21." at the end of "am 21."; group 1: the word before it
_ORDINAL = re.compile(r"(?:([^\W\d_]+) |(?<!\w))\d{1,2}\.$")
# "Monday" of "Monday. ", "5" of "5 at"
_FIRST_WORD = re.compile(r"\w+")
# "— asked", "– said": what goes on after a quotation
_DASH_GOES_ON = re.compile(r"[—–-]\s*[^\W\d_]")
# "IV", "XII"
_ROMAN = re.compile(r"[IVXLC]+")
# what may end a quotation, the words about which follow
_GOES_ON = frozenset("\"'”’»」』“?!…")
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))
LONGEST_ABBREVIATION = 24
LONGEST_ASIDE = 600
"""Code points within which a bracket or quotation is looked for that is still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """The table of one language with what all of them share."""

    before_a_name: frozenset[str]
    before_a_number: frozenset[str]
    never_last: frozenset[str]
    before_a_day_or_zone: frozenset[str]
    days_and_zones: frozenset[str]
    before_an_office: frozenset[str]
    offices: frozenset[str]
    behind_an_ordinal: frozenset[str]
    before_an_ordinal: frozenset[str]
    behind_a_quotation: tuple[str, ...]
    not_first: tuple[str, ...]
    openers: frozenset[str]


def split_sentences(text: str, *, language: str = "en") -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space around them; empty for a text of white space only.

    Any text is taken: lone surrogates, control characters, one paragraph or many. A sentence never crosses a blank
    line. `language` (ISO 639-1) chooses the rules of sentencex and the table of abbreviations.
    """
    if _ONE_SENTENCE.fullmatch(text):
        only = _trimmed(text, 0, len(text))
        return (only,) if only else ()
    rules = _rules(language)
    spans: list[Span] = []
    for start, end in _fragments(text, language=language):
        span = _trimmed(text, start, end)
        if span is None:
            continue
        if spans and _goes_on(text, spans[-1], span, rules):
            spans[-1] = Span(start=spans[-1].start, end=span.end)
        else:
            spans.append(span)
    parted: list[Span] = []
    for span in spans:
        if text.find(".", span.start, span.end - 2) >= 0 or text.find("…", span.start, span.end - 2) >= 0:
            parted.extend(_parted(text, span, rules))
        else:
            parted.append(span)
    return tuple(parted)


def _fragments(text: str, *, language: str) -> list[tuple[int, int]]:
    """The boundaries as sentencex sees them, over stretches that it can manage; indexes are code points of `text`."""
    found: list[tuple[int, int]] = []
    for base, stretch in _stretches(text):
        try:
            boundaries = get_sentence_boundaries(language, stretch)
        except UnicodeEncodeError:
            boundaries = get_sentence_boundaries(language, _LONE_SURROGATE.sub("\ufffd", stretch))
        found.extend([(base + boundary["start_index"], base + boundary["end_index"]) for boundary in boundaries])
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
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None


def _goes_on(text: str, before: Span, after: Span, rules: _Rules) -> bool:
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
    if last in _GOES_ON and _goes_on_after_quotation(text, before, after, rules):
        return True
    return last == "." and _goes_on_after_stop(text, before, after, rules)


def _goes_on_after_stop(text: str, before: Span, after: Span, rules: _Rules) -> bool:
    """Whether the full stop between the two belongs to an ordinal or an abbreviation."""
    following = text[after.start : after.start + LONGEST_ABBREVIATION]
    return _is_ordinal(text, before, following, rules) or _belongs(_last_word(text, before), following, rules)


def _goes_on_after_quotation(text: str, before: Span, after: Span, rules: _Rules) -> bool:
    """Whether what follows a quotation tells of it: `«Зачем?» — спросил он`, `「行きます。」と言った`."""
    dash = _DASH_GOES_ON.match(text, after.start, after.end)
    if dash:
        return text[dash.end() - 1].islower()
    glued = before.end == after.start or not text[after.start].isascii()
    return (
        glued
        and text.startswith(rules.behind_a_quotation, after.start)
        and not text.startswith(rules.not_first, after.start)
    )


def _is_ordinal(text: str, sentence: Span, following: str, rules: _Rules) -> bool:
    """Whether the sentence was cut behind an ordinal: "am 21. März", "die 3. Auflage"."""
    if not text[sentence.end - 2 : sentence.end - 1].isdigit():
        return False
    number = _ORDINAL.search(text, max(sentence.start, sentence.end - LONGEST_ABBREVIATION), sentence.end)
    match = _FIRST_WORD.match(following)
    if number is None or match is None:
        return False
    if match[0] in rules.behind_an_ordinal:
        return True
    before = (number[1] or "").lower()
    return before in rules.before_an_ordinal and match[0].lower() not in rules.openers


def _last_word(text: str, sentence: Span) -> str:
    """The word before the full stop of the sentence."""
    words = text[max(sentence.start, sentence.end - LONGEST_ABBREVIATION) : sentence.end - 1].split()
    return words[-1].lstrip(_OPENING).rpartition("’")[2] if words else ""


def _belongs(abbreviation: str, following: str, rules: _Rules) -> bool:
    """Whether the words `following` complete the word with a full stop before them, by the table."""
    match = _FIRST_WORD.match(following)
    word = match[0] if match else ""
    return (
        abbreviation in rules.never_last
        or (abbreviation in rules.before_a_name and word[:1].isalpha() and not word[:1].islower())
        or (abbreviation in rules.before_a_number and word[:1].isdigit())
        or (abbreviation in rules.before_a_day_or_zone and word in rules.days_and_zones)
        or (abbreviation in rules.before_an_office and word in rules.offices)
    )


def _parted(text: str, sentence: Span, rules: _Rules) -> Iterator[Span]:
    """The sentence, parted behind an abbreviation where a word follows that begins one: "of Acme Inc. The mayor"."""
    start = sentence.start
    for match in _STOP.finditer(text, sentence.start, sentence.end):
        if _begins_another(text, Span(start=start, end=match.start() + 1), match, rules):
            yield Span(start=start, end=text.rindex(" ", match.start(), match.end()))
            start = match.start(1)
    yield Span(start=start, end=sentence.end)


def _begins_another(text: str, before: Span, match: re.Match[str], rules: _Rules) -> bool:
    word_match = _FIRST_WORD.match(text, match.end())
    word = word_match[0] if word_match else ""
    if ")" in match[0] and text[before.start] == "(":
        return word[:1].isupper()
    last = _last_word(text, before)
    if not word[:1].isupper() or last in rules.before_a_name or last in rules.never_last:
        return False
    if last in rules.before_a_number:
        begins = not _ROMAN.fullmatch(word) if last.islower() else bool(match[1])
    else:
        initial = len(word) == 1 and text.startswith(".", match.end() + 1)
        begins = word.lower() in rules.openers and not initial
    return begins and not _is_open(text, before)


def _is_open(text: str, stretch: Span) -> bool:
    """Whether a bracket or a quotation is open at the end of the stretch, as far as its last words tell."""
    words = text[max(stretch.start, stretch.end - LONGEST_ASIDE) : stretch.end]
    return words.count('"') % 2 == 1 or any(words.count(opens) > words.count(closes) for opens, closes in _PAIRS)


@cache
def _rules(language: str) -> _Rules:
    table = read_table("abbreviations")
    common, own = table["common"], table.get(language, {})

    def words(key: str) -> frozenset[str]:
        return frozenset(f"{common.get(key, '')} {own.get(key, '')}".split())

    return _Rules(
        before_a_name=words("before_a_name"),
        before_a_number=words("before_a_number"),
        never_last=words("never_last"),
        before_a_day_or_zone=words("before_a_day_or_zone"),
        days_and_zones=words("days_and_zones"),
        before_an_office=words("before_an_office"),
        offices=words("offices"),
        behind_an_ordinal=words("behind_an_ordinal"),
        before_an_ordinal=words("before_an_ordinal"),
        behind_a_quotation=tuple(words("behind_a_quotation")),
        not_first=tuple(words("not_first")),
        openers=common_words(language),
    )
