"""A coverage-guided fuzzer for the parser and the resolver, run by hand; it stops at the first broken promise.

    python -m benchmarks.fuzz_parse tests/fuzz/corpus -max_total_time=600

Needs atheris (`pip install atheris`), and takes libFuzzer's options. What it finds is shortened with
`-minimize_crash=1` and put into tests/fuzz/corpus under a name that says what broke; the tests replay that folder.
Each input is read as UTF-8 (broken bytes as lone surrogates) in every format; its promises are `check_article`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

from tests.support.adversaries import UNITS
from tests.support.article_checks import check_article

with atheris.instrument_imports(include=["provenance.parse", "provenance.resolve", "provenance.text"]):
    from provenance.errors import InputError
    from provenance.parse import READERS, parse_article
    from provenance.resolve import resolve_tags


def check_input(content: bytes) -> None:
    """Parse and resolve the text in every format; what is promised must hold."""
    text = content.decode("utf-8", errors="surrogateescape")
    for reader in READERS:
        try:
            article = parse_article(text, format=reader)
        except InputError:
            continue  # what is no JSON is refused by the readers of JSON
        check_article(article)
        resolve_tags(article)


def write_dictionary(path: Path) -> None:
    """The pieces of every mark, as libFuzzer's dictionary."""
    pieces = sorted({unit.encode("utf-8", "surrogatepass") for unit in UNITS.values()})
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"' for piece in pieces)
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> None:
    """Run libFuzzer with the pieces of every mark as its dictionary."""
    with tempfile.TemporaryDirectory() as folder:
        dictionary = Path(folder) / "marks.dict"
        write_dictionary(dictionary)
        atheris.Setup([*sys.argv, f"-dict={dictionary}"], check_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
