"""References of wikis: `<ref>https://apnews.com/x</ref>`, `<ref name="ap" />`, `{{cite web |url=... |title=...}}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.footnote import note_label, note_urls
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "wiki_reference"

# <ref name="ap">words</ref>, <ref name=ap />; groups: the attributes, the words
_REF = re.compile(r"<ref(\s[^<>]{0,200}?)?(?:/>|>([^<]{0,4000}(?:<(?!/?ref\b)[^<]{0,4000}){0,20})</ref>)")
# {{cite web |url=https://apnews.com/x |title=T}}; group 1: its fields
_TEMPLATE = re.compile(r"\{\{(?:cite|citation)\b[^{}|]{0,40}(\|[^{}]{1,4000})\}\}", re.IGNORECASE)
# name="ap", name=ap
_NAME = re.compile(r"name\s?=\s?[\"']?([^\"'/>]{1,100})")
# |title=A title; group 1: the words
_TITLE = re.compile(r"\|\s?(?:title|website|publisher|work)\s?=\s?([^|{}]{1,300})")


def find_wiki_references(draft: Draft) -> Finding:
    """Every reference with the address or the words it holds; one that only names another has what that one holds."""
    text = draft.text
    signed = [(match, match[1] or "", match[2]) for match in (_REF.finditer(text) if "<ref" in text else ())]
    signed.extend((match, "", match[0]) for match in (_TEMPLATE.finditer(text) if "{{" in text else ()))
    named = {_name(attributes): words for _, attributes, words in signed if words and _name(attributes)}
    return Finding(
        tags=tuple(
            _tag(
                Span(start=match.start(), end=match.end()), words or named.get(_name(attributes), ""), _name(attributes)
            )
            for match, attributes, words in signed
        )
    )


def _name(attributes: str) -> str:
    match = _NAME.search(attributes)
    return match[1].strip() if match else ""


def _tag(span: Span, words: str, name: str) -> FoundTag:
    urls = note_urls(words)
    if urls:
        return FoundTag(span=span, style=STYLE, labels=tuple(map(url_host, urls)), urls=urls)
    title = _TITLE.search(words)
    label = note_label(title[1] if title else words)
    if words.strip():
        return FoundTag(span=span, style=STYLE, labels=(label,))
    return FoundTag(span=span, style=STYLE, keys=(name or "ref",))
