"""Footnotes of Markdown: `[^1]` in the text and `[^1]: words or an address` at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Unread
from provenance.parse.grammars.brackets import bracket_pairs, link_target
from provenance.parse.grammars.url import trimmed_end, url_host

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "markdown_footnote"
LONGEST_LABEL = 200
"""Characters of a definition's words taken as the label when it has no address."""

# [^1], [^ap-news]
_REFERENCE = re.compile(r"\[\^([^\[\]\s^]{1,60})\](?!:)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2048}", re.IGNORECASE)


def find_footnotes(draft: Draft) -> Finding:
    """Every footnote reference; one whose definition was not copied along has its number as a key."""
    if "[^" not in draft.text:
        return Finding()
    tags: list[FoundTag] = []
    unread: list[Unread] = []
    for match in _REFERENCE.finditer(draft.text):
        span = Span(start=match.start(), end=match.end())
        note = draft.layout.notes.get(match[1].lower())
        if (
            note is None and not match[1].replace("_", "").isdecimal()
        ):  # "[^abc]" may be a regular expression; Perplexity writes "[^1_2]"
            unread.append(Unread(span=span, style="footnote without a definition"))
        elif note is None:
            tags.append(FoundTag(span=span, style=STYLE, keys=(match[1],)))
        else:
            urls = note_urls(note.read(draft.text))
            labels = tuple(map(url_host, urls)) or (note_label(note.read(draft.text)),)
            tags.append(FoundTag(span=span, style=STYLE, labels=labels, urls=urls))
    return Finding(tags=tuple(tags), unread=tuple(unread))


def note_urls(note: str) -> tuple[str, ...]:
    """The addresses in the words of a definition, in order, each once."""
    found = [(pair.closes, target[0]) for pair in bracket_pairs(note).values() if (target := _link(note, pair.end))]
    for match in _ADDRESS.finditer(note):
        url = note[match.start() : trimmed_end(note, match.start(), match.end())]
        if not any(url.startswith(known) or known.startswith(url) for _, known in found):
            found.append((match.start(), url))
    return tuple(dict.fromkeys(url for _, url in sorted(found) if url_host(url)))


def _link(note: str, end: int) -> tuple[str, int] | None:
    return link_target(note, end + 1) if note[end : end + 1] == "(" else None


def note_label(note: str) -> str:
    """The words of a definition on one line, cut to `LONGEST_LABEL`; "(empty)" when there are none."""
    return " ".join(note.split())[:LONGEST_LABEL].strip() or "(empty)"
