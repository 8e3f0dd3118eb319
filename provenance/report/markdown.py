"""The report as Markdown for a comment in a CMS or on GitHub: no HTML, and no link but those made here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.report.viewing import view_report
from provenance.report.wording import FIRST_HEADING, LINEAGE_HEADING, UNREAD_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model.report import Report
    from provenance.report.view import (
        ClaimView,
        PageView,
        QuoteView,
        ReportView,
        SourceView,
    )
    from provenance.report.view_lineage import LineageView
    from provenance.report.view_unread import UnreadSection, UnreadView

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""Written as entities: not every renderer knows them escaped by a backslash."""

# the "[" of "](javascript:alert(1))", the "*" of "*bold*", the "|" that ends a cell
_SPECIAL = re.compile(r"[\\`*_\[\]{}|~$]")

# "# Heading", "- item", "+ item", "1. item", "=== " at the start of a line
_LEADING = re.compile(r"\A(\d{0,9})([#+\-=.)])")

# the ":" of "https://…" and the "." of "www.…", which some renderers make a link of their own
_BARE_LINK = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)

# the "@" of "@everyone" and "desk@example.org", the "#" of "#12", the "GH-" of "GH-12", the first ":" of ":tada:"
_REFERENCE = re.compile(r"@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=[a-z+\-][a-z0-9_+\-]{0,40}:)", re.IGNORECASE)

# 64 hex digits, or fewer
_DIGEST = re.compile(r"[0-9a-f]{1,64}")

# what would end `<url>` in a link: "(" and ")" for renderers that do not know the brackets
_IN_URL = {character: f"%{ord(character):02X}" for character in "()<>[]|\\`*"}


def escape_markdown(text: str) -> str:
    """`text`, one clean line, so that any CommonMark or GitHub renderer shows it letter by letter.

    What GitHub would turn into a person who is notified, into an issue that tells of it or into a picture gets a word
    joiner (U+2060) after its first sign: no backslash keeps GitHub from it.
    """
    shown = _REFERENCE.sub("\\g<0>\u2060", text)
    shown = _SPECIAL.sub(r"\\\g<0>", shown)
    shown = _LEADING.sub(r"\1\\\2", shown)
    shown = _BARE_LINK.sub(r"\\\g<0>", shown)
    return "".join(_ENTITIES.get(character, character) for character in shown)


