"""The bare chip: a domain in lower case without `+N` that closes a sentence, as in `planned in Denmark apnews.com.`

A publisher's name is one only when the table knows it and it stands between a sentence's end and the line's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.model.article import Certainty
from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.glued_hosts import Ended, glued_start, opens, stop_inside
from provenance.parse.grammars.hosts import (
    host_start,
    is_file,
    is_host,
    publishers_hosts,
    publishers_spellings,
    publishers_words,
)
from provenance.parse.grammars.placement import ends_sentence, follows_sentence, leads_on
from provenance.parse.lead_ins import wants_word
from provenance.text.tables import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft

STYLE = "bare_chip"

# ".com" of "apnews.com" where the host ends: no letter, digit or hyphen follows, nor another part
_SUFFIX = re.compile(r"\.[a-z]{2,24}(?![\w@/:=+-]|\.[a-z0-9])")
# "cnbc.com, reuters.com", "source: theverge.com" between round or square brackets
_IN_BRACKETS = re.compile(
    r"(?<=[(\[（])(?:(?:[Ss]ources?|[Vv]ia)[ \t]*:?[ \t]*)?"
    r"(HOST(?:[ \t]*[,;/|·&][ \t]*HOST){0,9})(?=[)\]）])".replace("HOST", r"(?:[^\W_A-Z]|[.-]){4,253}")
)
# "website" of "our website ("
_SITE_NOUN = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,12})[ \t][(\[（]$")
# a small letter with which the next line goes on with the sentence
_GOES_ON = re.compile(r"\s{0,8}[a-zß-öø-ÿ]")
_LONGEST_NAME = 60
# where a name may begin: behind a sentence's end
_NAME_HEAD = re.compile(r"[.!?…”\"’»)\]][ \t]*(?=\S)")
_BETWEEN_HOSTS = re.compile(r"(?:(?<![ \t])[ \t]++)?+[,;/|·&][ \t]*+")
_SPACES = re.compile(r"[ \t]+")
_BEFORE = frozenset(' \t\r\n\u00a0\u200b.!?…。！？)]”’"»）')


def find_bare_chips(draft: Draft) -> Finding:
    """Every domain that stands as a mark: it closes a sentence or touches another mark, and no word leads on to it."""
    text = draft.text
    tags = [*_in_brackets(draft), *_names(draft)]
    taken = draft.taken.together(tag.span for tag in tags) if tags else draft.taken
    refused = 0
    for match in _SUFFIX.finditer(text):
        end = match.end()
        if not taken.are_free(match.start(), end):
            continue
        start = _begin(draft, end, floor=taken.last_end(end))
        if not _is_bare_chip(draft, start, end) or _SPACES.fullmatch(text, refused, start):
            refused = end  # a host behind a host that is a word is one too: "mkcert example.com app.example.com"
        else:
            tags.append(_tag(Span(start=start, end=end), (text[start:end],)))
    return Finding(tags=tuple(tags))


def _in_brackets(draft: Draft) -> Iterator[FoundTag]:
    """The hosts that have brackets for themselves: "(apnews.com)", "[cnbc.com, reuters.com]", "(source: bbc.com)"."""
    for match in _IN_BRACKETS.finditer(draft.text):
        hosts = tuple(_BETWEEN_HOSTS.split(match[1]))
        named = _SITE_NOUN.search(draft.text, max(0, match.start() - 20), match.start())
        if named and named[1].lower() in read_words("mark_words", "site_nouns"):
            continue
        if draft.taken.are_free(*match.span()) and all(is_host(host) and not is_file(host) for host in hosts):
            yield _tag(Span(start=match.start(), end=match.end()), hosts)


def _names(draft: Draft) -> Iterator[FoundTag]:
    """Known publishers' names behind the last sentence of a line, or on a line of their own below one."""
    text = draft.text
    for start, end in _line_ends(text):
        name = _known_end(text, start, end)
        if (
            name
            and draft.taken.are_free(name.start, name.end)
            and follows_sentence(text, name.start)
            and not _GOES_ON.match(text, name.end)
        ):
            yield _tag(name, (name.read(text),))


def _line_ends(text: str) -> Iterator[tuple[int, int]]:
    """The last characters of every line that ends with a letter, a digit or a round bracket, white space aside."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        start = max(begin, end - _LONGEST_NAME)
        begin = end + 1
        words = text[start:end].rstrip()
        if words and (words[-1].isalnum() or words[-1] == ")"):
            yield start, start + len(words)


def _known_end(text: str, start: int, end: int) -> Span | None:
    """The place of the known name that is all there is behind the last sentence of a line."""
    heads = (start, *(head.end() for head in _NAME_HEAD.finditer(text, start, end)))
    found = next((at for at in heads if text[at:end] in publishers_spellings()), None)
    if found is None or text[found:end].lower() in publishers_words():
        return None
    return Span(start=found, end=end)


def _tag(span: Span, labels: tuple[str, ...]) -> FoundTag:
    return FoundTag(span=span, style=STYLE, labels=labels, certainty=Certainty.LIKELY)


def _begin(draft: Draft, end: int, *, floor: int) -> int:
    """Where the host that ends at `end` begins: without the end of the sentence before, if that makes it a mark."""
    start = host_start(draft.text, end, floor=floor)
    behind_stop = stop_inside(draft.text, start, end, floor=floor)
    if behind_stop != start or opens(draft.text, start):
        return behind_stop
    cut = start + glued_start(draft.text[start:end], known=publishers_hosts(), ended=Ended.OPEN)
    return cut if draft.text[cut - 1] == "." or not _is_bare_chip(draft, start, end) else start


def _is_bare_chip(draft: Draft, start: int, end: int) -> bool:
    text = draft.text
    host = text[start:end]
    if is_file(host) or _is_attribute(host) or wants_word(text, start):
        return False
    touches = draft.taken.end_at(start)
    in_row = text[max(0, start - 3) : start].rstrip().endswith(",")  # "He runs ebay.com, amazon.com."
    if not touches and (start == 0 or text[start - 1] not in _BEFORE or in_row or leads_on(text, start)):
        return False
    return is_host(host) and (ends_sentence(text, end) or _before_mark(draft, end) or _between(text, start, end))


def _is_attribute(host: str) -> bool:
    """Whether a host that nobody knows is rather what a programme's object holds: `resp.status`."""
    return host.rpartition(".")[2] in read_words("mark_words", "attributes") and host not in publishers_hosts()


def _before_mark(draft: Draft, end: int) -> bool:
    """Whether another mark begins at `end`, white space aside."""
    text = draft.text
    while end < len(text) and text[end] in " \t":
        end += 1
    return draft.taken.start_at(end)


def _between(text: str, start: int, end: int) -> bool:
    """Whether the host stands between two sentences: "damage. apnews.com The"."""
    following = text[end:].lstrip() if end > len(text) - 40 else text[end : end + 40].lstrip()
    return follows_sentence(text, start) and text[end : end + 1].isspace() and following[:1].isupper()
