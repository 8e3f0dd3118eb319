"""Whether a run of `label+N` stands where a citation mark stands, or is an address, a formula or words."""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.grammars.hosts import (
    host_ahead,
    is_file,
    is_host,
    publishers_hosts,
    publishers_names,
    publishers_press,
    publishers_products,
    publishers_words,
)
from provenance.parse.grammars.names import is_stop_name
from provenance.parse.grammars.placement import follows_real_sentence, in_cell, is_needed, leads_on
from provenance.parse.lead_ins import lead_in_start
from provenance.text.tables import read_words

if TYPE_CHECKING:
    from provenance.parse.grammars.chip_heads import Run

# Signs that make a token an address, a search, a file name or a formula when they stand before or behind it
_NO_MARK_BEFORE = frozenset("@/\\=_&%#$`~+<^")
_NO_MARK_BEHIND = frozenset("@/\\=_&%#$`~+^(-")
# "site:" and "url:" of a search, glued before a host
_SEARCH_PREFIX = re.compile(r"[A-Za-z]:$")
# a capital, or a letter of a script that has none
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻÇĞİŞÖÜЀ-Я\u0590-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
# where a name's mark may end: the line's end, a full stop, a bracket, a cell, a picture, a capital
_CLOSES = re.compile(
    rf"(?={_CAPITAL})|[ \t]*(?:$|[\r\n.!?)\]|”\"»।؟。！？）\u2190-\u2bff\U0001f000-\U0001faff]"
    rf"|(?=[“‘«„(\"']?{_CAPITAL}(?![A-Z])))"
)
# ", while" behind a known name; not ", arXiv+4" of a list of scores
_GOES_ON = re.compile(r"[,;，][ \t]*(?=[^\W\d_A-Z])(?![^\s+]{1,40}\+\d)")
# ", " between the names of "Sources: AP News+2, Reuters+1."
_LISTED = re.compile(r"[,;][ \t]+(?=\w)")
# " others" of "Reuters+3 others"
_COUNTED = re.compile(r"\s+(?:others?|more|additional|further)\b")
# the full stop of the sentence on the line below its mark
_STOP_BELOW = re.compile(r"[ \t]*\r?\n[ \t]*\.(?:\s|$)")
# "ResearchGate", "arXiv", "ChatGPT": a capital inside a word
_INNER_CAPITAL = re.compile(r"[^\W\d_A-Z][A-Z]")


class Standing(Enum):
    """What a run is by its surroundings; a doubtful one is a mark in a text that has others, else it is unread.

    An unsure one, whose label may be words of the sentence ("China joined ASEAN+3"), is always unread.
    """

    MARK = "mark"
    DOUBTFUL = "doubtful"
    UNSURE = "unsure"
    NONE = "none"


def find_standing(text: str, run: Run) -> Standing:
    """Whether the surroundings let the run be a mark; names are held to more than domains."""
    alone = len(run.marks) == 1 and run.unnamed is None
    if (run.unnamed is None and not _front_allows(text, run.start, alone=alone)) or not _tail_allows(
        text, run.end, alone=alone
    ):
        return Standing.NONE
    hosts = [host for mark in run.marks if is_host(host := mark.label.lower().rpartition("//")[2])]
    if hosts:
        unlikely = all(
            (is_file(host) or (alone and _is_code(host))) and host not in publishers_hosts() for host in hosts
        )
        return Standing.NONE if unlikely else Standing.MARK
    if run.name is None:
        return Standing.MARK if _names_publisher(run) else Standing.DOUBTFUL
    if not run.name.known and is_stop_name(run.marks[0].label):
        return Standing.NONE
    return _lone_standing(text, run) if alone else _names_standing(text, run)


def _is_code(host: str) -> bool:
    """Whether a host is rather a variable and what it holds: `self.id`, `p.next`, `window.top`."""
    first, _, rest = host.partition(".")
    short = len(first) == 1 and rest not in {"com", "org", "net", "co"}
    return short or first in read_words("mark_words", "variables")


def _front_allows(text: str, start: int, *, alone: bool) -> bool:
    before = text[start - 1] if start else " "
    if before == ":" and alone:
        return not _SEARCH_PREFIX.search(text, max(0, start - 2), start)
    if before == "%":  # "rose 3.5%bls.gov+1", but not "%20bls.gov+1"
        return text[start - 2 : start - 1].isdecimal() and text[start].isalpha()
    return before not in _NO_MARK_BEFORE


