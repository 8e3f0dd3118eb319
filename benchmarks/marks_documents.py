"""Documents with linked chips flattened into sentences written for this measurement, and what must be found in them.

A document is all of one regime: a chip stands in it only if it shows as many labels as that regime says.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from provenance.parse.grammars.hosts import is_host
from provenance.parse.grammars.regimes import Regime, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LONGEST_RUN = 6
"""Chips that stand glued together at most."""
DOCUMENTS_EACH = 40
"""Documents for every length of runs, regime and kind of labels."""
SEED = 20250706


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A chip whose link told its boundaries: its labels and its `+N`."""

    labels: tuple[str, ...]
    more: int

    @property
    def primary(self) -> str:
        """The label of the page that the link went to, by its place."""
        return self.labels[1] if len(self.labels) == 3 else self.labels[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A chip with its place in a document."""

    start: int
    end: int
    labels: tuple[str, ...]
    more: int
    primary: str


class Telling(StrEnum):
    """Whether the text tells where its chips begin and end.

    `head`: the first host is glued to a word in small letters, so that only a known host shows where it begins.
    """

    DECIDABLE = "decidable"
    OPEN = "open"
    HEAD = "glued head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with its chips; `group` names the kind of document in the tables."""

    text: str
    format: str
    truth: tuple[Truth, ...]
    group: str
    carrier: str
    telling: Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """The words around a run of chips; `joint` stands between a label and its `+N`, and behind it."""

    name: str
    before: str
    behind: str
    format: str = "text"
    joint: str = ""


CARRIERS = (
    Carrier(name="behind a space", before="The bridge was closed for eleven days ", behind="."),
    Carrier(name="glued to the word", before="The bridge was closed for eleven days", behind="."),
    Carrier(name="glued to a number", before="The bridge was first opened in 1932", behind="."),
    Carrier(name="behind the full stop", before="The bridge was closed for eleven days. ", behind=""),
    Carrier(name="between two sentences", before="It was closed in May. ", behind=" The toll rose by 12 percent."),
    Carrier(name="glued next sentence", before="It was closed in May ", behind=".The toll rose by 12 percent."),
    Carrier(name="on a line", before="The bridge was closed in May.\n", behind="\nThe toll rose by 12 percent."),
    Carrier(name="stop on the next line", before="The toll rose\n", behind="\n.\nThe ferry ran at night."),
    Carrier(name="label and +N on lines", before="The toll rose.\n", behind="It fell again.", joint="\n"),
    Carrier(name="in brackets", before="The toll rose by 12 percent (", behind=")."),
    Carrier(name="list item", before="- The toll rose by 12 percent ", behind="\n- It fell again.", format="markdown"),
    Carrier(
        name="table cell",
        before="| year | toll |\n|---|---|\n| 1932 | The toll rose ",
        behind=" |\n",
        format="markdown",
    ),
    Carrier(name="in mid-sentence", before="The toll rose in the north ", behind=", while the ferry ran at night."),
    Carrier(name="German", before="Die Brücke wurde im Mai gesperrt ", behind=". Danach stieg die Maut."),
    Carrier(name="French", before="Le pont a été fermé en mai. ", behind="\nLe péage a augmenté de 12 %."),
    Carrier(name="Spanish", before="El puente se cerró en mayo ", behind="."),
    Carrier(name="Russian", before="Мост закрыли в мае ", behind=". Потом выросла плата."),
    Carrier(name="Turkish", before="Köprü mayısta kapatıldı ", behind=". Ücret arttı."),
    Carrier(name="Chinese", before="大桥于五月关闭。", behind="\n"),
    Carrier(name="Japanese", before="橋は五月に閉鎖された。", behind="料金は上がった。"),
    Carrier(name="Arabic", before="أُغلق الجسر في مايو ", behind=". ثم ارتفعت الرسوم."),
    Carrier(name="Hindi", before="पुल मई में बंद हुआ। ", behind="\n"),
)


def chips_of(rows: Iterable[Mapping[str, Any]]) -> tuple[list[Chip], int]:
    """The chips of the linked rows, and how many rows are none: no N, or a site's stem in small letters."""
    chips, left_out = [], 0
    for row in rows:
        labels, more = tuple(row["labels"]), row["more"][0]
        stem = len(labels) == 1 and labels[0] == labels[0].lower() and not is_host(labels[0]) and labels[0].isascii()
        if more < 1 or stem:
            left_out += 1
        else:
            chips.append(Chip(labels=labels, more=more))
    return chips, left_out


def documents(chips: Sequence[Chip]) -> Iterator[Document]:
    """Every chip alone behind every carrier, then documents of three to five sentences with runs of one length."""
    for regime in Regime:
        fitting = [chip for chip in chips if Row(labels=len(chip.labels), more=chip.more).chips(regime) == _one(chip)]
        whole = [chip for chip in fitting if len(chip.labels) == regime.shown(chip.more)]
        for chip in whole:
            for carrier in CARRIERS:
                yield _document([(carrier, [chip])], group=f"{regime.name}, alone")
        for kind, pool in _by_kind(whole).items():
            yield from _documents_with_runs(pool, group=f"{regime.name}, {kind}")


def _one(chip: Chip) -> tuple[int, ...]:
    return (len(chip.labels),)


def _by_kind(chips: Sequence[Chip]) -> dict[str, list[Chip]]:
    domains = [chip for chip in chips if all(map(is_host, chip.labels))]
    return {"domains": domains, "names": [chip for chip in chips if chip not in domains]}


def _documents_with_runs(pool: Sequence[Chip], *, group: str) -> Iterator[Document]:
    drawn = random.Random(f"{SEED} {group}")  # noqa: S311 - the same documents in every run
    carriers = [carrier for carrier in CARRIERS if carrier.format == "text"]
    for length in range(1, LONGEST_RUN + 1):
        for _ in range(DOCUMENTS_EACH):
            parts = [(drawn.choice(carriers), drawn.choices(pool, k=length)) for _ in range(drawn.randint(3, 5))]
            yield _document(parts, group=f"{group}, runs of {length}")


def _document(parts: Sequence[tuple[Carrier, Sequence[Chip]]], *, group: str) -> Document:
    text, truth = "", []
    for carrier, chips in parts:
        text += carrier.before
        for chip in chips:
            start = len(text)
            text += carrier.joint.join(f"{label}{carrier.joint}+{chip.more}" for label in chip.labels)
            truth.append(
                Truth(start=start, end=len(text), labels=chip.labels, more=chip.more, primary=chip.primary),
            )
            text += carrier.joint
        text += carrier.behind + ("\n" if len(parts) > 1 else "")
    return Document(
        text=text,
        format=parts[0][0].format,
        truth=tuple(truth),
        group=group,
        carrier=parts[0][0].name if len(parts) == 1 else "several",
        telling=_telling(parts),
    )


def _telling(parts: Sequence[tuple[Carrier, Sequence[Chip]]]) -> Telling:
    rows = []
    for carrier, chips in parts:
        if carrier.before[-1].isalpha() and is_host(chips[0].labels[0]):
            return Telling.HEAD
        for more, same in groupby(chips, key=lambda chip: chip.more):
            rows.append(Row(labels=sum(len(chip.labels) for chip in same), more=more))
    told = any(row.fits(Regime.A) != row.fits(Regime.B) for row in rows)
    same_cut = all(row.chips(Regime.A) == row.chips(Regime.B) for row in rows)
    return Telling.DECIDABLE if told or same_cut else Telling.OPEN
