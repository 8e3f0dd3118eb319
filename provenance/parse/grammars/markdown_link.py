"""Links of Markdown: `[text](url "title")`, `[text][label]`, `[label]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Unread
from provenance.parse.grammars.brackets import bracket_pairs, link_target
from provenance.parse.grammars.hosts import is_host, publishers_names
from provenance.parse.grammars.placement import ends_sentence, follows_sentence, in_cell, leads_on
from provenance.parse.grammars.url import url_host
from provenance.urls.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft
    from provenance.parse.grammars.brackets import Pair

STYLE = "markdown_link"

# "apnews.com+2nypost.com+2", "arxiv+1": a chip inside a link
_CHIP = re.compile(r"[^\n]{1,200}\+([1-9][0-9]?)")
# "1", "[1]", "^1^", "†", "↩", "source", "ref. 3", "oai_citation:1‡Habr": never words of a sentence
_NUMBER = re.compile(
    r"[\[(^*†‡↩︎🔗#]*\d{0,4}[\])^*†‡↩︎🔗]*|(?:source|sources|ref|refs|link|citation)\.?\s?\d{0,3}|oai_citation.*",
    re.IGNORECASE | re.DOTALL,
)
# "![](https://...favicons?domain=arxiv.org)" before a label
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^()\s]{0,500}\)")
# ", [" and "; ([": the next of a row of links
_NEXT_LINK = re.compile(r"[ \t]*[,;·|]?[ \t]*\(?\[")
_MARKUP = "*_`~ \t\r\n"
_EXTRA_WORDS = frozenset({"", "the", "news", "online", "com", "org", "magazine", "mag", "uk", "us", "en", "world"})


def find_links(draft: Draft) -> Finding:
    """Every link to an http or https address; links elsewhere (mail, files) are no citations.

    A link that is a chip, a number or stands where a mark stands is lifted out whole; of any other the words remain.
    """
    text = draft.text
    if "[" not in text:
        return Finding()
    tags: list[FoundTag] = []
    unread: list[Unread] = []
    inside = 0
    pairs = bracket_pairs(text)
    for opens in sorted(pairs):
        pair = pairs[opens]
        if opens < inside or not draft.taken.are_free(opens, pair.end):
            continue
        target = _target(draft, pair, pairs)
        if target is None or text[opens - 1 : opens] == "!":
            tags.extend(_undefined(draft, pair, pairs))
            continue
        url, end = target
        inside = end
        span = Span(start=opens, end=end)
        if url_host(url):
            tags.append(_tag(draft, pair, span, url))
        elif text.startswith("oai_citation", opens + 1):
            unread.append(Unread(span=span, style="citation of an uploaded file"))
    return Finding(tags=tuple(tags), unread=tuple(unread))


def _target(draft: Draft, pair: Pair, pairs: dict[int, Pair]) -> tuple[str, int] | None:
    """The address that a pair of brackets links to and the end of the link, or none."""
    text = draft.text
    behind = text[pair.end : pair.end + 1]
    if behind == "(":
        return link_target(text, pair.end + 1)
    links = draft.layout.links
    if not links:
        return None
    own = links.get(normal_label(text[pair.opens + 1 : pair.closes]))
    label = pairs.get(pair.end) if behind == "[" else None
    if label and not (own and text[pair.opens + 1 : pair.closes].isdecimal()):  # "[1][2]" are two marks
        named = text[label.opens + 1 : label.closes] or text[pair.opens + 1 : pair.closes]
        url = links.get(normal_label(named))
        return (url, label.end) if url else None
    return (own, pair.end) if own else None


def _undefined(draft: Draft, pair: Pair, pairs: dict[int, Pair]) -> Iterator[FoundTag]:
    """The mark `([AP News][4])` whose definition was not copied along: the name is all that is left of it."""
    number = pairs.get(pair.end)
    if number is None or not draft.text[number.opens + 1 : number.closes].isdecimal():
        return
    span = Span(start=pair.opens, end=number.end)
    label = " ".join(draft.text[pair.opens + 1 : pair.closes].split()).strip("*_")
    if any(map(str.isalpha, label)) and "[" not in label and _in_own_brackets(draft.text, span):
        yield FoundTag(span=span, style=STYLE, labels=(label,))


def normal_label(label: str) -> str:
    """A label of a reference as it is compared: lower case, white space runs as one space."""
    return " ".join(label.lower().split())


def _tag(draft: Draft, pair: Pair, span: Span, url: str) -> FoundTag:
    text = draft.text
    words = Span(start=pair.opens + 1, end=pair.closes)
    label = _IMAGE.sub("", words.read(text)).strip(_MARKUP)
    host = url_host(url)
    labels, more = linked_labels(label, host=host)
    pure = more is not None or bool(_NUMBER.fullmatch(label)) or _stands_as_mark(draft, span, label, host=host)
    return FoundTag(
        span=span, style=STYLE, labels=labels, more=more, urls=(url,), kept=None if pure or not len(words) else words
    )


def linked_labels(label: str, *, host: str) -> tuple[tuple[str, ...], int | None]:
    """The labels and the N of a linked chip, or the host alone.

    The link belongs to the middle one of three labels, else to the first (198 of 198 that could be told); where that
    is no domain, as in `arxiv+1`, the link's own host takes its place.
    """
    match = _CHIP.fullmatch(label)
    for digits in (match[1], match[1][-1]) if match else ():
        parts = label.split(f"+{digits}")
        if parts[-1] == "" and all(parts[:-1]) and len(parts) <= 4:
            names = [part.strip() for part in parts[:-1]]
            own = 1 if len(names) == 3 else 0
            if not is_host(names[own]):
                names[own] = host
            return tuple(names), int(digits)
    return (host,), None


def _stands_as_mark(draft: Draft, span: Span, label: str, *, host: str) -> bool:
    """Whether the link is a mark by its place: alone in brackets, a site's name at the end, or behind the full stop."""
    text = draft.text
    glued = span.start > 0 and text[span.start - 1] in ".!?…”)"  # "held.[Reuters](...)[AP](...) It"
    if _in_own_brackets(text, span) or ((in_cell(text, span) or glued) and names_site(label, host=host)):
        return True
    closes = ends_sentence(text, span.end) or bool(_NEXT_LINK.match(text, span.end))
    if not closes:
        return False
    after_sentence = follows_sentence(text, span.start) or draft.taken.end_at(span.start)
    if names_site(label, host=host):
        return after_sentence or not (leads_on(text, span.start) or _begins_line(text, span.start))
    return after_sentence and not label.endswith((".", "!", "?")) and _ends_line(text, span.end)


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>*-•#0123456789.")


