"""Publishers' names as chips print them before `+N`: `The Guardian`, `El País`, `Amazon Web Services, Inc.`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.parse.grammars.hosts import publishers_names, publishers_spellings, publishers_words
from provenance.parse.grammars.name_words import (
    connects,
    ends_sentence,
    has_case,
    is_capital,
    is_without_case,
    keeps_whole,
)
from provenance.parse.grammars.placement import leads_on
from provenance.text.tables import read_words

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

LONGEST_NAME = 60
MOST_WORDS = 9
_DASHES = frozenset("–—-|")
SHORTEST_SMALL = 3
"""Letters of a name without a capital, as `ps-hung`."""

# "Tom's Hardware", "Symanto - Psychology AI", "3GPP", "Jagranjosh.com", "維基百科，自由的百科全書"; no "_", "/", "="
_NAME = re.compile(r"[\w.,'’&|:()!·，・ –—-]+")
# "later. The": a sentence ends inside
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{4}[.!?]\s")
# "The" of "in Kyiv The Guardian"
_ARTICLES = frozenset(["The", "El", "La", "Le", "Die", "Der", "Il"])
_ARTICLE = re.compile(rf"(?<=\s)(?:{'|'.join(sorted(_ARTICLES))})\s(?=\S)")
# "September " of "in September Goldman Sachs"
_DAY_OR_MONTH = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber)\s+(?=\S)"
)
# where a name can begin inside a token: after "tool." of "tool.Reuters", ")" of ")Reuters", "(" of "(3GPP",
# "2025" of "2025HDFC" and "2025arXiv"
_INSIDE_TOKEN = re.compile(
    r".*(?:[.!?…:;,)\]”\"。！？、，）（(\[“「『]|\d{3}(?=[a-z]{0,3}[A-Z][A-Za-z]))(?=[^\W\d_])"
    r"|.*[(\[“「『](?=\w)",
    re.DOTALL,
)
# "negotiator" of "negotiatorReuters"; not the "el" of "elDiario" nor the "the" of "theGrio"
_WORD_GLUED = re.compile(r"(?!the[A-Z])[^\W\d_A-Z]{3,}(?=[A-Z])")
# where a known name can begin: at a word, at the plus of "+972 Magazine", behind a sign or a year, at a capital behind
# a small letter
_HEADS = re.compile(r"(?<![\w])(?=\w)|(?=\+\d\d)|(?<=[a-zß-öø-ÿ])(?=[A-Z])|(?<=(?<!\d)\d{4})(?=\w)")
# "arXiv" of "in maiarXiv": a small letter before a capital
_SMALL_HEAD = re.compile(r"[a-z]{1,3}(?=[A-Z])")
# " – Die freie Enzyklopädie": a dash or a bar and a capital behind it
_SECOND_PART = re.compile(r"\s[–|-]\s(?=[A-Z])")
# "Irish" of "held. Irish "; group 1: the capitalised words behind a sentence's end
_CAPITALS_BEHIND_STOP = re.compile(r"[.!?…]\s((?:[A-Z][\w'’-]{0,30}[ ]?){1,5})$")
SHORTEST_CLAUSE = 3
"""Letters without case that may stand before a known name as a part of its own: more of them are a clause."""
# "+1 |": the number of a chip at the end of a cell
_CELL_ENDS = re.compile(r"\+\d{1,2}[ \t]{0,8}\|")
LONGEST_UNCASED = 12
"""Letters of a name in a script without case; a longer one is a clause with a name behind it."""
# 维基百科，自由的百科全书 of "closed for days维基百科，自由的百科全书"; not the end of "IT之家"
_FOREIGN = re.compile(r"(?<=[a-zß-öø-ÿ])[\u3040-\u30ff\u3400-\u9fff，·]{2,12}$")
# 新華網, with no space between the words of a sentence
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFound:
    """A name that ends before `+N`: where it begins, and how sure that is.

    `known` when it is in the table of publishers; `bounded` when it begins a line, a bracket or follows a sentence's
    end, so that no word of the sentence can be meant as its first. `mixed` when words of the sentence are in it, and
    nothing tells how many: "planned in Denmark Ars Technica". `small` when it has no capital.
    """

    start: int
    known: bool
    bounded: bool
    mixed: bool
    small: bool = False


def is_inner_name(label: str, *, glued: bool) -> bool:
    """Whether the whole `label` between two `+N` reads as a name; a `glued` one may hold words in lower case."""
    if label in publishers_spellings():
        return True
    clause = len(label) - SHORTEST_CLAUSE
    if label[-1:].isalpha() and is_without_case(label[-1]) and 0 < len(_known_tail(label, publishers_names())) < clause:
        return False  # 出口增长放缓路透社 is a clause and a label
    if not 2 <= len(label) <= LONGEST_NAME or not _NAME.fullmatch(label) or _SENTENCE_INSIDE.search(label):
        return False
    words = label.split()
    if words and words[0].isdecimal():  # 60 Minutes
        words = words[1:]
    if not words or len(words) > MOST_WORDS or not is_capital(words[0]) or "_" in label:
        return False
    if all(is_capital(word) or connects(word) for word in words):
        return True
    listed = _known_tail(label, publishers_names()) if glued else ""
    return glued and listed in {"", label}  # "+2It fell Reuters+2" is a sentence and a label


def is_stop_name(label: str) -> bool:
    """Whether `label` before `+N` is a clock, a key, a grade or a count (`UTC+2`, `Ctrl+1`, `Grade A+1`).

    One of fewer than three letters names nobody.
    """
    words = label.lower().split()
    if not words or sum(map(str.isalpha, label)) < 3:
        return True
    return words[-1] in read_words("mark_words", "no_names") or len(words[-1]) == 1


def find_name(text: str, end: int, *, floor: int, known: AbstractSet[str]) -> NameFound | None:
    """The name that ends at `end` and begins on the same line, not before `floor`; none when no capital stands there.

    A name of `known` (in lower case), or the longest row of capitalised words, shortened to its last article.
    """
    line = _line_start(text, end, floor=floor)
    window = text[line:end]
    if not window or window[-1].isspace():
        return None
    listed = _known_tail(window, known)
    if listed and not _is_part(window, len(window) - len(listed), known):
        return NameFound(start=end - len(listed), known=True, bounded=False, mixed=False)
    foreign = _FOREIGN.search(window)
    if foreign:
        return NameFound(start=line + foreign.start(), known=False, bounded=True, mixed=False)
    start = len(window)
    cut = False
    for token in reversed(list(re.finditer(r"\S+", window))):
        whole = keeps_whole(token[0]) or _is_foreign(window, token)
        head = (_WORD_GLUED if whole else _INSIDE_TOKEN).match(token[0])
        word_start = token.start() + (head.end() if head else 0)
        if not _goes_on(window[word_start : token.end()], window[start:]):
            break
        start, cut = word_start, head is not None
        if cut:
            break
    if cut and window[start - 1] == "，":  # 维基百科，自由的百科全书
        first = _known_tail(window[: start - 1], known)
        if first:
            return NameFound(start=line + start - 1 - len(first), known=True, bounded=True, mixed=False)
    return _settled(text, line, window, start=start, cut=cut)


def find_dotted_name(text: str, end: int, *, floor: int) -> NameFound | None:
    """The publisher's name that ends at `end` with a host and has more before it: `SWI swissinfo.ch`, or none."""
    if text[end - 1] == "." or end - floor < SHORTEST_SMALL:
        return None
    window = text[_line_start(text, end, floor=floor) : end]
    dotted = _known_tail(window, _dotted_names())
    return NameFound(start=end - len(dotted), known=True, bounded=False, mixed=False) if dotted else None


