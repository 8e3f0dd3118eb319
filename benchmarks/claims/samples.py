"""The rows of the claim sets as the values of their signals: what weights are fitted on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from sys import maxsize
from typing import TYPE_CHECKING

from benchmarks.claims.figures import FAMILY
from benchmarks.claims.judging import DEV_FOLD, FOLDS, load_entailer
from benchmarks.claims.sets import SKIPPED, TRANSFER, Row, fold_of, list_sets, read_rows, set_name
from provenance.match.assess import compare_readings, read_page
from provenance.match.comparison import Status
from provenance.match.meaning import Entailment, ask_entailer
from provenance.match.reading import read_claim, read_page_facts
from provenance.match.signals import SIGNALS, measure_signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from provenance.match.comparison import Judged
    from provenance.match.meaning import Entailer

NAMES = tuple(name for name, _ in SIGNALS)

OTHER_SET = "other_pages"
"""A set made here: supported claims with their own page, and with somebody else's. The sets hold few pages that have
nothing to do with the claim, an editor's run holds many."""

OTHER_ROWS = 40
"""Supported rows a set that are paired with another row's page."""

OTHERS = 3.0
"""How many sets the claims with somebody else's page count for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The values of the signals for one row, with its label, its fold, and how much it counts.

    `clear` is whether no fact of the claim is missing or in conflict, without which nothing is called supported.
    """

    source: str
    values: tuple[float, ...]
    label: int
    fold: int
    clear: bool
    weight: float = 1.0

    @property
    def dev(self) -> bool:
        """Whether the row is one to choose by, not to fit on."""
        return self.fold == DEV_FOLD

    @property
    def family(self) -> str:
        """The set, or the family that its set is a part of."""
        return FAMILY if self.source.startswith(FAMILY) else self.source


def read_samples(folder: Path, *, most: int, entail: str) -> list[Sample]:
    """Up to `most` rows of each set and the swapped pairs, weighed; `entail` is the entailer asked, or `off`.

    With an entailer only rows are read that it was not trained on: on its own pairs it is surer than it may be.
    """
    entailer: Entailer | Entailment = load_entailer(entail)
    samples: list[Sample] = []
    for path in list_sets(folder):
        name = set_name(path)
        if name not in SKIPPED:
            rows = read_rows(path, most=most) if entailer is Entailment.OFF else read_untrained(path, most=most)
            samples.extend(_make_sample(row, source=name, entailer=entailer) for row in rows)
            samples.extend(_make_sample(row, source=OTHER_SET, entailer=entailer) for row in _swap_pages(rows))
    return _weigh(samples)


def read_untrained(path: Path, *, most: int) -> list[Row]:
    """Up to `most` rows of the dev fold, or of a set that the entailer was not trained on at all."""
    rows = read_rows(path, most=maxsize)
    return [row for row in rows if set_name(path) in TRANSFER or fold_of(row.group, folds=FOLDS) == DEV_FOLD][:most]


def by_set(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    """The samples of each set of others, without the pages that were swapped here."""
    sets: dict[str, list[Sample]] = {}
    for sample in samples:
        if sample.source != OTHER_SET:
            sets.setdefault(sample.source, []).append(sample)
    return sets


def _make_sample(row: Row, *, source: str, entailer: Entailer | Entailment) -> Sample:
    judged = _judge(row, entailer)
    lost = (Status.MISSING, Status.CONFLICT)
    return Sample(
        source=source,
        values=tuple(measure.value for _, measure in measure_signals(judged)),
        label=row.label,
        fold=fold_of(row.group if entailer is Entailment.OFF else f"{row.group}|stacked", folds=FOLDS),
        clear=not any(finding.status in lost for finding in judged.findings),
    )


def _judge(row: Row, entailer: Entailer | Entailment) -> Judged:
    judged = compare_readings(read_claim(row.claim, base=None), read_page_facts(read_page(row.document), base=None))
    return replace(judged, opinion=ask_entailer(judged.comparison, entailer=entailer))


def _swap_pages(rows: Sequence[Row]) -> list[Row]:
    """Supported rows as they are, and the same claims with the page of the next group."""
    supported = [row for row in rows if row.label][:OTHER_ROWS]
    pairs = zip(supported, [*supported[1:], *supported[:1]], strict=True)
    swapped = [
        Row(claim=row.claim, document=other.document, label=0, group=row.group)
        for row, other in pairs
        if row.group != other.group and row.document != other.document
    ]
    return [*supported, *swapped]


def _weigh(samples: list[Sample]) -> list[Sample]:
    """Each family sums to 1,000: half of it with either label counting the same, half with its rows as they are.

    The labels of the sets are no measure of how often articles are right, but who says `supported` of a long summary
    must know how rarely one holds. Other pages count `OTHERS` times that.
    """
    counts = Counter((sample.source, sample.label, sample.dev) for sample in samples)
    rows = Counter((sample.source, sample.dev) for sample in samples)
    parts = Counter(family for family, _ in {(sample.family, sample.source) for sample in samples})
    return [
        replace(
            sample,
            weight=(OTHERS if sample.source == OTHER_SET else 1.0)
            * (250 / counts[sample.source, sample.label, sample.dev] + 500 / rows[sample.source, sample.dev])
            / parts[sample.family],
        )
        for sample in samples
    ]
