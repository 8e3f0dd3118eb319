"""Numbers as marks: `[1]`, `[1][2]`, `[2, 3]`, `[4-6]`, `[[1]]`, `[1](#note)`; raised: `¹`, `<sup>1</sup>`, `^1^`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.article import Certainty, ParagraphKind
from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.footnote import note_label, note_urls
from provenance.parse.grammars.hosts import is_host
from provenance.parse.grammars.number_lists import NUMBER_LIST, read_numbers
from provenance.parse.grammars.placement import ends_sentence, follows_sentence, leads_on
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.parse.contracts import Draft

STYLE = "numbered_reference"

# [3], [2,3], [4-6], [4–6], [3](#note-3), [3\]; group 1: the numbers
_NUMBERS = re.compile(
    r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\\?\](?:\(#[^()\s]{0,80}\))?(?![({=a-z0-9_])(?!\[[^\]\d])"
)
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(f"{_SUPERSCRIPTS}˒⁻", "0123456789,-")
# raised numbers, each form with a sign that every such text holds; groups 1: the numbers
_RAISED = (
    # ¹, ²³, ¹,²
    (tuple(_SUPERSCRIPTS), re.compile(r"([⁰¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}(?:[˒,⁻][⁰¹²³⁴-⁹]{1,3}){0,5})")),
    # <sup>1</sup>, <sup>[1, 2]</sup>
    (("<sup",), re.compile(rf"<sup\b[^<>\n]{{0,200}}>\s?\[?({NUMBER_LIST})\]?\s?</sup>")),
    # ^1^, ^[1]^
    (("^",), re.compile(rf"\^\[?({NUMBER_LIST})\]?\^(?![\w(])")),
)
# "km" of "12 km²", "x" of "x²", "10" of "10⁶": no reference stands behind them
_UNIT = re.compile(r"(?:\b(?:[kcdµ]?m|mi|ft|in|yd|s|ha|sin|cos|tan|log|ln|sec|[A-Za-z])|[\d=^*/+-])$")
# "held" or "held.”": behind these a raised number is a reference even when no list defines it
_WORD_BEFORE = re.compile(r"[^\W\d_]{3}[.!?…。！？,;:\"'”’»)]{0,3}$")
# "3. ", "[3] " before an item of a list of sources; group 1: the number
_ITEM = re.compile(r"[ \t]{0,20}(?:\[(\d{1,3})\][:.]?|(\d{1,3})[.)])[ \t]{0,20}")
# "60-72"; groups 1 and 2: the ends
_RANGE = re.compile(r"(\d{1,3})\s?[–-]\s?(\d{1,3})")
# "66 years " before "[60-72]"; group 1: the value without its decimals
_VALUE_BEFORE = re.compile(r"(?<![\d.,·])(\d{1,9})(?:[.·]\d{1,4})?%?(?: [^\W\d_]{1,12})?[ ]?$")
# "args[1]": an index of a programme
_INDEXED = frozenset({"arr", "array", "args", "argv", "idx", "nums", "vec"})
# "[2] [3]." behind a number, up to the end of the line
_ONLY_NUMBERS = re.compile(r"(?:[ \t]?\[\d{1,3}\]){0,40}[ \t.]{0,10}$", re.MULTILINE)
# "the range [1, 5]", "step [2]", "x = [1, 2]": what stands before numbers that are no reference
_COUNTED = re.compile(
    r"(?:[=:<>+*/×∈] ?|(?<![^\W\d_])(?:range|interval|between|scale|option|step|key|press|chapter|page|line|table"
    r"|figure|fig\.|section|article|note|item|question|part|appendix|equation|type|shape|size|vector|tensor"
    r"|array|list|set)s?(?: of)? )$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What a list of sources says about a number: its addresses, or its words when it has none."""

    urls: tuple[str, ...]
    words: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The hosts of the addresses, else the words."""
        return tuple(map(url_host, self.urls)) or (self.words,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A place that may be such a mark, and the numbers as they are listed there."""

    span: Span
    listed: str