@cache
def _dotted_names() -> frozenset[str]:
    """Publishers' names, in small letters, that are more than a host with a capital."""
    return frozenset(name for name in publishers_names() if "." in name and (" " in name or "-" in name))


def find_small_name(text: str, end: int, *, floor: int, known: AbstractSet[str], alone: bool) -> NameFound | None:
    """The name that ends without a capital: `ps-hung`, `Wikipédia, l'encyclopédie libre`.

    Where it stands `alone`, not before other labels, its first part must be known. Of a word that could be one of the
    sentence it is not known where the name begins; it stays there.
    """
    line = _line_start(text, end, floor=floor)
    tokens = list(re.finditer(r"\S+", text[line:end]))[-MOST_WORDS:]
    if not tokens or not _NAME.fullmatch(tokens[-1][0].lstrip('“"[「『')):
        return None
    for before, token in pairwise(reversed(tokens)):
        if ends_sentence(token[0]) or before.start() - token.end() > 1:
            break
        first = token[0].rstrip(",")
        if is_capital(first) and (token[0] != first or before[0] in _DASHES):
            listed = _known_tail(first, known)
            if listed or not alone:
                inside = _INSIDE_TOKEN.match(first) or _WORD_GLUED.match(first)
                start = token.start() + (len(first) - len(listed) if listed else inside.end() if inside else 0)
                return NameFound(start=line + start, known=bool(listed), bounded=True, mixed=False)
    if alone:
        return None
    word = tokens[-1]
    inside = _INSIDE_TOKEN.match(word[0])
    start = word.start() + (inside.end() if inside else 0)
    if end - line - start < SHORTEST_SMALL:
        return None
    mixed = text[line + start : end].isalpha()
    return NameFound(start=line + start, known=False, bounded=False, mixed=mixed, small=True)


