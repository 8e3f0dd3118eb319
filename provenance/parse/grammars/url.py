"""Addresses written out: `<https://apnews.com/article/x>` and `https://apnews.com/article/x`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame
from provenance.parse.grammars.placement import ends_sentence, in_brackets, leads_on
from provenance.parse.lead_ins import lead_in_start, wants_word
from provenance.urls.domains import source_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.parse.contracts import Draft

STYLE = "url"

# "://apnews.com/article/x?utm_source=chatgpt.com", up to white space, a bracket of markup or CJK punctuation
_REST = re.compile(r"://[^\s<>\"“”«»‹›|`\\^{}，。、；：！？（）【】《》「」\ue200-\ue204]{1,2048}")
# https://www.google.com/search?q=site:apnews.com+2024: what was searched for, which no page says
_SEARCH = re.compile(
    r"https?://(?:www\.)?(?:google|bing|duckduckgo|baidu|yandex|ecosia)\.[a-z.]{2,6}/(?:search|s|images)?/?\?",
    re.IGNORECASE,
)
# https://arxiv.org+3, whose host is the label of a chip
_CHIP_LABEL = re.compile(r"https?://[\w.-]{1,253}(?:\r?\n)?\+[1-9]\d?(?!\d)")
_TRAILING = ".,;:!?'’*_~…"
_PAIRS = {")": "(", "]": "["}


def find_urls(draft: Draft) -> Finding:
    """Every http and https address with a host; one in the middle of a sentence stays among its words.

    The page of a search is no source, and its address stays as it is.
    """
    if "://" not in draft.text:
        return Finding()
    tags = tuple(url_tags(draft, style=STYLE, wanted=lambda _: True))
    searches = [tag for tag in tags if _SEARCH.match(tag.urls[0])]
    return Finding(
        tags=tuple(tag for tag in tags if not _SEARCH.match(tag.urls[0])) if searches else tags,
        frames=tuple(Frame(span=tag.span, kept=tag.span) for tag in searches),
    )


def url_tags(draft: Draft, *, style: str, wanted: Callable[[str], bool]) -> Iterator[FoundTag]:
    """The tags of the `wanted` addresses outside the places taken."""
    text = draft.text
    for rest in _REST.finditer(text):
        start = rest.start() - _scheme_length(text, rest.start())
        if start == rest.start() or not wanted(rest[0]):
            continue
        end = trimmed_end(text, start, rest.end())
        url = text[start:end]
        host = url_host(url)
        if not host or not draft.taken.are_free(start, end) or _CHIP_LABEL.match(text, start):
            continue
        in_angles = text[start - 1 : start] == "<" and text[end : end + 1] == ">"
        span = Span(start=start - in_angles, end=end + in_angles)
        stands = ends_sentence(text, span.end) and not (leads_on(text, span.start) or wants_word(text, span.start))
        stands = stands or in_brackets(text, Span(start=lead_in_start(text, span.start), end=span.end))
        yield FoundTag(
            span=span,
            style=style,
            labels=(host,),
            urls=(url,),
            kept=None if stands else Span(start=start, end=end),
        )


def _scheme_length(text: str, end: int) -> int:
    """The length of the "http" or "https" that ends at `end`, else 0."""
    word = text[max(0, end - 5) : end].lower()
    return 5 if word == "https" else 4 * word.endswith("http")


def trimmed_end(text: str, start: int, end: int) -> int:
    """The end of an address without the punctuation of the sentence and the brackets around it."""
    depth = {
        closer: text.count(closer, start, end) - text.count(opener, start, end) for closer, opener in _PAIRS.items()
    }
    while end > start:
        last = text[end - 1]
        if depth.get(last, 0) > 0:
            depth[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end


def url_host(url: str) -> str:
    """The host of an http or https address as a source is called, or an empty string when it has none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return source_host(host) if parts.scheme.lower() in {"http", "https"} else ""