def find_numbered_references(draft: Draft) -> Finding:
    """Every number that a list defines, and where there is none, every one that stands as a citation."""
    text = draft.text
    entries = _read_entries(draft)
    places = [
        place
        for place in _bracketed(text)
        if draft.taken.are_free(place.span.start, place.span.end) and not _is_other(draft, place.span)
    ]
    listed = [place for place in places if _is_listed(place, entries) and not _is_index(text, place.span.start)]
    others = [place for place in places if not _is_listed(place, entries) and _may_stand(text, place)]
    closing = any(_closes(text, place.span) for place in others)
    found = [*listed, *(others if closing else ()), *_raised(draft, entries)]
    return Finding(tags=tuple(_tag(text, place, entries) for place in found))


def _bracketed(text: str) -> Iterator[_Number]:
    """The numbers in brackets, with the second pair around them: `[[1]]`, `\\[1\\]`."""
    for match in _NUMBERS.finditer(text):
        start, end = match.span()
        before, behind = text[start - 1 : start], text[end : end + 1]
        escaped = text[match.end(1)] == "\\"
        if before == "!" or escaped != (before == "\\"):
            continue
        if (before == "[") != (behind == "]") or text[start - 2 : start] == "[\\":  # a link's, as in "[[1]](url)"
            continue
        if before == "[":
            if text[end + 1 : end + 2] == "(" or _is_index(text, start - 1):
                continue
            start, end = start - 1, end + 1
        yield _Number(span=Span(start=start - escaped, end=end), listed=match[1])


def _read_entries(draft: Draft) -> Mapping[str, _Entry]:
    """What each number means: the definitions of links, then the numbered items below a title such as "Sources"."""
    entries = {label: _Entry(urls=(url,), words="") for label, url in draft.layout.links.items() if label.isdecimal()}
    text = draft.text
    for block in draft.layout.blocks:
        if block.kind is not ParagraphKind.REFERENCES:
            continue
        floor = max(0, block.span.start - 40)
        line = max(text.rfind("\n", floor, block.span.start) + 1, floor)
        item = _ITEM.match(text, line)
        number = (item[1] or item[2]) if item else ""
        words = text[max(item.end(), block.span.start) : block.span.end] if item else ""
        if number and words.strip():
            entries.setdefault(number, _Entry(urls=note_urls(words)[:1], words=note_label(words)))
    return entries


def _is_listed(place: _Number, entries: Mapping[str, _Entry]) -> bool:
    return bool(entries) and any(number in entries for number in read_numbers(place.listed))


def _is_index(text: str, start: int) -> bool:
    """Whether the number at `start` is glued to a name as an index is: `a[1]`, `row_2[1]`."""
    if text[start - 1 : start] == ")":  # "f(x)[1]", but "held (in May)[1]"
        called = text.rfind("(", max(0, start - 80), start)
        return called > 0 and (text[called - 1].isalnum() or text[called - 1] == "_")
    name = _token(text, start)
    if not name:
        return False
    if len(name) == 1 or "_" in name or "$" in name or name.lower() in _INDEXED:
        return name.isascii() and not name.isdecimal() and name not in {".", "。"}
    return "." in name.strip(".")[1:] and name[-1] != "." and name.islower() and not is_host(name)


def _token(text: str, end: int) -> str:
    """The letters, digits, full stops and signs of a name that are glued before `end`, at most 60."""
    start = end
    while start > max(0, end - 60) and (text[start - 1].isalnum() or text[start - 1] in "_$."):
        start -= 1
    return text[start:end]


def _is_other(draft: Draft, span: Span) -> bool:
    """Whether the number is no mark of its own: it defines (`[3]: ` on a line), or it is a link's (`[words][3]`)."""
    text = draft.text
    if text[span.start - 1 : span.start] == "]" and not draft.taken.end_at(span.start):
        opens = text.rfind("[", max(0, span.start - 200), span.start)
        return opens >= 0 and any(map(str.isalpha, text[opens : span.start]))
    return text[span.end : span.end + 1] == ":" and _begins_line(text, span.start)


