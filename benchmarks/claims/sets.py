"""The folder of claim sets as rows: one gzip JSON-lines file a set, as its README describes."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


SKIPPED = frozenset({"wice_nst"})
"""Sets with one label only."""

TRANSFER = frozenset({"wice", "wice_nst"})
"""Sets that the entailer is not trained on, to see how it does on a set that it has never met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim with the text it is checked against; `group` stays on one side of every split.

    `label` is 1 for supported; `label_raw` is the source's own label.
    """

    claim: str
    document: str
    label: int
    group: str
    label_raw: str = ""

    @property
    def refuted(self) -> bool:
        """Whether the source says that the text contradicts the claim, in any of the sets' spellings."""
        return self.label_raw.casefold().startswith("refut")


def list_sets(folder: Path) -> tuple[Path, ...]:
    """The files of the folder, by name; ends the program when there are none."""
    found = tuple(sorted(folder.glob("*.jsonl.gz")))
    if not found:
        raise SystemExit(f"There are no claim sets (*.jsonl.gz) in {folder}; benchmarks/README.md says what they are.")
    return found


def set_name(path: Path) -> str:
    """The name of the set: `wice` for `wice.dev.jsonl.gz`."""
    return path.name.split(".")[0]


def read_rows(path: Path, *, most: int) -> list[Row]:
    """Up to `most` rows of the set, chosen by the digest of their identity: the same rows on every machine."""
    rows = sorted(_every_row(path), key=lambda pair: pair[0])
    return [row for _, row in rows[:most]]


def _every_row(path: Path) -> Iterator[tuple[str, Row]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            group = str(record.get("group") or record["claim"])
            row = Row(
                claim=record["claim"],
                document=record["document"],
                label=int(record["label"]),
                group=group,
                label_raw=str(record.get("label_raw", "")),
            )
            yield digest_of(f"{record['id']}|{record['claim']}"), row


def digest_of(text: str) -> str:
    """The sha256 of the text, for choices that look random and are the same everywhere."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fold_of(group: str, *, folds: int) -> int:
    """The number of the fold, 0 to `folds` - 1, that a group belongs to."""
    return int(digest_of(group)[:8], 16) % folds
