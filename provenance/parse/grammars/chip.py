"""The chip: `apnews.com+2nypost.com+2time.com+2`, up to three labels with the same N, N+1 sources behind it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from provenance.model.notices import Notice
from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Unread
from provenance.parse.grammars.chip_runs import Run, find_runs
from provenance.parse.grammars.hosts import (
    glued_start,
    host_ahead,
    host_start,
    is_host,
    publishers_hosts,
    publishers_names,
)
from provenance.parse.grammars.names import find_name, is_stop_name
from provenance.parse.grammars.regimes import Row, decide_regime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft
    from provenance.parse.grammars.chip_runs import Mark
    from provenance.parse.grammars.regimes import Decision

STYLE = "chip"

# Signs that make a token an address, a search, a file name or a formula when they stand before or behind it
_NO_MARK_BEFORE = frozenset("@/\\=_&%#$`~+<^")
_NO_MARK_BEHIND = frozenset("@/\\=_&%#$`~+^(-")
# "site:" and "url:" of a search, glued before a host
_SEARCH_PREFIX = re.compile(r"[A-Za-z]:$")
# where a name's mark may end: the line's end, a full stop, a bracket, a capital
_CLOSES = re.compile(r"(?=[A-Z])|[ \t]*(?:$|[\r\n.!?)\]”\"»。！？）]|(?=[A-Z][a-z]))")


def find_chips(draft: Draft) -> Finding:
    """Every chip with `+N` of the draft; notices when the form of the document is open or a run does not fit it."""
    text = draft.text
    if "+" not in text:
        return Finding()
    found = find_runs(text, taken=draft.taken, first_label=_first_label)
    standings = [_standing(text, run) for run in found]
    has_chips = _Standing.MARK in standings
    accepted, left = {_Standing.MARK}, {_Standing.UNSURE}
    (accepted if has_chips else left).add(_Standing.DOUBTFUL)
    runs = _unglued(text, [run for run, standing in zip(found, standings, strict=True) if standing in accepted])
    doubtful = [run for run, standing in zip(found, standings, strict=True) if standing in left]
    rows = [_Row(marks=marks) for run in runs for marks in _same_number(run)]
    labels = [mark.label for run in runs for mark in run.marks]
    decision = decide_regime([row.size for row in rows], are_domains=2 * sum(map(is_host, labels)) >= len(labels))
    return Finding(
        tags=tuple(_with_words(text, tag) for row in rows for tag in _chips(row, decision)),
        unread=tuple(map(_unread, doubtful)),
        notices=_notices(rows, decision),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Marks of a run with the same number."""

    marks: tuple[Mark, ...]

    @property
    def size(self) -> Row:
        """How many there are, and their number."""
        return Row(labels=len(self.marks), more=self.marks[0].more)


def _first_label(text: str, end: int, floor: int) -> int:
    """Where the first label of a run begins: a host, a host with a capital (`Bloomberg.com`), or a name."""
    start = host_start(text, end, floor=floor)
    if "." in text[start:end] and is_host(text[start:end]):
        while start > floor and text[start - 1].isascii() and text[start - 1].isalpha():
            start -= 1
        return start
    name = find_name(text, end, floor=floor)
    return name.start if name else end


class _Standing(Enum):
    """What a run is by its surroundings; a doubtful one is a mark in a text that has others, else it is unread.

    An unsure one, whose label may be words of the sentence ("China joined ASEAN+3"), is always unread.
    """

    MARK = "mark"
    DOUBTFUL = "doubtful"
    UNSURE = "unsure"
    NONE = "none"


def _standing(text: str, run: Run) -> _Standing:
    """Whether the surroundings let the run be a mark; names are held to more than domains."""
    alone = len(run.marks) == 1
    if not _front_allows(text, run.start, alone=alone) or not _tail_allows(text, run.end, alone=alone):
        return _Standing.NONE
    if any(is_host(mark.label.lower()) for mark in run.marks):
        return _Standing.MARK
    if is_stop_name(run.marks[0].label):
        return _Standing.NONE
    return _lone_standing(text, run.marks[0]) if alone else _names_standing(text, run)


def _front_allows(text: str, start: int, *, alone: bool) -> bool:
    before = text[start - 1] if start else " "
    if before == ":" and alone:
        return not _SEARCH_PREFIX.search(text, max(0, start - 2), start)
    if before == "%":  # "rose 3.5%bls.gov+1", but not "%20bls.gov+1"
        return text[start - 2 : start - 1].isdecimal() and text[start].isalpha()
    return before not in _NO_MARK_BEFORE


