"""Links whose address says that a chatbot gave it: `[AP](https://apnews.com/x?utm_source=chatgpt.com)`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.parse.contracts import Finding
from provenance.parse.grammars.hosts import is_host
from provenance.parse.grammars.links import Row, link_tag, read_links, with_own_brackets
from provenance.parse.grammars.placement import leads_on
from provenance.parse.grammars.url import url_tags
from provenance.parse.lead_ins import wants_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft, FoundTag

STYLE = "tracked_link"

# ?utm_source=chatgpt.com, &utm_source=openai, ?referrer=grok.com
_TRACKED = re.compile(
    r"(?:[?&]|&amp;)(?:utm_source=(?:chatgpt|openai|copilot|perplexity|gemini|claude|grok|deepseek)|referrer=grok\.com)(?![a-z])",
    re.IGNORECASE,
)


def find_tracked_links(draft: Draft) -> Finding:
    """Every link and every address written out that bears the name of a chatbot."""
    if not _TRACKED.search(draft.text):
        return Finding()
    links = tuple(_links(draft))
    rest = replace(draft, taken=draft.taken.together(tag.span for tag in links))
    return Finding(tags=(*links, *url_tags(rest, style=STYLE, wanted=_is_tracked)))


def _links(draft: Draft) -> Iterator[FoundTag]:
    row = Row(draft)
    for link in read_links(draft):
        if _is_tracked(link.url) and not link.is_picture:
            tag = link_tag(draft, link, row, style=STYLE)
            if (
                tag.kept
                and is_host(link.label)
                and not (leads_on(draft.text, link.span.start) or wants_word(draft.text, link.span.start))
            ):
                tag = replace(tag, kept=None)  # a domain is a chip's label, even in the middle of a sentence
            yield tag if tag.kept else replace(tag, span=with_own_brackets(draft.text, tag.span))


def _is_tracked(url: str) -> bool:
    return bool(_TRACKED.search(url))