def _may_stand(text: str, place: _Number) -> bool:
    """Whether a number that no list defines may be a citation: no index, no zero, no part of a list itself."""
    start = place.span.start
    before = text[start - 1 : start]
    return not (
        "0" in read_numbers(place.listed)
        or before in {'"', "'", "“", "‘", "«"}
        or (before == "(" and text[start - 2 : start - 1].isalnum())
        or (_begins_line(text, start) and not _is_line_of_marks(text, place.span))
        or _is_index(text, start)
        or (before in " =:<>+*/×∈" and _COUNTED.search(text, max(0, start - 20), start))
        or _is_interval(text, place)
    )


def _is_interval(text: str, place: _Number) -> bool:
    """Whether a range is that of the value before it, as statistics are given: "66 years [60-72]"."""
    ends = _RANGE.fullmatch(place.listed)
    value = _VALUE_BEFORE.search(text, max(0, place.span.start - 40), place.span.start) if ends else None
    return ends is not None and value is not None and int(ends[1]) <= int(value[1]) <= int(ends[2])


def _is_line_of_marks(text: str, span: Span) -> bool:
    """Whether the line holds nothing but numbers, below the end of a sentence."""
    return bool(_ONLY_NUMBERS.match(text, span.end)) and follows_sentence(text, span.start)


def _begins_line(text: str, start: int) -> bool:
    floor = max(0, start - 40)
    line = text.rfind("\n", floor, start) + 1
    return (line > 0 or floor == 0) and not text[line:start].strip(" \t>*-•")


def _closes(text: str, span: Span) -> bool:
    """Whether the number closes a sentence or a part of one, or stands behind its full stop."""
    if leads_on(text, span.start):
        return False
    behind = text[span.end : span.end + 1]
    return behind in tuple(",;:)[，、；") or ends_sentence(text, span.end) or follows_sentence(text, span.start)


def _raised(draft: Draft, entries: Mapping[str, _Entry]) -> list[_Number]:
    """The raised numbers that the list defines or, when one of them ends a sentence, that close a part of one.

    "12 km²" is an area.
    """
    text = draft.text
    places = [
        _Number(span=Span(start=match.start(), end=match.end()), listed=_plain(match[1], entries))
        for signs, form in _RAISED
        if any(sign in text for sign in signs)
        for match in form.finditer(text)
        if not text[match.end() : match.end() + 1].isalnum() or text[match.end()].isupper()
        if not _UNIT.search(text, max(0, match.start() - 12), match.start())
    ]
    known = [place for place in places if entries and all(number in entries for number in read_numbers(place.listed))]
    others = [
        place
        for place in places
        if place not in known and _WORD_BEFORE.search(text, max(0, place.span.start - 12), place.span.start)
    ]
    if not any(ends_sentence(text, place.span.end) or follows_sentence(text, place.span.start) for place in others):
        return known
    return [*known, *(place for place in others if _closes(text, place.span))]


def _plain(listed: str, entries: Mapping[str, _Entry]) -> str:
    """Raised numbers as plain ones: "¹²" of a list of nine is 1 and 2."""
    numbers = listed.translate(_DIGITS)
    return ",".join(numbers) if entries and numbers.isdecimal() and numbers not in entries else numbers


def _tag(text: str, place: _Number, entries: Mapping[str, _Entry]) -> FoundTag:
    named = read_numbers(place.listed)
    known = [entries[number] for number in named if number in entries]
    words = leads_on(text, place.span.start)  # "as shown in [3]"
    return FoundTag(
        span=place.span,
        style=STYLE,
        labels=tuple(label for entry in known for label in entry.labels),
        urls=tuple(url for entry in known for url in entry.urls),
        keys=tuple(number for number in named if number not in entries),
        certainty=Certainty.CERTAIN if known else Certainty.LIKELY,
        kept=place.span if words and not known else None,
    )
