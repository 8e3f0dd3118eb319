"""Links of Markdown as the grammars share them: where they stand, where they go, and whether their words stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import FoundTag
from provenance.parse.grammars.brackets import link_target
from provenance.parse.grammars.hosts import is_host, publishers_names
from provenance.parse.grammars.placement import ends_sentence, follows_sentence, in_cell, leads_on
from provenance.parse.grammars.url import url_host
from provenance.parse.lead_ins import lead_in_start, wants_word
from provenance.urls.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.parse.contracts import Draft
    from provenance.parse.grammars.brackets import Pair

# "1", "[1]", "\[1\]", "¹", "^1^", "†", "↩", "source", "ref. 3": never words of a sentence
_NUMBER = re.compile(
    r"[\\\[(^*†‡↩︎🔗#]*+[\d⁰¹²³⁴-⁹]{0,4}[\\\])^*†‡↩︎🔗]*|\+\d{1,2}|(?:source|sources|ref|refs|link|citation)\.?\s?\d{0,3}",
    re.IGNORECASE,
)
# "![](https://...favicons?domain=arxiv.org)" before a label
IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^()\s]{0,500}\)")
# ", [" and "; ([": the next of a row of links
_NEXT_LINK = re.compile(r"[ \t]{0,20}[,;·|]?[ \t]{0,20}\(?\[")
# "Source: " of the label "Source: AP News"
_SOURCE_WORD = re.compile(r"(?:sources?|via|see):?\s{1,3}", re.IGNORECASE)
# "NYP", "The Sun", "City News 9": a name behind another mark
_NAME = re.compile(r"[A-Z0-9][\w.&'’-]{0,30}(?: (?:[A-Z0-9][\w.&'’-]{0,30}|of|the|and|&)){0,4}")
_MARKUP = "*_`~ \t\r\n"
LONGEST_ROW = 40
"""Marks on either side of a link that are looked at."""
WIDEST_GAP = 12
"""Characters between two marks that stand in a row."""
_EXTRA_WORDS = frozenset({"", "the", "news", "online", "com", "org", "magazine", "mag", "uk", "us", "en", "world"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link: its place, that of its words, its address with the host, and the words without markup and pictures."""

    span: Span
    words: Span
    url: str
    host: str
    label: str
    is_picture: bool = False
    """It shows a picture and nothing else, and so cites nothing; a favicon is a chip's."""


def read_links(draft: Draft) -> Iterator[Link]:
    """Every link of the draft to an http or https address, outside the places taken, in order and none in another."""
    text = draft.text
    pairs = draft.brackets.pairs
    inside = 0
    for opens, pair in pairs.items():
        if opens < inside or text[opens - 1 : opens] == "!":
            continue
        target = _target(text, pair, pairs, draft.layout.links)
        if target is None or not draft.taken.are_free(opens, pair.end):
            continue
        url, inside = target
        host = url_host(url)
        if host:
            words = Span(start=pair.opens + 1, end=pair.closes)
            shown = words.read(text)
            label = IMAGE.sub("", shown).strip(_MARKUP)
            picture = not label and "![" in shown and "favicon" not in shown
            span = Span(start=opens, end=inside)
            yield Link(span=span, words=words, url=url, host=host, label=label, is_picture=picture)


def _target(text: str, pair: Pair, pairs: Mapping[int, Pair], links: Mapping[str, str]) -> tuple[str, int] | None:
    """The address that a pair of brackets links to and the end of the link, or none."""
    behind = text[pair.end : pair.end + 1]
    if behind == "(":
        return link_target(text, pair.end + 1)
    if not links:
        return None
    own = normal_label(text[pair.opens + 1 : pair.closes])
    label = pairs.get(pair.end) if behind == "[" else None
    if label:
        url = links.get(normal_label(text[label.opens + 1 : label.closes]) or own)
        return (url, label.end) if url else None
    return (links[own], pair.end) if own in links else None


def normal_label(label: str) -> str:
    """A label of a reference as it is compared: lower case, white space runs as one space."""
    return " ".join(label.lower().split())


