"""Perplexity's marks: `[arxiv+1](url)`, `vllm+1` before a zero-width space, `[web:17][attached_file:1]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.hosts import host_start, is_host
from provenance.parse.grammars.linked_chip import read_linked_chips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft

STYLE = "perplexity"

# "arxiv", "tom-s-hardware": a site without its suffix
_STEM = re.compile(r"[^\W_A-Z]{1,60}(?:-[^\W_A-Z]{1,60}){0,5}")
# "vllm+1<U+200B>"; group 1: the stem, group 2: the number
_BARE = re.compile(r"(?<![\w-])([a-z0-9][a-z0-9-]{1,60})\+([1-9][0-9]?)\u200b")
# [web:17], [file:1][web:47], [attached_file:1]; a run of them is one mark
_ONE = (
    r"\[(?:web|attached_file|attached_image|file|source|page|image|memory|conversation_history|chart|calculator_tool"
    r"|post|x_post|tweet|news|reference|ref|result|search|doc|document):"
    r"\d{1,4}(?:,\s?(?:[a-z_]{1,20}:)?\d{1,4}){0,20}\]"
)
_KEYS = re.compile(rf"{_ONE}(?:\s?{_ONE}){{0,59}}(?![(\[])")
_KEY = re.compile(r"(?:([a-z_]{1,20}):)?(\d{1,4})")


def find_perplexity_marks(draft: Draft) -> Finding:
    """Every such mark: a stem with its link or without, and the keys of what it searched."""
    return Finding(tags=(*_linked(draft), *_bare(draft), *_keys(draft)))


def _linked(draft: Draft) -> Iterator[FoundTag]:
    """A link whose only label is the stem of its own host."""
    for chip in read_linked_chips(draft):
        label = chip.labels[0]
        if len(chip.labels) == 1 and _STEM.fullmatch(label) and label in re.split(r"[.]", chip.link.host):
            yield FoundTag(
                span=chip.link.span, style=STYLE, labels=(chip.link.host,), more=chip.more, urls=(chip.link.url,)
            )


def _bare(draft: Draft) -> Iterator[FoundTag]:
    text = draft.text
    for match in _BARE.finditer(text) if "\u200b" in text else ():
        end = match.end(1)
        if not is_host(text[host_start(text, end, floor=max(0, end - 80)) : end]):
            yield FoundTag(
                span=Span(start=match.start(), end=match.end()), style=STYLE, labels=(match[1],), more=int(match[2])
            )


def _keys(draft: Draft) -> Iterator[FoundTag]:
    for match in _KEYS.finditer(draft.text):
        keys: dict[str, None] = {}
        kind = ""
        for key in _KEY.finditer(match[0]):
            kind = key[1] or kind
            keys[f"{kind}:{key[2]}"] = None
        yield FoundTag(span=Span(start=match.start(), end=match.end()), style=STYLE, keys=tuple(keys))
