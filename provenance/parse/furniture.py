"""Lines that were pasted with an article and are none of it: a blog's, a mail's, a chatbot's."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.model.article import ParagraphKind
from provenance.model.notices import Notice
from provenance.model.spans import Span
from provenance.parse.blocks import words_of_line
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from provenance.parse.contracts import Block

LONGEST_LINE = 300
"""Code points of a line that may be furniture; a longer one is a paragraph."""
LONGEST_SIGNATURE = 8
"""Lines below the `-- ` of a mail that are its sender's signature."""
LONGEST_SIGNATURE_LINE = 80
LONGEST_COUNT = 40
"""Code points of a line in which a figure may stand: "12 comments"."""
SHORTEST_BEGINNING = 3
"""Characters that every beginning in the table has at least."""

_KINDS = frozenset({ParagraphKind.PROSE, ParagraphKind.HEADING, ParagraphKind.LIST_ITEM, ParagraphKind.BLOCK_QUOTE})
_ASIDE = frozenset({ParagraphKind.FURNITURE, ParagraphKind.BYLINE, ParagraphKind.HEADING})
# "**", "> ", "-----": signs around the words of a line
_SIGNS = " \t\r\n*_#>|•·–—-=¡"
# "12", "1,204"
_FIGURE = re.compile(r"\d[\d.,]{0,9}")
_WORD = re.compile(r"\w+")
# "held. It": the place between two sentences
_BETWEEN = re.compile(r"[.!?。！？؟।]\s+(?=\S)")
# "From: Ann" of a mail's head; group 1: the field
_FIELD = re.compile(r"([^\W\d_](?:[^\W\d_]|[ -]){0,14}):\s?\S|([^\W\d_]{2,6})：\s?\S")
# "On Mon, Jul 7, 2025 at 4:12 PM Ann Roe <ann@example.com> wrote:", "Am 7. Juli 2025 schrieb Ann Roe:"
_WROTE = re.compile(
    r"(?:on [^\n]{0,150}\d[^\n]{0,150} wrote|am [^\n]{0,80}\d[^\n]{0,80} schrieb [^\n]{0,120}"
    r"|le [^\n]{0,150}\d[^\n]{0,150} a écrit|el [^\n]{0,150}\d[^\n]{0,150} escribió) ?:"
)
# "certainly! " of "Certainly! Here is the article:"; group 1: the words, group 2: what follows
_OPENING = re.compile(r"([^!,.:—–，！。、-]{1,24})[!,.:—–，！。、-]+\s*(.*)", re.DOTALL)


