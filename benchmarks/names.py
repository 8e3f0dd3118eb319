"""How near a misspelt name must be to a known publisher's to be read as it: what is won and what goes wrong.

    .venv/bin/python benchmarks/names.py [--marks marks.jsonl]

Won: every name of the table misspelt in several ways. Wrong: every name of the table against the names of all other
publishers, as if its own publisher were not known; and, from a file of linked chips, the labels that are in no table.
One row a likeness: the share of misspellings read as their publisher, and the names read as somebody else's.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.resolve.publishers import (
    find_publisher_by_name,
    find_publishers_sharing,
    name_key,
    names_owned,
    read_publishers,
)
from provenance.resolve.spelling import SAME_NAME, can_be_misspelt, find_nearest_name, near_names
from provenance.resolve.tags import resolve_label

if TYPE_CHECKING:
    from collections.abc import Callable

LIKENESSES = (84, 86, 88, 90, 91, 92, 93, 94, 95, 96, 97, 98)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def drop_letter(name: str, chance: random.Random) -> str:
    """`The Guardan`."""
    at = chance.randrange(1, len(name))
    return name[:at] + name[at + 1 :]


def double_letter(name: str, chance: random.Random) -> str:
    """`The Guarddian`."""
    at = chance.randrange(1, len(name))
    return name[:at] + name[at] + name[at:]


def other_letter(name: str, chance: random.Random) -> str:
    """`The Guaxdian`."""
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice(LETTERS) + name[at + 1 :]


def swap_letters(name: str, chance: random.Random) -> str:
    """`The Gaurdian`."""
    at = chance.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def close_up(name: str, _: random.Random) -> str:
    """`TheGuardian`."""
    return name.replace(" ", "", 1)


def add_online(name: str, _: random.Random) -> str:
    """`The Guardian Online`."""
    return f"{name} Online"


def add_news(name: str, _: random.Random) -> str:
    """`The Guardian News`."""
    return f"{name} News"


MISSPELLINGS: tuple[Callable[[str, random.Random], str], ...] = (
    drop_letter,
    double_letter,
    other_letter,
    swap_letters,
    close_up,
    add_online,
    add_news,
)


def known_names() -> list[tuple[str, str]]:
    """Each publisher with each of its names that can be misspelt."""
    rows = ((row.name, name) for row in read_publishers() for name in (row.name, *row.aliases))
    return [(publisher, name) for publisher, name in rows if can_be_misspelt(name_key(name))]


def read_name(written: str) -> tuple[float, str]:
    """How near the publisher is that a name is read as, 100 for a name of the table, and its name."""
    known = find_publisher_by_name(written)
    if known:
        return 100.0, known.name
    nearest = find_nearest_name(written)
    return (nearest.score, nearest.publisher.name) if nearest else (0.0, "")


def read_misspelt(misspell: Callable[[str, random.Random], str]) -> list[tuple[float, bool]]:
    """For each name misspelt: the likeness at which a publisher is found, and whether it is the right one."""
    chance = random.Random(7)  # noqa: S311 - the same misspellings in every run
    read = []
    for publisher, name in known_names():
        written = misspell(name, chance)
        if name_key(written) != name_key(name):
            score, found = read_name(written)
            read.append((score, found == publisher))
    return read


def strangers() -> list[tuple[float, str, str]]:
    """For each name of the table: how near the nearest name of another publisher is, and the two names.

    A name that several publishers share is read as none of them.
    """
    found = []
    for publisher, name in known_names():
        for known, score in near_names(name):
            if score < 100 and not find_publishers_sharing(known) and names_owned()[known].name != publisher:
                found.append((score, name, known))
                break
    return sorted(found, reverse=True)


def unknown_labels(path: Path) -> list[tuple[float, str, str]]:
    """For each label of the linked chips in `path` that no table has: the nearest known name and its likeness."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    labels = {label for row in rows if row["kind"] in {"linked", "flat", "perplexity"} for label in row["labels"]}
    unknown = (label for label in sorted(labels) if resolve_label(label).host is None)
    near = ((label, find_nearest_name(label)) for label in unknown)
    return sorted(
        ((at.score, label, at.publisher.name) if at else (0.0, label, "") for label, at in near), reverse=True
    )


def main() -> None:
    """Print one row a likeness, and the nearest names of different publishers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--marks", type=Path, help="JSON lines with linked chips: kind, labels")
    path = parser.parse_args().marks
    won = {misspell.__name__: read_misspelt(misspell) for misspell in MISSPELLINGS}
    wrong = strangers()
    unknown = unknown_labels(path) if path else []
    print("likeness", *won, "misread", f"others of {len(known_names())}", f"unknown of {len(unknown)}", sep=" | ")
    for likeness in LIKENESSES:
        shares = [sum(right and score >= likeness for score, right in read) / len(read) for read in won.values()]
        misread = sum(not right and score >= likeness for read in won.values() for score, right in read)
        false = [sum(score >= likeness for score, *_ in rows) for rows in (wrong, unknown)]
        print(likeness, *(f"{share:.0%}" for share in shares), misread, *false, sep=" | ")
    print(f"chosen: {SAME_NAME}")
    for score, name, known in [*wrong[:10], *unknown[:5]]:
        print(f"{score:.1f} {name} ~ {known}")


if __name__ == "__main__":
    main()
