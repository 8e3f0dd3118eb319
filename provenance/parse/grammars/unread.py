"""What looks like a citation mark and is not understood: named for the editor, and lifted out of the sentence.

The marks of other chatbots carry keys only, which mean nothing without the conversation they come from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, Unread
from provenance.parse.grammars.hosts import is_host

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A style of marks: its name for people, strings of which every such text holds one, and its form."""

    name: str
    signs: tuple[str, ...]
    form: re.Pattern[str]


_STYLES = (
    # <E200>cite<E202>turn0search3<E201>; group 1: the words that an entity mark shows
    _Style(
        name="private-use mark of a chatbot",
        signs=("\ue200",),
        form=re.compile(
            r"\ue200(?:entity\ue202\[\"[^\"\n]{0,200}\",\s?\"([^\"\n]{0,200})\"[^\ue200\ue201\n]{0,500}|[^\ue200\ue201\n]{0,500})\ue201"
        ),
    ),
    # the same signs alone, when the rest was lost
    _Style(
        name="private-use mark of a chatbot",
        signs=tuple(map(chr, range(0xE200, 0xE210))),
        form=re.compile(r"[\ue200-\ue20f]+"),
    ),
    # citeturn11view0turn20search3, fileciteturn0file0
    _Style(
        name="key of a chatbot's search",
        signs=("citeturn",),
        form=re.compile(r"(?:file)?cite(?:turn\d{1,4}[a-z]{1,12}\d{1,4}){1,40}"),
    ),
    # 【8†L115-L124】, 【turn0search5】, 【4:0†report.pdf】
    _Style(
        name="lenticular bracket of a chatbot",
        signs=("【",),
        form=re.compile(r"【(?:[^【】\n]{0,12}†[^【】\n]{0,120}|turn\d[^【】\n]{0,80}|\d{1,3})】"),
    ),
    # :contentReference[oaicite:0]{index=0}, [oaicite:0]
    _Style(
        name="content reference of a chatbot",
        signs=("oaicite:",),
        form=re.compile(r"(?::contentReference)?\[oaicite:\d{1,4}\](?:\{index=\d{1,4}\})?"),
    ),
    # [oai_citation:0‡report.pdf] without an address behind it
    _Style(
        name="citation of an uploaded file",
        signs=("[oai_citation",),
        form=re.compile(r"\[oai_citation[^\[\]\n]{0,300}\](?:\([^()\s]{0,500}\))?"),
    ),
    # [cite: 4, 5, 230-234], [cite_start], [cite_end]
    _Style(
        name="numbered citation of a chatbot",
        signs=("[cite",),
        form=re.compile(r"\[cite(?:_start|_end|:[ \d,–-]{1,200})\]"),
    ),
    # [citation:1]
    _Style(name="numbered citation of a chatbot", signs=("[citation:",), form=re.compile(r"\[citation:\d{1,4}\]")),
    # [web:17], [attached_file:1], [file:1], [source:3]
    _Style(
        name="numbered citation of a chatbot",
        signs=(":",),
        form=re.compile(r"\[(?:web|attached_file|file|source|page|image|memory|conversation_history):\d{1,4}\]"),
    ),
    # [span_0](start_span), [span_0](end_span)
    _Style(
        name="span mark of a chatbot", signs=("_span)",), form=re.compile(r"\[span_\d{1,4}\]\((?:start|end)_span\)")
    ),
    # <grok-card data-id="2ffb09" data-type="citation_card"></grok-card>
    _Style(
        name="card of a chatbot", signs=("<grok-card",), form=re.compile(r"<grok-card[^<>]{0,300}>(?:</grok-card>)?")
    ),
    # [](grok_render_citation_card_json={"cardIds":["285162"]})
    _Style(
        name="card of a chatbot",
        signs=("(grok_render",),
        form=re.compile(r"\[\]\(grok_render_\w{1,60}=[^()\n]{0,300}\)"),
    ),
    # ({"attribution":{"attributableIndex":"1009-1"}})
    _Style(
        name="attribution of a chatbot",
        signs=("attributableIndex",),
        form=re.compile(r"\(\{\"attribution\":\{\"attributableIndex\":\"[\d-]{1,20}\"\}\}\)"),
    ),
    # :::writing{variant="document" id="48271"}
    _Style(
        name="frame of a chatbot's document", signs=(":::writing",), form=re.compile(r":::writing\{[^{}\n]{0,300}\}")
    ),
    # "damage [3].", "[2,3]", "[4-6]" with nothing that defines them; not "a[1]"
    _Style(
        name="number in brackets without a list of sources",
        signs=("]",),
        form=re.compile(r"(?<!\W[A-Za-z])\[[1-9]\d{0,2}(?:\s?[,;–-]\s?[1-9]\d{0,2}){0,20}\](?![(:a-z0-9_])"),
    ),
)

# "+2." where a sentence or a line ends
_NUMBER = re.compile(r"\+[1-9][0-9]?(?=[.!?)]*(?:\s|$))")
# "notadomain.invalidtld" before it, on its own; group 1: what stands in place of the domain
_NO_DOMAIN = re.compile(r"(?:^|[\s(])([a-z][a-z-]{2,40}[a-z](?:\.[a-z][a-z-]{0,30}[a-z]){1,4})$")


def find_unread(draft: Draft) -> Finding:
    """Every mark of a style that this version cannot read."""
    found: list[Unread] = []
    for style in _STYLES:
        if not any(sign in draft.text for sign in style.signs):
            continue
        for match in style.form.finditer(draft.text):
            shown = Span(start=match.start(1), end=match.end(1)) if match.re.groups and match[1] else None
            found.append(Unread(span=Span(start=match.start(), end=match.end()), style=style.name, kept=shown))
    return Finding(unread=(*_disjoint(found), *_without_domain(draft)))


def _disjoint(found: list[Unread]) -> list[Unread]:
    """The marks in order; of two that overlap the one that begins first and then the longer."""
    kept: list[Unread] = []
    for mark in sorted(found, key=lambda mark: (mark.span.start, -mark.span.end)):
        if not kept or mark.span.start >= kept[-1].span.end:
            kept.append(mark)
    return kept


def _without_domain(draft: Draft) -> list[Unread]:
    """Chips whose label is under no public suffix; their words stay, for they may be words of the sentence."""
    found = []
    for number in _NUMBER.finditer(draft.text):
        word = draft.text[max(0, number.start() - 80) : number.start()].rpartition(" ")[2].rpartition("\n")[2]
        match = _NO_DOMAIN.search(word)
        if match and not is_host(match[1]):
            span = Span(start=number.start() - len(match[1]), end=number.end())
            found.append(Unread(span=span, style="chip without a valid domain", kept=span))
    return found