def render_markdown(report: Report) -> str:
    """The report in CommonMark with one GitHub table, ending in a line feed."""
    view = view_report(report)
    blocks = (
        _head(view),
        _problems(view),
        _unread(view.unread),
        _lineage(view.lineage),
        _notices(view),
        *_claims(view),
        _foot(view),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def _link(words: str, url: str | None) -> str:
    """`words` leading to `url`, or the words alone."""
    shown = escape_markdown(words)
    return f"[{shown}]({''.join(_IN_URL.get(character, character) for character in url)})" if url else shown


def _head(view: ReportView) -> str:
    lines = [f"**{' · '.join(view.coverage)}**"]
    if view.warning:
        lines += ["", f"**{view.warning}**"]
    if view.dated:
        lines += ["", escape_markdown(view.dated)]
    if view.groups:
        rows = [
            f"| {group.words.icon} {group.words.word} | {len(group.claims)} | {group.words.meaning} |"
            for group in view.groups
        ]
        lines += ["", "| Verdict | Claims | Meaning |", "|---|---:|---|", *rows]
    return "\n".join((f"# {escape_markdown(view.title)}", "", *lines))


def _problems(view: ReportView) -> str:
    if not view.problems:
        return ""
    lines = (
        f"- **{_headline(claim)}**: {escape_markdown(claim.text)}\n  - {escape_markdown(claim.reason)}"
        for claim in view.problems
    )
    return "\n".join((f"## {FIRST_HEADING}", "", *lines))


def _unread(section: UnreadSection) -> str:
    if not section.sources:
        return ""
    lines = [line for source in section.sources for line in _unread_lines(source)]
    guide = [f"- {escape_markdown(f'{line.term}: {line.text}')}" for line in section.guide]
    return "\n".join((f"## {UNREAD_HEADING}", "", *lines, *(("", "What these mean:", "", *guide) if guide else ())))


def _unread_lines(source: UnreadView) -> Iterator[str]:
    noun = "claim" if len(source.claims) == 1 else "claims"
    numbers = ", ".join(str(number) for number in source.claims)
    where = "; ".join(filter(None, (f"{noun} {numbers}", source.others)))
    yield f"- **{escape_markdown(source.name)}** ({where}): {escape_markdown(source.advice)}"
    for reason in source.reasons:
        links = [_link(page.title, page.link) for page in reason.pages]
        links += [f"{reason.more} more"] if reason.more else []
        yield f"  - {escape_markdown(reason.why)}{': ' if links else ''}{', '.join(links)}"
    if source.searched:
        yield f"  - searched: {escape_markdown(source.searched)}"


def _lineage(lineage: LineageView) -> str:
    if not lineage.tells:
        return ""
    return "\n".join((f"## {LINEAGE_HEADING}", "", *_lineage_lines(lineage)))


def _lineage_lines(lineage: LineageView) -> Iterator[str]:
    for group in lineage.groups:
        yield f"- **{escape_markdown(group.names)}** count as one:"
        for tie in group.ties:
            yield f"  - {escape_markdown(tie.reason)}{_after(tie.quote)}"
    if lineage.groups and lineage.alone:
        yield f"- each on its own: {escape_markdown(lineage.alone)}"
    for notice in lineage.notices:
        yield f"- {_link(notice.page, notice.link)}: {escape_markdown(notice.message)}{_after(notice.quote)}"


def _after(quote: QuoteView | None) -> str:
    return f" {_quote(quote)}" if quote is not None else ""


def _notices(view: ReportView) -> str:
    if not view.notices:
        return ""
    return "\n".join(("## Remarks", "", *(f"- {escape_markdown(notice)}" for notice in view.notices)))


def _claims(view: ReportView) -> Iterator[str]:
    if view.claims:
        yield "## Claim by claim"
    for claim in view.claims:
        yield "\n".join(_claim_lines(claim))


def _headline(claim: ClaimView) -> str:
    return f"{claim.words.icon} {claim.number} {claim.words.word}"


def _claim_lines(claim: ClaimView) -> Iterator[str]:
    yield from (f"### {_headline(claim)} · {claim.attachment}", "")
    yield from (f"> {escape_markdown(claim.text)}", "", escape_markdown(claim.reason))
    lines = [f"- {escape_markdown(claim.independent)}"] if claim.independent else []
    lines += [f"- **{escape_markdown(one.text)}**: {_quote(one.quote)}" for one in claim.elsewhere]
    lines += [f"- {escape_markdown(missing)}" for missing in claim.missing]
    lines += [line for source in claim.sources for line in _source_lines(source)]
    lines += [f"- {escape_markdown(claim.hidden)}"] if claim.hidden else []
    if lines:
        yield from ("", *lines)


def _source_lines(source: SourceView) -> Iterator[str]:
    yield f"- **{escape_markdown(source.name)}**: {escape_markdown(source.outcome)}"
    for page in source.telling:
        yield from (f"  {line}" for line in _page_lines(page))
    for page in source.quiet:
        yield f"  - {page.words.icon} {_link(page.title, page.link)}: {escape_markdown(page.words.of_page)}"
    for miss in source.misses:
        if miss.url:
            yield f"  - not read: {_link(miss.title, miss.link)}"
    for candidate in source.untried:
        shown = _link(candidate.title, candidate.link)
        yield f"  - {source.untried_words}: {shown}, {escape_markdown(candidate.found)}"


def _page_lines(page: PageView) -> Iterator[str]:
    yield f"- {page.words.icon} {_link(page.title, page.link)}"
    for mark in page.marks:
        yield f"  - **Note:** {escape_markdown(mark)}"
    if page.found:
        yield f"  - {escape_markdown(page.found if page.searched else f'found: {page.found}')}"
    for conflict in page.conflicts:
        yield f"  - **{escape_markdown(conflict.text)}**: {_quote(conflict.quote)}"
    for gap in page.gaps:
        yield f"  - {escape_markdown(gap)}"
    for quote in page.deciding:
        yield f"  - {_quote(quote)}"
    if page.opinion is not None:
        yield f"  - {escape_markdown(page.opinion.text)}"
        yield from (f"    - {_quote(quote)}" for quote in page.opinion.quotes)
    yield f"  - {', '.join(filter(None, (page.read, f'sha256 {_digest(page.digest)}')))}"


def _quote(quote: QuoteView) -> str:
    shown = escape_markdown(quote.text)
    return f"{shown} {_link('open at these words', quote.link)}" if quote.link else shown


def _digest(digest: str) -> str:
    """The digest as code; what is none, as a report that somebody sent may have, as words."""
    return f"`{digest}`" if _DIGEST.fullmatch(digest) else escape_markdown(digest)


def _foot(view: ReportView) -> str:
    hosts = ", ".join(escape_markdown(host) for host in view.hosts) or "none"
    facts = (
        f"Hosts contacted: {hosts}",
        f"Made {escape_markdown(view.made)}",
        f"Article sha256 {_digest(view.article_digest)}",
        f"Settings sha256 {_digest(view.settings_digest)}",
    )
    return "\n".join(("---", "", *(f"- {fact}" for fact in facts)))