def set_furniture_aside(text: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """The blocks, lines that are none of the article marked as furniture, and a notice a kind of them."""
    found = _found(text, blocks)
    if not found:
        return tuple(blocks), ()
    settled = tuple(
        replace(block, kind=ParagraphKind.FURNITURE) if at in found else block for at, block in enumerate(blocks)
    )
    kinds: dict[str, list[int]] = defaultdict(list)
    for at, kind in sorted(found.items()):
        kinds[kind].append(at)
    return settled, tuple(_notice(blocks, kind, lines) for kind, lines in kinds.items())


def _notice(blocks: Sequence[Block], kind: str, lines: Sequence[int]) -> Notice:
    """The notice for the lines of one kind, given by their numbers; its place is the first ones that stand together."""
    many = len(lines) > 1
    together = next((at for at, (one, next_one) in enumerate(pairwise(lines)) if next_one > one + 1), len(lines) - 1)
    verb = read_table("furniture")[kind]["name"]
    if not many:
        verb = verb.replace("belong", "belongs", 1).replace("point", "points", 1).replace("are", "is", 1)
    return Notice(
        code="furniture",
        message=f"{len(lines)} line{'s' if many else ''} {verb}; {'they were' if many else 'it was'} set aside.",
        span=Span(start=blocks[lines[0]].span.start, end=blocks[lines[together]].span.end),
    )


def _found(text: str, blocks: Sequence[Block]) -> dict[int, str]:
    """The numbers of the blocks that are furniture, each with its kind."""
    words = [_folded(text, block) for block in blocks]
    found = {at: kind for at, lines in enumerate(words) if lines and (kind := _common(lines, _kind_anywhere))}
    found.update({at: "site" for at, block in enumerate(blocks) if block.kind is ParagraphKind.FURNITURE})
    _add_mail(text, blocks, words, found)
    for edge in (range(len(blocks)), range(len(blocks) - 1, -1, -1)):
        for at in edge:
            judge = _kind_at_end if edge.step < 0 else _kind_at_head
            kind = found.get(at) or (_common(words[at], judge) if words[at] else None)
            if kind:
                found[at] = kind
            elif blocks[at].kind not in _ASIDE:
                break
    return found


def _folded(text: str, block: Block) -> str:
    """The lines of a block in the form of the table, empty when it can be no furniture."""
    if block.kind not in _KINDS:
        return ""
    line = words_of_line(text, block, longest=LONGEST_LINE).strip(_SIGNS).casefold()
    if line.isalnum():
        return line
    return "\n".join([" ".join(each.split()) for each in line.replace("’", "'").splitlines()])


def _common(lines: str, judge: Callable[[str], str | None]) -> str | None:
    """The kind of furniture that every one of the lines is; none when one is none, or they differ."""
    if "\n" not in lines:
        return judge(lines)
    kinds = {judge(line) for line in lines.split("\n")}
    return kinds.pop() if len(kinds) == 1 else None


def _kind_anywhere(line: str) -> str | None:
    return _kind(line, "anywhere")


def _kind_at_head(line: str) -> str | None:
    return _kind(line, "edges") or ("chatbot" if _opens_answer(line) else None)


def _kind_at_end(line: str) -> str | None:
    return _kind(line, "edges") or ("chatbot" if _closes_answer(line) else None)


def _kind(line: str, place: str) -> str | None:
    """The kind of furniture that the line is in this place, none when it is none."""
    whole = _whole(place)
    words = line.rstrip(" .:!…")
    kind = whole.get(words) or (whole.get(_FIGURE.sub("#", words)) if len(words) <= LONGEST_COUNT else None)
    if kind:
        return kind
    beginnings = _beginnings(place).get(line[:SHORTEST_BEGINNING], ())
    kind = next((kind for beginning, kind in beginnings if line.startswith(beginning)), None)
    return kind if kind and not _BETWEEN.search(line) else None


def _opens_answer(line: str) -> bool:
    """Whether a chatbot turns to its user: "Certainly! Here is the article:"."""
    opening = _OPENING.fullmatch(line)
    if opening and opening[1].strip() in _rows("chatbot", "opens"):
        rest = opening[2]
        return not rest or (rest.startswith(_rows("chatbot", "presents")) and not _BETWEEN.search(rest))
    presents = line.startswith(_rows("chatbot", "presents")) and line.endswith((":", "："))
    return presents and not _words("chatbot", "presented").isdisjoint(_WORD.findall(line))


def _closes_answer(line: str) -> bool:
    """Whether every sentence of the line is one with which a chatbot ends: "Let me know if you'd like changes!"."""
    starts = [0, *(match.end() for match in _BETWEEN.finditer(line))]
    return all(line.startswith(_rows("chatbot", "closes"), start) for start in starts)


def _add_mail(text: str, blocks: Sequence[Block], lines: Sequence[str], found: dict[int, str]) -> None:
    """Add the heads of quoted mails, and the signature at the end."""
    fields = [_is_field(line) for line in lines]
    for at, line in enumerate(lines):
        in_row = fields[at] and (any(fields[at + 1 : at + 2]) or any(fields[max(0, at - 1) : at]))
        if in_row or (line[-1:] == ":" and _WROTE.fullmatch(line)):
            found[at] = "mail"
    tail = range(max(0, len(blocks) - LONGEST_SIGNATURE - 1), len(blocks))
    first = next((at for at in tail if blocks[at].span.read(text) == "--"), len(blocks))
    if all(_may_sign(block.span.read(text)) for block in blocks[first + 1 :]):
        found.update(dict.fromkeys(range(first, len(blocks)), "mail"))


def _is_field(line: str) -> bool:
    match = _FIELD.match(line) if ":" in line or "：" in line else None
    return match is not None and (match[1] or match[2]).replace(" ", "") in _words("mail", "fields")


def _may_sign(line: str) -> bool:
    """Whether a line may stand in a signature: it is short and no sentence."""
    return len(line) <= LONGEST_SIGNATURE_LINE and line[-1:] not in tuple(".!?。！？।؟")


@cache
def _rows(kind: str, key: str) -> tuple[str, ...]:
    """The rows of one text of the table."""
    return tuple(row for row in read_table("furniture")[kind].get(key, "").splitlines() if row)


@cache
def _words(kind: str, key: str) -> frozenset[str]:
    """The words of one text of the table."""
    return frozenset(read_table("furniture")[kind][key].split())


@cache
def _whole(place: str) -> dict[str, str]:
    """Line -> kind."""
    return {row: kind for kind in read_table("furniture") for row in _rows(kind, place)}


@cache
def _beginnings(place: str) -> dict[str, list[tuple[str, str]]]:
    """The first characters of a line -> the beginnings of lines, each with its kind."""
    beginnings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind in read_table("furniture"):
        for row in _rows(kind, f"{place}_begin"):
            beginnings[row[:SHORTEST_BEGINNING]].append((row, kind))
    return dict(beginnings)
