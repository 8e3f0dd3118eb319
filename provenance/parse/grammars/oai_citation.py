"""ChatGPT's named citations: `[oai_citation:1‡Habr](https://habr.com/x)`, of an uploaded file `(sediment://file_1)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.brackets import link_target
from provenance.parse.grammars.hosts import is_host, publishers_names
from provenance.parse.grammars.url import url_host

if TYPE_CHECKING:
    from provenance.parse.contracts import Draft

STYLE = "oai_citation"

# [oai_citation:1‡Habr], [oai_citation_attribution:0‡report (2).pdf]; group 1: the number, group 2: the name
_CITATION = re.compile(r"\[oai_citation(?:_attribution)?:(\d{1,5})(?:‡([^\[\]\n\\]{0,400}))?\\?\]")
# "report.pdf", "convert.js"
_FILE_NAME = re.compile(r"[^\n]*\.[A-Za-z0-9]{1,5}")


def find_oai_citations(draft: Draft) -> Finding:
    """Every such mark: by its address, else by the site's or the file's name, else by its number."""
    text = draft.text
    if "[oai_citation" not in text:
        return Finding()
    tags = []
    for match in _CITATION.finditer(text):
        target = link_target(text, match.end() + 1) if text.startswith("(", match.end()) else None
        url, end = target or ("", match.end())
        start = match.start()
        if match[0][-2] == "\\" and text.startswith("[\\", max(0, start - 2)) and text.startswith("](", end):
            start, target = start - 2, link_target(text, end + 2)  # [\[oai_citation:1‡Habr\]](url)
            url, end = target or ("", end + 1)
        tags.append(_tag(Span(start=start, end=end), (match[2] or "").strip(), match[1], url))
    return Finding(tags=tuple(tags))


def _tag(span: Span, name: str, number: str, url: str) -> FoundTag:
    host = url_host(url)
    if host:
        return FoundTag(span=span, style=STYLE, labels=(host,), urls=(url,))
    is_site = is_host(name.lower()) or name.lower() in publishers_names() or not _FILE_NAME.fullmatch(name)
    if name and not url and is_site:
        return FoundTag(span=span, style=STYLE, labels=(name,))
    return FoundTag(span=span, style=STYLE, keys=(name or f"oai_citation:{number}",))