def _line_start(text: str, end: int, *, floor: int) -> int:
    """Where the line, or the cell of a table, begins in which a name that ends at `end` must stand."""
    lowest = max(floor, end - LONGEST_NAME - 20)
    start = max(lowest, text.rfind("\n", lowest, end) + 1)
    return max(start, text.rfind("|", start, end) + 1) if _CELL_ENDS.match(text, end) else start


def _known_tail(window: str, known: AbstractSet[str]) -> str:
    """The longest tail of `window` that is a known name, or an empty string."""
    lowered = window.lower()
    called = "! " in lowered  # "Yahoo! Finance"
    for head in _HEADS.finditer(window, max(0, len(window) - LONGEST_NAME)):
        at = head.start()
        listed = lowered[at:] in known or (called and lowered[at:].replace("! ", " ") in known)
        if listed and (is_capital(window[at:]) or _is_small(window[at:])):
            return window[at:]
    if _UNSPACED.match(window[-1]):  # no space tells where a name begins: 影响有限新华网
        return next(
            (window[at:] for at in range(max(0, len(window) - 20), len(window) - 1) if window[at:] in known), ""
        )
    glued = _SMALL_HEAD.search(window, max(0, len(window) - 20))
    starts = range(glued.start(), glued.end()) if glued else ()
    return next((window[at:] for at in starts if window[at:] in publishers_spellings()), "")


def _is_small(name: str) -> bool:
    """Whether a publisher's name is written without a capital and no everyday word: "n-tv"."""
    return name in publishers_spellings() and name.lower() not in publishers_words()


def _is_part(window: str, start: int, known: AbstractSet[str]) -> bool:
    """Whether the known name at `window[start:]` is rather the end of a longer one: `Straits Times`, `Popular Science`.

    Behind the end of a sentence all words up to the name are its own, unless they are a known name too.
    """
    words = window[start:].lower()
    before = window[:start].rstrip(" ")
    token = before.rpartition(" ")[2]
    if not token or len(before) == start or not is_capital(token) or ends_sentence(token) or not token.isalpha():
        return False
    if " " not in words and (words in read_words("mark_words", "press_words") or words in publishers_words()):
        return True
    row = _CAPITALS_BEHIND_STOP.search(before)
    return row is not None and row[1].lower() not in known and row[1] not in _ARTICLES


def _is_foreign(window: str, token: re.Match[str]) -> bool:
    """Whether a token in a script without case follows words that have one: "in May 维基百科，自由的百科全书"."""
    before = window[: token.start()]
    return before[-1:] == " " and is_without_case(token[0]) and len(token[0]) <= LONGEST_UNCASED and has_case(before)


def _goes_on(word: str, behind: str) -> bool:
    """Whether `word` belongs to the name of which `behind` are the words after it."""
    if not (is_capital(word) or connects(word)):
        return False
    if not behind:
        return True
    return not (ends_sentence(word) or _UNSPACED.search(word) or (is_without_case(word) and has_case(behind)))


def _settled(text: str, line: int, window: str, *, start: int, cut: bool) -> NameFound | None:
    """The name at `window[start:]` without connectors at its head, and shortened where an article says so."""
    words = window[start:]
    while words and connects(words.split()[0]):
        words = words.split(None, 1)[1] if " " in words else ""
    if not words or "_" in words or not _NAME.fullmatch(words):
        return None
    last = len(window) - len(words)
    start = _first_part(window, last)
    articles = list(_ARTICLE.finditer(window, last)) if start == last else []
    start = articles[-1].start() if articles else start
    needed = leads_on(window, start)
    day = _DAY_OR_MONTH.match(window, start) if needed else None
    if day:
        start, needed, cut = day.end(), False, True
    before = window[:start].rstrip()
    opens = not before and (line == 0 or text[line - 1] in "\n\r|")
    bounded = cut or opens or before[-1:] in tuple('.!?…।؟:(|“"。！？（') or bool(_UNSPACED.match(words))
    mixed = (needed and " " in window[start:]) or (is_without_case(words) and len(words) > LONGEST_UNCASED)
    return NameFound(start=line + start, known=False, bounded=bounded, mixed=mixed)


def _first_part(window: str, start: int) -> int:
    """Where a name begins whose second part holds small words: `Wikipedia – Die freie Enzyklopädie`."""
    parts = list(_SECOND_PART.finditer(window, max(0, start - 40), start))
    if not parts:
        return start
    first = window[: parts[-1].start()].rpartition(" ")[2]
    words = window[parts[-1].end() : start].split()
    whole = first[:1].isupper() and len(words) < MOST_WORDS and not any(map(ends_sentence, words))
    return parts[-1].start() - len(first) if whole else start
