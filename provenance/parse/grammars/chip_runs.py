"""Chains of `label+N` in a text: `apnews.com+29news.com.au+2` is `apnews.com`, `+2`, `9news.com.au`, `+2`.

Every `+` before a digit is an anchor. What stands between two anchors is the first one's number and the second one's
label, and nothing else, if both belong to one chain; the number ends where the labels make sense and change N least.
Where the first label begins is worked out in `chip_heads`, when the labels of all chains are known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from provenance.parse.grammars.hosts import (
    host_ahead,
    host_start,
    is_digit_label,
    is_host,
    plus_names,
    publishers_names,
)
from provenance.parse.grammars.names import is_inner_name
from provenance.parse.grammars.regimes import Regime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.places import Places

LONGEST_LINK = 256
"""Characters between two `+` that may be one number and one label."""
MOST_DIGITS = 2
"""Digits of N; the largest N seen is 28."""
CHANGE, STRANGE_LABEL, STRANGE_AGAIN, BROKEN_CHIP = 1.0, 1.0, 0.6, 0.5
"""What speaks against a reading of a run, in units of a change of N; tried on linked chips joined to runs."""
_MUCH = 1_000.0

# "+2", the sign of an anchor; the number may run into the next label
_ANCHOR = re.compile(r"\+[1-9][0-9]*")
# "29" of "+29news.com.au+2"
_DIGITS = re.compile(r"[0-9]+")
# what may stand between a label and its +N, or between two chips: nothing, spaces and one line end
_JOINT = re.compile(r"[ \t\u00a0\u200b\u2060]*(?:\r?\n[ \t\u00a0\u200b\u2060]*)?")
# a line end between a label and its +N, as innerText copies it; a space is none: "reuters.com +5 points"
_SPLIT_LABEL = re.compile(r"[\u200b\u2060]*(?:[ \t]*\r?\n[ \t]*)?")
# "Trendlyne.com", "Bloomberg.com": a name that is a host but for its capital
_DOTTED_NAME = re.compile(r"[A-Z0-9][\w-]*(?:\.[\w-]+){1,3}")
# "keymakr" of "Reuters+2keymakr+2": a site's stem or a name in small letters
_STEM = re.compile(r"[a-z][a-z-]{3,}")
_SCHEMES = frozenset(["http://", "https://"])
_SPACES = " \t\r\n\u00a0\u200b\u2060"


class Mark(NamedTuple):
    """One `label+N`: from `start` (of the label) to `end` (after the number)."""

    start: int
    label_end: int
    end: int
    label: str
    more: int


class Chain(NamedTuple):
    """Marks that stand together; where the first label begins, not before `floor`, is not known yet."""

    floor: int
    label_end: int
    end: int
    more: int
    rest: tuple[Mark, ...]
    """The marks behind the first, whose labels are known."""

    @property
    def last(self) -> int:
        """Behind the last number."""
        return self.rest[-1].end if self.rest else self.end


class _Link(NamedTuple):
    """A way to read what stands between two anchors: the first one's number, and where the second one's label is."""

    more: int
    end: int
    label_start: int
    label: str
    strange: bool
    """The label begins with a digit and is not known, or is no host and no name: taken when nothing better is there."""


def find_chains(text: str, *, taken: Places) -> tuple[Chain, ...]:
    """Every chain of `text` outside the `taken` places, in order; what it may stand next to is not looked at."""
    return tuple(chain for anchors, floor in _rows(text, taken) if (chain := _read_row(text, anchors, floor)))


class _Anchor(NamedTuple):
    plus: int
    label_end: int
    links: tuple[_Link, ...]
    """How it may follow from the anchor before; empty when it begins a chain."""


def _rows(text: str, taken: Places) -> Iterator[tuple[list[_Anchor], int]]:
    """Anchors that stand together, each chain with the place before which its first label cannot begin."""
    chain: list[_Anchor] = []
    floor = before = digits = 0
    names_with_plus = plus_names()
    for match in _ANCHOR.finditer(text):
        plus = match.start()
        if not taken.are_free(plus, plus + 2) or text.startswith(names_with_plus, plus):
            continue
        label_end = _label_end(text, plus, before)
        blocked = taken.last_end(plus)
        links = _links(text, before, label_end) if chain and blocked <= before else ()
        if chain and not links:
            yield chain, floor
            chain = []
        if not chain:
            floor = max(digits, blocked)
        chain.append(_Anchor(plus=plus, label_end=label_end, links=links))
        before, digits = plus + 1, match.end()
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
    if label_end - start > LONGEST_LINK:
        return ()
    digits = _DIGITS.match(text, start, label_end)
    if not digits:
        return ()
    whole = digits.end()
    found = []
    for end in range(start + 1, min(whole, start + MOST_DIGITS) + 1):
        joint = _JOINT.match(text, end, label_end) if end == whole else None
        label_start = joint.end() if joint else end
        if label_start == label_end or text[label_start] == "0":
            continue
        # nothing else can stand before a label that is glued, or on its line
        label = read_label(text[label_start:label_end], glued=label_start == end or text[label_end] != "+")
        if label:
            strange = label.strange or (end < whole and not is_digit_label(label.words))
            more = int(text[start:end])
            found.append(_Link(more=more, end=end, label_start=label_start, label=label.words, strange=strange))
    return tuple(found)


class Label(NamedTuple):
    """What stands before a `+N`, as it reads; `strange` is a dotted word that is no host, or a stem."""

    words: str
    strange: bool = False


@lru_cache(maxsize=8192)
def read_label(written: str, *, glued: bool) -> Label | None:
    """The host or the name that `written` is as a whole, or none; a `glued` one may hold words in lower case."""
    if written.lower() in publishers_names():  # "Service-Public.fr"
        return Label(words=written)
    begins = host_start(written, len(written), floor=0)
    host = written[begins:]
    if begins == 0 and "." in written:
        return Label(words=written, strange=not is_host(written))
    if written[:begins] in _SCHEMES:
        return Label(words=written) if is_host(host) else None
    words = join_lines(written)
    if is_host(host) and not _DOTTED_NAME.fullmatch(words) and not (glued and is_host(words)):
        return None
    if words[:1] in {"", ".", "-"}:
        return None
    stem = glued and bool(_STEM.fullmatch(written))
    whole = stem or is_host(words) or is_host(host) or is_inner_name(words, glued=glued and "\n" not in written)
    return Label(words=words, strange=stem) if whole else None


def join_lines(written: str) -> str:
    """A label without the line end that a PDF put into it: `docs.ora⏎cle.com`, `Stack⏎Overflow`."""
    words = written.split()
    if len(words) == 2 and "\n" in written and is_host("".join(words)):
        return "".join(words)
    return " ".join(words)


def _read_row(text: str, anchors: list[_Anchor], floor: int) -> Chain | None:
    """The chain of a row of anchors, with every number chosen so that N changes least; none without a last number."""
    last = _last_links(text, anchors[-1].plus + 1)
    if not last:
        return None
    chosen = _likeliest([*(anchor.links for anchor in anchors[1:]), last])
    rest = tuple(
        Mark(
            start=before.label_start,
            label_end=anchor.label_end,
            end=link.end,
            label=before.label,
            more=link.more,
        )
        for before, anchor, link in zip(chosen, anchors[1:], chosen[1:], strict=False)
    )
    return Chain(floor=floor, label_end=anchors[0].label_end, end=chosen[0].end, more=chosen[0].more, rest=rest)


def _last_links(text: str, start: int) -> tuple[_Link, ...]:
    """The ways to read the number of a run's last mark; a host may be glued behind it (`+5codemurals.blogspot.com`)."""
    digits = _DIGITS.match(text, start)
    if not digits:
        return ()
    whole = digits.end()
    found = []
    for end in range(start + 1, min(whole, start + MOST_DIGITS + 1)):
        host = host_ahead(text, end)
        if host:
            strange = not is_digit_label(host)
            found.append(_Link(more=int(text[start:end]), end=end, label_start=end, label=host, strange=strange))
    if whole - start <= MOST_DIGITS:
        found.append(_Link(more=int(text[start:whole]), end=whole, label_start=whole, label="", strange=False))
    return tuple(found)


