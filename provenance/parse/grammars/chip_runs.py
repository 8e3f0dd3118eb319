"""Runs of `label+N` in a text: `apnews.com+29news.com.au+2` is `apnews.com`, `+2`, `9news.com.au`, `+2`.

Every `+` before a digit is an anchor. What stands between two anchors is the first one's number and the second one's
label, and nothing else, if both belong to one run; the number ends where the labels make sense and change N least.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from provenance.parse.grammars.hosts import host_ahead, host_start, is_host
from provenance.parse.grammars.names import is_inner_name
from provenance.parse.grammars.regimes import Regime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.places import Places

MOST_DIGITS = 2
"""Digits of N; the largest N seen is 28."""
CHANGE, STRANGE_LABEL, BROKEN_CHIP = 1.0, 0.6, 0.5
"""What speaks against a reading of a run, in units of a change of N; tried on linked chips joined in pairs."""
_MUCH = 1_000.0

# "+2", the sign of an anchor; the number may run into the next label
_ANCHOR = re.compile(r"\+(?=[1-9])")
# "29" of "+29news.com.au+2"
_DIGITS = re.compile(r"[0-9]+")
# what may stand between a label and its +N, or between two chips: nothing, spaces and one line end
_JOINT = re.compile(r"[ \t\u00a0\u200b\u2060]*(?:\r?\n[ \t\u00a0\u200b\u2060]*)?")
# a line end between a label and its +N, as innerText copies it; a space is none: "reuters.com +5 points"
_SPLIT_LABEL = re.compile(r"[\u200b\u2060]*(?:[ \t]*\r?\n[ \t]*)?")
# "Trendlyne.com", "Bloomberg.com": a name that is a host but for its capital
_DOTTED_NAME = re.compile(r"[A-Z0-9][\w-]*(?:\.[\w-]+){1,3}")
_SPACES = " \t\r\n\u00a0\u200b\u2060"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One `label+N`: from `start` (of the label) to `end` (after the number)."""

    start: int
    label_end: int
    end: int
    label: str
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Marks that stand together, in order; the label of the first may still be glued to the word before it."""

    marks: tuple[Mark, ...]

    @property
    def start(self) -> int:
        """Where the first label begins."""
        return self.marks[0].start

    @property
    def end(self) -> int:
        """Behind the last number."""
        return self.marks[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A way to read what stands between two anchors: the first one's number, and where the second one's label is."""

    more: int
    end: int
    label_start: int
    strange: bool
    """The label begins with a digit, or is no host and no name: only taken when nothing better is there."""


FirstLabel = Callable[[str, int, int], int]
"""(text, end, floor) -> where the first label of a run begins, `end` when there is none."""


