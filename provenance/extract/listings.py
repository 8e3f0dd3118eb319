"""Pages that list articles: fronts, sections, topics, search results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from provenance.extract.lines import count_words, read_lines
from provenance.extract.wording import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from provenance.extract.looks import Looks

HEADLINES = 10
"""Links with the length of a headline from which on a page can be a list of articles."""

HEADLINE_WORDS = 4
"""Words of the shortest headline."""

SENTENCE_WORDS = 12
"""Words from which on a line is taken for a sentence."""

SUMMARY = 2
"""Sentences that stand behind a headline as its summary, at most."""

RUNNING = 40
"""Words of running text that make a page an article, when nothing says otherwise."""

RUNNING_OF_LIST = 120
"""... and when its metadata call it a site or a list."""

FEW_HEADLINES = 3
"""... and from which on, when its address and its first heading are those of a list."""

MAX_LINES = 5_000
"""Lines of a page that are counted; one with more has said what it is."""


# /search, /tag/bridge, /author/holt, /?s=bridge, /find?q=bridge: nothing but a name may follow the folder
_ADDRESS = re.compile(
    r"(?:^|/)(?:search|suche|recherche|buscar|cerca|tags?|category|categories|authors?|topics?|archives?|labels?|keywords?)"
    r"(?:/[^/?]{1,80})?/?$",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?:^|&)(?:s|q|query|search|searchterm|keywords?)=", re.IGNORECASE)

# Tag: Bridge | Search results for bridge | Bridge Archives | Suchergebnisse
_HEADING = re.compile(
    r"(?:tag|category|author|topic|label|keyword|schlagwort|thema|autor|catégorie|étiquette|categoría|etiqueta)\s?:"
    r"|search results\b|(?:search|suche|recherche)\s?(?:$|[:|–—-])|results for\b"
    r"|suchergebnisse|résultats\b|resultados\b|risultati\b"
    r"|(?:archives?|author at [^|]{1,80})$",
    re.IGNORECASE,
)


class Outline(NamedTuple):
    """What a page is made of: links with the length of a headline, and words of running text."""

    headlines: int
    running: int


def read_outline(root: HtmlElement) -> Outline:
    """The outline of the visible tree; sentences right behind a headline's link are its summary and do not count."""
    headlines, running, after_link = 0, 0, False
    run: list[int] = []
    for number, line in enumerate(read_lines(root)):
        words = count_words(line.text)
        is_headline = line.is_link and words >= HEADLINE_WORDS
        if is_headline or line.element.tag == "h1" or number == MAX_LINES:
            running += _count_run(run, after_link=after_link)
            run, after_link = [], is_headline
            headlines += is_headline
        elif words >= SENTENCE_WORDS:
            run.append(words)
        if number == MAX_LINES:
            break
    return Outline(headlines, running + _count_run(run, after_link=after_link))


def _count_run(run: list[int], *, after_link: bool) -> int:
    return 0 if after_link and len(run) <= SUMMARY else sum(run)


def is_listing(looks: Looks) -> bool:
    """Whether the page has many links to articles, and next to no running text beside them."""
    metadata = looks.metadata
    if _is_index(looks):
        return True
    if metadata.is_article or looks.outline.headlines < HEADLINES or _is_dated(looks.root):
        return False
    listed = metadata.kind == "website" or metadata.collected
    return looks.outline.running < (RUNNING_OF_LIST if listed else RUNNING)


def _is_index(looks: Looks) -> bool:
    """Whether the address and the heading are those of a search or of a tag, and the page says little of its own."""
    if looks.metadata.published is not None or looks.metadata.described or looks.outline.running >= RUNNING:
        return False
    parts = urlsplit(looks.asked)
    is_search = _QUERY.search(parts.query) is not None
    if not is_search and not _ADDRESS.search(parts.path):
        return False
    if not any(_HEADING.search(name.strip()[:200]) for name in (looks.title, *looks.headings[:1])):
        return False
    return looks.outline.headlines >= FEW_HEADLINES or words_of("results", looks.shown) > 0


def _is_dated(root: HtmlElement) -> bool:
    """Whether the page bears one or two times, as an article does; a list bears one an entry, or none."""
    times = {element.get("datetime") for element in root.iter("time") if element.get("datetime")}
    return 0 < len(times) <= 2
