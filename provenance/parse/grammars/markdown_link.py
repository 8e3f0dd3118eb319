"""Links of Markdown: `[text](url "title")`, `[text][label]`, `[label]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.parse.contracts import Finding, Frame
from provenance.parse.grammars.links import Row, link_tag, read_links

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "markdown_link"


def find_links(draft: Draft) -> Finding:
    """Every link to an http or https address; links elsewhere (mail, files) and pictures cite nothing."""
    if "](" not in draft.text and not draft.layout.links:
        return Finding()
    row = Row(draft)
    links = list(read_links(draft))
    return Finding(
        tags=tuple(link_tag(draft, link, row, style=STYLE) for link in links if not link.is_picture),
        frames=tuple(Frame(span=link.span) for link in links if link.is_picture),
    )