def _tail_allows(text: str, end: int, *, alone: bool) -> bool:
    behind, after = text[end : end + 1], text[end + 1 : end + 2]
    if behind in _NO_MARK_BEHIND and behind:
        return behind == "-" and after.isspace()
    if behind in {".", ","} and after.isdigit():
        return False
    if behind == "." and after.islower():
        return not alone
    if behind.islower():
        return not alone or bool(host_ahead(text, end))
    return True


def _lone_standing(text: str, mark: Mark) -> _Standing:
    """A lone name is a mark when nothing goes on behind it, and it is a known publisher or no word stands before it."""
    name = find_name(text, mark.label_end, floor=max(0, mark.start - 100))
    if name is None or not _CLOSES.match(text, mark.end):
        return _Standing.NONE
    return _Standing.MARK if name.known or (name.bounded and not name.mixed) else _Standing.UNSURE


def _names_standing(text: str, run: Run) -> _Standing:
    """Several names are a mark when a publisher is among them, or they are glued and two of them bear the same N."""
    if any(mark.label.lower() in publishers_names() for mark in run.marks):
        return _Standing.MARK
    spaced = any(text[before.end : after.start].startswith(" ") for before, after in pairwise(run.marks))
    return _Standing.DOUBTFUL if spaced or run.marks[0].more != run.marks[1].more else _Standing.MARK


def _unread(run: Run) -> Unread:
    """A name with `+N` that may be words of the sentence, which therefore stay."""
    span = Span(start=run.start, end=run.end)
    return Unread(span=span, style="name with +N, perhaps a publisher's", kept=span)


def _unglued(text: str, runs: list[Run]) -> list[Run]:
    """The runs with what is glued before their first host cut off, by the hosts that the document shows elsewhere."""
    first = Counter(run.marks[0].label for run in runs)
    inner = {mark.label for run in runs for mark in run.marks[1:]}
    known = publishers_hosts() | inner | {label for label, count in first.items() if count > 1}
    return [_cut_head(text, run, known) for run in runs]


def _cut_head(text: str, run: Run, known: frozenset[str]) -> Run:
    head = run.marks[0]
    if not is_host(head.label) or head.label_end - head.start != len(head.label):
        return run
    cut = glued_start(head.label, known=known, closed=text[run.end : run.end + 1] in tuple(".!?"))
    return Run(marks=(replace(head, start=head.start + cut, label=head.label[cut:]), *run.marks[1:])) if cut else run


def _same_number(run: Run) -> Iterator[tuple[Mark, ...]]:
    """The marks of a run by their number: a change of N always begins a new chip."""
    for _, marks in groupby(run.marks, key=lambda mark: mark.more):
        yield tuple(marks)


def _chips(row: _Row, decision: Decision) -> Iterator[FoundTag]:
    at = 0
    for size in row.size.chips(decision.regime):
        marks = row.marks[at : at + size]
        at += size
        yield FoundTag(
            span=Span(start=marks[0].start, end=marks[-1].end),
            style=STYLE,
            labels=tuple(mark.label for mark in marks),
            more=marks[0].more,
        )


def _with_words(text: str, tag: FoundTag) -> FoundTag:
    """The tag, its first label left in the sentence when words of the sentence are in it."""
    end = tag.span.start + len(tag.labels[0])
    if is_host(tag.labels[0].lower()) or not text.startswith(tag.labels[0], tag.span.start):
        return tag
    name = find_name(text, end, floor=max(0, tag.span.start - 100))
    return replace(tag, kept=Span(start=tag.span.start, end=end)) if name and name.mixed else tag


def _notices(rows: list[_Row], decision: Decision) -> tuple[Notice, ...]:
    notices = []
    if decision.ambiguous:
        notices.append(
            Notice(
                code="ambiguous_chips",
                message="The text does not tell how many labels one citation chip shows; "
                f"they were read {'as in the older form' if decision.regime.value else 'as in the newer form'}, "
                "so that where one chip ends and the next begins may be wrong. The sources named are the same.",
            )
        )
    odd = [row.marks for row in rows if not row.size.fits(decision.regime)]
    if odd:
        notices.append(
            Notice(
                code="irregular_chips",
                message=f"{len(odd)} run{'s' if len(odd) > 1 else ''} of citation chips with a number of labels that "
                "no whole chips have: a label may have been lost when the text was copied.",
                span=Span(start=odd[0][0].start, end=odd[0][-1].end),
            )
        )
    return tuple(notices)
