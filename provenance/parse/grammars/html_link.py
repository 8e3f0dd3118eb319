"""Links of HTML in any text: `<a href="https://apnews.com/x">AP News</a>`, chips with their favicons among them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Frame
from provenance.parse.grammars.linked_chip import FAVICON, chip_labels, resolved_labels
from provenance.parse.grammars.links import Link, Row, link_tag
from provenance.parse.grammars.url import url_host
from provenance.urls.domains import source_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft

STYLE = "html_link"

# <a class="chip" href="https://apnews.com/x?a=1&amp;b=2" target=_blank>; the attributes may stand on several lines
_OPENS = re.compile(r"<a\s[^<>]{1,4000}>", re.IGNORECASE)
# the next tag of a link: its end, or the beginning of another one
_EDGE = re.compile(r"</a\s{0,20}>|<a\s", re.IGNORECASE)
# href = "x", href='x', href=x; groups: the address
_HREF = re.compile(
    r"\shref\s{0,20}=\s{0,20}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'>]{1,4000}))", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{1,2000}>")
# a tag, or a word between tags
_WORDS = re.compile(r"<[^<>]{1,2000}>|[^\s<]+|<")


def find_html_links(draft: Draft) -> Finding:
    """Every link to an http or https address; a chip's favicons name its sites."""
    if "<a" not in draft.text and "<A" not in draft.text:
        return Finding()
    found = list(_found(draft))
    return Finding(
        tags=tuple(mark for mark in found if isinstance(mark, FoundTag)),
        frames=tuple(mark for mark in found if isinstance(mark, Frame)),
    )


def _found(draft: Draft) -> Iterator[FoundTag | Frame]:
    text, row = draft.text, Row(draft)
    for opens in _OPENS.finditer(text):
        edge = _EDGE.search(text, opens.end(), opens.end() + 8000)
        href = _HREF.search(opens[0])
        if edge is None or not edge[0].startswith("</") or href is None:
            continue
        url = html.unescape(next(filter(None, href.groups()), "")).strip()
        host = url_host(url)
        words, span = Span(start=opens.end(), end=edge.start()), Span(start=opens.start(), end=edge.end())
        if host and _is_picture(words.read(text)):
            yield Frame(span=span)
        elif host:
            yield _tag(draft, row, span, words, url=url, host=host)


def _is_picture(body: str) -> bool:
    """Whether what a link shows is a picture and nothing else; a favicon is a chip's."""
    return "<img" in body and "favicon" not in body and not _TAG.sub("", body).strip()


def _tag(draft: Draft, row: Row, span: Span, words: Span, *, url: str, host: str) -> FoundTag:
    body = words.read(draft.text)
    label = " ".join(html.unescape(_TAG.sub(" ", body)).split())
    sites = tuple(dict.fromkeys(map(source_host, FAVICON.findall(html.unescape(body)))))
    chip = chip_labels(label)
    if chip:
        labels, more = chip
        named = sites if len(labels) == 1 < len(sites) <= min(3, more + 1) else resolved_labels(labels, host=host)
        return FoundTag(span=span, style=STYLE, labels=named, more=more, urls=(url,))
    if sites:  # only chips have favicons
        return FoundTag(span=span, style=STYLE, labels=sites if host in sites else (host,), urls=(url,))
    link = Link(span=span, words=_shown(body, words), url=url, host=host, label=label)
    return link_tag(draft, link, row, style=STYLE)


def _shown(body: str, words: Span) -> Span:
    """The place of a link's words without the tags and the white space around them; empty when there are none."""
    pieces = [match for match in _WORDS.finditer(body) if match[0][0] != "<"]
    if not pieces:
        return Span(start=words.start, end=words.start)
    return Span(start=words.start + pieces[0].start(), end=words.start + pieces[-1].end())
