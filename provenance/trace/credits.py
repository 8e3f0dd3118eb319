"""Which news agency a page credits with its text, and in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from provenance.model import Span
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.model import Page

ENDS = 8
"""Paragraphs at the head and at the foot of a page among which a credit line stands."""

LINE = 400
"""Characters of a paragraph in which a credit is looked for."""

MAX_AUTHORS = 5
"""Authors of a page that are looked at."""


class Part(IntEnum):
    """How much of the text an agency is credited with."""

    SOME = 1
    WHOLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The agency by its usual name, how much is its own, and where the page says so; none for a line of authors."""

    agency: str
    part: Part
    words: str
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """The patterns of credit lines and of authors, each with one group, the agency's name as written there."""

    whole: tuple[re.Pattern[str], ...]
    some: tuple[re.Pattern[str], ...]
    author: re.Pattern[str]
    beside: re.Pattern[str]


def read_credits(page: Page) -> tuple[Credit, ...]:
    """The agencies that the page credits, each once, with the greatest part; none where it credits none.

    A page that credits several with the whole is made of parts of each.
    """
    found: dict[str, Credit] = {}
    for credit in (*_credits_of_lines(page), *_credits_of_authors(page.authors[:MAX_AUTHORS])):
        known = found.get(credit.agency)
        if known is None or known.part < credit.part:
            found[credit.agency] = credit
    whole = [credit for credit in found.values() if credit.part is Part.WHOLE]
    if len(whole) > 1:
        return tuple(_as_some(credit) for credit in found.values())
    return tuple(found.values())


@cache
def find_agency(name: str, *, domain: str) -> str | None:
    """The agency that a publisher of that name, or whoever publishes on `domain`, is; or none."""
    rows = read_table("agencies")["agency"]
    return next((row["name"] for row in rows if domain in row["domains"] or name in (row["name"], *row["names"])), None)


def _as_some(credit: Credit) -> Credit:
    return Credit(agency=credit.agency, part=Part.SOME, words=credit.words, place=credit.place)


def _credits_of_lines(page: Page) -> Iterator[Credit]:
    blocks = page.blocks or (Span(start=0, end=len(page.text)),)
    for block in dict.fromkeys((*blocks[:ENDS], *blocks[-ENDS:])):
        yield from _credits_of_line(page.text, block)
    signed = next((block for block in blocks[-ENDS:] if _SIGN_OFF.match(page.text, block.start, block.end)), None)
    if signed is not None:
        agency = next(row["name"] for row in read_table("agencies")["agency"] if row.get("signs_off"))
        words = signed.read(page.text)[:LINE]
        yield Credit(agency=agency, part=Part.WHOLE, words=words, place=_cut(signed))


def _credits_of_line(text: str, block: Span) -> Iterator[Credit]:
    # pos and endpos of a pattern would anchor `\Z` at the cut too
    shown = text[block.start : min(block.end, block.start + LINE)]
    if not _names_an_agency(shown):
        return
    for part, patterns in ((Part.WHOLE, _rules().whole), (Part.SOME, _rules().some)):
        for pattern in patterns:
            match = pattern.search(shown)
            if match:
                place = Span(start=block.start + match.start(), end=block.start + match.end())
                written = match.groupdict().get("behind") or match["name"]
                yield Credit(agency=_names()[written], part=part, words=match.group(), place=place)


def _cut(span: Span) -> Span:
    return Span(start=span.start, end=min(span.end, span.start + LINE))


def _credits_of_authors(authors: tuple[str, ...]) -> Iterator[Credit]:
    """An agency that is the only author, or whose writer is, wrote the whole; beside others a part."""
    for author in authors:
        shown = author[:LINE]
        beside = _rules().beside.search(shown) if _names_an_agency(shown) else None
        match = beside or _rules().author.fullmatch(shown)
        if match:
            part = Part.WHOLE if len(authors) == 1 and not beside else Part.SOME
            yield Credit(agency=_names()[match["name"]], part=part, words=f"by {author}")


# (Reporting by A. Writer in Kyiv; Editing by B. Editor)
_SIGN_OFF = re.compile(r"\(?(?:Additional reporting|Reporting|Writing) by [^\n;]{2,200};[^\n]{0,200}\b[Ee]diting by ")


@cache
def _names() -> dict[str, str]:
    """The usual name of every agency by the names that credit lines give it."""
    rows = read_table("agencies")["agency"]
    return {name: row["name"] for row in rows for name in row["names"]}


def _names_an_agency(line: str) -> bool:
    """Whether any agency's name stands in the line, which few lines pass: the patterns take longer."""
    return any(name in line for name in _names())


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _rules() -> _Rules:
    listed = _alternatives(_names())
    name = rf"(?:[Tt]he )?(?P<name>{listed})"
    return _Rules(
        whole=(
            # KYIV, Ukraine (AP) — | (Reuters) - | KYIV (AP) _ | KYIV (PTI): | KYIV — (AFP)
            re.compile(rf"\A[^\n()]{{0,80}}(?:\({name}\)\s?[—–_:-]|[—–] \((?P<behind>{listed})\) )"),
            # MOSCOW, July 4. /TASS/
            re.compile(rf"\A[^\n/]{{0,80}}/{name}/"),
            # By The Associated Press | By JANE DOE, Associated Press | By Jane Doe | AFP | Story by Reuters
            re.compile(rf"\A(?:By|BY|Story by) (?:[^\n,|]{{2,60}}(?:, ?| \| ))?{name}(?: [Ss]taff)?\Z"),
            # By JANE DOE Associated Press
            re.compile(rf"\A(?:By|BY) [^\W\d_a-z][\w.'’-]{{1,30}}(?: [^\W\d_a-z][\w.'’-]{{0,30}}){{1,3}} {name}\Z"),
            # This story was originally published by Reuters. | The article was produced by AFP
            re.compile(
                rf"\A(?:This|The) (?:story|article|report) (?:was|is) (?:originally |first )?"
                rf"(?:published|produced|provided|written|reported) by {name}(?![\w-])"
            ),
            # © 2025 The Associated Press. All rights reserved | Copyright 2025 AFP. All rights reserved.
            re.compile(
                rf"(?:©|\([Cc]\)|Copyright)(?: ©| Copyright)?(?: \d{{4}})? {name}\.?\s{{1,3}}All [Rr]ights [Rr]eserved"
            ),
        ),
        some=(
            # The Associated Press contributed to this report. | AP writer Jane Doe in Kyiv contributed
            re.compile(rf"\b{name}\b[^.\n]{{0,160}}\bcontributed\b"),
            # With reporting by Reuters | with files from The Canadian Press
            re.compile(rf"\b[Ww]ith (?:additional )?(?:reporting|material|inputs?|files) (?:by|from) {name}(?![\w-])"),
            # By One News with AP | By Jane Doe and AFP
            re.compile(rf"\A(?:By|BY) [^\n]{{2,60}} (?:with|and) {name}(?![\w-])"),
            # AFP | Source: Reuters | © 2025 AFP
            re.compile(rf"\A(?:Source: |© ?(?:\d{{4}} )?)?{name}\.?\Z"),
        ),
        author=re.compile(rf"(?:[^\n,|]{{2,60}}(?:, ?| \| ?| for ))?{name}(?: staff| news agency)?"),
        # One News with AP | Jane Doe and AFP
        beside=re.compile(rf"\w (?:with|and) {name}(?![\w-])"),
    )