class Row:
    """The marks of a draft that leave no words, to tell which stand beside a place."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._known = 0

    def around(self, text: str, span: Span) -> Span:
        """The place with the marks beside it, at most `LONGEST_ROW` of them on either side."""
        for tag in self._draft.found[self._known :]:
            self.add(tag)
        self._known = len(self._draft.found)
        start, end = span.start, span.end
        for _ in range(LONGEST_ROW):
            before = _skipped(text, start, step=-1)
            if before not in self._ends:
                break
            start = self._ends[before]
        for _ in range(LONGEST_ROW):
            behind = _skipped(text, end, step=1)
            if behind not in self._starts:
                break
            end = self._starts[behind]
        return Span(start=start, end=end)

    def add(self, tag: FoundTag) -> None:
        """Count a tag in, if it leaves no words."""
        if tag.kept is None:
            self._starts[tag.span.start] = tag.span.end
            self._ends[tag.span.end] = tag.span.start


def _skipped(text: str, at: int, *, step: int) -> int:
    """The place without the white space and the comma that part it from the next mark."""
    for _ in range(WIDEST_GAP):
        beside = text[at - 1 : at] if step < 0 else text[at : at + 1]
        if not beside or beside not in " \t\r\n\u200b,;|·>":
            break
        at += step
    return at


def link_tag(draft: Draft, link: Link, row: Row, *, style: str) -> FoundTag:
    """The tag of a link: one that stands where a mark stands is lifted out whole, of any other the words remain.

    `row` are the marks beside which it may stand, which it joins.
    """
    pure = bool(_NUMBER.fullmatch(link.label)) or _stands_as_mark(draft, link, row)
    tag = _tag(link, style=style, pure=pure)
    row.add(tag)
    return tag


def _tag(link: Link, *, style: str, pure: bool) -> FoundTag:
    return FoundTag(
        span=link.span,
        style=style,
        labels=(link.host,),
        urls=(link.url,),
        kept=None if pure or not len(link.words) else link.words,
    )


def with_own_brackets(text: str, span: Span) -> Span:
    """The place of a mark with the round brackets that stand around it alone, as ChatGPT writes them."""
    alone = text[span.start - 1 : span.start] == "(" and text[span.end : span.end + 1] == ")"
    return Span(start=span.start - 1, end=span.end + 1) if alone else span


def _stands_as_mark(draft: Draft, link: Link, row: Row) -> bool:
    """Whether the link is a mark by its place: alone in brackets, a site's name at the end, or behind the full stop."""
    text, span = draft.text, link.span
    glued = span.start > 0 and text[span.start - 1] in ".!?…”)"  # "held.[Reuters](...)[AP](...) It"
    is_site = names_site(link.label, host=link.host)
    if in_own_brackets(text, span) or ((in_cell(text, span) or glued) and is_site):
        return True
    around = row.around(text, span)
    if not (ends_sentence(text, around.end) or _NEXT_LINK.match(text, around.end) or _opens(text, span, around)):
        return False
    if around.start < span.start and ends_sentence(text, around.end) and _NAME.fullmatch(link.label):
        return True  # "in Corvia [AP](...) [NYP](...)."
    led = lead_in_start(text, around.start) < around.start
    after_sentence = led or follows_sentence(text, _behind_quote_sign(text, around.start))
    if is_site:
        return after_sentence or not (
            leads_on(text, span.start) or wants_word(text, span.start) or _begins_line(text, span.start)
        )
    after_sentence = after_sentence or draft.taken.end_at(span.start)
    return after_sentence and not link.label.endswith((".", "!", "?")) and _ends_line(text, around.end)


def _opens(text: str, span: Span, around: Span) -> bool:
    """Whether other marks follow the link, and a sentence begins behind them."""
    behind = text[around.end : around.end + 4].lstrip()
    return around.end > span.end and behind[:1].isupper() and follows_sentence(text, around.start)


def _behind_quote_sign(text: str, start: int) -> int:
    """Where the line before begins to end when `start` stands behind the `>` of a quotation."""
    return max(start - WIDEST_GAP, 0) + len(text[max(start - WIDEST_GAP, 0) : start].rstrip("> \t\r\n"))


def _begins_line(text: str, start: int) -> bool:
    return not text[max(text.rfind("\n", 0, start) + 1, start - 200) : start].strip(" \t>*-•#0123456789.")


def _ends_line(text: str, end: int) -> bool:
    return not text[end : end + 8].split("\n", 1)[0].strip(" \t\r.)*_")


def in_own_brackets(text: str, span: Span) -> bool:
    """Whether round brackets hold this link, and at most other links beside it."""
    start = lead_in_start(text, span.start)
    before = text[max(0, start - 3) : start].rstrip()
    behind = text[span.end : span.end + 4].lstrip()
    opened = before[-1:] in {"(", "（"} or before[-2:] in {"),", ");", "],", "];"}
    closed = behind[:1] in {")", "）"} or (behind[:1] in {",", ";"} and behind[1:].lstrip()[:1] == "[")
    return opened and closed


def names_site(label: str, *, host: str) -> bool:
    """Whether `label` is a site by its name: a domain, a known publisher, or a name of the `host`."""
    return is_host(label.lower()) or label.lower() in publishers_names() or names_host(label, host=host)


def names_host(label: str, *, host: str) -> bool:
    """Whether `label` is a name of `host`: `AP News` and `apnews` for apnews.com, `FT` for ft.com."""
    label = _SOURCE_WORD.sub("", label)
    core = (registrable_domain(host) or host).partition(".")[0].replace("-", "")
    words = re.findall(r"[^\W_]+", label.lower())
    if not words or len(words) > 6:
        return False
    letters = "".join(words)
    initials = "".join(word[0] for word in words if word not in {"the", "of", "and"})
    return (
        letters.removeprefix("the") == core.removeprefix("the")
        or (len(initials) > 1 and core in {initials, initials + "news", initials + "times"})
        or (letters.startswith(core) and letters[len(core) :].rstrip("0123456789") in _EXTRA_WORDS)
        or (core.startswith(letters) and core[len(letters) :] in _EXTRA_WORDS)
    )
