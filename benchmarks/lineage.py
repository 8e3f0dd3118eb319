"""How well copies of a text are told from reports written apart: the figures behind `data/lineage.toml`.

Run with `python -m benchmarks.lineage --claims FOLDER`, a folder of claim sets whose documents are whole web pages.
Copies are made of those pages by rule; pairs written apart are the pages of one group, and pages drawn at random. The
pairs written apart that share most are printed, for what they share is mostly furniture of a site or of an archive.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.match import read_page
from provenance.text.sentences import split_sentences
from provenance.trace.bodies import read_body, read_measures
from provenance.trace.shares import share_bodies

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.trace.shares import Share

SETS = ("wice.dev", "wice_nst.train")
COPIED, DRAWN, SHOWN = 60, 300, 12
FILLERS = ("however", "local", "new", "recently", "officials", "region")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--claims", type=Path, required=True, help="folder of claim sets, gzip files of JSON lines")
    groups = read_groups(arguments.parse_args().claims)
    chance = random.Random(1)  # noqa: S311
    pool = [page for pages in groups.values() for page in pages if 150 < len(page.split()) < 3_000]
    report_apart(groups, pool, chance)
    print(f"\n{'copies':<34}{'least':>7}{'2 %':>7}{'5 %':>7}{'half':>7}  missed of {COPIED}")
    chosen = chance.sample(pool, COPIED)
    for name, copy in COPIES.items():
        shares = [share(page, "\n".join(copy(sentences(page), pool, chance))).share for page in chosen]
        missed = sum(one < read_measures().same_text for one in shares)
        shown = "".join(f"{one:7.2f}" for one in quantiles(shares, (0, 0.02, 0.05, 0.5)))
        print(f"{name:<34}{shown}  {missed}")


def read_groups(folder: Path) -> dict[str, list[str]]:
    """The pages of every group, each once."""
    groups: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name in SETS:
        for path in folder.glob(f"{name}*"):
            for line in gzip.decompress(path.read_bytes()).splitlines():
                row = json.loads(line)
                groups[row["group"]].setdefault(row["document"])
    return {group: list(pages) for group, pages in groups.items()}


def report_apart(groups: dict[str, list[str]], pool: list[str], chance: random.Random) -> None:
    """What pages written apart share."""
    pairs = [(one, other) for pages in groups.values() for at, one in enumerate(pages) for other in pages[:at]]
    together = len(pairs)
    pairs += [(one, other) for one, other in (chance.sample(pool, 2) for _ in range(DRAWN))]
    start = time.perf_counter()
    shares = [share(*pair) for pair in pairs]
    spent = 1000 * (time.perf_counter() - start) / len(pairs)
    tied = sum(one.share >= read_measures().same_text and one.words >= read_measures().least_words for one in shares)
    print(f"{len(pairs)} pairs written apart, {together} of one group: {tied} tied, {spent:.1f} ms a pair")
    ranked = sorted(zip(shares, pairs, strict=True), key=lambda row: -row[0].share)
    for one, (first, _) in ranked[:SHOWN]:
        print(f"  {one.share:.2f} {one.words:>5} words: {one.place.read(first)[:80]!r}" if one.place else "  0")


def share(first: str, second: str) -> Share:
    """What two texts share."""
    return share_bodies(read_body(read_page(first)), read_body(read_page(second)))


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [span.read(text) for span in split_sentences(text)]


def quantiles(values: list[float], shares: tuple[float, ...]) -> list[float]:
    """The values below which the shares of all lie."""
    ranked = sorted(values)
    return [ranked[min(len(ranked) - 1, int(one * len(ranked)))] for one in shares]


def trim(lines: list[str], part: int) -> list[str]:
    """The first part of the sentences, at least five."""
    return lines[: max(5, len(lines) // part)]


def edit(lines: list[str], rate: float, chance: random.Random) -> list[str]:
    """The sentences with so large a share of their words left out, replaced or followed by another."""
    return [" ".join(_edit_word(word, rate, chance) for word in line.split()) for line in lines]


def _edit_word(word: str, rate: float, chance: random.Random) -> str:
    if chance.random() >= rate:
        return word
    return chance.choice(("", chance.choice(FILLERS), f"{word} reportedly"))


def add(lines: list[str], part: float, pool: list[str], chance: random.Random) -> list[str]:
    """The sentences with others of another page in their middle."""
    half = len(lines) // 2
    return [*lines[:half], *sentences(chance.choice(pool))[: int(len(lines) * part)], *lines[half:]]


COPIES: dict[str, Callable[[list[str], list[str], random.Random], list[str]]] = {
    "trimmed to a half": lambda lines, pool, chance: trim(lines, 2),  # noqa: ARG005
    "trimmed to a third": lambda lines, pool, chance: trim(lines, 3),  # noqa: ARG005
    "in another order": lambda lines, pool, chance: chance.sample(lines, len(lines)),  # noqa: ARG005
    "5 words of 100 changed": lambda lines, pool, chance: edit(lines, 0.05, chance),  # noqa: ARG005
    "10 words of 100 changed": lambda lines, pool, chance: edit(lines, 0.1, chance),  # noqa: ARG005
    "15 words of 100 changed": lambda lines, pool, chance: edit(lines, 0.15, chance),  # noqa: ARG005
    "half as much added": lambda lines, pool, chance: add(lines, 0.5, pool, chance),
    "a half, as much again added": lambda lines, pool, chance: add(trim(lines, 2), 1, pool, chance),
    "a half, 8 of 100 changed, added to": lambda lines, pool, chance: add(
        edit(trim(lines, 2), 0.08, chance), 0.3, pool, chance
    ),
}


if __name__ == "__main__":
    main()