def _likeliest(steps: list[tuple[_Link, ...]]) -> list[_Link]:
    """One link a step: of rows with few changes of N and rows with few strange labels the likeliest.

    `+29news.com.au+2` is `+2` and `9news.com.au`, but `+15dl.acm.org+15orbilu.uni.lu+1` is not `+1` throughout.
    """
    if all(len(step) == 1 for step in steps):
        return [step[0] for step in steps]
    plain = _plain_row(steps)
    if plain:
        return plain
    prices = ((_MUCH, 1.0), (1.0, _MUCH), (CHANGE, STRANGE_LABEL))
    rows = (_cheapest(steps, change=change, strange=strange) for change, strange in prices)
    return min(rows, key=_doubt)


def _plain_row(steps: list[tuple[_Link, ...]]) -> list[_Link]:
    """The row with one N throughout and no strange label, if there is just one; else none."""
    rows = []
    for more in {link.more for link in steps[0]}:
        row = [next((link for link in step if link.more == more and not link.strange), None) for step in steps]
        if None not in row:
            rows.append([link for link in row if link])
    return rows[0] if len(rows) == 1 else []


def _doubt(row: list[_Link]) -> float:
    """How much speaks against a row: changes of N, labels that begin with a digit, labels that fill no whole chips."""
    strange = [link.label for link in row if link.strange]
    lengths = [(more, len(list(links))) for more, links in groupby(row, key=lambda link: link.more)]
    broken = sum(all(count % regime.shown(more) for regime in Regime) for more, count in lengths)
    return CHANGE * (len(lengths) - 1) + _strangeness(strange) + BROKEN_CHIP * broken


def _strangeness(labels: list[str]) -> float:
    """What the strange labels of a row cost: one that comes again tells less than another one."""
    different = len(set(labels))
    return STRANGE_LABEL * different + STRANGE_AGAIN * (len(labels) - different)


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
