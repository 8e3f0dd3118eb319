"""The report for a terminal: coverage and problems on top, then claim by claim in the article's order.

Every line is wrapped here and every text was cleaned before, so that nothing from a page can emit an escape sequence.
Addresses alone are never wrapped: a broken one cannot be copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from provenance.model.judgements import Verdict
from provenance.report.sheet import Colour, Sheet
from provenance.report.viewing import view_report
from provenance.report.wording import FIRST_HEADING, LINEAGE_HEADING, UNREAD_HEADING

if TYPE_CHECKING:
    from provenance.model.report import Report
    from provenance.report.view import ClaimView, PageView, QuoteView, ReportView, SourceView
    from provenance.report.view_lineage import LineageView
    from provenance.report.view_unread import UnreadSection, UnreadView

STYLES: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "bold red",
    Verdict.CONFLICTING: "bold magenta",
    Verdict.NOT_FOUND: "bold yellow",
    Verdict.PARTIAL: "yellow",
    Verdict.UNCHECKED: "cyan",
    Verdict.SUPPORTED: "green",
}


def render_terminal(report: Report, *, width: int = 100, colour: Colour = Colour.NEVER) -> str:
    """The report as lines of at most `width` columns (40 or more), addresses excepted."""
    view = view_report(report)
    sheet = Sheet(width=width, colour=colour)
    _write_head(view, sheet)
    _write_problems(view, sheet)
    _write_unread(view.unread, sheet)
    _write_lineage(view.lineage, sheet)
    _write_list("Remarks", view.notices, sheet)
    if view.claims:
        _write_heading("Claim by claim", sheet)
    for claim in view.claims:
        _write_claim(claim, sheet)
    _write_foot(view, sheet)
    return sheet.read()


def _write_heading(words: str, sheet: Sheet) -> None:
    sheet.write()
    sheet.write(words, style="bold underline")


def _write_head(view: ReportView, sheet: Sheet) -> None:
    sheet.write(" · ".join(view.coverage), style="bold")
    if view.warning:
        sheet.write(view.warning, style="bold")
    if view.dated:
        sheet.write(view.dated)
    for group in view.groups:
        count = Text(f"{group.words.icon} {len(group.claims)} {group.words.word}", style=STYLES[group.verdict])
        sheet.write(count.append(f": {group.words.meaning}", style="not bold default"), indent=2, hang=2)
    sheet.write()
    sheet.write(view.title, style="italic")


def _write_problems(view: ReportView, sheet: Sheet) -> None:
    if not view.problems:
        return
    _write_heading(FIRST_HEADING, sheet)
    for claim in view.problems:
        sheet.write(_headline(claim).append(f": {claim.text}"), indent=2, hang=4)
        sheet.write(claim.reason, indent=6)


def _write_unread(section: UnreadSection, sheet: Sheet) -> None:
    if not section.sources:
        return
    _write_heading(UNREAD_HEADING, sheet)
    for source in section.sources:
        head = Text(source.name, style="bold").append(f", {_unread_for(source)}", style="not bold dim")
        sheet.write(head, indent=2, hang=2)
        for reason in source.reasons:
            sheet.write(reason.why, indent=4, hang=2)
            for page in reason.pages:
                sheet.write_address(page.url, indent=6)
            if reason.more:
                sheet.write(f"and {reason.more} more, at their claims", indent=6, style="dim")
        if source.searched:
            sheet.write(f"searched: {source.searched}", indent=4, hang=2, style="dim")
        sheet.write(f"→ {source.advice}", indent=4, hang=2)
    for line in section.guide:
        sheet.write(f"- {line.term}: {line.text}", indent=2, hang=2, style="dim")


def _unread_for(source: UnreadView) -> str:
    return "; ".join(filter(None, (f"for {_numbers(source.claims)}", source.others)))


def _numbers(numbers: tuple[int, ...]) -> str:
    noun = "claim" if len(numbers) == 1 else "claims"
    return f"{noun} {', '.join(str(number) for number in numbers)}"


def _write_lineage(lineage: LineageView, sheet: Sheet) -> None:
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


def _write_quote(quote: QuoteView | None, sheet: Sheet) -> None:
    if quote is not None:
        sheet.write(quote.text, indent=6, hang=2)


def _write_list(heading: str, lines: tuple[str, ...], sheet: Sheet) -> None:
    if not lines:
        return
    _write_heading(heading, sheet)
    for line in lines:
        sheet.write(f"- {line}", indent=2, hang=2)


def _headline(claim: ClaimView) -> Text:
    return Text.assemble((f"{claim.words.icon} {claim.number} {claim.words.word}", STYLES[claim.verdict]))


def _write_claim(claim: ClaimView, sheet: Sheet) -> None:
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


def _write_source(source: SourceView, sheet: Sheet) -> None:
    sheet.write(f"{source.name}: {source.outcome}", indent=2, hang=2)
    for page in source.telling:
        _write_page(page, sheet)
    for page in source.quiet:
        sheet.write(f"{page.words.icon} {page.title}: {page.words.of_page}", indent=4, hang=2, style="dim")
    for miss in source.misses:
        if miss.url:
            sheet.write("not read:" if miss.title == miss.url else f"not read: {miss.title}", indent=4, hang=2)
            sheet.write_address(miss.url, indent=6)
    for candidate in source.untried:
        title = "" if candidate.title == candidate.url else f" {candidate.title},"
        sheet.write(f"{source.untried_words}:{title} {candidate.found}", indent=4, hang=2, style="dim")
        sheet.write_address(candidate.url, indent=6)


def _write_page(page: PageView, sheet: Sheet) -> None:
    sheet.write(f"{page.words.icon} {page.title}", indent=4, hang=2)
    for mark in page.marks:
        sheet.write(f"! {mark}", indent=6, hang=2)
    if page.found:
        sheet.write(page.found if page.searched else f"found: {page.found}", indent=6, hang=2)
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


def _write_foot(view: ReportView, sheet: Sheet) -> None:
    sheet.write()
    sheet.write(f"Hosts contacted: {', '.join(view.hosts) or 'none'}", style="dim")
    sheet.write(f"Made {view.made}", style="dim")
    sheet.write(f"Article sha256 {view.article_digest[:12]}, settings sha256 {view.settings_digest[:12]}", style="dim")
