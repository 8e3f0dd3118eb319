"""What looks like a citation mark and cannot be read: named for the editor.

Signs of a chatbot are lifted out of the sentence; words that may be the sentence's own stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, Unread
from provenance.parse.grammars.hosts import is_host
from provenance.parse.grammars.private_use import UNKNOWN, has_signs

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A style of marks: its name for people, a string that every such text holds, and its form."""

    name: str
    sign: str
    form: re.Pattern[str]


_STYLES = (
    # [oai_citation, [cite: and :contentReference[oaicite: that were cut off or changed by hand
    _Style(
        name="citation of a chatbot, cut off",
        sign="[oai_citation",
        form=re.compile(r"\[oai_citation[\w:‡-]{0,100}\]?"),
    ),
    _Style(
        name="citation of a chatbot, cut off",
        sign="[cite",
        form=re.compile(r"\[cite(?:_[a-z]{1,10}|:[^\[\]\n]{0,60})\]?"),
    ),
    _Style(
        name="citation of a chatbot, cut off",
        sign="[oaicite",
        form=re.compile(r"\[oaicite:?[^\[\]\s]{0,60}\]?"),
    ),
    # <grok-card, </grok-card> without the other end
    _Style(name="card of a chatbot", sign="grok-card", form=re.compile(r"</?grok-card[^<>\n]{0,300}>?")),
)

# <E200>, <E201>, <E202> alone, when what stood between them was lost
_SIGN = re.compile("[\ue200-\ue202\ue207-\ue20f][\ue200-\ue202\ue207-\ue20f]*")
# "+2." where a sentence or a line ends
_NUMBER = re.compile(r"\+[1-9][0-9]?(?=[.!?)]*(?:\s|$))")
# "notadomain.invalidtld" before it, on its own; group 1: what stands in place of the domain
_NO_DOMAIN = re.compile(r"(?:^|[\s(])([a-z][a-z-]{2,40}[a-z](?:\.[a-z][a-z-]{0,30}[a-z]){1,4})$")


def find_unread(draft: Draft) -> Finding:
    """Every mark of a style that no grammar reads."""
    found = [
        Unread(span=Span(start=match.start(), end=match.end()), style=style.name)
        for style in _STYLES
        if style.sign in draft.text
        for match in style.form.finditer(draft.text)
        if draft.taken.are_free(*match.span())
    ]
    found.extend(
        Unread(span=Span(start=match.start(), end=match.end()), style=UNKNOWN)
        for match in (_SIGN.finditer(draft.text) if has_signs(draft.text) else ())
        if draft.taken.are_free(*match.span())
    )
    return Finding(unread=(*found, *_without_domain(draft)))


def _without_domain(draft: Draft) -> list[Unread]:
    """Chips whose label is under no public suffix; their words stay, for they may be words of the sentence."""
    found = []
    for number in _NUMBER.finditer(draft.text):
        if not draft.taken.are_free(*number.span()):
            continue
        word = draft.text[max(0, number.start() - 80) : number.start()].rpartition(" ")[2].rpartition("\n")[2]
        match = _NO_DOMAIN.search(word)
        if match and not is_host(match[1]):
            span = Span(start=number.start() - len(match[1]), end=number.end())
            found.append(Unread(span=span, style="chip without a valid domain", kept=span))
    return found
