"""The readers and the grammars in the order in which they are tried: the whole of parsing on one screen."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.parse.grammars.attributable import find_attributions
from provenance.parse.grammars.bare_chip import find_bare_chips
from provenance.parse.grammars.bibliography_key import find_bibliography_keys
from provenance.parse.grammars.bing import find_bing_marks
from provenance.parse.grammars.chip import find_chips
from provenance.parse.grammars.cite_tag import find_cite_tags
from provenance.parse.grammars.deepseek import find_deepseek_marks
from provenance.parse.grammars.footnote import find_footnotes
from provenance.parse.grammars.gemini import find_gemini_marks
from provenance.parse.grammars.grok import find_grok_cards
from provenance.parse.grammars.html_link import find_html_links
from provenance.parse.grammars.lenticular import find_lenticular_marks
from provenance.parse.grammars.linked_chip import find_linked_chips
from provenance.parse.grammars.markdown_link import find_links
from provenance.parse.grammars.named_reference import find_named_references
from provenance.parse.grammars.numbered_reference import find_numbered_references
from provenance.parse.grammars.oai_citation import find_oai_citations
from provenance.parse.grammars.oaicite import find_content_references
from provenance.parse.grammars.perplexity import find_perplexity_marks
from provenance.parse.grammars.private_use import find_private_use
from provenance.parse.grammars.stripped_key import find_stripped_keys
from provenance.parse.grammars.tracked_link import find_tracked_links
from provenance.parse.grammars.unread import find_unread
from provenance.parse.grammars.url import find_urls
from provenance.parse.grammars.wiki_reference import find_wiki_references
from provenance.parse.grammars.writing_block import find_writing_blocks
from provenance.parse.readers.html import read_html
from provenance.parse.readers.markdown import read_markdown
from provenance.parse.readers.text import read_text
from provenance.plugins import extend_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.parse.contracts import Grammar, Reader

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "text": read_text,  # a line or a hard-wrapped stretch of lines is a paragraph
        "markdown": read_markdown,  # headings, lists, quotes, code, front matter
        "html": read_html,  # the same by their tags; scripts, forms and navigation left out
    }
)
"""Format -> reader."""

GRAMMARS: Mapping[str, Grammar] = MappingProxyType(
    {
        # a chatbot's own signs, which nothing else looks like
        "writing_block": find_writing_blocks,  # :::writing{variant="document" id="73481"}
        "private_use": find_private_use,  # U+E200 cite U+E202 turn0search3 U+E201
        "lenticular": find_lenticular_marks,  # 【8†L115-L124】
        "stripped_key": find_stripped_keys,  # citeturn0search3turn1view0
        "oaicite": find_content_references,  # :contentReference[oaicite:0]{index=0}
        "oai_citation": find_oai_citations,  # [oai_citation:1‡Habr](url)
        "attributable": find_attributions,  # ^[...]({"attribution":{"attributableIndex":"1513-8"}})
        "gemini": find_gemini_marks,  # [cite_start]... [cite: 4, 5]
        "grok": find_grok_cards,  # <grok-card data-id="2ffb09" ...>
        "deepseek": find_deepseek_marks,  # [citation:1][citation:8]
        "cite_tag": find_cite_tags,  # <cite index="1-2">...</cite>
        "bing": find_bing_marks,  # [^1^][2]
        "perplexity": find_perplexity_marks,  # [arxiv+1](url), [web:17]
        # keys and references of other tools
        "wiki_reference": find_wiki_references,  # <ref>...</ref>, {{cite web |url=...}}
        "bibliography_key": find_bibliography_keys,  # [@doe2020], \cite{doe2020}
        # links and references, the most telling form first
        "html_link": find_html_links,  # <a href="url">AP News</a>
        "linked_chip": find_linked_chips,  # [apnews.com+2nypost.com+2](url)
        "named_reference": find_named_references,  # ([AP News][4])
        "tracked_link": find_tracked_links,  # [AP News](url?utm_source=chatgpt.com)
        "numbered_reference": find_numbered_references,  # [1], [2,3], [4-6] and their list
        "markdown_link": find_links,  # [text](url), [text][label], [label]
        "markdown_footnote": find_footnotes,  # [^1] with its definition
        "url": find_urls,  # <https://...>, https://...
        # flattened marks, read with what was found before them
        "chip": find_chips,  # apnews.com+2nypost.com+2
        "bare_chip": find_bare_chips,  # ... in Denmark apnews.com.
        "unread": find_unread,  # what looks like a mark and cannot be read: a notice each
    }
)
"""Style -> grammar. An earlier one takes its places; a later one sees only what is left."""


@cache
def all_readers() -> Mapping[str, Reader]:
    """`READERS` and the installed extensions of the group `provenance.readers`, looked up once."""
    return extend_table("provenance.readers", READERS, keeps_contract=callable)


@cache
def all_grammars() -> Mapping[str, Grammar]:
    """`GRAMMARS` and the installed extensions of the group `provenance.grammars`, looked up once."""
    return extend_table("provenance.grammars", GRAMMARS, keeps_contract=callable)