def _tail_allows(text: str, end: int, *, alone: bool) -> bool:
    behind, after = text[end : end + 1], text[end + 1 : end + 2]
    if behind in _NO_MARK_BEHIND and behind:
        return behind == "-" and after.isspace()
    if (behind in {".", ","} and after.isdigit()) or (behind == "*" and after.isalnum()):
        return False
    if behind == ";" and alone and not after.strip():  # "return obj.io+1;"
        return False
    if behind == "." and after.islower():
        return not alone or bool(host_ahead(text, end + 1))
    if behind.islower():
        return not alone or bool(host_ahead(text, end))
    return True


def _lone_standing(text: str, run: Run) -> Standing:
    """A lone name is a mark when nothing goes on behind it and it is a known publisher or a sentence ends before it.

    So is an unknown one of several words behind a word that does not lead on to it ("eleven days LCSC Electronics+1.");
    one of a single word is doubtful there, and an acronym may be the sentence's own.
    """
    name, mark = run.name, run.marks[0]
    if name is None:
        return Standing.NONE
    if name.known:
        return _known_standing(text, run)
    closes = _CLOSES.match(text, mark.end)
    telling = " " in mark.label or bool(_INNER_CAPITAL.search(mark.label))
    if not closes and not (telling and _goes_on(text, run)):
        return Standing.NONE
    if name.mixed or leads_on(text, mark.start):
        return Standing.UNSURE
    several = " " in mark.label and _is_behind_small_word(text, run.start)
    if closes and (several or (name.bounded and _is_placed(text, run))):
        return Standing.MARK
    return Standing.UNSURE if mark.label.isupper() and " " not in mark.label else Standing.DOUBTFUL


def _is_behind_small_word(text: str, start: int) -> bool:
    """Whether the word before `start` has no capital, and is no part of a name: "days" of "eleven days "."""
    before = text[max(0, start - 40) : start]
    words = before.split()
    return bool(words) and before[-1:].isspace() and words[-1].isalpha() and not words[-1][0].isupper()


def _is_placed(text: str, run: Run) -> bool:
    """Whether a lone name stands in a cell of its own, behind the end of a sentence, or on a line below one."""
    if in_cell(text, Span(start=run.start, end=run.end)):
        return True
    line = text.rfind("\n", max(0, run.start - 80), run.start) + 1
    if not text[line : run.start].strip(" \t>*-•|"):
        return follows_real_sentence(text, run.start) or bool(_STOP_BELOW.match(text, run.end))
    glued = text[run.start - 1] == "." and " " not in run.marks[0].label  # "context.Emax+1"
    return not glued and follows_real_sentence(text, run.start)


def _known_standing(text: str, run: Run) -> Standing:
    mark = run.marks[0]
    name = mark.label.lower()
    everyday = name in publishers_words()
    if not _CLOSES.match(text, mark.end):
        said = (
            name in publishers_press() and not _COUNTED.match(text, mark.end) and is_needed(text, mark.start, mark.end)
        )
        listed = _LISTED.match(text, mark.end) and lead_in_start(text, run.start) < run.start
        return Standing.MARK if said or listed or (not everyday and _goes_on(text, run)) else Standing.NONE
    if leads_on(text, run.start) and (everyday or mark.label.isupper()):
        return Standing.UNSURE
    doubtful = name in publishers_products() and not _is_placed(text, run)
    return Standing.DOUBTFUL if doubtful else Standing.MARK


def _goes_on(text: str, run: Run) -> bool:
    """Whether the sentence goes on behind a comma, and the run opens no list: "(Wikipedia+4, and others)"."""
    bracket = text[run.start - 1 : run.start] in {"(", "[", "（"}
    return not bracket and bool(_GOES_ON.match(text, run.end))


def _names_publisher(run: Run) -> bool:
    return any(mark.label.lower() in publishers_names() for mark in run.marks)


def _names_press(run: Run) -> bool:
    return any(mark.label.lower() in publishers_press() for mark in run.marks)


def _names_standing(text: str, run: Run) -> Standing:
    """Several names are a mark when a publisher is among them, or they are glued and two of them bear the same N."""
    spaced = any(
        text[before.end : after.start].strip() != text[before.end : after.start]
        for before, after in pairwise(run.marks)
    )
    split = any(text[mark.label_end] != "+" for mark in run.marks)  # "Reuters⏎+2⏎", as a page's text is copied
    same = any(before.more == after.more for before, after in pairwise(run.marks))
    if _names_publisher(run):
        gains = spaced and not split and not same and not _names_press(run)  # "Apple+2 Tesla+3"
        return Standing.DOUBTFUL if gains else Standing.MARK
    if run.name and run.name.small and ((spaced and not split) or not same):
        return Standing.NONE
    if run.name and run.name.small and run.name.mixed:
        return Standing.DOUBTFUL
    return Standing.MARK if same and (split or not spaced) else Standing.DOUBTFUL
