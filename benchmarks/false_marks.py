"""What is taken for a citation mark in prose that chatbots did not write: nothing should be but addresses and numbers.

    .venv/bin/python -m benchmarks.false_marks --claims FOLDER [--documents 250] [--show STYLE]

Reads the documents of claim sets (news, encyclopedia, reports, talks), each once, as plain text, and counts the marks
by style; `--show STYLE` prints those of one style with their surroundings, to be judged by eye.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.claims.sets import list_sets, read_rows
from provenance.parse import parse_article

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 5_000
"""Rows of a set among which documents that differ are looked for."""


def main() -> None:
    """Print a line a style, and the marks of one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=250, help="of each set at most")
    parser.add_argument("--show", metavar="STYLE")
    options = parser.parse_args()
    marks: Counter[str] = Counter()
    characters = documents = 0
    for document in read_documents(options.claims, most=options.documents):
        documents += 1
        characters += len(document)
        for tag in parse_article(document).tags:
            marks[tag.style] += 1
            if tag.style == options.show:
                print(repr(document[max(0, tag.span.start - 60) : tag.span.end + 30]))
    print(f"{documents:,} documents, {characters:,} characters")
    for style, count in marks.most_common():
        print(f"{style:<24} {count:6,}")


def read_documents(folder: Path, *, most: int) -> Iterator[str]:
    """Up to `most` documents of each set, none twice."""
    for path in list_sets(folder):
        documents = dict.fromkeys(row.document for row in read_rows(path, most=ROWS))
        yield from list(documents)[:most]


if __name__ == "__main__":
    main()
