"""Megabytes a second of parsing a text rich in marks, beside what one would take instead; one run, processor time.

    python benchmarks/parse_speed.py [--megabytes 10] [--json FILE]

Beside `parse_article`, which finds marks, sentences, attachments and claims, stand sentencex alone (sentences and
nothing else, in native code), pySBD (sentences) and eyecite's `get_citations` (citations of law, the nearest tool that
finds citations in running text). pySBD and eyecite are no dependencies: `pip install pysbd eyecite` for the comparison.
pySBD's time grows with the square of a paragraph's length and would take hours for the whole; it is given the first
`PYSBD_CHARACTERS` alone, once a paragraph at a time and once as one paragraph, and the first counts: the ratio printed
is the one more favourable to it.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sentencex import get_sentence_boundaries

from provenance.parse import parse_article

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")

PYSBD_CHARACTERS = 100_000
ARTICLE = Path(__file__).parents[1] / "examples" / "article.txt"

MARKED = """
The council voted 11 to 4 on Tuesday to close the bridge for repairs.apnews.com+2reuters.com+2bbc.com+2 The mayor, who
had asked for a second one, said that "nobody was heard" \ue200cite\ue202turn11view0\ue202turn20search3\ue201.
Traffic fell by 3.4 percent in the first week 【8†L115-L124】, according to the port authority ([AP News][4]).
"We counted 12,450 lorries," Ms. Ortega said. "That is 900 fewer than in June." [cite: 4, 5, 212]
- The ferry, which the U.S. firm ran until 2019, returns in May Reuters+3The Guardian+3AP News+3.
- Engineers found cracks in 17 of 212 cables :contentReference[oaicite:0]{index=0}, a report shows [1][2].
The repairs cost an estimated $48 million ([El País](https://elpais.com/a/1?utm_source=chatgpt.com)). No. 7 is next.

[4]: https://apnews.com/article/bridge-4 "Bridge closed"
"""


class Row(NamedTuple):
    """One line of the table: who read how many characters in how many seconds, and what came of it."""

    name: str
    characters: int
    seconds: float
    found: str

    @property
    def speed(self) -> float:
        """Megabytes (10^6 characters) a second."""
        return self.characters / self.seconds / 1e6


def main() -> None:
    """Print a line a tool, then the ratios."""
    options = _options()
    text = marked_text(int(options.megabytes * 1_000_000))
    start = text[:PYSBD_CHARACTERS]
    article, own = _timed(parse_article, text)
    boundaries, alone = _timed(_sentencex, text)
    rows = [
        Row("parse_article", len(text), own, f"{len(article.sentences):,} sentences, {len(article.tags):,} marks"),
        Row("sentencex alone", len(text), alone, f"{len(boundaries):,} sentences"),
    ]
    if pysbd := _pysbd():
        pieces, seconds = _timed(lambda whole: [piece for line in whole.splitlines() for piece in pysbd(line)], start)
        rows.append(Row("pySBD, a line a time", len(start), seconds, f"{len(pieces):,} sentences"))
        pieces, seconds = _timed(pysbd, " ".join(start.split()))
        rows.append(Row("pySBD, one paragraph", len(start), seconds, f"{len(pieces):,} sentences"))
    if eyecite := _eyecite():
        citations, seconds = _timed(eyecite, text)
        rows.append(Row("eyecite get_citations", len(text), seconds, f"{len(citations):,} citations"))
    for row in rows:
        print(
            f"{row.name:<22} {row.characters:>12,} characters {row.seconds:8.2f} s {row.speed:9.3f} MB/s  {row.found}"
        )
    for row in rows[1:]:
        print(f"parse_article is {rows[0].speed / row.speed:,.2f} times as fast as {row.name}")
    if options.json:
        options.json.write_text(json.dumps({row.name: round(row.speed, 4) for row in rows}, indent=2) + "\n")


def marked_text(size: int) -> str:
    """A text of `size` characters: the example article and a paragraph of marks of many styles, in turn."""
    unit = f"{ARTICLE.read_text(encoding='utf-8')}\n{MARKED}\n"
    return (unit * (size // len(unit) + 1))[:size]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--json", type=Path)
    return parser.parse_args(sys.argv[1:])


def _timed(run: Callable[[str], Result], text: str) -> tuple[Result, float]:
    """What `run` makes of the text, and the processor time it took; tables are read before."""
    run(text[:2_000])
    begin = time.process_time()
    result = run(text)
    return result, time.process_time() - begin


def _sentencex(text: str) -> list[object]:
    return list(get_sentence_boundaries("en", text))


def _pysbd() -> Callable[[str], list[str]] | None:
    """pySBD's English splitter, or none when it is not installed."""
    if importlib.util.find_spec("pysbd") is None:
        print("pySBD is not installed: pip install pysbd")
        return None
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
    return lambda text: list(segmenter.segment(text))


def _eyecite() -> Callable[[str], list[object]] | None:
    """eyecite's `get_citations`, or none when it is not installed."""
    if importlib.util.find_spec("eyecite") is None:
        print("eyecite is not installed: pip install eyecite")
        return None
    get_citations = importlib.import_module("eyecite").get_citations
    return lambda text: list(get_citations(text))


if __name__ == "__main__":
    main()
