"""How many documents of the claim sets hold each word: writes `provenance/data/common_words.toml`.

    python benchmarks/count_words.py --claims FOLDER

The table says how much a word tells: one that half of all documents hold tells nothing. Every set counts the same, so
that no single subject decides. Words are stems of `provenance.text.tokens`; those that are rarer than one document in
500 are left out, they all count as rare.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from textwrap import fill

from claim_sets import list_sets, read_rows, set_name

from provenance.text.tokens import read_tokens

MOST = 1_500
BANDS = (0.25, 0.1, 0.05, 0.025, 0.0125, 0.006, 0.003)
"""Least share of documents of each band; the last also bounds the table."""


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True)
    arguments = parser.parse_args()
    shares = _count_shares(arguments.claims)
    target = Path(__file__).parent.parent / "provenance" / "data" / "common_words.toml"
    target.write_text(_render(shares), encoding="utf-8")
    print(f"{target}: {sum(share >= BANDS[-1] for share in shares.values())} words")


def _count_shares(folder: Path) -> dict[str, float]:
    shares: Counter[str] = Counter()
    paths = [path for path in list_sets(folder) if set_name(path) != "wice_nst"]
    for path in paths:
        # one document a group; sentences too short to be a document are joined by the dozen
        texts = list({row.group: row.document for row in read_rows(path, most=MOST)}.values())
        counts = Counter(stem for text in texts for stem in _stems(text))
        for stem, count in counts.items():
            shares[stem] += count / len(texts) / len(paths)
    return shares


def _stems(text: str) -> set[str]:
    return {token.stem for token in read_tokens(text) if token.stem.isalpha()}


def _render(shares: dict[str, float]) -> str:
    lines = [
        "# How common a word is: the share of documents that hold it, over the claim sets that",
        "# benchmarks/count_words.py was run on, every set counting the same. Stems, not words.",
        "# A word in no band is rare. `least` is the lower bound of the band.",
    ]
    above = 1.01
    for least in BANDS:
        words = sorted(stem for stem, share in shares.items() if least <= share < above)
        lines += ["", "[[band]]", f"least = {least}", 'words = """', fill(" ".join(words), 110), '"""']
        above = least
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
