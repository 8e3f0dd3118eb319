"""A coverage-guided fuzzer for the parser and the resolver, run by hand; it stops at the first broken promise.

    python -m benchmarks.fuzz_parse FOLDER -max_total_time=600     # fills FOLDER with the kept cases first
    python -m benchmarks.fuzz_parse --keep FOLDER                  # keeps the shortest in tests/fuzz/corpus.jsonl

Needs atheris (`pip install atheris`), and takes libFuzzer's options. The tests parse every kept case: of those that
libFuzzer put into FOLDER because each reached something new, the `MOST_KEPT` shortest. A case that broke a promise is
shortened with `-minimize_crash=1` and put there too.
Each input is read as UTF-8 (broken bytes as lone surrogates) in every format; its promises are `check_article`.
"""

from __future__ import annotations

import hashlib
import json
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

KEPT = Path(__file__).parents[1] / "tests" / "fuzz" / "corpus.jsonl"
MOST_KEPT = 500


def check_input(content: bytes) -> None:
    """Parse and resolve the text in every format; what is promised must hold."""
    text = content.decode("utf-8", errors="surrogateescape")
    for reader in (*READERS, "chat_export"):
        try:
            article = parse_article(text, format=reader)
        except InputError:
            continue  # what is no chat export is refused as one
        check_article(article)
        resolve_tags(article)


def write_dictionary(path: Path) -> None:
    """The pieces of every mark, as libFuzzer's dictionary."""
    pieces = sorted({unit.encode("utf-8", "surrogatepass") for unit in UNITS.values()})
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"' for piece in pieces)
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def unpack(folder: Path) -> None:
    """Put the kept cases and the pieces of every mark into `folder`."""
    folder.mkdir(exist_ok=True)
    kept = KEPT.read_text(encoding="ascii").splitlines() if KEPT.exists() else []
    for text in (*map(json.loads, kept), *(f"It held {unit}{unit}. It fell." for unit in UNITS.values())):
        content = text.encode("utf-8", "surrogatepass")
        (folder / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)


def keep(folder: Path) -> None:
    """Write the cases of `folder` into the file that the tests read, a JSON string a line, shortest first."""
    texts = {case.read_bytes().decode("utf-8", errors="surrogateescape") for case in folder.iterdir()}
    lines = [json.dumps(text) for text in sorted(texts, key=lambda text: (len(text), text))[:MOST_KEPT]]
    KEPT.write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> None:
    """Run libFuzzer with the pieces of every mark as its dictionary, or keep the cases of a folder."""
    if sys.argv[1:2] == ["--keep"]:
        keep(Path(sys.argv[2]))
        return
    for folder in (argument for argument in sys.argv[1:] if not argument.startswith("-")):
        unpack(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        dictionary = Path(folder) / "marks.dict"
        write_dictionary(dictionary)
        atheris.Setup([*sys.argv, f"-dict={dictionary}"], check_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
