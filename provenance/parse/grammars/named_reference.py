"""ChatGPT's references by name: `([AP News][4])`, with `[4]: https://apnews.com/x "Title"` below or without it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.hosts import is_host, publishers_names
from provenance.parse.grammars.linked_chip import chip_labels
from provenance.parse.grammars.links import Link, in_own_brackets, link_tag, with_own_brackets
from provenance.parse.grammars.placement import ends_sentence, leads_on
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft

STYLE = "named_reference"

# [AP News][4]; group 1: the name, group 2: the number
_REFERENCE = re.compile(r"(?<!!)\[((?:[^\[\]\n]|\n(?!\s)){1,200})\]\[(\d{1,4})\]")


def find_named_references(draft: Draft) -> Finding:
    """Every reference by name and number; without its definition the name is all that is left of it."""
    if "][" not in draft.text:
        return Finding()
    return Finding(tags=tuple(_tags(draft)))


def _tags(draft: Draft) -> Iterator[FoundTag]:
    for match in _REFERENCE.finditer(draft.text):
        name = " ".join(match[1].split()).strip("*_` ")
        if not any(map(str.isalpha, name)):
            continue
        span = Span(start=match.start(), end=match.end())
        url = draft.layout.links.get(match[2], "")
        host = url_host(url)
        if host:
            words = Span(start=match.start(1), end=match.end(1))
            tag = link_tag(draft, Link(span=span, words=words, url=url, host=host, label=name), style=STYLE)
        elif _stands_as_mark(draft.text, span, name):
            labels, more = chip_labels(name) or ((name,), None)
            tag = FoundTag(span=span, style=STYLE, labels=labels, more=more)
        else:
            continue
        yield tag if tag.kept else replace(tag, span=with_own_brackets(draft.text, span))


def _stands_as_mark(text: str, span: Span, name: str) -> bool:
    """Whether a reference without a definition is one all the same: in brackets, or a site's name at the end."""
    if in_own_brackets(text, span):
        return True
    is_site = is_host(name) or name.lower() in publishers_names()
    return is_site and ends_sentence(text, span.end) and not leads_on(text, span.start)
