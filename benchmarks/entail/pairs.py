"""The pairs of claim and passage that the entailer is trained and measured on, from a folder of claim sets.

    python -m benchmarks.entail.pairs --claims FOLDER --out FILE

The passage is what the matcher shows the entailer at run time. Groups of fold 4 are dev and never trained on, nor is
any claim that a dev row of any set has, nor a document that a dev row of another set has; WiCE is left out of training
altogether, to see how the model does on a set it has never met. A part of the supported claims is added once more with
one thing changed by rule (refuted), and once more with another claim's document (not stated).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.claims.judging import DEV_FOLD, FOLDS
from benchmarks.claims.sets import TRANSFER, fold_of, list_sets, set_name
from benchmarks.entail.swaps import find_names, swap
from provenance.match.assess import compare_readings, read_page
from provenance.match.meaning.premise import make_premise
from provenance.match.reading import read_claim, read_page_facts

LABELS = {"supported": 0, "refuted": 1, "not_stated": 2, "not_supported": 3}
"""The last one: refuted or not stated, the set does not say which."""

REFUTED = frozenset({"REFUTES", "refutes", "refute", "REFUTE"})
UNSTATED = frozenset({"NOT ENOUGH INFO", "NOTENOUGHINFO", "irrelevant"})

SWAPPED, STRANGE = 0.35, 0.07
"""Shares of the supported claims that come again changed by rule, and with another claim's document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim beside a passage; `label` is a value of `LABELS`, `dev` says that it is only measured on."""

    source: str
    claim: str
    passage: str
    label: int
    dev: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    source: str
    claim: str
    document: str
    label: int
    dev: bool


def main() -> None:
    """Write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rows = [row for path in list_sets(arguments.claims) for row in _read(path)]
    claims = {_key(row.claim) for row in rows if row.dev}
    documents = {(row.source, _key(row.document)) for row in rows if row.dev}
    holders: dict[str, set[str]] = {}
    for source, document in documents:
        holders.setdefault(document, set()).add(source)
    kept = [
        row
        for row in rows
        if row.dev or (_key(row.claim) not in claims and not holders.get(_key(row.document), set()) - {row.source})
    ]
    with gzip.open(arguments.out, "wt", encoding="utf-8") as out:
        for row in (*kept, *_make_wrong([row for row in kept if not row.dev])):
            pair = Pair(source=row.source, claim=row.claim, passage=_passage(row), label=row.label, dev=row.dev)
            out.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")


def _read(path: Path) -> list[_Row]:
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            group = str(record.get("group") or record["claim"])
            rows.append(
                _Row(
                    source=set_name(path),
                    claim=record["claim"],
                    document=record["document"],
                    label=_label(int(record["label"]), str(record.get("label_raw"))),
                    dev=set_name(path) in TRANSFER or fold_of(group, folds=FOLDS) == DEV_FOLD,
                )
            )
    return rows


def _label(label: int, raw: str) -> int:
    if label:
        return LABELS["supported"]
    if raw in REFUTED:
        return LABELS["refuted"]
    return LABELS["not_stated"] if raw in UNSTATED else LABELS["not_supported"]


def _make_wrong(rows: list[_Row]) -> list[_Row]:
    chance = random.Random(20)  # noqa: S311 - the same choices every time
    supported = [row for row in rows if row.label == LABELS["supported"]]
    names = sorted({name for row in supported for name in find_names(row.claim)})
    made: list[_Row] = []
    for row in supported:
        if chance.random() < SWAPPED:
            few = chance.sample(names, min(200, len(names)))
            changed = swap(row.claim, few, chance)
            if changed is not None:
                made.append(replace(row, claim=changed, label=LABELS["refuted"], source=row.source + "+swap"))
        if chance.random() < STRANGE:
            other = chance.choice(supported)
            if other.document != row.document:
                made.append(
                    replace(row, document=other.document, label=LABELS["not_stated"], source=row.source + "+strange")
                )
    return made


def _passage(row: _Row) -> str:
    claim = read_claim(row.claim, base=None)
    page = read_page_facts(read_page(row.document), base=None)
    return make_premise(compare_readings(claim, page).comparison) if page.sentences else row.document[:400]


def _key(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())


if __name__ == "__main__":
    main()
