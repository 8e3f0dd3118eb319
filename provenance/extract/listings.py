"""Pages that list articles: fronts, sections, topics, search results."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from provenance.extract.lines import count_words, read_lines

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

MAX_LINES = 5_000
"""Lines of a page that are counted; one with more has said what it is."""


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
    if metadata.is_article or looks.outline.headlines < HEADLINES or _is_dated(looks.root):
        return False
    listed = metadata.kind == "website" or metadata.collected
    return looks.outline.running < (RUNNING_OF_LIST if listed else RUNNING)


def _is_dated(root: HtmlElement) -> bool:
    """Whether the page bears one or two times, as an article does; a list bears one an entry, or none."""
    times = {element.get("datetime") for element in root.iter("time") if element.get("datetime")}
    return 0 < len(times) <= 2
