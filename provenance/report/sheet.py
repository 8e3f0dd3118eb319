"""Lines for a terminal: wrapped under their indent, coloured or not, nothing read from the environment."""

from __future__ import annotations

import io
import re
from enum import StrEnum

from rich.console import Console
from rich.text import Text

MIN_WIDTH = 40
"""Columns; in fewer, indented text would stand one word a line."""

# "  \n" at the end of a padded line
_TRAILING = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)


class Colour(StrEnum):
    """Whether colour is used; it never carries a meaning of its own."""

    NEVER = "never"
    ALWAYS = "always"


class Sheet:
    """Lines of text, wrapped at `width` columns under their indent."""

    def __init__(self, *, width: int, colour: Colour) -> None:
        self.width = max(width, MIN_WIDTH)
        self._out = io.StringIO()
        # everything is given, so that nothing is read from the environment or from a terminal
        self._console = Console(
            file=self._out,
            width=self.width,
            height=25,
            color_system="standard" if colour is Colour.ALWAYS else None,
            force_terminal=colour is Colour.ALWAYS,
            force_jupyter=False,
            force_interactive=False,
            no_color=colour is Colour.NEVER,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            soft_wrap=True,
        )

    def write(self, text: str | Text = "", *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """One paragraph; its lines after the first are indented by `hang` more."""
        whole = Text(text, style=style) if isinstance(text, str) else text
        room = self.width - indent - hang
        for number, line in enumerate(_wrap(whole, console=self._console, room=room, first=hang)):
            margin = indent if number == 0 else indent + hang
            line.rstrip()
            self._console.print(Text(" " * margin).append_text(line))

    def write_address(self, url: str, *, indent: int) -> None:
        """An address on a line of its own, however long."""
        self._console.print(Text(" " * indent + url, style="dim"))

    def read(self) -> str:
        """All lines so far, without blanks at their ends."""
        return _TRAILING.sub("", self._out.getvalue())


def _wrap(text: Text, *, console: Console, room: int, first: int) -> list[Text]:
    """The lines of `text`, the first one `first` columns longer than the rest."""
    if not text.plain:
        return [Text()]
    head = text.wrap(console, room + first)[0]
    kept = text.plain[len(head.plain) :]
    rest = text[len(text.plain) - len(kept.lstrip(" ")) :]
    return [head, *(rest.wrap(console, room) if rest.plain else ())]
