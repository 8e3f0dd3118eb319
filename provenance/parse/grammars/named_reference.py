"""ChatGPT's references by name: `([AP News][4])`, with `[4]: https://apnews.com/x "Title"` below or without it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.hosts import is_host, publishers_names
from provenance.parse.grammars.linked_chip import chip_labels
from provenance.parse.grammars.links import Link, Row, in_own_brackets, link_tag, with_own_brackets
from provenance.parse.grammars.placement import ends_sentence, leads_on
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft

STYLE = "named_reference"

LONGEST_NAME = 200
"""Characters of a name at most."""


def find_named_references(draft: Draft) -> Finding:
    """Every reference by name and number; without its definition the name is all that is left of it."""
    if "][" not in draft.text:
        return Finding()
    return Finding(tags=tuple(_tags(draft)))


def _tags(draft: Draft) -> Iterator[FoundTag]:
    text, pairs, row = draft.text, draft.brackets.pairs, Row(draft)
    for pair in pairs.values():
        behind = pairs.get(pair.end)
        if behind is None or pair.end - pair.opens > LONGEST_NAME or text[pair.opens - 1 : pair.opens] == "!":
            continue
        number = text[behind.opens + 1 : behind.closes]
        words = Span(start=pair.opens + 1, end=pair.closes)
        name = " ".join(words.read(text).split()).strip("*_` ")
        if not (number.isdecimal() and len(number) <= 4) or not any(map(str.isalpha, name)) or "[" in name:
            continue
        span = Span(start=pair.opens, end=behind.end)
        url = draft.layout.links.get(number, "")
        host = url_host(url)
        if host:
            tag = link_tag(draft, Link(span=span, words=words, url=url, host=host, label=name), row, style=STYLE)
        elif _stands_as_mark(text, span, name):
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