def _ends_line(text: str, end: int) -> bool:
    return not text[end : end + 8].split("\n", 1)[0].strip(" \t\r.)*_")


def _in_own_brackets(text: str, span: Span) -> bool:
    """Whether round brackets hold this link, and at most other links beside it."""
    before = text[max(0, span.start - 3) : span.start].rstrip()
    behind = text[span.end : span.end + 4].lstrip()
    opened = before[-1:] in {"(", "（"} or before[-2:] in {"),", ");", "],", "];"}
    closed = behind[:1] in {")", "）"} or (behind[:1] in {",", ";"} and behind[1:].lstrip()[:1] == "[")
    return opened and closed


def names_site(label: str, *, host: str) -> bool:
    """Whether `label` is the site of `host` by name: its domain, a known publisher, `AP News` for apnews.com, `FT`."""
    if is_host(label.lower()):
        return True
    if label.lower() in publishers_names():
        return True
    core = (registrable_domain(host) or host).partition(".")[0].replace("-", "")
    words = re.findall(r"[^\W_]+", label.lower())
    if not words or len(words) > 6:
        return False
    letters = "".join(words)
    initials = "".join(word[0] for word in words if word not in {"the", "of", "and"})
    return (
        letters.removeprefix("the") == core.removeprefix("the")
        or (len(initials) > 1 and core in {initials, initials + "news", initials + "times"})
        or (letters.startswith(core) and letters[len(core) :] in _EXTRA_WORDS)
        or (core.startswith(letters) and core[len(letters) :] in _EXTRA_WORDS)
    )