def find_runs(text: str, *, taken: Places, first_label: FirstLabel) -> tuple[Run, ...]:
    """Every run of `text` outside the `taken` places, in order; what a run may stand next to is not looked at."""
    return tuple(run for chain, floor in _chains(text, taken) if (run := _read_chain(text, chain, floor, first_label)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    plus: int
    label_end: int
    links: tuple[_Link, ...]
    """How it may follow from the anchor before; empty when it begins a chain."""


def _chains(text: str, taken: Places) -> Iterator[tuple[list[_Anchor], int]]:
    """Anchors that stand together, each chain with the place before which its first label cannot begin."""
    chain: list[_Anchor] = []
    floor = before = 0
    for match in _ANCHOR.finditer(text):
        plus = match.start()
        if not taken.are_free(plus, plus + 2):
            continue
        label_end = _label_end(text, plus, before)
        blocked = taken.last_end(plus)
        links = _links(text, before, label_end) if chain and blocked <= before else ()
        if chain and not links:
            yield chain, floor
            chain = []
        if not chain:
            floor = max(before, blocked)
        chain.append(_Anchor(plus=plus, label_end=label_end, links=links))
        before = plus + 1
    if chain:
        yield chain, floor


def _label_end(text: str, plus: int, floor: int) -> int:
    """Where the label before `plus` ends: at it, or before the line end between them."""
    end = plus
    while end > floor and text[end - 1] in _SPACES:
        end -= 1
    return end if _SPLIT_LABEL.fullmatch(text, end, plus) else plus


def _links(text: str, start: int, label_end: int) -> tuple[_Link, ...]:
    """The ways to read `text[start:label_end]` as a number and a whole label."""
    if label_end - start > 256:
        return ()
    digits = _DIGITS.match(text, start, label_end)
    if not digits:
        return ()
    found = []
    for end in range(start + 1, min(digits.end(), start + MOST_DIGITS) + 1):
        joint = _JOINT.match(text, end, label_end)
        label_start = joint.end() if joint else end
        label = text[label_start:label_end]
        if label and (end == digits.end() or label_start == end):
            kind = _label_kind(text, label_start, label_end, glued=label_start == end)
            if kind is not None:
                strange = kind or (end < digits.end())
                found.append(_Link(more=int(text[start:end]), end=end, label_start=label_start, strange=strange))
    return tuple(found)


def _label_kind(text: str, start: int, end: int, *, glued: bool) -> bool | None:
    """False for a host or a name, true for a dotted word that is no host, none for anything else."""
    label = text[start:end]
    host_begins = host_start(text, end, floor=start)
    if host_begins == start and "." in label:
        return not is_host(label)
    if is_host(text[host_begins:end]):
        return False if _DOTTED_NAME.fullmatch(label) else None
    return False if is_inner_name(label, glued=glued) else None


def _read_chain(text: str, chain: list[_Anchor], floor: int, first_label: FirstLabel) -> Run | None:
    """The run of a chain, with the number of every mark chosen so that N changes least; none without a first label."""
    start = first_label(text, chain[0].label_end, floor)
    if start >= chain[0].label_end:
        return None
    last = _last_links(text, chain[-1].plus + 1)
    if not last:
        return None
    steps = [*(anchor.links for anchor in chain[1:]), last]
    chosen = _likeliest(text, steps, chain)
    starts = [start, *(link.label_start for link in chosen)]
    marks = tuple(
        Mark(
            start=begin,
            label_end=anchor.label_end,
            end=link.end,
            label=" ".join(text[begin : anchor.label_end].split()),
            more=link.more,
        )
        for begin, anchor, link in zip(starts, chain, chosen, strict=False)
    )
    return Run(marks=marks)


def _last_links(text: str, start: int) -> tuple[_Link, ...]:
    """The ways to read the number of a run's last mark; a host may be glued behind it (`+5codemurals.blogspot.com`)."""
    digits = _DIGITS.match(text, start)
    if not digits:
        return ()
    whole = digits.end()
    found = [
        _Link(more=int(text[start:end]), end=end, label_start=end, strange=True)
        for end in range(start + 1, min(whole, start + MOST_DIGITS + 1))
        if host_ahead(text, end)
    ]
    if whole - start <= MOST_DIGITS:
        found.append(_Link(more=int(text[start:whole]), end=whole, label_start=whole, strange=False))
    return tuple(found)


def _likeliest(text: str, steps: list[tuple[_Link, ...]], chain: list[_Anchor]) -> list[_Link]:
    """One link a step: of the row with the fewest changes of N and the one with the fewest strange labels the likelier.

    `+29news.com.au+2` is `+2` and `9news.com.au`, but `+15dl.acm.org+15orbilu.uni.lu+1` is not `+1` throughout.
    """
    if all(len(step) == 1 for step in steps):
        return [step[0] for step in steps]
    rows = (_cheapest(steps, change=_MUCH, strange=1.0), _cheapest(steps, change=1.0, strange=_MUCH))
    return min(rows, key=lambda row: _doubt(text, row, chain))


def _doubt(text: str, row: list[_Link], chain: list[_Anchor]) -> float:
    """How much speaks against a row: changes of N, labels that begin with a digit, labels that fill no whole chips."""
    ends = [anchor.label_end for anchor in chain[1:]]
    strange = {text[link.label_start : end] for link, end in zip(row, ends, strict=False) if link.strange}
    lengths = [(more, len(list(links))) for more, links in groupby(row, key=lambda link: link.more)]
    broken = sum(all(count % regime.shown(more) for regime in Regime) for more, count in lengths)
    return CHANGE * (len(lengths) - 1) + STRANGE_LABEL * len(strange) + BROKEN_CHIP * broken


def _cheapest(steps: list[tuple[_Link, ...]], *, change: float, strange: float) -> list[_Link]:
    """The row of links that costs least, `change` a change of N and `strange` a strange label; linear in the steps."""
    costs = [strange * link.strange for link in steps[0]]
    back: list[list[int]] = []
    for before, now in pairwise(steps):
        best = [
            min(
                (cost + change * (other.more != link.more), at)
                for at, (cost, other) in enumerate(zip(costs, before, strict=True))
            )
            for link in now
        ]
        costs = [cost + strange * link.strange for (cost, _), link in zip(best, now, strict=True)]
        back.append([at for _, at in best])
    at = costs.index(min(costs))
    chosen = [steps[-1][at]]
    for step, best_before in zip(reversed(steps[:-1]), reversed(back), strict=True):
        at = best_before[at]
        chosen.append(step[at])
    return chosen[::-1]
