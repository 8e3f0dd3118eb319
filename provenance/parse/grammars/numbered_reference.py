"""Numbers in brackets: `[1]`, `[1][2]`, `[2, 3]`, `[4-6]`, and `¹` when a list of sources says what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.article import Certainty, ParagraphKind
from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.footnote import note_label, note_urls
from provenance.parse.grammars.hosts import is_host
from provenance.parse.grammars.number_lists import read_numbers
from provenance.parse.grammars.placement import ends_sentence, follows_sentence, leads_on
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.parse.contracts import Draft

STYLE = "numbered_reference"

# [3], [2,3], [4-6], [4–6]; group 1: the numbers
_NUMBERS = re.compile(r"(?<![!\\\[])\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\](?![({=a-z0-9_\]])(?!\[[^\]\d])")
# ¹, ²³, ¹,²
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]{1,3}(?:[˒,⁻][⁰¹²³⁴-⁹]{1,3}){0,5}")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹˒⁻", "0123456789,-")
# "km" of "12 km²", "x" of "x²", "10" of "10⁶": no reference stands behind them
_UNIT = re.compile(r"(?:\b(?:[kcdµ]?m|mi|ft|in|yd|s|ha|[A-Za-z])|[\d)=^*/+-])$")
# "3. ", "[3] " before an item of a list of sources; group 1: the number
_ITEM = re.compile(r"[ \t]{0,20}(?:\[(\d{1,3})\][:.]?|(\d{1,3})[.)])[ \t]{0,20}")
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


def find_numbered_references(draft: Draft) -> Finding:
    """Every number in brackets that a list defines, and where there is none, every one that stands as a citation."""
    text = draft.text
    entries = _read_entries(draft)
    places = [
        match
        for match in _NUMBERS.finditer(text)
        if draft.taken.are_free(*match.span()) and not _is_other(draft, match)
    ]
    listed = [match for match in places if not _is_index(text, match) and _is_listed(match, entries)]
    others = [match for match in places if not _is_listed(match, entries) and _may_stand(text, match)]
    closing = [match for match in others if _closes(text, match)]
    loose = others if closing else closing
    return Finding(
        tags=(
            *(_tag(match, match[1], entries) for match in listed),
            *(_tag(match, match[1], entries) for match in loose),
            *_superscripts(draft, entries),
        )
    )


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


def _is_listed(match: re.Match[str], entries: Mapping[str, _Entry]) -> bool:
    return any(number in entries for number in read_numbers(match[1]))


def _is_index(text: str, match: re.Match[str]) -> bool:
    """Whether the number is glued to a name as an index is: `a[1]`, `row_2[1]`."""
    start = match.start()
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


def _is_other(draft: Draft, match: re.Match[str]) -> bool:
    """Whether the number is no mark of its own: it defines (`[3]: ` on a line), or it is a link's (`[words][3]`)."""
    text = draft.text
    if text[match.start() - 1 : match.start()] == "]" and not draft.taken.end_at(match.start()):
        opens = text.rfind("[", max(0, match.start() - 200), match.start())
        return opens >= 0 and any(map(str.isalpha, text[opens : match.start()]))
    return text[match.end() : match.end() + 1] == ":" and _begins_line(text, match.start())


def _may_stand(text: str, match: re.Match[str]) -> bool:
    """Whether a number that no list defines may be a citation: no index, no zero, no part of a list itself."""
    start = match.start()
    before = text[start - 1 : start]
    return not (
        "0" in read_numbers(match[1])
        or before in {'"', "'", "“", "‘", "«"}
        or (before == "(" and text[start - 2 : start - 1].isalnum())
        or (_begins_line(text, start) and not _is_line_of_marks(text, match))
        or _is_index(text, match)
        or (before in " =:<>+*/×∈" and _COUNTED.search(text, max(0, start - 20), start))
    )


def _is_line_of_marks(text: str, match: re.Match[str]) -> bool:
    """Whether the line holds nothing but numbers, below the end of a sentence."""
    return bool(_ONLY_NUMBERS.match(text, match.end())) and follows_sentence(text, match.start())


def _begins_line(text: str, start: int) -> bool:
    floor = max(0, start - 40)
    line = text.rfind("\n", floor, start) + 1
    return (line > 0 or floor == 0) and not text[line:start].strip(" \t>*-•")


def _closes(text: str, match: re.Match[str]) -> bool:
    """Whether the number closes a sentence or a part of one, or stands behind its full stop."""
    behind = text[match.end() : match.end() + 1]
    if leads_on(text, match.start()):
        return False
    return behind in tuple(",;:)[，、；") or ends_sentence(text, match.end()) or follows_sentence(text, match.start())


def _tag(match: re.Match[str], numbers: str, entries: Mapping[str, _Entry]) -> FoundTag:
    span = Span(start=match.start(), end=match.end())
    named = read_numbers(numbers)
    known = [entries[number] for number in named if number in entries]
    words = leads_on(match.string, match.start())  # "as shown in [3]"
    return FoundTag(
        span=span,
        style=STYLE,
        labels=tuple(label for entry in known for label in entry.labels),
        urls=tuple(url for entry in known for url in entry.urls),
        keys=tuple(number for number in named if number not in entries),
        certainty=Certainty.CERTAIN if known else Certainty.LIKELY,
        kept=span if words and not known else None,
    )


def _superscripts(draft: Draft, entries: Mapping[str, _Entry]) -> Iterator[FoundTag]:
    """Superscript numbers behind a word, all of which the list defines; "12 km²" is an area."""
    if not entries:
        return
    for match in _SUPERSCRIPT.finditer(draft.text):
        numbers = match[0].translate(_DIGITS)
        if numbers.isdecimal() and numbers not in entries:  # "¹²" of a list of nine
            numbers = ",".join(numbers)
        behind = draft.text[match.end() : match.end() + 1]
        is_power = behind.isalnum() or _UNIT.search(draft.text, max(0, match.start() - 12), match.start())
        if not is_power and all(number in entries for number in read_numbers(numbers)):
            yield _tag(match, numbers, entries)
