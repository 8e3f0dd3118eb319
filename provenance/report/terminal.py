"""The report for a terminal: coverage and problems on top, then claim by claim in the article's order.

Every line is wrapped here and every text was cleaned before, so that nothing from a page can emit an escape sequence.
Addresses alone are never wrapped: a broken one cannot be copied.
"""

from __future__ import annotations

import io
import re
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from provenance.model.judgements import Verdict
from provenance.report.viewing import view_report
from provenance.report.wording import FIRST_HEADING, LINEAGE_HEADING

if TYPE_CHECKING:
    from provenance.model.report import Report
    from provenance.report.view import ClaimView, LineageView, PageView, QuoteView, ReportView, SourceView

MIN_WIDTH = 40
"""Columns; in fewer, indented text would stand one word a line."""

STYLES: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "bold red",
    Verdict.CONFLICTING: "bold magenta",
    Verdict.NOT_FOUND: "bold yellow",
    Verdict.PARTIAL: "yellow",
    Verdict.UNCHECKED: "cyan",
    Verdict.SUPPORTED: "green",
}

# "  \n" at the end of a padded line
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


class Colour(StrEnum):
    """Whether colour is used; it never carries a meaning of its own."""

    NEVER = "never"
    ALWAYS = "always"


class _Sheet:
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


def render_terminal(report: Report, *, width: int = 100, colour: Colour = Colour.NEVER) -> str:
    """The report as lines of at most `width` columns (40 or more), addresses excepted."""
    view = view_report(report)
    sheet = _Sheet(width=width, colour=colour)
    _write_head(view, sheet)
    _write_problems(view, sheet)
    _write_unread(view, sheet)
    _write_lineage(view.lineage, sheet)
    _write_list("Remarks", view.notices, sheet)
    if view.claims:
        _write_heading("Claim by claim", sheet)
    for claim in view.claims:
        _write_claim(claim, sheet)
    _write_foot(view, sheet)
    return sheet.read()


def _write_heading(words: str, sheet: _Sheet) -> None:
    sheet.write()
    sheet.write(words, style="bold underline")


def _write_head(view: ReportView, sheet: _Sheet) -> None:
    sheet.write(" · ".join(view.coverage), style="bold")
    if view.warning:
        sheet.write(view.warning, style="bold")
    for group in view.groups:
        count = Text(f"{group.words.icon} {len(group.claims)} {group.words.word}", style=STYLES[group.verdict])
        sheet.write(count.append(f": {group.words.meaning}", style="not bold default"), indent=2, hang=2)
    sheet.write()
    sheet.write(view.title, style="italic")


def _write_problems(view: ReportView, sheet: _Sheet) -> None:
    if not view.problems:
        return
    _write_heading(FIRST_HEADING, sheet)
    for claim in view.problems:
        sheet.write(_headline(claim).append(f": {claim.text}"), indent=2, hang=4)


def _write_unread(view: ReportView, sheet: _Sheet) -> None:
    if not view.unread:
        return
    _write_heading("Sources not read", sheet)
    for source in view.unread:
        sheet.write(f"{source.name}: {source.why}", indent=2, hang=2)
        sheet.write(source.advice, indent=4)
        sheet.write(f"for {_numbers(source.claims)}", indent=4, style="dim")


def _numbers(numbers: tuple[int, ...]) -> str:
    noun = "claim" if len(numbers) == 1 else "claims"
    return f"{noun} {', '.join(str(number) for number in numbers)}"


def _write_lineage(lineage: LineageView, sheet: _Sheet) -> None:
    if not lineage.tells:
        return
    _write_heading(LINEAGE_HEADING, sheet)
    for group in lineage.groups:
        sheet.write(f"{group.names} count as one:", indent=2, hang=2)
        for tie in group.ties:
            sheet.write(f"- {tie.reason}", indent=4, hang=2)
            _write_quote(tie.quote, sheet)
    if lineage.groups and lineage.alone:
        sheet.write(f"each on its own: {lineage.alone}", indent=2, hang=2)
    for notice in lineage.notices:
        sheet.write(f"! {notice.page}: {notice.message}", indent=2, hang=2)
        _write_quote(notice.quote, sheet)


def _write_quote(quote: QuoteView | None, sheet: _Sheet) -> None:
    if quote is not None:
        sheet.write(quote.text, indent=6, hang=2)


def _write_list(heading: str, lines: tuple[str, ...], sheet: _Sheet) -> None:
    if not lines:
        return
    _write_heading(heading, sheet)
    for line in lines:
        sheet.write(f"- {line}", indent=2, hang=2)


def _headline(claim: ClaimView) -> Text:
    return Text.assemble((f"{claim.words.icon} {claim.number} {claim.words.word}", STYLES[claim.verdict]))


def _write_claim(claim: ClaimView, sheet: _Sheet) -> None:
    sheet.write()
    sheet.write(_headline(claim).append(f" · {claim.attachment}"))
    sheet.write(claim.text, indent=2, style="bold")
    sheet.write(claim.reason, indent=2)
    if claim.independent:
        sheet.write(claim.independent, indent=2)
    for one in claim.elsewhere:
        sheet.write(f"→ {one.text}: {one.quote.text}", indent=2, hang=2)
        sheet.write_address(one.url, indent=4)
    for missing in claim.missing:
        sheet.write(f"- {missing}", indent=2, hang=2)
    for source in claim.sources:
        _write_source(source, sheet)
    if claim.hidden:
        sheet.write(claim.hidden, indent=2, style="dim")


def _write_source(source: SourceView, sheet: _Sheet) -> None:
    sheet.write(f"{source.name}: {source.outcome}", indent=2, hang=2)
    for page in source.telling:
        _write_page(page, sheet)
    for page in source.quiet:
        sheet.write(f"{page.words.icon} {page.title}: {page.words.of_page}", indent=4, hang=2, style="dim")
    for miss in source.misses:
        if miss.url:
            sheet.write("not read:", indent=4)
            sheet.write_address(miss.url, indent=6)
    for url in source.untried:
        sheet.write("also listed, not read:", indent=4)
        sheet.write_address(url, indent=6)


def _write_page(page: PageView, sheet: _Sheet) -> None:
    sheet.write(f"{page.words.icon} {page.title}", indent=4, hang=2)
    for mark in page.marks:
        sheet.write(f"! {mark}", indent=6, hang=2)
    for conflict in page.conflicts:
        sheet.write(conflict.text, indent=6, hang=2, style="bold")
        sheet.write(conflict.quote.text, indent=6, hang=2)
    for gap in page.gaps:
        sheet.write(gap, indent=6, hang=2)
    for quote in page.deciding:
        sheet.write(quote.text, indent=6, hang=2)
    for line in page.opinion.lines if page.opinion else ():
        sheet.write(f"? {line}", indent=6, hang=2)
    sheet.write(", ".join(filter(None, (page.read, f"sha256 {page.short_digest}"))), indent=6, style="dim")
    if page.url:
        sheet.write_address(page.url, indent=6)


def _write_foot(view: ReportView, sheet: _Sheet) -> None:
    sheet.write()
    sheet.write(f"Hosts contacted: {', '.join(view.hosts) or 'none'}", style="dim")
    sheet.write(f"Made {view.made}", style="dim")
    sheet.write(f"Article sha256 {view.article_digest[:12]}, settings sha256 {view.settings_digest[:12]}", style="dim")
