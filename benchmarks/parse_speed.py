"""How much faster a text is parsed than pySBD splits it into sentences; both in one run, medians of processor time.

pySBD's time grows with the square of a paragraph's length, so that the ratio depends on the form of the text: each
size is measured with a paragraph a line and as one paragraph.

    python benchmarks/parse_speed.py [ARTICLE]

The ARTICLE, by default the project's example, is repeated to each size. pySBD is no dependency: install it with
`pip install pysbd` for the comparison.
"""

from __future__ import annotations

import importlib
import importlib.util
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.parse import parse_article

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (16_000, 160_000)
RUNS = 9
ARTICLE = Path(__file__).parents[1] / "examples" / "article.txt"


def main() -> None:
    """Print a line a text: the two medians and their ratio."""
    article = Path(sys.argv[1] if len(sys.argv) > 1 else ARTICLE).read_text(encoding="utf-8") + "\n"
    segment = pysbd_segmenter()
    for size in SIZES:
        lines = (article * (size // len(article) + 1))[:size]
        for form, text in (("a paragraph a line", lines), ("one paragraph", " ".join(lines.split()))):
            print(compare(form, text, segment))
    if segment is None:
        print("pySBD is not installed, so there is nothing to compare with: pip install pysbd")


def compare(form: str, text: str, segment: Callable[[str], object] | None) -> str:
    """The line of the table for one text."""
    parsing = median_milliseconds(parse_article, text, runs=RUNS)
    line = f"{len(text):>8,} characters, {form:<18}  parse_article {parsing:8.2f} ms"
    if segment is None:
        return line
    splitting = median_milliseconds(segment, text, runs=3)
    return f"{line}   pySBD {splitting:10.1f} ms   {splitting / parsing:6.1f} times"


def pysbd_segmenter() -> Callable[[str], object] | None:
    """pySBD's English splitter, or none when it is not installed."""
    if importlib.util.find_spec("pysbd") is None:
        return None
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)

    def segment(text: str) -> object:
        return segmenter.segment(text)

    return segment


def median_milliseconds(run: Callable[[str], object], text: str, *, runs: int) -> float:
    """The median processor time of `runs` calls on `text`, after one that is not counted."""
    run(text)
    times = []
    for _ in range(runs):
        begin = time.process_time()
        run(text)
        times.append(time.process_time() - begin)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
