"""How many documents of the claim sets hold each word: writes `provenance/data/common_words.toml`.

    python -m benchmarks.count_words --claims FOLDER

The table says how much a word tells: one that half of all documents hold tells nothing. Every set counts the same, so
that no single subject decides. Words are stems of `provenance.text.tokens`; those that are rarer than one document in
500 are left out, they all count as rare.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from textwrap import fill

from benchmarks.claims.sets import list_sets, read_rows, set_name
from provenance.text.tokens import read_tokens

MOST = 1_500
BANDS = (0.25, 0.1, 0.05, 0.025, 0.0125, 0.006, 0.003)
"""Least share of documents of each band; the last also bounds the table."""


NAME_SHARE = 0.8
"""Share of its places at which a name is written with a capital; a word that opens sentences stays below."""

SKIPPED = frozenset({"wice_nst"})
"""Sets whose documents another set holds too."""


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True)
    arguments = parser.parse_args()
    shares, names = _count_shares(arguments.claims)
    target = Path(__file__).parent.parent / "provenance" / "data" / "common_words.toml"
    target.write_text(_render(shares, names), encoding="utf-8")
    print(f"{target}: {sum(share >= BANDS[-1] for share in shares.values())} words")


def _count_shares(folder: Path) -> tuple[dict[str, float], set[str]]:
    """The share of documents that hold each stem, and the stems that are mostly written with a capital."""
    shares: dict[str, float] = {}
    capitals: Counter[str] = Counter()
    every: Counter[str] = Counter()
    paths = [path for path in list_sets(folder) if set_name(path) not in SKIPPED]
    for path in paths:
        texts = list({row.group: row.document for row in read_rows(path, most=MOST)}.values())
        for text in texts:
            words = [(token.stem, text[token.start].isupper()) for token in read_tokens(text) if token.stem.isalpha()]
            every.update(stem for stem, _ in words)
            capitals.update(stem for stem, capital in words if capital)
            for stem in {stem for stem, _ in words}:
                shares[stem] = shares.get(stem, 0.0) + 1 / len(texts) / len(paths)
    return shares, {stem for stem, count in capitals.items() if count > NAME_SHARE * every[stem]}


def _render(shares: dict[str, float], names: set[str]) -> str:
    lines = [
        "# How common a word is: the share of documents that hold it, over the claim sets that",
        "# benchmarks/count_words.py was run on, every set counting the same. Stems, not words.",
        "# A word in no band is rare. `least` is the lower bound of the band; `capitalised` are those",
        "# of them that are mostly written with a capital: names, however common.",
        "",
        *_block("capitalised", sorted(stem for stem in names if shares[stem] >= BANDS[-1])),
    ]
    above = 1.01
    for least in BANDS:
        words = sorted(stem for stem, share in shares.items() if least <= share < above)
        lines += ["", "[[band]]", f"least = {least}", *_block("words", words)]
        above = least
    return "\n".join(lines) + "\n"


def _block(key: str, words: list[str]) -> list[str]:
    return [f'{key} = """', fill(" ".join(words), 110), '"""']


if __name__ == "__main__":
    main()
