"""Where a host begins that is glued to the words before it: `in Denmarkapnews.com`, `It was old.apnews.com`."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from provenance.parse.grammars.hosts import is_host, publishers_hosts
from provenance.parse.grammars.placement import follows_sentence
from provenance.text.commonness import is_common, word_weight
from provenance.text.tables import read_words
from provenance.text.tokens import stem_word
from provenance.urls.domains import MAX_HOST

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

SHORTEST_GLUED = 5
"""Letters that a known host's first part must have to be cut off a longer word: `ft.com` would cut `microsoft.com`."""
RAREST_LAST_WORD = 0.75
"""Weight of a word above which it is rather a subdomain than the end of a sentence: `tile.loc.gov`."""

# "docs", "s-hertogenbosch", "9news": a part of a host as chips print it
_PART = re.compile(r"(?=[0-9-]*[a-z])[a-z0-9-]+")
# "p.m." of "at 5 p.m.apnews.com", "e.g."
_LETTERS = re.compile(r"(?:[a-z]\.){2,4}")


class Ended(Enum):
    """What the text behind a run tells of the sentence before it."""

    LATER = "a full stop follows the run"
    BEFORE = "another sentence begins behind the run"
    OPEN = "nothing"


def stop_inside(text: str, start: int, end: int, *, floor: int) -> int:
    """Where the host begins behind a word with its full stop that is no part of a host, `start` when there is none.

    `start` is where the host may begin by its signs. A part with a capital, with a letter beyond ASCII or of figures
    alone is the end of a sentence: `am 5. März.apnews.com`, `in Berlin.apnews.com`, `No. 5.apnews.com`.
    """
    begin, lowest = start, max(floor, end - MAX_HOST)
    while begin > lowest and (text[begin - 1].isalnum() or text[begin - 1] in ".-"):
        begin -= 1
    at = end
    for part in reversed(text[begin:end].split(".")):
        host = text[at + 1 : end]
        if not _PART.fullmatch(part) and is_host(host) and host.islower():
            return start if _is_part(part, host, at_start=opens(text, begin)) else at + 1
        at -= len(part) + 1
    return start


def _is_part(part: str, host: str, *, at_start: bool) -> bool:
    """Whether an odd part is the host's all the same, no word standing before it: "2024.pycon.org", "En.ox.ac.uk"."""
    if part.isdecimal():
        return at_start and host not in publishers_hosts()
    return at_start and part.lower() in read_words("mark_words", "usual_host_parts")


def opens(text: str, start: int) -> bool:
    """Whether no word stands before `start` that a label could be glued to: a line begins, a sentence ends."""
    return text[start - 1 : start] in {"", "\n", "(", "|", "（"} or follows_sentence(text, start)


def glued_start(host: str, *, known: AbstractSet[str], ended: Ended) -> int:
    """How many characters at the head of `host` are no part of it but the end of the word or sentence before.

    `known` are hosts seen elsewhere: `includelearn.microsoft.com` is cut before `learn.microsoft.com`, and
    `people.reuters.com` before a known publisher's `reuters.com` unless the sentence `ended` later.
    """
    if host in known:
        return 0
    letters = _LETTERS.match(host)
    if letters and is_host(host[letters.end() :]):
        return letters.end()
    first, _, rest = host.partition(".")
    usual = read_words("mark_words", "usual_host_parts")
    if rest.count(".") > 1 and first.isalpha() and first not in usual and (second := rest.partition(".")[0]) in usual:
        return 0 if second != "www" and len(first) < 4 else len(first) + 1  # "juin.docs.python.org"
    for at in range(1, len(host) - 3):
        if host[at] == "." or host[at:] not in known:
            continue
        if host[at - 1] != ".":
            return at if _parts_from(host[:at], host[at:]) else 0
        return _glued_part(host[: at - 1]) or _sentence_end(host[:at], ended)
    return 0


def is_settled(host: str, *, known: AbstractSet[str]) -> bool:
    """Whether nothing of `host` can be a word of the sentence: it is known, or begins as hosts do."""
    first, _, rest = host.partition(".")
    usual = read_words("mark_words", "usual_host_parts")
    return host in known or first in usual or not is_host(rest) or not first.isalpha()


def _parts_from(word: str, host: str) -> bool:
    """Whether `word` before a known host is a word of the sentence; before a short host it must be an everyday one."""
    if not word.isalpha() or word == "the":
        return False
    first = host.partition(".")[0]
    return len(first) >= SHORTEST_GLUED or (_is_everyday(word) and not _is_everyday(first))


def _sentence_end(head: str, ended: Ended) -> int:
    """The length of `head` ("people.") when it is a word and its full stop, else 0.

    Where nothing tells that the sentence ends there it must be an everyday word: `stacks.cdc.gov` is a host.
    """
    word = head[:-1]
    usual = read_words("mark_words", "usual_host_parts")
    if ended is Ended.LATER or len(word) < 2 or not word.isalpha() or word in usual:
        return 0
    if ended is Ended.BEFORE:
        return len(head)
    stem = stem_word(word)
    told = word.endswith(("ed", "ing")) or word_weight(stem) <= RAREST_LAST_WORD
    return len(head) if told and is_common(stem) else 0


def _glued_part(part: str) -> int:
    """The length of the word in `part` ("includelearn") before a usual first part of hosts ("learn"), else 0."""
    usual = read_words("mark_words", "usual_host_parts")
    if part in usual:
        return 0
    ends = (at for at in range(3, len(part) - 1) if part[at:] in usual)
    return next((at for at in ends if part[:at] not in usual and _is_everyday(part[:at])), 0)


def _is_everyday(word: str) -> bool:
    """Whether a word of more than three letters is common in English: short ones begin the names of sites."""
    return len(word) > 3 and word.isalpha() and is_common(stem_word(word))
