"""The tables of tests/cases about citation marks, one a style."""

import re
from pathlib import Path

from provenance.parse.tables import GRAMMARS

CASES = Path(__file__).parents[1] / "cases"
BOTH = ("text", "markdown")
FORMATS = dict.fromkeys(GRAMMARS, BOTH) | {
    "chip": ("text",),
    "bare_chip": ("text",),
    "unread": ("text",),
    "markdown_link": ("markdown",),
}
"""Style -> the formats its table is read as."""
CELL = re.compile(r"`((?:[^`\\]|\\.)*)`")
# ⟨E200⟩ for a character that would not be seen
CODE_POINT = re.compile(r"⟨([0-9A-F]{4})⟩")


def unescaped(cell):
    """A cell as the text it stands for."""
    plain = cell.replace("\\`", "`").replace("⏎", "\n")
    return CODE_POINT.sub(lambda match: chr(int(match[1], 16)), plain)


def read_rows(name, *, headings, columns):
    """The rows of one style's table under one of the headings: line number and cells."""
    heading = ""
    for number, line in enumerate((CASES / f"{name}.md").read_text(encoding="utf-8").splitlines(), start=1):
        heading = line.removeprefix("## ") if line.startswith("## ") else heading
        if line.startswith("| `") and heading in headings:
            cells = [unescaped(cell) for cell in CELL.findall(line)]
            assert len(cells) == columns, f"{name}.md:{number} has {len(cells)} cells"
            yield number, cells
